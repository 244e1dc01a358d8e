"""Films that the demo gateway makes itself: a painting with something that moves, as a real MP4 file."""
