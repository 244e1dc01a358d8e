"""One parameter with its name above and a word of advice below."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.ui.theme.theme import Theme

MUCH = 1_000
"""Against 1 for the room below the hint."""


class ParameterCell(QWidget):
    """Label, field and hint as one block that is shown or hidden together."""

    def __init__(self, name: str, field: QWidget, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = field
        self._theme = theme
        field.setObjectName(name)
        self._label = QLabel(self)
        self._label.setBuddy(field)
        self._hint = QLabel(self)
        self._hint.setProperty("kind", "faint")
        self._hint.setWordWrap(True)
        self._hint.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for widget in (self._label, field, self._hint):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def label(self) -> str:
        """The parameter's name on the screen."""
        return self._label.text()

    def give_room_to_field(self) -> None:
        """Let the field take whatever height there is."""
        self._column.setStretchFactor(self.field, MUCH)

    def set_texts(self, label: str, hint: str = "") -> None:
        """Name the parameter, and say what it does."""
        self._label.setText(label)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.field.setAccessibleName(label)
        self.field.setAccessibleDescription(hint)

    def _restyle(self) -> None:
        self._column.setSpacing(self._theme.space(1))
