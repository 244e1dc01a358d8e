"""The records of the library. The files themselves lie in the person's own folders."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import PurePath

from app.domain.ids import AssetId
from app.domain.library import AssetFilter, AssetOrder, FileRecord, MonthUse
from app.domain.media import Asset, MediaKind
from app.storage.database import Database
from app.storage.grams import expression, folded, index_text
from app.storage.records import from_text, to_moment, to_text

Change = Callable[[Asset], Asset]

_ADD = """
INSERT INTO assets
    (id, kind, origin, path, size_bytes, created_at, favourite, model, profile_name, words, body)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_CHANGE = """
UPDATE assets SET kind = ?, origin = ?, path = ?, size_bytes = ?, created_at = ?, favourite = ?,
    model = ?, profile_name = ?, words = ?, body = ? WHERE id = ?
"""
_IN_USE = "SELECT DISTINCT {0} FROM assets WHERE deleted_at IS NULL AND {0} != '' ORDER BY {0}"
_FILES = "SELECT id, kind, path, size_bytes FROM assets WHERE deleted_at IS NULL"
_HIDDEN = "SELECT body FROM assets WHERE deleted_at <= ?"
_MONTHS = """
SELECT strftime('%Y-%m', created_at / 1000000, 'unixepoch', 'localtime') AS month, count(*), sum(size_bytes)
FROM assets WHERE deleted_at IS NULL GROUP BY month ORDER BY month DESC
"""

_ORDERS = {
    AssetOrder.NEWEST: "created_at DESC, number DESC",
    AssetOrder.OLDEST: "created_at, number",
    AssetOrder.LARGEST: "size_bytes DESC, number DESC",
}


