"""The scroll area below the conversation: placing rows, moving the picture, painting what differs."""

from PySide6.QtCore import QEvent, QRect, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.ui.theme.theme import Theme
from app.ui.transcript.captions import Captions
from app.ui.transcript.jump_button import JumpButton
from app.ui.transcript.layout.differences import difference
from app.ui.transcript.layout.flow import Build, Cursor, Flow
from app.ui.transcript.layout.stage import Stage
from app.ui.transcript.phrases import Phrases
from app.ui.transcript.rows.look import Look

_MARGIN_STEPS = 6
_NARROWEST = 40
_AHEAD_MS = 20
_BAR_MS = 100
_WHEEL_NOTCH = 120
_WHEEL_LINES = 3


class Canvas(QAbstractScrollArea):
    """Shows what a flow places; the scroll bar follows the flow, never the other way round."""

    def __init__(self, theme: Theme, look: Look, build: Build, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.theme = theme
        self.phrases = Phrases(self)
        self.captions = Captions(self.phrases)
        self.flow = Flow(look, build)
        self.stage = Stage(self.flow)
        self._missed = 0
        self._jump = JumpButton(theme, self.phrases, self)
        self._jump.clicked.connect(self.scroll_to_end)
        self._bar_at = 0
        self._bar_soon = QTimer(self, interval=_BAR_MS, singleShot=True)
        self._bar_soon.timeout.connect(self._show_position)
        self._ahead = QTimer(self, interval=_AHEAD_MS)
        self._ahead.timeout.connect(self._lay_out_ahead)
        self.verticalScrollBar().valueChanged.connect(self._bar_moved)

    def scroll_to_end(self) -> None:
        """Show the newest message and follow it."""
        self.flow.following = True
        self.refresh()

    def scroll_to_start(self) -> None:
        """Show the oldest message."""
        if len(self.flow.entries):
            self.bring_to(Cursor(0, 0), self.flow.start_margin)

    def scroll_by(self, pixels: int) -> None:
        """Scroll down by so many pixels, up when negative."""
        self.flow.move(pixels)
        self.refresh()

    def bring_to(self, cursor: Cursor, y: int) -> None:
        """Put a row at a distance from the top."""
        self.flow.show(cursor, y)
        self.refresh()

    def visible_height(self) -> int:
        """Height of what is seen, in pixels."""
        return self.viewport().height()

    def update_rect(self, rect: QRect) -> None:
        """Paint a part anew."""
        self.viewport().update(rect & self.viewport().rect())

    def refresh(self, *, bar_soon: bool = False) -> None:
        """Place the rows, move the picture, and paint what differs from before.

        Args:
            bar_soon: the scroll bar may follow a little later; painting it costs more than a streamed token.
        """
        before, self.stage.placed = self.stage.placed, self.flow.place()
        repaint = difference(before, self.stage.placed)
        area = self.viewport().rect()
        if repaint.shift and not self.devicePixelRatioF().is_integer():
            # Between device pixels a moved picture is not the painted one.
            self.viewport().update()
        elif repaint.shift:
            self.viewport().scroll(0, repaint.shift, area)
        for top, bottom in repaint.stretches:
            self.update_rect(QRect(0, top, area.width(), bottom - top))
        if not bar_soon:
            self._show_position()
        elif not self._bar_soon.isActive():
            self._bar_soon.start()

    def repaint_all(self) -> None:
        """Place the rows and paint everything."""
        self.stage.placed = self.flow.place()
        self.viewport().update()
        self._show_position()

    def lay_out(self) -> None:
        """The size or the look changed."""
        size = self.viewport().size()
        look = self.flow.look
        width = min(size.width() - 2 * look.space(_MARGIN_STEPS), look.readable_width)
        self.flow.resize(max(width, _NARROWEST), size.height())
        self.stage.width = size.width()
        self.stage.left = (size.width() - self.flow.width) // 2
        self.repaint_all()

    def miss(self, messages: int) -> None:
        """So many messages came; those below the screen are counted on the way down."""
        if not self.flow.following:
            self._missed += messages

    def retranslate(self) -> None:
        """Take words and looks anew."""
        self._jump.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The flow moves the rows; the bar alone moves nothing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        down, right = event.pixelDelta().y(), event.pixelDelta().x()
        if event.pixelDelta().isNull():
            line = _WHEEL_LINES * self.flow.look.body.pitch
            down = event.angleDelta().y() * line // _WHEEL_NOTCH
            right = event.angleDelta().x() * line // _WHEEL_NOTCH
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not right:
            down, right = 0, down
        if abs(right) > abs(down):
            self._scroll_sideways(event, -right)
        elif down:
            self.scroll_by(-down)
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self.stage.paint(painter, event.rect())

    def _scroll_sideways(self, event: QWheelEvent, pixels: int) -> None:
        item = self.stage.item_at(event.position().toPoint().y())
        if item is not None and item.row.scroll_sideways(pixels):
            for other in self.stage.placed:
                if other.entry is item.entry and other.plan.key[:2] == item.plan.key[:2]:
                    self.update_rect(self.stage.rect(other))

    def _bar_moved(self, value: int) -> None:
        pixels = value - self._bar_at
        if abs(pixels) < self.flow.height:
            self.flow.move(pixels)
        else:
            self.flow.jump(value)
        self.refresh()

    def _show_position(self) -> None:
        bar = self.verticalScrollBar()
        bar.blockSignals(True)
        bar.setPageStep(self.flow.height)
        bar.setSingleStep(_WHEEL_LINES * self.flow.look.body.pitch)
        bar.setRange(0, max(self.flow.length - self.flow.height, 0))
        self._show_bar(bar.maximum() > 0)
        if not bar.isSliderDown():
            bar.setValue(self.flow.offset)
        self._bar_at = bar.value()
        bar.blockSignals(False)
        self._show_jump()
        if not self._ahead.isActive():
            self._ahead.start()

    def _show_bar(self, wanted: bool) -> None:
        """Without a bar its place stays empty, so that no text moves when it comes."""
        policies = Qt.ScrollBarPolicy
        policy = policies.ScrollBarAlwaysOn if wanted else policies.ScrollBarAlwaysOff
        if policy != self.verticalScrollBarPolicy():
            self.setViewportMargins(0, 0, 0 if wanted else self.verticalScrollBar().sizeHint().width(), 0)
            self.setVerticalScrollBarPolicy(policy)

    def _show_jump(self) -> None:
        if self.flow.following:
            self._missed = 0
        below = self.flow.length - self.flow.height - self.flow.offset
        wanted = not self.flow.following and (self._missed > 0 or below > self.flow.height // 3)
        self._jump.count(self._missed)
        if wanted:
            area, size = self.viewport().geometry(), self._jump.sizeHint()
            left = area.left() + (area.width() - size.width()) // 2
            top = area.bottom() - size.height() - self.theme.space(3)
            self._jump.setGeometry(QRect(left, top, size.width(), size.height()))
        self._jump.setVisible(wanted)

    def _lay_out_ahead(self) -> None:
        """One row that may be seen next; heights that turn out different move nothing."""
        if self.flow.lay_out_ahead(self.stage.placed) or self.flow.refine():
            self._bar_soon.start()
        else:
            self._ahead.stop()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.phrases.retranslate()
            self.retranslate()
