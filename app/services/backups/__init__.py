"""Back-ups of everything but keys, to places near and far."""
