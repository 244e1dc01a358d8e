"""Answers to one question side by side, and whom to ask for them."""
