"""Markdown into a flat list of blocks, whole or as it grows; no Qt."""
