"""A film on the whole screen."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.ui.films.controls import FilmControls
from app.ui.theme.theme import Theme

_REST_MS = 2_500


class FullScreen(QDialog):
    """Borrows the stage of a player. Its buttons and the pointer go away while the mouse rests."""

    left = Signal()

    def __init__(self, stage: QWidget, controls: FilmControls, theme: Theme, owner: QWidget) -> None:
        super().__init__(owner.window(), Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self._stage = stage
        self._controls = controls
        self.setObjectName("videos.player.screen")
        self.setWindowTitle(owner.accessibleName())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(stage)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._hide_controls)
        self._watched = (stage, *stage.findChildren(QWidget))
        for widget in self._watched:
            widget.setMouseTracking(True)
            widget.installEventFilter(self)

    def open_on(self, screen: QScreen) -> None:
        """Fill a screen."""
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._rest.start()

    def give_back(self) -> None:
        """Show all that was hidden; the stage is taken away after this."""
        self._rest.stop()
        for widget in self._watched:
            widget.removeEventFilter(self)
        self._show_controls()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back into the window."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif not self._controls.press(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is room for every button."""
        super().resizeEvent(event)
        self._controls.fit(self.width())

    def closeEvent(self, event: QCloseEvent) -> None:
        """The system's own way of closing it."""
        event.ignore()
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The mouse moves: show what it can press."""
        if event.type() in (QEvent.Type.MouseMove, QEvent.Type.FocusIn):
            self._show_controls()
            self._rest.start()
        return super().eventFilter(watched, event)

    def _hide_controls(self) -> None:
        if self._controls.underMouse():
            self._rest.start()
            return
        self._controls.hide()
        self.setCursor(Qt.CursorShape.BlankCursor)

    def _show_controls(self) -> None:
        self._controls.show()
        self.unsetCursor()
