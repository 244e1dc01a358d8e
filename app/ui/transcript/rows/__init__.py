"""One kind of row each: measures itself, paints itself, knows its text."""
