"""Servers of tools, spoken to by the Model Context Protocol in a thread of their own."""
