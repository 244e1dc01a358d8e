"""The messages of a conversation; most of them are never looked at and cost nothing."""

from collections.abc import Iterable, Iterator

from app.domain.conversation import BranchNode, Message, Role
from app.ui.transcript.layout.entry import Entry


class Entries:
    """A list of entries, each made when it is first asked for."""

    def __init__(self, nodes: Iterable[BranchNode] = ()) -> None:
        self._items: list[BranchNode | Entry] = list(nodes)

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, index: int) -> Entry:
        item = self._items[index]
        if isinstance(item, Entry):
            return item
        made = self._items[index] = Entry(item, continues=self._continues(index))
        return made

    def _continues(self, index: int) -> bool:
        """Whether a message goes on where the one above it called tools."""
        above = self._items[index - 1].message if index else None
        return above is not None and bool(above.tool_calls) and self.message(index).role is Role.ASSISTANT

    def __iter__(self) -> Iterator[Entry]:
        return (self[index] for index in range(len(self._items)))

    def message(self, index: int) -> Message:
        """A message as it was last put."""
        return self._items[index].message

    def text(self, index: int) -> str:
        """The whole Markdown of a message."""
        item = self._items[index]
        return item.text if isinstance(item, Entry) else item.message.text

    def find(self, message_id: str) -> int | None:
        """Where a message stands; those at the end are found first."""
        for index in range(len(self._items) - 1, -1, -1):
            if self._items[index].message.id == message_id:
                return index
        return None

    def index(self, entry: Entry) -> int:
        """Where an entry stands."""
        return self._items.index(entry)

    def last(self, count: int) -> list[Entry]:
        """The last few."""
        return [self[index] for index in range(max(len(self._items) - count, 0), len(self._items))]

    def append(self, node: BranchNode) -> None:
        """Put a message below."""
        self._items.append(node)

    def prepend(self, nodes: Iterable[BranchNode]) -> None:
        """Put messages above."""
        self._items[:0] = nodes

    def truncate(self, count: int) -> list[Entry]:
        """Keep the first messages; returns the others, as far as they were looked at."""
        gone = [item for item in self._items[count:] if isinstance(item, Entry)]
        del self._items[count:]
        return gone

    def opened(self, index: int) -> Entry | None:
        """An entry whose rows are known."""
        item = self._items[index]
        return item if isinstance(item, Entry) and item.opened else None
