"""Looks: tokens, palette, style sheet and icons. No colour is named anywhere else."""