class AssetStore:
    """Keeps, finds and forgets records; 100,000 of them answer as quickly as ten."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(self, *assets: Asset) -> None:
        """Add or replace records."""

        def work(connection: sqlite3.Connection) -> None:
            for asset in assets:
                save(connection, asset)

        await self._database.transaction(work)

    async def get(self, asset_id: AssetId) -> Asset | None:
        """One record; None when there is none, or it was removed."""
        found = await self.get_many((asset_id,))
        return found[0] if found else None

    async def get_many(self, ids: Sequence[AssetId]) -> tuple[Asset, ...]:
        """The records of some ids, in their order; what is gone is left out."""
        return await self._database.run(lambda connection: _get_many(connection, ids))

    async def ids(self, wanted: AssetFilter = AssetFilter()) -> tuple[AssetId, ...]:
        """The records that a filter leaves in, in its order."""
        return await self._database.run(lambda connection: _ids(connection, wanted))

    async def set_favourite(self, ids: Iterable[AssetId], favourite: bool) -> None:
        """Mark or unmark."""
        await self._change(ids, lambda asset: replace(asset, favourite=favourite))

    async def set_tags(self, ids: Iterable[AssetId], tags: Iterable[str]) -> None:
        """Give these tags, and no others."""
        wanted = _plain_tags(tags)
        await self._change(ids, lambda asset: replace(asset, tags=wanted))

    async def add_tag(self, ids: Iterable[AssetId], tag: str) -> None:
        """Give a tag beside those that are there."""
        await self._change(ids, lambda asset: replace(asset, tags=_plain_tags((*asset.tags, tag))))

    async def remove_tag(self, ids: Iterable[AssetId], tag: str) -> None:
        """Take a tag away."""
        await self._change(
            ids, lambda asset: replace(asset, tags=tuple(one for one in asset.tags if one != tag))
        )

    async def move(self, asset_id: AssetId, path: str) -> None:
        """Say where a file lies now."""
        await self._change((asset_id,), lambda asset: replace(asset, path=path))

    async def tags(self) -> tuple[str, ...]:
        """Every tag in use."""
        return await self._column(
            "SELECT DISTINCT tag FROM asset_tags JOIN assets ON assets.id = asset_id"
            " WHERE deleted_at IS NULL ORDER BY tag"
        )

    async def tags_of(self, ids: Iterable[AssetId]) -> dict[str, int]:
        """How many of some records have each tag."""
        wanted = tuple(ids)
        return await self._database.run(lambda connection: _tags_of(connection, wanted))

    async def models(self) -> tuple[str, ...]:
        """Every model that something was made with."""
        return await self._column(_IN_USE.format("model"))

    async def profile_names(self) -> tuple[str, ...]:
        """The name of every profile by which something was made."""
        return await self._column(_IN_USE.format("profile_name"))

    async def files(self) -> tuple[FileRecord, ...]:
        """Where the file of every record should lie."""
        rows = await self._database.run(lambda connection: connection.execute(_FILES).fetchall())
        return tuple(FileRecord(AssetId(row[0]), MediaKind(row[1]), row[2], row[3]) for row in rows)

    async def paths(self) -> tuple[str, ...]:
        """The path of every file that has a record, removed ones too."""
        return await self._column("SELECT path FROM assets")

    async def hide(self, ids: Iterable[AssetId]) -> None:
        """Remove records; ``restore`` undoes it until they are forgotten."""
        await self._mark(ids, to_moment(datetime.now(UTC)))

    async def restore(self, ids: Iterable[AssetId]) -> None:
        """Put removed records back."""
        await self._mark(ids, None)

    async def hidden(self, before: datetime | None = None) -> tuple[Asset, ...]:
        """What was removed, before a time where one is given, and not forgotten yet."""
        latest = to_moment(before or datetime.now(UTC))
        rows = await self._database.run(lambda it: it.execute(_HIDDEN, (latest,)).fetchall())
        return tuple(from_text(Asset, body) for (body,) in rows)

    async def forget(self, ids: Iterable[AssetId]) -> None:
        """Delete records for good."""
        wanted = tuple(ids)
        await self._database.transaction(lambda connection: _forget(connection, wanted))

    async def months(self) -> tuple[MonthUse, ...]:
        """How much each month takes, newest first."""
        rows = await self._database.run(lambda it: it.execute(_MONTHS).fetchall())
        return tuple(MonthUse(*row) for row in rows)

    async def _column(self, query: str) -> tuple[str, ...]:
        return await self._database.run(lambda it: tuple(str(row[0]) for row in it.execute(query)))

    async def _mark(self, ids: Iterable[AssetId], when: int | None) -> None:
        rows = [(when, asset_id) for asset_id in ids]
        await self._database.transaction(
            lambda it: it.executemany("UPDATE assets SET deleted_at = ? WHERE id = ?", rows)
        )

    async def _change(self, ids: Iterable[AssetId], change: "Change") -> None:
        wanted = tuple(ids)

        def work(connection: sqlite3.Connection) -> None:
            for asset in _get_many(connection, wanted):
                save(connection, change(asset))

        await self._database.transaction(work)


def save(connection: sqlite3.Connection, asset: Asset) -> None:
    """Add or replace a record, with its tags and what it is found by."""
    row = (
        asset.kind.value,
        asset.origin.value,
        asset.path,
        asset.size_bytes,
        to_moment(asset.created_at),
        asset.favourite,
        asset.provenance.model,
        asset.provenance.profile_name,
        _words(asset),
        to_text(asset),
    )
    known = connection.execute("SELECT number, words FROM assets WHERE id = ?", (asset.id,)).fetchone()
    if known is None:
        number = connection.execute(_ADD, (asset.id, *row)).lastrowid
    else:
        number, words = known
        _unlearn(connection, number, words)
        connection.execute(_CHANGE, (*row, asset.id))
    connection.execute(
        "INSERT INTO asset_grams (rowid, grams) VALUES (?, ?)", (number, index_text(_words(asset)))
    )
    connection.execute("DELETE FROM asset_tags WHERE asset_id = ?", (asset.id,))
    connection.executemany("INSERT INTO asset_tags VALUES (?, ?)", [(tag, asset.id) for tag in asset.tags])


def _words(asset: Asset) -> str:
    """What an asset is found by."""
    return folded(
        f"{asset.name or PurePath(asset.path).name}\n{asset.provenance.prompt}\n{' '.join(asset.tags)}"
    )


def _plain_tags(tags: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))


def _tags_of(connection: sqlite3.Connection, ids: Sequence[AssetId]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for asset_id in ids:
        rows = connection.execute("SELECT tag FROM asset_tags WHERE asset_id = ?", (asset_id,))
        counts.update(tag for (tag,) in rows)
    return dict(counts)


def _unlearn(connection: sqlite3.Connection, number: int, words: str) -> None:
    connection.execute(
        "INSERT INTO asset_grams (asset_grams, rowid, grams) VALUES ('delete', ?, ?)",
        (number, index_text(words)),
    )


def _get_many(connection: sqlite3.Connection, ids: Sequence[AssetId]) -> tuple[Asset, ...]:
    find = "SELECT body FROM assets WHERE id = ? AND deleted_at IS NULL"
    rows = (connection.execute(find, (asset_id,)).fetchone() for asset_id in ids)
    return tuple(from_text(Asset, row[0]) for row in rows if row is not None)


def _ids(connection: sqlite3.Connection, wanted: AssetFilter) -> tuple[AssetId, ...]:
    conditions, values = zip(*_conditions(wanted), strict=True)
    where = " AND ".join(conditions)
    rows = connection.execute(
        f"SELECT id FROM assets WHERE {where} ORDER BY {_ORDERS[wanted.order]}",
        [value for group in values for value in group],
    )
    return tuple(identity for (identity,) in rows)


def _conditions(wanted: AssetFilter) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    yield "deleted_at IS NULL", ()
    if wanted.kinds:
        kinds = sorted(wanted.kinds)
        yield f"kind IN ({', '.join('?' * len(kinds))})", tuple(kind.value for kind in kinds)
    if wanted.origin is not None:
        yield "origin = ?", (wanted.origin.value,)
    if wanted.model:
        yield "model = ?", (wanted.model,)
    if wanted.profile_name:
        yield "profile_name = ?", (wanted.profile_name,)
    if wanted.tag:
        yield "id IN (SELECT asset_id FROM asset_tags WHERE tag = ?)", (wanted.tag,)
    if wanted.favourites_only:
        yield "favourite", ()
    if wanted.since is not None:
        yield "created_at >= ?", (to_moment(wanted.since),)
    if wanted.until is not None:
        yield "created_at < ?", (to_moment(wanted.until),)
    words = folded(wanted.text).split()
    if words:
        yield "number IN (SELECT rowid FROM asset_grams WHERE asset_grams MATCH ?)", (expression(words),)
    for word in words:
        yield "instr(words, ?)", (word,)


def _forget(connection: sqlite3.Connection, ids: Sequence[AssetId]) -> None:
    for asset_id in ids:
        known = connection.execute("SELECT number, words FROM assets WHERE id = ?", (asset_id,)).fetchone()
        if known is not None:
            _unlearn(connection, *known)
            connection.execute("DELETE FROM assets WHERE id = ?", (asset_id,))
            connection.execute("DELETE FROM asset_tags WHERE asset_id = ?", (asset_id,))
