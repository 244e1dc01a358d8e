"""What the program complains of while a story is told: faults that reached the loop, errors in its log."""

import asyncio
import logging
from typing import Any


class Complaints(logging.Handler):
    """Collects them. A story that means to cause some says which by ``expect``."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._told: list[str] = []
        self._expected: list[str] = []

    def expect(self, words: str) -> None:
        """Complaints with these words are meant to come."""
        self._expected.append(words)

    @property
    def unexpected(self) -> list[str]:
        """Those that no story asked for."""
        return [told for told in self._told if not any(words in told for words in self._expected)]

    def hear_loop(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """An exception handler for the event loop."""
        self._told.append(f"the event loop: {context.get('message')} {context.get('exception')!r}")

    def emit(self, record: logging.LogRecord) -> None:
        """A handler for the loggers of the program."""
        self._told.append(f"{record.name}: {record.getMessage()} {record.exc_info or ''}")
