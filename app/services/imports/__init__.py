"""Conversations that come from files: read by a process of their own, taken in by choice."""
