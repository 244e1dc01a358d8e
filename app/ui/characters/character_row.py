"""One character of the list."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.character import Character, CharacterState
from app.services.remote_pictures import RemotePictures
from app.ui.characters.avatar import Avatar
from app.ui.characters.character_words import facts_of
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button
from app.ui.widgets.icon_button import IconButton
from app.ui.widgets.wrapped_label import WrappedLabel


class CharacterRow(QFrame):
    """Copies its name itself; all else is announced."""

    used = Signal()
    """It is to be called in the prompt."""
    renamed = Signal(str)
    """What it is to be called here; empty for its own name."""
    refreshed = Signal()
    removed = Signal()

    def __init__(self, pictures: RemotePictures, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._character: Character | None = None
        self._reason = ""
        self.setProperty("kind", "card")
        self.avatar = Avatar(pictures, theme, self)
        self._name = QLineEdit(self)
        self._name.setProperty("kind", "bare")
        self._name.editingFinished.connect(self._rename)
        self._facts = WrappedLabel("hint", self)
        self._use = Button("", self)
        self._use.clicked.connect(self.used)
        self._copy = IconButton(theme, "copy", "", self)
        self._copy.clicked.connect(self._copy_name)
        self._refresh = IconButton(theme, "refresh", "", self)
        self._refresh.clicked.connect(self.refreshed)
        self._remove = IconButton(theme, "trash", "", self)
        self._remove.clicked.connect(self.removed)
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_character(self, character: Character, reason: str, *, can_be_used: bool) -> None:
        """Show one.

        Args:
            reason: why it could not be made.
            can_be_used: whether the form is for its provider.
        """
        self._character, self._reason = character, reason
        self.avatar.show_of(character.title, character.avatar)
        if not self._name.hasFocus():
            self._name.setText(character.title)
        is_ready = character.state is CharacterState.READY
        self._use.setVisible(is_ready and can_be_used)
        self._copy.setVisible(is_ready)
        self._refresh.setVisible(bool(character.remote_id) and not is_ready)
        self.retranslate()

    def name_controls(self, number: int) -> None:
        """Give everything its name by the row's place."""
        name = f"characters.{number}"
        self.setObjectName(name)
        parts = {
            "name": self._name, "facts": self._facts, "use": self._use, "copy": self._copy,
            "refresh": self._refresh, "remove": self._remove,
        }  # fmt: skip
        for part, widget in parts.items():
            widget.setObjectName(f"{name}.{part}")

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        one = self._character
        if one is None:
            return
        self._name.setAccessibleName(self.tr("Name of the character"))
        self._name.setToolTip(self.tr("Type to call it differently here"))
        self._facts.setText(facts_of(one, self._reason))
        self._use.setText(self.tr("Use"))
        self._use.setAccessibleName(self.tr("Use %1 in the prompt").replace("%1", one.title))
        self._copy.describe(self.tr("Copy %1").replace("%1", one.mention.strip()))
        self._refresh.describe(self.tr("Ask how far %1 is").replace("%1", one.title))
        self._remove.describe(self.tr("Delete %1").replace("%1", one.title))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _copy_name(self) -> None:
        if self._character is not None:
            QGuiApplication.clipboard().setText(self._character.mention)

    def _rename(self) -> None:
        one, name = self._character, self._name.text().strip()
        if one is None or name == one.title:
            return
        self._name.setText(name or one.name)
        self.renamed.emit("" if name == one.name else name)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._facts)
        self._line = QHBoxLayout(self)
        self._line.addWidget(self.avatar)
        self._line.addLayout(words, 1)
        for button in (self._use, self._copy, self._refresh, self._remove):
            self._line.addWidget(button)

    def _restyle(self) -> None:
        space = self._theme.space
        self._line.setContentsMargins(space(3), space(2), space(3), space(2))
        self._line.setSpacing(space(2))
        self._name.setFont(self._theme.font(bold=True))
