"""One provider's part of the queue: how much of it goes on, how much at the same time, and its pause."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSpinBox, QWidget

from app.domain.ids import ProfileId
from app.domain.profile import MOST_AT_ONCE
from app.ui.theme.theme import Theme
from app.ui.widgets.icon_button import IconButton


class ProfileRow(QWidget):
    """Shows what it is told, and asks for changes."""

    at_once_wanted = Signal(object, int)
    pause_wanted = Signal(object, bool)

    def __init__(self, profile_id: ProfileId, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.profile_id = profile_id
        self._name = ""
        self._running = self._waiting = 0
        self._is_paused = False
        self._words = QLabel(self)
        self._words.setObjectName(f"queue.profile.{profile_id}")
        self._hint = QLabel(self)
        self._hint.setProperty("kind", "muted")
        self._at_once = CalmSpinBox(self)
        self._at_once.setObjectName(f"queue.at_once.{profile_id}")
        self._at_once.setRange(1, MOST_AT_ONCE)
        self._at_once.setKeyboardTracking(False)
        self._at_once.lineEdit().setTextMargins(theme.space(1.5), 0, 0, 0)
        self._at_once.valueChanged.connect(lambda value: self.at_once_wanted.emit(profile_id, value))
        self._pause = IconButton(theme, "pause", f"queue.pause.{profile_id}", self)
        self._pause.clicked.connect(lambda: self.pause_wanted.emit(profile_id, not self._is_paused))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(2))
        row.addWidget(self._words, 1)
        row.addWidget(self._hint)
        row.addWidget(self._at_once)
        row.addWidget(self._pause)
        self.retranslate()

    def show_part(self, name: str, running: int, waiting: int, at_once: int, *, paused: bool) -> None:
        """How it stands now."""
        self._name, self._running, self._waiting, self._is_paused = name, running, waiting, paused
        if not self._at_once.hasFocus():
            self._at_once.blockSignals(True)
            self._at_once.setValue(at_once)
            self._at_once.blockSignals(False)
        self.retranslate()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        counts = (
            self.tr("%1 running").replace("%1", str(self._running)) if self._running else "",
            self.tr("%1 waiting").replace("%1", str(self._waiting)) if self._waiting else "",
            self.tr("paused") if self._is_paused else "",
        )
        self._words.setText(" · ".join(filter(None, (self._name, *counts))))
        self._hint.setText(self.tr("at the same time"))
        self._at_once.setAccessibleName(f"{self._name}: {self._hint.text()}")
        self._pause.show_icon("regenerate" if self._is_paused else "pause")
        verb = self.tr("Go on with %1") if self._is_paused else self.tr("Pause %1")
        self._pause.describe(verb.replace("%1", self._name))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class CalmSpinBox(QSpinBox):
    """Does not change because the wheel passes over it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
