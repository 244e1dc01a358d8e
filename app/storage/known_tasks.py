"""Which tasks of a gateway the board has already, in whatever state."""

import json
import sqlite3
from collections.abc import Iterable

from app.domain.ids import ProfileId
from app.storage.database import Database

_KNOWN = """
    SELECT DISTINCT json_extract(body, '$.handle.id') FROM remote_tasks
    WHERE deleted_at IS NULL AND profile_id = ?
    AND json_extract(body, '$.handle.id') IN (SELECT value FROM json_each(?))
"""


class KnownTasks:
    """Looks ids of gateways up."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def among(self, profile_id: ProfileId, remote_ids: Iterable[str]) -> frozenset[str]:
        """Those ids that belong to tasks of a profile.

        Raises:
            StorageError: the data cannot be read.
        """
        wanted = json.dumps([*remote_ids])

        def work(connection: sqlite3.Connection) -> frozenset[str]:
            return frozenset(found for (found,) in connection.execute(_KNOWN, (profile_id, wanted)))

        return await self._database.run(work)
