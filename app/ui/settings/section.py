"""The shape that all groups of settings share: a heading over a card of rows."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.theme.theme import Theme
from app.ui.widgets.choice_box import ChoiceBox

CHOICE_STEPS = 42


class Row(QWidget):
    """What a setting is called, what it does, and the control that changes it."""

    def __init__(self, theme: Theme, control: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._control = control
        self._title = QLabel(self)
        self._title.setBuddy(control)
        self._hint = QLabel(self)
        self._hint.setProperty("kind", "hint")
        self._hint.setWordWrap(True)
        self._words = QVBoxLayout()
        self._words.addStretch()
        self._words.addWidget(self._title)
        self._words.addWidget(self._hint)
        self._words.addStretch()
        self._line = QHBoxLayout(self)
        self._line.addLayout(self._words, 1)
        self._line.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        theme.changed.connect(self._fit)
        self._fit()

    def set_texts(self, title: str, hint: str = "") -> None:
        """Name the setting; the control gets the same name for assistive programs."""
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._control.setAccessibleName(title)
        self._control.setAccessibleDescription(hint)

    def _fit(self) -> None:
        space = self._theme.space
        self._line.setContentsMargins(space(4), space(3), space(4), space(3))
        self._line.setSpacing(space(6))
        if isinstance(self._control, ChoiceBox):
            self._control.setMinimumWidth(space(CHOICE_STEPS))
        self._words.setSpacing(space(0.5))


class Section(QWidget):
    """A group of settings. Subclasses add their rows and name them in ``retranslate``."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.heading = QLabel(self)
        self.heading.setProperty("kind", "heading")
        self._card = QFrame(self)
        self._card.setProperty("kind", "card")
        self._rows = QVBoxLayout(self._card)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.heading)
        self._column.addWidget(self._card)
        theme.changed.connect(self._fit)
        self._fit()

    def add_row(self, control: QWidget) -> Row:
        """A row with its control at the right, parted from the row above by a line."""
        if self._rows.count():
            line = QFrame(self._card)
            line.setProperty("kind", "separator")
            self._rows.addWidget(line)
        row = Row(self.theme, control, self._card)
        self._rows.addWidget(row)
        return row

    def retranslate(self) -> None:
        """Take the texts in the present language."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _fit(self) -> None:
        self._column.setSpacing(self.theme.space(2))
