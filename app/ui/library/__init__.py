"""The library page: everything that was made or attached, found, looked at and used again."""
