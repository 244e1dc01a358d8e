"""Looking at films: played, frame by frame, side by side, and as small pictures."""
