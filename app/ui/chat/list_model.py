"""The conversation list as rows: headings, conversations, and finds of the search."""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.domain.conversation import Conversation, Folder, SearchHit
from app.domain.ids import ConversationId, FolderId

CONVERSATION_MIME = "application/x-relay-studio-conversations"
Index = QModelIndex | QPersistentModelIndex


class ListRole(IntEnum):
    """What the delegate and the page ask of a row, beside Qt's own roles."""

    CONVERSATION = Qt.ItemDataRole.UserRole + 1
    HEADING = Qt.ItemDataRole.UserRole + 2
    STREAMING = Qt.ItemDataRole.UserRole + 3
    HIT = Qt.ItemDataRole.UserRole + 4


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading between rows; ``folder_id`` makes it a folder that takes dropped conversations."""

    text: str
    folder_id: FolderId | None = None
    accepts_drop: bool = False
    folded: bool = False
    count: int = 0
    """How many conversations a folder holds."""


Row = Heading | Conversation | SearchHit


class ConversationListModel(QAbstractListModel):
    """Rows in the order in which they are shown. Titles can be edited in place."""

    renamed = Signal(str, str)
    """Conversation id and its new title."""
    folder_renamed = Signal(str, str)
    """Folder id and its new name."""
    moved = Signal(list, object)
    """Conversation ids and the folder's id, or None for outside of any folder."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._streaming: frozenset[ConversationId] = frozenset()

    def show_conversations(
        self,
        conversations: Sequence[Conversation],
        folders: Sequence[Folder],
        *,
        archived: bool = False,
        folded: Collection[str] = (),
    ) -> None:
        """Show the list: pinned rows, folders, then the rest by age; or only what was archived."""
        shown = [row for row in conversations if row.archived is archived]
        if archived:
            shown.sort(key=lambda row: row.updated_at, reverse=True)
        self._replace(self._by_age(shown) if archived else self._grouped(shown, folders, folded))

    def show_hits(self, hits: Sequence[SearchHit]) -> None:
        """Show finds of the search."""
        self._replace(list(hits))

    def set_streaming(self, ids: frozenset[ConversationId]) -> None:
        """Mark the conversations that have an answer on its way."""
        changed = ids ^ self._streaming
        self._streaming = ids
        for number, row in enumerate(self._rows):
            if isinstance(row, Conversation) and row.id in changed:
                self.dataChanged.emit(self.index(number), self.index(number), [ListRole.STREAMING])

    def index_of(self, conversation_id: ConversationId | None) -> QModelIndex:
        """Where a conversation stands; an invalid index when it is not shown."""
        for number, row in enumerate(self._rows):
            if isinstance(row, Conversation) and row.id == conversation_id:
                return self.index(number)
        return QModelIndex()

    def index_of_folder(self, folder_id: FolderId) -> QModelIndex:
        """Where a folder's heading stands; an invalid index when it is not shown."""
        for number, row in enumerate(self._rows):
            if isinstance(row, Heading) and row.folder_id == folder_id:
                return self.index(number)
        return QModelIndex()

    def row_at(self, index: Index) -> Row | None:
        """The row of an index."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def row_near(self, number: int) -> int:
        """The row itself or the nearest one that the keyboard can be on; -1 when there is none."""
        reachable = [
            place
            for place, row in enumerate(self._rows)
            if not isinstance(row, Heading) or row.folder_id is not None
        ]
        return min(reachable, key=lambda place: abs(place - number), default=-1)

    def rowCount(self, parent: Index | None = None) -> int:
        """Number of rows, headings included. Qt asks for it twice a row when it lays the list out."""
        return len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text for the screen and for assistive technology, and the row itself for the delegate."""
        row = self.row_at(index)
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.EditRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return self._text(row)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, Conversation):
            return self._text(row)
        if role == ListRole.CONVERSATION and isinstance(row, Conversation):
            return row
        if role == ListRole.HEADING and isinstance(row, Heading):
            return row
        if role == ListRole.HIT and isinstance(row, SearchHit):
            return row
        if role == ListRole.STREAMING and isinstance(row, Conversation):
            return row.id in self._streaming
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a title or a folder's name that was edited in place."""
        row = self.row_at(index)
        if role != Qt.ItemDataRole.EditRole:
            return False
        if isinstance(row, Conversation):
            self.renamed.emit(row.id, str(value))
        elif isinstance(row, Heading) and row.folder_id is not None and str(value).strip():
            self.folder_renamed.emit(row.folder_id, str(value).strip())
        else:
            return False
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen, and the keyboard passes over those that are no folder."""
        row = self.row_at(index)
        if isinstance(row, Heading):
            drop = Qt.ItemFlag.ItemIsDropEnabled if row.accepts_drop else Qt.ItemFlag.NoItemFlags
            if row.folder_id is None:
                return drop
            return drop | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsEditable
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if isinstance(row, Conversation):
            chosen |= Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled
            if not row.pinned:
                chosen |= Qt.ItemFlag.ItemIsDropEnabled
        return chosen

    def mimeTypes(self) -> list[str]:
        """What rows are dragged as."""
        return [CONVERSATION_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The ids of dragged conversations."""
        rows = [self.row_at(index) for index in indexes]
        ids = [row.id for row in rows if isinstance(row, Conversation)]
        data = QMimeData()
        data.setData(CONVERSATION_MIME, QByteArray("\n".join(ids).encode()))
        return data

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Conversations drop on folders, on the headings for those outside of any, and on their rows."""
        target = self.row_at(parent)
        takes = target.accepts_drop if isinstance(target, Heading) else isinstance(target, Conversation)
        return takes and data.hasFormat(CONVERSATION_MIME)

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Move dropped conversations to the folder below the pointer."""
        target = self.row_at(parent)
        if not isinstance(target, Heading | Conversation):
            return False
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        ids = bytes(data.data(CONVERSATION_MIME).data()).decode().split("\n")
        self.moved.emit([ConversationId(text) for text in ids if text], target.folder_id)
        return True

    def supportedDropActions(self) -> Qt.DropAction:
        """Conversations move, they are not copied."""
        return Qt.DropAction.MoveAction

    def retranslate(self) -> None:
        """Titles that are none are in the language of the window."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def _text(self, row: Row | None) -> str:
        match row:
            case Heading(text=text):
                return text
            case Conversation(title=title):
                return title or self.tr("New conversation")
            case SearchHit(title=title, excerpt=excerpt):
                return f"{title or self.tr('New conversation')}\n{excerpt}"
            case _:
                return ""

    def _replace(self, rows: list[Row]) -> None:
        """Show other rows; rows in the same order keep the view's selection and position."""
        if len(rows) == len(self._rows) and all(map(_stands_for, rows, self._rows)):
            changed = [number for number, row in enumerate(rows) if row is not self._rows[number]]
            self._rows = rows
            for number in changed:
                self.dataChanged.emit(self.index(number), self.index(number))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def _grouped(
        self, conversations: Sequence[Conversation], folders: Sequence[Folder], folded: Collection[str]
    ) -> list[Row]:
        rows: list[Row] = []
        pinned = [row for row in conversations if row.pinned]
        if pinned:
            rows += [Heading(self.tr("Pinned")), *pinned]
        others = [row for row in conversations if not row.pinned]
        for folder in folders:
            inside = [row for row in others if row.folder_id == folder.id]
            closed = folder.id in folded
            rows.append(Heading(folder.name, folder.id, accepts_drop=True, folded=closed, count=len(inside)))
            rows += [] if closed else inside
        return rows + self._by_age([row for row in others if row.folder_id is None])

    def _by_age(self, conversations: Sequence[Conversation]) -> list[Row]:
        """Conversations, newest first, below headings; the days' borders are found once for all of them."""
        rows: list[Row] = []
        left = list(conversations)
        for name, since in self._ages():
            count = _count_since(left, since)
            if count:
                rows += [Heading(name, accepts_drop=True), *left[:count]]
            del left[:count]
        return rows

    def _ages(self) -> list[tuple[str, datetime]]:
        """Names of ages and when they begin."""
        today = datetime.combine(datetime.now().astimezone().date(), time()).astimezone()
        return [
            (self.tr("Today"), today),
            (self.tr("Yesterday"), today - timedelta(days=1)),
            (self.tr("Previous 7 days"), today - timedelta(days=6)),
            (self.tr("Previous 30 days"), today - timedelta(days=29)),
            (self.tr("Earlier"), datetime.min.replace(tzinfo=UTC)),
        ]


def _count_since(newest_first: Sequence[Conversation], moment: datetime) -> int:
    return bisect_left(newest_first, True, key=lambda row: row.updated_at < moment)


def _stands_for(row: Row, other: Row) -> bool:
    """Whether a row has the place of another one; most rows are the very same."""
    return row is other or _identity(row) == _identity(other)


def _identity(row: Row) -> object:
    match row:
        case Heading(text=text, folder_id=folder_id):
            return (text, folder_id)
        case Conversation(id=conversation_id):
            return conversation_id
        case SearchHit(conversation_id=conversation_id, message_id=message_id, start=start):
            return (conversation_id, message_id, start)
