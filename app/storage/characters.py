"""The characters that the person has made, and clips to make them from."""

import logging
import sqlite3
from io import BytesIO
from pathlib import Path

from app.domain.character import Character, ClipFacts
from app.domain.errors import ErrorKind, InputError
from app.domain.ids import CharacterId
from app.domain.media import MediaBytes, MediaKind
from app.storage.database import Database
from app.storage.failures import storage_errors
from app.storage.mp4 import facts_in, movie_facts
from app.storage.mp4_cutting import cut
from app.storage.records import from_text, to_text

log = logging.getLogger(__name__)

LARGEST_CLIP_BYTES = 100_000_000
_NO_DELETE = "characters.no_delete."


class CharacterStore:
    """The rows of the list, in the order in which they were made."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> tuple[Character, ...]:
        """Every character; a row that cannot be read is left out.

        Raises:
            StorageError: the data cannot be read.
        """
        return await self._database.run(_all)

    async def save(self, *characters: Character) -> None:
        """Add characters, or replace those of their ids; errors as of ``all``."""
        rows = [(one.id, one.profile_id, to_text(one)) for one in characters]
        await self._database.transaction(lambda it: it.executemany(_SAVE, rows))

    async def remove(self, character_id: CharacterId) -> None:
        """Forget one; errors as of ``all``."""
        await self._database.transaction(
            lambda it: it.execute("DELETE FROM characters WHERE id = ?", (character_id,))
        )

    async def has_no_delete(self, place: str) -> bool:
        """Whether a gateway said once that it has no call that deletes; errors as of ``all``."""
        find = "SELECT 1 FROM choices WHERE name = ?"
        return await self._database.run(
            lambda it: it.execute(find, (_NO_DELETE + place,)).fetchone() is not None
        )

    async def keep_no_delete(self, place: str) -> None:
        """Remember that it said so; errors as of ``all``."""
        row = (_NO_DELETE + place, "1")
        await self._database.transaction(
            lambda it: it.execute("INSERT OR REPLACE INTO choices VALUES (?, ?)", row)
        )


_SAVE = """
    INSERT INTO characters (id, profile_id, body) VALUES (?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET profile_id = excluded.profile_id, body = excluded.body
"""


def read_clip(
    path: Path, span_s: tuple[float, float] | None = None, mime: str = "video/mp4"
) -> tuple[MediaBytes, ClipFacts]:
    """A clip, or the part of it that is wanted, with what its header says.

    Raises:
        InputError: it is empty, too large to be sent, or cannot be cut.
        StorageError: it cannot be read.
    """
    with storage_errors():
        size = path.stat().st_size
        if size == 0:
            raise InputError(ErrorKind.ATTACHMENT_EMPTY, {"name": path.name}, field="clip")
        if size > LARGEST_CLIP_BYTES:
            limit = f"{LARGEST_CLIP_BYTES // 1_000_000} MB"
            values = {"name": path.name, "limit": limit}
            raise InputError(ErrorKind.ATTACHMENT_TOO_LARGE, values, field="clip")
        data = path.read_bytes()
    if span_s is None:
        return MediaBytes(data, mime, path.name, MediaKind.VIDEO), clip_facts(path)
    try:
        part = cut(data, *span_s)
        facts = facts_in(BytesIO(part), len(part))
    except ValueError as error:
        raise InputError(ErrorKind.CLIP_NOT_CUTTABLE, {"name": path.name}, field="clip") from error
    clip = MediaBytes(part, mime, path.name, MediaKind.VIDEO)
    return clip, ClipFacts(facts.duration_ms, facts.width, facts.height)


def clip_facts(path: Path) -> ClipFacts:
    """What a clip's header says.

    Raises:
        StorageError: it cannot be read.
    """
    with storage_errors():
        facts = movie_facts(path)
    return ClipFacts(facts.duration_ms, facts.width, facts.height)


def _all(connection: sqlite3.Connection) -> tuple[Character, ...]:
    found: list[Character] = []
    for (body,) in connection.execute("SELECT body FROM characters ORDER BY number"):
        try:
            found.append(from_text(Character, body))
        except ValueError:
            log.exception("A kept character cannot be read")
    return tuple(found)
