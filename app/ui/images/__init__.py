"""The image page: a form made from a model's card, and everything that was made with it."""
