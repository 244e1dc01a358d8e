"""What is made: orders, paid tasks and their polls, downloads, results."""
