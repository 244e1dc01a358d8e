"""Wire formats of conversations."""
