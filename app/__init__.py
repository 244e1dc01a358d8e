"""Relay Studio: one window for everything that a key at a relay gateway can do."""

__version__ = "0.1.0"
