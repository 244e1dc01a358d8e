"""Sounds that are heard where they stand."""
