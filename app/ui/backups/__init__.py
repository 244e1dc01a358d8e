"""Back-ups at the window: where, when, now, and back."""
