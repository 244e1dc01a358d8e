"""The conversation page: list, transcript and composer."""
