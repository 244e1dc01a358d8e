"""Errors of SQLite and of the file system as StorageError."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from app.domain.errors import ErrorKind, StorageError, Technical

_FULL = {errno.ENOSPC, errno.EDQUOT}
_SQLITE_KINDS = {
    sqlite3.SQLITE_FULL: ErrorKind.DISK_FULL,
    sqlite3.SQLITE_IOERR_SHMSIZE: ErrorKind.DISK_FULL,
    sqlite3.SQLITE_READONLY: ErrorKind.NOT_WRITABLE,
    sqlite3.SQLITE_CANTOPEN: ErrorKind.NOT_WRITABLE,
    sqlite3.SQLITE_PERM: ErrorKind.NOT_WRITABLE,
    sqlite3.SQLITE_AUTH: ErrorKind.NOT_WRITABLE,
    sqlite3.SQLITE_IOERR: ErrorKind.NOT_WRITABLE,
    sqlite3.SQLITE_BUSY: ErrorKind.NOT_WRITABLE,
    sqlite3.SQLITE_LOCKED: ErrorKind.NOT_WRITABLE,
    sqlite3.SQLITE_CORRUPT: ErrorKind.DATA_DAMAGED,
    sqlite3.SQLITE_NOTADB: ErrorKind.DATA_DAMAGED,
}
_PRIMARY_CODE = 0xFF


@contextmanager
def storage_errors() -> Iterator[None]:
    """Turn what the disk or the database refuses into a StorageError; our own faults stay as they are."""
    try:
        yield
    except OSError as error:
        raise from_os_error(error) from error
    except sqlite3.Error as error:
        kind = sqlite_kind(error)
        if kind is None:
            raise
        raise StorageError(kind, technical=Technical(cause=str(error))) from error


def from_os_error(error: OSError) -> StorageError:
    """A refused file operation."""
    kind = ErrorKind.DISK_FULL if error.errno in _FULL else ErrorKind.NOT_WRITABLE
    values = {"path": str(error.filename)} if error.filename else {}
    return StorageError(kind, values, technical=Technical(cause=str(error)))


def sqlite_kind(error: sqlite3.Error) -> ErrorKind | None:
    """What a database error means to the person; None for a fault of our own, such as wrong SQL."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    return _SQLITE_KINDS.get(code) or _SQLITE_KINDS.get(code & _PRIMARY_CODE)
