"""Tools that conversations may call: built in, written by hand, and from servers."""
