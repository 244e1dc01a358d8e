"""Text that is gathered line by line up to a limit, and why a document gives none."""

from enum import StrEnum

MOST_CHARACTERS = 1_000_000
"""About a quarter of a million tokens: more than most models read at once."""


class Trouble(StrEnum):
    """Why a document gives no text."""

    LOCKED = "locked"
    """It asks for a password."""
    BROKEN = "broken"
    TOO_COMPLEX = "too_complex"
    """It unpacks to more than is reasonable, or takes too long."""


class Unreadable(Exception):
    """A document gives no text."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


class Full(Exception):
    """There is no room for more text."""


class Gathering:
    """Takes lines until the limit is reached."""

    def __init__(self, most: int = MOST_CHARACTERS) -> None:
        self._room = most
        self._lines: list[str] = []

    @property
    def text(self) -> str:
        """What was gathered."""
        return "\n".join(self._lines).strip()

    def add(self, line: str) -> None:
        """Take one line, which may have line breaks inside.

        Raises:
            Full: only its beginning was taken.
        """
        self._lines.append(line[: self._room])
        self._room -= len(line) + 1
        if self._room < 0:
            raise Full
