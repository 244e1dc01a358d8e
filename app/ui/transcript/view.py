"""The conversation on the screen."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.catalog.advice import ErrorWords
from app.domain.conversation import BranchNode, MessageError, ScrollAnchor
from app.domain.media import Attachment
from app.ui.theme.theme import Theme
from app.ui.transcript.captions import Captions
from app.ui.transcript.differences import difference
from app.ui.transcript.factory import RowFactory
from app.ui.transcript.flow import Cursor, Flow, Placed
from app.ui.transcript.formulas import Formulas
from app.ui.transcript.frame_clock import FrameClock
from app.ui.transcript.highlight import Highlighter
from app.ui.transcript.jump_button import JumpButton
from app.ui.transcript.look import Look
from app.ui.transcript.phrases import Phrases
from app.ui.transcript.pictures import Pictures

_MARGIN_STEPS = 6
_AHEAD_MS = 20


def _no_file(attachment: Attachment) -> Path:
    return Path(attachment.path)


class TranscriptView(QAbstractScrollArea):
    """Messages as rows of Markdown blocks; only what is near the screen is parsed and laid out.

    Args:
        words: finds the words of an error.
        attachment_path: finds the file of an attachment.
    """

    action = Signal(str, str)
    """What is wanted of a message: its id, and the name of the action."""
    link_clicked = Signal(str)
    picture_clicked = Signal(str, str)
    """Id of the message, and the picture's address or file."""
    allow_host = Signal(str)
    """Pictures from this host are wanted."""
    save_wanted = Signal(str, str)
    """A text to be saved, and a name for its file."""
    link_hovered = Signal(str)
    """Where the link under the mouse or the focus leads; empty when there is none."""

    def __init__(
        self,
        theme: Theme,
        highlighter: Highlighter,
        formulas: Formulas,
        pictures: Pictures,
        words: Callable[[MessageError], ErrorWords],
        parent: QWidget | None = None,
        *,
        attachment_path: Callable[[Attachment], Path] = _no_file,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("transcript")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._theme = theme
        self._sources = (highlighter, formulas, pictures)
        self._words = words
        self._attachment_path = attachment_path
        self._phrases = Phrases(self)
        self._factory = self._make_factory()
        self._flow = Flow(self._factory.look, lambda *plan: self._factory.build(*plan))
        self._placed: list[Placed] = []
        self._growth: dict[str, tuple[list[str], list[str]]] = {}
        self._clock = FrameClock(self)
        self._clock.frame.connect(self._flush)
        self._jump = JumpButton(theme, self._phrases, self)
        self._jump.clicked.connect(self.scroll_to_end)
        self._missed = 0
        self.verticalScrollBar().valueChanged.connect(self._bar_moved)
        theme.changed.connect(self._dress)

    def set_branch(
        self, nodes: Sequence[BranchNode], anchor: ScrollAnchor | None = None, complete: bool = True
    ) -> None:
        """Show other messages, where they were left."""
        self._growth.clear()
        self._missed = 0
        self._flow.set_nodes(nodes)
        self._mark_newest()
        if anchor is not None and not anchor.at_end and anchor.message_id is not None:
            index = self._index(anchor.message_id)
            if index is not None:
                self._flow.show(Cursor(index, anchor.block), anchor.offset)
        self._repaint_all()

    def prepend(self, nodes: Sequence[BranchNode], complete: bool = True) -> None:
        """Older messages arrive above; the picture does not move."""
        self._flow.prepend(nodes)
        self._refresh()

    def append(self, node: BranchNode) -> None:
        """A message arrives below."""
        self._clock.flush()
        self._flow.append(node)
        self._missed += not self._flow.following
        self._mark_newest()
        self._refresh()

    def put(self, node: BranchNode) -> None:
        """A message has another state."""
        self._clock.flush()
        index = self._index(node.message.id)
        if index is None:
            return
        entry = self._flow.entries[index]
        entry.put(node, self._flow.look, self._flow.width)
        self._flow.changed(index)
        self._refresh()

    def grow(self, message_id: str, text: str = "", reasoning: str = "") -> None:
        """A streamed message became longer; shown with the next frame."""
        texts, thoughts = self._growth.setdefault(message_id, ([], []))
        texts.append(text)
        thoughts.append(reasoning)
        self._clock.wake()

    def truncate(self, message_id: str) -> None:
        """Remove a message and all below it."""
        self._clock.flush()
        index = self._index(message_id)
        if index is not None:
            self._flow.truncate(index)
            self._mark_newest()
            self._refresh()

    def anchor(self) -> ScrollAnchor:
        """Where the view stands."""
        return self._flow.anchor()

    def scroll_to_end(self) -> None:
        """Show the newest message and follow it."""
        self._flow.following = True
        self._refresh()

    def scroll_to(self, message_id: str, block: int = 0) -> None:
        """Put a row of a message at the top."""
        index = self._index(message_id)
        if index is not None:
            self._flow.show(Cursor(index, block), 0)
            self._refresh()

    def _make_factory(self) -> RowFactory:
        return RowFactory(
            Look(self._theme),
            Captions(self._phrases),
            *self._sources,
            self._words,
            self._attachment_path,
            self.devicePixelRatioF(),
        )

    def _index(self, message_id: str) -> int | None:
        entries = self._flow.entries
        for index in range(len(entries) - 1, -1, -1):
            if entries[index].message.id == message_id:
                return index
        return None

    def _mark_newest(self) -> None:
        entries = self._flow.entries
        for entry in entries[-3:]:
            newest = entry is entries[-1]
            if entry.shown_last != newest:
                entry.shown_last = newest
                for plan in entry.plans[-1:]:
                    self._flow.rebuild(plan)

    def _flush(self) -> None:
        growth, self._growth = self._growth, {}
        for message_id, (texts, thoughts) in growth.items():
            index = self._index(message_id)
            if index is None:
                continue
            entry = self._flow.entries[index]
            entry.grow("".join(texts), "".join(thoughts), self._flow.look, self._flow.width)
            self._flow.changed(index)
        self._refresh()

    def _dress(self) -> None:
        self._factory = self._make_factory()
        self._flow.refresh(self._factory.look)
        self._jump.retranslate()
        self._resize()

    def _repaint_all(self) -> None:
        self._placed = self._flow.place()
        self.viewport().update()
        self._after_placing()

    def _refresh(self) -> None:
        """Place the rows and paint what differs from before."""
        before, self._placed = self._placed, self._flow.place()
        repaint = difference(before, self._placed)
        area = self.viewport().rect()
        if repaint.shift:
            self.viewport().scroll(0, repaint.shift, area)
        for top, bottom in repaint.stretches:
            self.viewport().update(QRect(0, top, area.width(), bottom - top) & area)
        self._after_placing()

    def _after_placing(self) -> None:
        bar = self.verticalScrollBar()
        bar.blockSignals(True)
        bar.setPageStep(self._flow.height)
        bar.setSingleStep(3 * self._flow.look.body.pitch)
        bar.setRange(0, max(self._flow.length - self._flow.height, 0))
        if not bar.isSliderDown():
            bar.setValue(self._flow.offset)
        bar.blockSignals(False)
        if self._flow.following:
            self._missed = 0
        self._jump.count(self._missed)
        self._jump.setVisible(not self._flow.following and self._far_from_end)
        self._place_jump()

    @property
    def _far_from_end(self) -> bool:
        left = self._flow.length - self._flow.height - self._flow.offset
        return bool(self._missed) or left > self._flow.height // 3

    def _place_jump(self) -> None:
        size = self._jump.sizeHint()
        area = self.viewport().geometry()
        x = area.left() + (area.width() - size.width()) // 2
        y = area.bottom() - size.height() - self._theme.space(3)
        self._jump.setGeometry(x, y, size.width(), size.height())

    def _resize(self) -> None:
        size = self.viewport().size()
        margins = 2 * self._flow.look.space(_MARGIN_STEPS)
        width = max(min(size.width() - margins, self._flow.look.readable_width), 40)
        self._flow.resize(width, size.height())
        self._repaint_all()

    @property
    def _left(self) -> int:
        """Left edge of the column of text."""
        return (self.viewport().width() - self._flow.width) // 2

    def _bar_moved(self, value: int) -> None:
        difference_ = value - self._flow.offset
        if abs(difference_) < self._flow.height:
            self._flow.move(difference_)
        else:
            self._flow.jump(value)
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resize()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Rows move by the flow, not by the bar."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        pixels = event.pixelDelta().y() or event.angleDelta().y() * 3 * self._flow.look.body.pitch // 120
        self._flow.move(-pixels)
        self._refresh()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        area = event.rect()
        painter.fillRect(area, self._flow.look.color("surface"))
        for item in self._placed:
            if item.y <= area.bottom() and item.bottom > area.top():
                self._paint_row(painter, item, area)

    def _paint_row(self, painter: QPainter, item: Placed, area: QRect) -> None:
        from app.ui.transcript.row import Scene

        painter.translate(self._left, item.y)
        item.row.paint(painter, Scene((area.top() - item.y, area.bottom() + 1 - item.y)))
        painter.translate(-self._left, -item.y)
