"""Where the icon of an assistant is chosen: a drawing of the studio's, or a letter or emoji of one's own."""

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QToolButton, QVBoxLayout, QWidget

from app.domain.assistant import ICON_PREFIX, LONGEST_LETTERS
from app.ui.assistants.avatar import ICONS
from app.ui.theme.theme import Theme
from app.ui.widgets.flow_layout import FlowLayout


class IconPicker(QWidget):
    """Typing a letter lets go of the drawing, and the other way round."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        tiles = QWidget(self)
        self._flow = FlowLayout(tiles, theme.space(1))
        for name in ICONS:
            self._flow.addWidget(self._make_button(name, tiles))
        self._letter = QLineEdit(self)
        self._letter.setObjectName("assistant.letter")
        self._letter.setMaxLength(LONGEST_LETTERS)
        self._letter.textEdited.connect(self._type)
        self._group.buttonClicked.connect(self._press)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(tiles)
        column.addWidget(self._letter)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    @property
    def icon(self) -> str:
        """What was chosen, as an assistant keeps it."""
        chosen = next((name for name, button in self._buttons.items() if button.isChecked()), "")
        return f"{ICON_PREFIX}{chosen}" if chosen else self._letter.text().strip()

    def show_icon(self, icon: str) -> None:
        """Show a choice; a drawing that is not offered counts as none."""
        self._let_go()
        name = icon.removeprefix(ICON_PREFIX)
        if icon.startswith(ICON_PREFIX):
            if name in self._buttons:
                self._buttons[name].setChecked(True)
            icon = ""
        self._letter.setText(icon)

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._letter.setPlaceholderText(self.tr("or a letter or emoji; empty takes the first of the name"))
        self._letter.setAccessibleName(self.tr("Letter or emoji"))
        for name, button in self._buttons.items():
            button.setAccessibleName(self.tr("Icon {name}").format(name=name))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _make_button(self, name: str, parent: QWidget) -> QToolButton:
        button = QToolButton(parent)
        button.setObjectName(f"assistant.icon.{name}")
        button.setCheckable(True)
        self._group.addButton(button)
        self._buttons[name] = button
        return button

    def _let_go(self) -> None:
        self._group.setExclusive(False)
        for button in self._buttons.values():
            button.setChecked(False)
        self._group.setExclusive(True)

    def _type(self, text: str) -> None:
        self._let_go()
        self.changed.emit()

    def _press(self) -> None:
        self._letter.clear()
        self.changed.emit()

    def _restyle(self) -> None:
        edge = self._theme.icon_size
        for name, button in self._buttons.items():
            button.setIcon(self._theme.icon(name, "text_muted"))
            button.setIconSize(QSize(edge, edge))
