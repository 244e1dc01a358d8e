"""Servers of tools that tests talk to, each a program of its own."""
