"""Batches of tasks, found in the rows of the tasks."""

import sqlite3
from collections.abc import Sequence

from app.domain.ids import TaskId
from app.domain.remote_task import TaskState
from app.storage.database import Database

NEWEST_ROWS = 2_000
"""How far back batches are looked for: nobody repairs a batch of long ago."""

_ROWS = """
SELECT id, state, json_extract(body, '$.batch'), json_extract(body, '$.parent_id')
FROM (SELECT number, id, state, body FROM remote_tasks WHERE deleted_at IS NULL ORDER BY number DESC LIMIT ?)
"""


class BatchStore:
    """Tells what of the newest batches has failed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def failed(self) -> tuple[tuple[TaskId, ...], ...]:
        """The failed tasks of each batch that has some, the newest batch first; what was repeated is no
        failure any more."""
        return await self._database.run(_failed)


def _failed(connection: sqlite3.Connection) -> tuple[tuple[TaskId, ...], ...]:
    rows: Sequence[tuple[str, str, str | None, str | None]]
    rows = connection.execute(_ROWS, (NEWEST_ROWS,)).fetchall()
    repeated = {parent for _, _, batch, parent in rows if batch and parent}
    found: dict[str, list[TaskId]] = {}
    for task_id, state, batch, _ in rows:
        if batch and state == TaskState.FAILED and task_id not in repeated:
            found.setdefault(batch, []).append(TaskId(task_id))
    return tuple(tuple(reversed(ids)) for ids in found.values())
