"""The queue of what waits to be made: in sight from every page."""
