"""A part of a form that is folded away until it is wanted."""

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme.theme import Theme


class Fold(QWidget):
    """A button over the fields in ``column``, which it shows and hides."""

    opened = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._button = QPushButton(self)
        self._button.setObjectName(name)
        self._button.setProperty("kind", "link")
        self._button.setCheckable(True)
        self._button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._button.toggled.connect(self._show)
        self._content = QWidget(self)
        self._content.hide()
        self.column = QVBoxLayout(self._content)
        self.column.setContentsMargins(0, 0, 0, 0)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.addWidget(self._button)
        self._outer.addWidget(self._content)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    @property
    def is_open(self) -> bool:
        """Whether its fields are shown."""
        return self._button.isChecked()

    def set_open(self, *, is_open: bool) -> None:
        """Show or hide its fields."""
        self._button.setChecked(is_open)

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.set_title(self.tr("More settings"))

    def set_title(self, text: str) -> None:
        """What stands on its button."""
        self._button.setText(text)
        self._button.setAccessibleName(text)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _show(self, is_open: bool) -> None:
        self._content.setVisible(is_open)
        self._restyle()
        if is_open:
            self.opened.emit()

    def _restyle(self) -> None:
        space = self._theme.space
        name = "chevron-down" if self.is_open else "chevron-right"
        self._button.setIcon(self._theme.icon(name, "link"))
        self._button.setIconSize(QSize(space(4), space(4)))
        self._outer.setSpacing(space(3))
        self.column.setSpacing(space(4))
