"""Small things that the studio ships, and that the person changes, adds, orders and takes away."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Generic, Protocol, TypeVar

from app.domain.text import Language
from app.storage.records import from_text, to_text
from app.storage.shelf import ShelfRow, ShelfStore

log = logging.getLogger(__name__)


class ShelfItem(Protocol):
    """What stands on a shelf: a dataclass with an id."""

    @property
    def id(self) -> str:
        """Opaque; a shipped item has the same one in every language and version."""


Item = TypeVar("Item", bound=ShelfItem)
Shipped = Mapping[Language, Sequence[Item]]


class Shelf(Generic[Item]):
    """Shipped items follow the language of the window until the person changes one; then it is theirs.

    Args:
        record: the class of the items.
        shipped: what comes with the studio, in every language.
        changed: told after every change.
    """

    def __init__(
        self,
        store: ShelfStore,
        record: type[Item],
        shipped: Callable[[], Shipped[Item]],
        changed: Callable[[], None],
    ) -> None:
        self._store = store
        self._record = record
        self._read_shipped = shipped
        self._changed = changed
        self._shipped: dict[Language, dict[str, Item]] = {}
        self._rows: dict[str, ShelfRow] = {}
        self._own: dict[str, Item] = {}

    async def load(self) -> None:
        """Read what is kept. What was taken away before this start is forgotten for good.

        Raises:
            StorageError: the data cannot be read.
        """
        self._shipped = {
            language: {item.id: item for item in items} for language, items in self._read_shipped().items()
        }
        rows = await self._store.rows()
        gone = [row.id for row in rows if row.hidden and not self.is_shipped(row.id)]
        if gone:
            await self._store.remove(*gone)
        self._rows = {row.id: row for row in rows if row.id not in gone}
        self._own = {row.id: item for row in self._rows.values() if (item := self._read(row)) is not None}

    def all(self, language: Language) -> tuple[Item, ...]:
        """Everything that is not taken away, in the person's order; what is new stands at the end."""
        known = {**self._shipped.get(language, {}), **self._own}
        shown = [self._row(identity) for identity in known]
        shown.sort(key=lambda row: row.position)
        return tuple(known[row.id] for row in shown if not row.hidden)

    def get(self, identity: str, language: Language) -> Item | None:
        """One item that is not taken away."""
        if self._row(identity).hidden:
            return None
        return self._own.get(identity) or self._shipped.get(language, {}).get(identity)

    def uses(self, identity: str) -> int:
        """How often it was used."""
        return self._row(identity).uses

    def is_shipped(self, identity: str) -> bool:
        """Whether it comes with the studio, changed or not."""
        return any(identity in items for items in self._shipped.values())

    def is_changed(self, identity: str) -> bool:
        """Whether it is a shipped one in the person's own words."""
        return self.is_shipped(identity) and identity in self._own

    async def save(self, *items: Item) -> None:
        """Add items at the end, or replace those of their ids.

        Raises:
            StorageError: the disk refuses; nothing changed.
        """
        end = self._end()
        rows = [
            replace(self._row(item.id, new_at=end + number), body=to_text(item), hidden=False)
            for number, item in enumerate(items)
        ]
        await self._keep(*rows)
        self._own |= {item.id: item for item in items}
        self._changed()

    async def remove(self, *ids: str) -> None:
        """Take items away; ``restore`` brings them back until the next start. Errors as of ``save``."""
        await self._mark(ids, hidden=True)

    async def restore(self, *ids: str) -> None:
        """Bring items back; errors as of ``save``."""
        await self._mark(ids, hidden=False)

    async def restore_shipped(self) -> None:
        """Bring back every shipped item that was taken away; errors as of ``save``."""
        await self._mark([one for one in self._rows if self.is_shipped(one)], hidden=False)

    async def reset(self, identity: str) -> None:
        """Give a shipped item its own words back; errors as of ``save``."""
        await self._keep(replace(self._row(identity), body=None))
        self._own.pop(identity, None)
        self._changed()

    async def reorder(self, ids: Sequence[str]) -> None:
        """Put items into an order; errors as of ``save``."""
        await self._keep(*(replace(self._row(one), position=place) for place, one in enumerate(ids)))
        self._changed()

    async def count_use(self, identity: str) -> None:
        """Remember that an item was used once more; errors as of ``save``."""
        row = self._row(identity)
        # Memory goes first, so that a use that comes meanwhile is counted on top of this one.
        counted = self._rows[identity] = replace(row, uses=row.uses + 1)
        await self._store.save(counted)
        self._changed()

    async def _mark(self, ids: Sequence[str], *, hidden: bool) -> None:
        await self._keep(*(replace(self._row(one), hidden=hidden) for one in ids))
        self._changed()

    async def _keep(self, *rows: ShelfRow) -> None:
        await self._store.save(*rows)
        self._rows |= {row.id: row for row in rows}

    def _row(self, identity: str, new_at: int = 0) -> ShelfRow:
        """What is known of an item; a shipped one that nobody touched stands in its shipped place."""
        if identity in self._rows:
            return self._rows[identity]
        shipped = list(next(iter(self._shipped.values()), {}))
        return ShelfRow(identity, shipped.index(identity) if identity in shipped else new_at)

    def _end(self) -> int:
        shipped = max((len(items) for items in self._shipped.values()), default=0)
        return max([shipped, *(row.position + 1 for row in self._rows.values())])

    def _read(self, row: ShelfRow) -> Item | None:
        if row.body is None:
            return None
        try:
            return from_text(self._record, row.body)
        except ValueError:
            log.exception("A kept item cannot be read")
            return None
