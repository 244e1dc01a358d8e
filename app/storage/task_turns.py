"""What answers said word for word, for formats that want it back unchanged: too large for rows of tasks."""

import sqlite3

from app.domain.ids import TaskId
from app.domain.remote_task import RemoteTask
from app.storage.database import Database
from app.storage.records import storable
from app.storage.remote_tasks import task_from_body

_SAVE = """
INSERT INTO task_turns (task_id, answer) VALUES (?, ?)
ON CONFLICT (task_id) DO UPDATE SET answer = excluded.answer
"""
_FIND = """
SELECT body, coalesce(answer, '') FROM remote_tasks LEFT JOIN task_turns ON task_id = id WHERE id = ?
"""


class TaskTurnStore:
    """Keeps answers as long as their tasks, also of those that were taken off the board."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, task_id: TaskId, answer: str) -> None:
        """Keep what a task's answer said; a second call replaces it.

        Raises:
            StorageError: the disk refuses.
        """
        row = (task_id, storable(answer))
        await self._database.transaction(lambda connection: connection.execute(_SAVE, row))

    async def find(self, task_id: TaskId) -> tuple[RemoteTask, str] | None:
        """A task, removed or not, with what its answer said; None where there never was one."""

        def work(connection: sqlite3.Connection) -> tuple[RemoteTask, str] | None:
            row = connection.execute(_FIND, (task_id,)).fetchone()
            return (task_from_body(row[0]), row[1]) if row is not None else None

        return await self._database.run(work)
