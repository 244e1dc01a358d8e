"""Characters: making them from clips, and calling them in prompts."""
