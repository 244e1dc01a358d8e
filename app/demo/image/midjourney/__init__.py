"""Midjourney-Proxy at the demo gateway, as new-api relays it: tasks below /mj, their grids and buttons."""
