"""What every place for back-ups can do. The calls block: they belong into a thread."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from app.domain.backup import BackupFile, BackupPlace


class PlaceFiles(Protocol):
    """The files of a place. Every call may raise StorageError, NetworkError or InputError."""

    def files(self) -> tuple[BackupFile, ...]:
        """What lies there."""
        ...

    def put(self, source: Path, name: str, told: Callable[[int], None]) -> None:
        """Send a file, which is there whole or not at all; ``told`` hears bytes and may raise."""
        ...

    def read(self, name: str) -> Iterator[bytes]:
        """The content of a file."""
        ...

    def remove(self, name: str) -> None:
        """Delete a file."""
        ...

    def close(self) -> None:
        """Close what is open."""
        ...


OpenPlace = Callable[[BackupPlace, str], PlaceFiles]
"""Opens a place with the secret that belongs to it."""
