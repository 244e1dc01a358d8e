"""The text of PDF and Office files, taken out in a process of its own."""
