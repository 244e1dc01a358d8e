"""One shot of a storyboard: its number, its length, and what is seen."""

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.storyboard import Shot, StoryLimits
from app.ui.forms.text_fields import WordsEdit
from app.ui.storyboard.seconds_box import SecondsBox
from app.ui.theme.theme import Theme
from app.ui.widgets.icon_button import IconButton

SCENE_LINES = 2
SECONDS_STEPS = 24
_ICONS = {"up": "arrow-up", "down": "arrow-down", "duplicate": "copy", "remove": "trash"}


class Handle(QLabel):
    """Where a shot is taken to pull it to another place."""

    pulled = Signal(int)
    """How far down the screen the pointer is."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        theme.changed.connect(self._draw)
        self._draw()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pulled.emit(round(event.globalPosition().y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def _draw(self) -> None:
        edge = self._theme.icon_size
        self.setPixmap(self._theme.icon("drag", "text_faint").pixmap(edge, edge))


class ShotRow(QFrame):
    """Announces what the person wants with it; the list does it."""

    edited = Signal()
    wanted = Signal(str)
    """``up``, ``down``, ``duplicate`` or ``remove``."""
    pulled = Signal(int)

    def __init__(self, shot: Shot, limits: StoryLimits, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._number = 0
        self.setProperty("kind", "card")
        self._handle = Handle(theme, self)
        self._handle.pulled.connect(self.pulled)
        self._name = QLabel(self)
        self.seconds = SecondsBox(limits.step, self)
        self.seconds.setValue(float(shot.seconds))
        self.scene = WordsEdit(theme, SCENE_LINES, self)
        self.scene.setPlainText(shot.scene)
        self._buttons = {word: IconButton(theme, icon, "", self) for word, icon in _ICONS.items()}
        self._lay_out()
        self._connect()
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def shot(self) -> Shot:
        """What is entered."""
        return Shot(self.seconds.seconds, self.scene.toPlainText().strip())

    @property
    def last(self) -> QWidget:
        """Where the Tab key leaves it."""
        return self._buttons["remove"]

    def show_place(self, number: int, count: int) -> None:
        """Say which of all shots it is."""
        self._number = number
        name = f"storyboard.shot.{number}"
        self.setObjectName(name)
        self.seconds.setObjectName(f"{name}.seconds")
        self.scene.setObjectName(f"{name}.scene")
        for word, button in self._buttons.items():
            button.setObjectName(f"{name}.{word}")
        self._buttons["up"].setEnabled(number > 1)
        self._buttons["down"].setEnabled(number < count)
        self._buttons["remove"].setEnabled(count > 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        number = str(self._number)
        self._name.setText(self.tr("Shot %1").replace("%1", number))
        self.seconds.setAccessibleName(self.tr("Length of shot %1").replace("%1", number))
        self.scene.setAccessibleName(self.tr("Scene of shot %1").replace("%1", number))
        self.scene.setPlaceholderText(self.tr("What is seen, what happens, how the camera moves"))
        self._handle.setToolTip(self.tr("Pull it to another place"))
        self._buttons["up"].describe(self.tr("Move up (Alt+Up)"))
        self._buttons["down"].describe(self.tr("Move down (Alt+Down)"))
        self._buttons["duplicate"].describe(self.tr("Duplicate (Ctrl+D)"))
        self._buttons["remove"].describe(self.tr("Remove (Ctrl+Delete)"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.addWidget(self._handle)
        self._head.addWidget(self._name)
        self._head.addWidget(self.seconds)
        self._head.addStretch(1)
        for button in self._buttons.values():
            self._head.addWidget(button)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self.scene)
        self.setTabOrder(self.seconds, self.scene)
        self.setTabOrder(self.scene, self._buttons["up"])

    def _connect(self) -> None:
        self.seconds.valueChanged.connect(self.edited)
        self.scene.textChanged.connect(self.edited)
        for word, button in self._buttons.items():
            button.clicked.connect(partial(self.wanted.emit, word))

    def _restyle(self) -> None:
        space = self._theme.space
        self.scene.setFont(self._theme.font())
        self.scene.fit()
        self.seconds.setMinimumWidth(space(SECONDS_STEPS))
        self.seconds.lineEdit().setTextMargins(space(1.5), 0, 0, 0)
        self._head.setSpacing(space(2.5))
        self._column.setSpacing(space(2))
        self._column.setContentsMargins(space(3), space(2), space(3), space(3))
