"""Times of sounds, as a person reads them."""


def clock_words(position_ms: int) -> str:
    """``0:03``, or ``1:02:03`` from an hour on."""
    minutes, seconds = divmod(max(0, position_ms) // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def progress_words(position_ms: int, duration_ms: int) -> str:
    """Where one is in a sound, and how long it is."""
    return f"{clock_words(position_ms)} / {clock_words(duration_ms)}"
