"""Formats of films: gateways' own, and those of vendors as gateways pass them on."""
