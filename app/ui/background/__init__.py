"""What the studio does while nobody looks at it."""
