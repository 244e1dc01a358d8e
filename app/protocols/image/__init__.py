"""Formats that make pictures."""
