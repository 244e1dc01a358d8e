"""The characters of a provider, one below the other."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.domain.character import Character
from app.domain.ids import CharacterId
from app.services.remote_pictures import RemotePictures
from app.ui.characters.character_row import CharacterRow
from app.ui.theme.theme import Theme
from app.ui.widgets.wrapped_label import WrappedLabel


class CharacterList(QScrollArea):
    """A row stays the same while its character does, so that a name can be typed while others change.

    Args:
        reason: why a character could not be made, in a few words.
    """

    used = Signal(object)
    renamed = Signal(object, str)
    refreshed = Signal(object)
    removed = Signal(object)
    """What is to be done with a ``Character``."""

    def __init__(
        self,
        pictures: RemotePictures,
        reason: Callable[[Character], str],
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._reason = reason
        self._theme = theme
        self._rows: dict[CharacterId, CharacterRow] = {}
        self._shown: dict[CharacterId, Character] = {}
        self.setObjectName("characters.list")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._content = QWidget(self)
        self._empty = WrappedLabel("muted", self._content)
        self._empty.setObjectName("characters.empty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._empty)
        self._column.addStretch(1)
        self.setWidget(self._content)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def show_characters(self, characters: Sequence[Character], *, can_be_used: bool) -> None:
        """Show these, in their order."""
        self._shown = {one.id: one for one in characters}
        for gone in self._rows.keys() - self._shown.keys():
            row = self._rows.pop(gone)
            row.hide()
            row.deleteLater()
        for number, one in enumerate(characters):
            row = self._rows.get(one.id) or self._made(one.id)
            row.name_controls(number)
            row.show_character(one, self._reason(one), can_be_used=can_be_used)
            self._column.insertWidget(number, row)
        self._empty.setVisible(not characters)

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._empty.setText(
            self.tr(
                "No characters yet. Make one from a clip in which somebody is seen, and call it in your "
                "prompts with @."
            )
        )
        self.setAccessibleName(self.tr("Characters"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _made(self, character_id: CharacterId) -> CharacterRow:
        row = CharacterRow(self._pictures, self._theme, self._content)
        row.used.connect(partial(self._tell, self.used, character_id))
        row.refreshed.connect(partial(self._tell, self.refreshed, character_id))
        row.removed.connect(partial(self._tell, self.removed, character_id))
        row.renamed.connect(lambda name: self.renamed.emit(self._shown[character_id], name))
        self._rows[character_id] = row
        return row

    def _tell(self, signal: SignalInstance, character_id: CharacterId) -> None:
        signal.emit(self._shown[character_id])

    def _restyle(self) -> None:
        space = self._theme.space
        self._column.setSpacing(space(2))
        self._empty.setContentsMargins(space(6), space(8), space(6), space(8))
