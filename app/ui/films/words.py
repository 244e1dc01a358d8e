"""Times and problems of films, as a person reads them."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.domain.errors import ErrorKind


def time_words(position_ms: int) -> str:
    """``0:03.2``, or ``1:02:03.2`` from an hour on."""
    seconds, tenths = divmod(max(0, position_ms) // 100, 10)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}.{tenths}" if hours else f"{minutes}:{seconds:02}.{tenths}"


def place_words(position_ms: int, duration_ms: int) -> str:
    """Where one is in a film, and how long it is."""
    return f"{time_words(position_ms)} / {time_words(duration_ms)}"


def problem_words(kind: ErrorKind) -> str:
    """Why a film is not to be seen."""
    if kind is ErrorKind.FILE_GONE:
        return QCoreApplication.translate("FilmWords", "The file is gone: it was moved, renamed or deleted.")
    return QCoreApplication.translate(
        "FilmWords",
        "This film cannot be played. It may be damaged, or of a kind that is not known here.",
    )


def frame_name(film: Path, position_ms: int) -> str:
    """What the picture of a frame is called: the film's name and the time."""
    return f"{film.stem} {time_words(position_ms).replace(':', '-')}.png"
