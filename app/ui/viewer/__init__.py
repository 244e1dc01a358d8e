"""Looking at pictures: one at any size, or two side by side."""
