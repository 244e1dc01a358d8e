"""All answers to one question, in columns."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.domain.conversation import BranchNode
from app.domain.ids import ConversationId, MessageId
from app.services.events import BranchChanged
from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.compare.answer_column import AnswerColumn
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.transcript.view import TranscriptView
from app.ui.widgets.button import Button


class CompareView(QWidget):
    """Stands in the place of the transcript while answers are compared.

    Args:
        make_view: makes an empty transcript for a column.
    """

    picked = Signal(str)
    """The answer that the conversation goes on with."""
    closed = Signal()
    failed = Signal(object)
    column_made = Signal(object)
    """A new AnswerColumn: what is done to its message is carried out elsewhere."""

    def __init__(
        self,
        make_view: Callable[[QWidget], TranscriptView],
        studio: Studio,
        bridge: Bridge,
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._make_view = make_view
        self._studio = studio
        self._bridge = bridge
        self._theme = theme
        self._conversation_id: ConversationId | None = None
        self._first: MessageId | None = None
        self.columns: list[AnswerColumn] = []
        self.setObjectName("compare")
        self._title = QLabel(self)
        self._title.setProperty("kind", "heading")
        self._close = Button("compare.close", self, "link")
        self._close.clicked.connect(self.closed)
        self._lay_out()
        bridge.branch_changed.connect(self._branch_changed)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def open(self, conversation_id: ConversationId, message_id: MessageId) -> None:
        """Show an answer and all that stand beside it."""
        self._conversation_id, self._first = conversation_id, message_id
        self._read()
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Show nothing."""
        self._conversation_id = self._first = None
        self._show((), "")

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._title.setText(self.tr("%n answers side by side", "", len(self.columns)))
        self._close.setText(self.tr("Back to the conversation"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _read(self) -> None:
        if self._first is not None:
            reading = self._studio.conversations.node(self._first)
            Operation(self, reading, done=self._take, failed=self.failed.emit)

    def _take(self, node: BranchNode | None) -> None:
        if node is None or self._conversation_id is None:
            self.closed.emit()
            return
        leaf = self._studio.conversations.get(self._conversation_id)
        self._show(node.siblings.ids, (leaf.leaf_id or "") if leaf else "")

    def _show(self, ids: Sequence[MessageId], current: str) -> None:
        """Columns of answers that are still there stay as they are."""
        for column in [column for column in self.columns if column.message_id not in ids]:
            self.columns.remove(column)
            column.deleteLater()
        known = {column.message_id: column for column in self.columns}
        self.columns = [known.get(one) or self._make(one) for one in ids]
        for place, column in enumerate(self.columns):
            self._row.insertWidget(place, column, 1)
            column.show_current(is_current=column.message_id == current)
        self.retranslate()

    def _make(self, message_id: MessageId) -> AnswerColumn:
        view = self._make_view(self._inner)
        column = AnswerColumn(message_id, view, self._studio, self._bridge, self._theme, self._inner)
        column.picked.connect(self.picked)
        column.feed.failed.connect(self.failed)
        self.column_made.emit(column)
        return column

    def _branch_changed(self, event: BranchChanged) -> None:
        if event.conversation_id == self._conversation_id:
            self._read()

    def _lay_out(self) -> None:
        self._inner = QWidget(self)
        self._row = QHBoxLayout(self._inner)
        self._area = QScrollArea(self)
        self._area.setObjectName("compare.columns")
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inner)
        self._head = QHBoxLayout()
        self._head.addWidget(self._title, 1)
        self._head.addWidget(self._close)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self._area, 1)

    def _restyle(self) -> None:
        space = self._theme.space
        self._column.setContentsMargins(space(4), space(3), space(4), space(3))
        self._column.setSpacing(space(2))
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(space(3))
