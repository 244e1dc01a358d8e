"""A folder of this computer, or of one that it reaches, as a place for back-ups."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from app.domain.backup import BackupFile
from app.domain.errors import ErrorKind, StorageError
from app.storage.failures import storage_errors
from app.storage.files import written_whole

_CHUNK_BYTES = 1024 * 1024


class FolderFiles:
    """The files of a folder, which has to be there: a drive that is not plugged in shall not be filled."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def files(self) -> tuple[BackupFile, ...]:
        """What lies there.

        Raises:
            StorageError: the folder is not there, or the disk refuses.
        """
        with storage_errors():
            self._check()
            return tuple(
                BackupFile(path.name, path.stat().st_size)
                for path in self._folder.iterdir()
                if path.is_file()
            )

    def put(self, source: Path, name: str, told: Callable[[int], None]) -> None:
        """Copy a file, whole or not at all; ``told`` hears the bytes so far and may raise."""
        with storage_errors():
            self._check()
            if shutil.disk_usage(self._folder).free < source.stat().st_size:
                raise StorageError(ErrorKind.DISK_FULL, {"path": str(self._folder)})
            done = 0
            with (
                written_whole(self._folder / name) as part,
                source.open("rb") as file,
                part.open("wb") as copy,
            ):
                while piece := file.read(_CHUNK_BYTES):
                    copy.write(piece)
                    done += len(piece)
                    told(done)
                copy.flush()
                os.fsync(copy.fileno())

    def read(self, name: str) -> Iterator[bytes]:
        """The content of a file."""
        with storage_errors(), (self._folder / name).open("rb") as file:
            while piece := file.read(_CHUNK_BYTES):
                yield piece

    def remove(self, name: str) -> None:
        """Delete a file."""
        with storage_errors():
            (self._folder / name).unlink(missing_ok=True)

    def close(self) -> None:
        """Nothing is open."""

    def _check(self) -> None:
        if not self._folder.is_dir():
            raise StorageError(ErrorKind.BACKUP_PLACE_MISSING, {"place": str(self._folder)})
