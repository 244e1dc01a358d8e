"""Pictures that the demo gateway makes itself: paintings, drawings, changed pictures, and their files."""
