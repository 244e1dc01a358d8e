"""Assistants at the window: chosen for a conversation, made, changed and ordered."""
