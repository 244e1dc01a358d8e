"""Readers of the files in which other programs keep conversations: parsed JSON in, conversations out."""
