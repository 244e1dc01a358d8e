"""What the windows of assistants and prompts share: files that are taken in and given out."""
