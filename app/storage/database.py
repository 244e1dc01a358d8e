"""The studio's database: one connection, used by one thread."""

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from app.domain.errors import ErrorKind, StorageError
from app.storage import backups as snapshots
from app.storage.failures import storage_errors
from app.storage.migrations import MIGRATIONS, Migration
from app.storage.opening import OpeningReport, prepare, suspicion
from app.storage.worker import Worker

log = logging.getLogger(__name__)
Result = TypeVar("Result")
Work = Callable[[sqlite3.Connection], Result]


class Database:
    """Runs work on the one connection, in the order in which it was asked for.

    Work that was cancelled by its caller still runs if it writes; a read that did not begin yet is left out.
    ``opening`` says what happened to the data when it was opened.
    """

    def __init__(
        self,
        worker: Worker,
        connection: sqlite3.Connection,
        path: Path,
        backups: Path,
        opening: OpeningReport,
    ) -> None:
        self._worker = worker
        self._connection = connection
        self._path = path
        self._backups = backups
        self.opening = opening

    @classmethod
    async def open(
        cls, path: Path, backups: Path, migrations: tuple[Migration, ...] = MIGRATIONS
    ) -> "Database":
        """Open the database at ``path``; make, migrate or restore it first where that is needed.

        Raises:
            StorageError: the data is of a later version, the disk is full or refuses to be written.
        """
        worker = Worker("database")
        try:
            opened = await worker.submit(lambda: _open(path, backups, migrations))
        except BaseException:
            worker.abandon()
            raise
        connection, report = opened
        return cls(worker, connection, path, backups, report)

    async def run(self, work: Work[Result]) -> Result:
        """Read.

        Raises:
            StorageError: the disk or the file refused.
        """
        return await self._worker.submit(lambda: self._guarded(work), droppable=True)

    async def transaction(self, work: Work[Result]) -> Result:
        """Write: all of the work is kept, or nothing of it. When this returns, it survives our own death.

        Raises:
            StorageError: the disk or the file refused.
        """
        return await self._worker.submit(lambda: self._guarded(lambda it: _in_transaction(it, work)))

    def post(self, work: Work[object]) -> None:
        """Write without waiting; a refusal is logged."""
        asked = self._worker.submit(lambda: self._guarded(lambda it: _in_transaction(it, work)))
        asked.add_done_callback(_log_refusal)

    async def back_up(self) -> Path:
        """Today's snapshot; made now unless there is one.

        Raises:
            StorageError: the disk refused, or the data is damaged.
        """
        return await asyncio.to_thread(self._back_up)

    async def close(self) -> None:
        """Finish what was asked for, then close the file."""
        closing = self._worker.submit(self._connection.close)
        await self._worker.close()
        await closing

    def _back_up(self) -> Path:
        try:
            with storage_errors():
                return snapshots.snapshot(self._path, self._backups)
        except StorageError as error:
            self._note_damage(error)
            raise

    def _guarded(self, work: Work[Result]) -> Result:
        try:
            with storage_errors():
                return work(self._connection)
        except StorageError as error:
            self._note_damage(error)
            raise

    def _note_damage(self, error: StorageError) -> None:
        """Have the next start look through the whole file."""
        if error.kind is ErrorKind.DATA_DAMAGED:
            with suppress(OSError):  # a disk that refuses this too leaves the look to the next unclean end
                suspicion(self._path).touch()


def _log_refusal(asked: "asyncio.Future[object]") -> None:
    if not asked.cancelled() and (error := asked.exception()) is not None:
        log.error("The database refused", exc_info=error)


def _open(
    path: Path, backups: Path, migrations: tuple[Migration, ...]
) -> tuple[sqlite3.Connection, OpeningReport]:
    with storage_errors():
        report = prepare(path, backups, migrations)
        return _connect(path), report


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, cached_statements=256)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA temp_store = MEMORY")
        # A plain read does not notice a file that may only be read.
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _in_transaction(connection: sqlite3.Connection, work: Work[Result]) -> Result:
    connection.execute("BEGIN IMMEDIATE")
    try:
        result = work(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return result
