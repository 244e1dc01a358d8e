"""What was spent: words, estimates, and the window that adds it up."""
