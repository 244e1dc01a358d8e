"""A card that floats over the window until one looks elsewhere."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from app.ui.theme.theme import Theme

MARGIN_STEPS = 2


class Popover(QFrame):
    """Floats in the window of its owner, so that it needs no place on the screen of its own.

    Escape and a press outside close it, and the focus goes back to where it was.
    """

    closed = Signal()

    def __init__(self, theme: Theme, owner: QWidget) -> None:
        super().__init__(owner.window())
        self.theme = theme
        self._owner = owner
        self._anchor: QWidget | None = None
        self._focus_before: QWidget | None = None
        self.setProperty("kind", "popover")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    def open_below(self, anchor: QWidget) -> None:
        """Show it below a widget, or above where there is no room, inside the window."""
        self._join_window()
        below = self._in_window(anchor, QPoint(0, anchor.height()))
        above = self._in_window(anchor, QPoint(0, 0)).y() - self.height()
        gap = self.theme.space(1)
        fits_below = below.y() + gap + self.height() <= self._room().bottom()
        self._open(anchor, QPoint(below.x(), below.y() + gap if fits_below else above - gap))

    def open_in_middle(self, top: int) -> None:
        """Show it centred, with its upper edge ``top`` pixels below the window's."""
        self._join_window()
        self._open(None, QPoint((self.window().width() - self.width()) // 2, top))

    def dismiss(self) -> None:
        """Close it and give the focus back."""
        if self.isHidden():
            return
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]  # there is one
        # Before it hides: else Qt hands the focus to whatever comes next.
        if self._focus_before is not None:
            self._focus_before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._focus_before = None
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close on a press outside; a press on the anchor is used up, else it would open again."""
        if event.type() != QEvent.Type.MouseButtonPress or not isinstance(watched, QWidget):
            return False
        assert isinstance(event, QMouseEvent)
        if watched.window() is not self.window() or self._holds(event.globalPosition().toPoint()):
            return False
        on_anchor = self._anchor is not None and watched is self._anchor
        self.dismiss()
        return on_anchor

    def _join_window(self) -> None:
        """The owner may have come into its window after this was made."""
        if self.parentWidget() is not self._owner.window():
            self.setParent(self._owner.window())
        self.adjustSize()

    def _open(self, anchor: QWidget | None, place: QPoint) -> None:
        self._anchor = anchor
        if self.isHidden():
            self._focus_before = QApplication.focusWidget()
            QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # there is one
        room = self._room()
        left = max(room.left(), min(place.x(), room.right() - self.width()))
        top = max(room.top(), min(place.y(), room.bottom() - self.height()))
        self.move(left, top)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _room(self) -> QRect:
        margin = self.theme.space(MARGIN_STEPS)
        return self.window().rect().adjusted(margin, margin, -margin, -margin)

    def _in_window(self, widget: QWidget, point: QPoint) -> QPoint:
        return self.window().mapFromGlobal(widget.mapToGlobal(point))

    def _holds(self, point: QPoint) -> bool:
        return self.rect().contains(self.mapFromGlobal(point))
