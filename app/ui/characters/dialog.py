"""The characters of the providers: seen, named, made, looked for and deleted."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.character import Character, CharacterDialect
from app.domain.errors import ErrorKind, StudioError
from app.domain.ids import ProfileId
from app.domain.profile import Profile
from app.services.jobs.characters import Removal
from app.services.studio import Studio
from app.ui import dialogs
from app.ui.bridge import Bridge
from app.ui.characters.character_list import CharacterList
from app.ui.characters.character_words import dialect_name
from app.ui.operation import Operation
from app.ui.profiles.field import Field
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button
from app.ui.widgets.choice_box import ChoiceBox
from app.ui.widgets.wrapped_label import WrappedLabel

WIDTH_STEPS = 150
HEIGHT_STEPS = 140
_FIXED = {"openai": CharacterDialect.OFFICIAL}
"""Gateways of which one knows how they make characters."""


class CharactersDialog(QDialog):
    """One provider at a time, first the one in use.

    Args:
        words: an error in the person's words: its title, its sentence.
    """

    new_wanted = Signal(object)
    """A character shall be made at this profile."""

    def __init__(
        self,
        studio: Studio,
        bridge: Bridge,
        words: Callable[[StudioError], tuple[str, str]],
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._studio = studio
        self._words = words
        self._theme = theme
        self.used: Character | None = None
        self.setObjectName("characters")
        self.setWindowTitle(self.tr("Characters"))
        self._build()
        self._lay_out(parent)
        self._connect(bridge)
        self._show_profile()

    @property
    def profile(self) -> Profile | None:
        """The one whose characters are shown."""
        return self._studio.profiles.get(ProfileId(self._provider.key))

    def show_problem(self, text: str, kind: str = "error") -> None:
        """Say what went wrong, or what came of something."""
        self._message.setProperty("kind", kind)
        self._message.style().polish(self._message)
        self._message.setText(text)
        self._message.setVisible(bool(text))

    def _build(self) -> None:
        profiles = self._studio.profiles.all
        self._provider = ChoiceBox("characters.provider", [profile.id for profile in profiles], self)
        self._provider.set_texts([profile.name for profile in profiles])
        active = self._studio.profiles.active
        self._provider.choose(active.id if active is not None else "")
        self._dialect = ChoiceBox("characters.dialect", list(CharacterDialect), self)
        self._dialect.set_texts([dialect_name(one) for one in CharacterDialect])
        self._list = CharacterList(self._studio.remote_pictures, self._reason, self._theme, self)
        self._message = WrappedLabel("error", self)
        self._message.setObjectName("characters.message")
        self._message.hide()
        self._look = Button("characters.look", self)
        self._look.setText(self.tr("Look at the provider"))
        self._close = Button("characters.close", self)
        self._close.setText(self.tr("Close"))
        self._new = Button("characters.new_one", self, "primary")
        self._new.setText(self.tr("New character…"))

    def _lay_out(self, parent: QWidget) -> None:
        space = self._theme.space
        provider = Field(self._theme, self._provider, parent=self)
        provider.set_label(self.tr("Provider"))
        self._dialect_field = Field(self._theme, self._dialect, parent=self)
        self._dialect_field.set_label(self.tr("How it makes characters"))
        choices = QHBoxLayout()
        choices.setSpacing(space(4))
        choices.addWidget(provider, 1)
        choices.addWidget(self._dialect_field, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._look)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        buttons.addWidget(self._new)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[space(5)] * 4)
        column.setSpacing(space(4))
        column.addLayout(choices)
        column.addWidget(self._list, 1)
        column.addWidget(self._message)
        column.addLayout(buttons)
        room = parent.size() * 0.92
        self.resize(min(space(WIDTH_STEPS), room.width()), min(space(HEIGHT_STEPS), room.height()))

    def _connect(self, bridge: Bridge) -> None:
        self._provider.chosen.connect(self._show_profile)
        self._dialect.chosen.connect(self._speak)
        self._look.clicked.connect(self._look_there)
        self._close.clicked.connect(self.reject)
        self._new.clicked.connect(lambda: self.new_wanted.emit(self.profile))
        self._list.used.connect(self._use)
        self._list.renamed.connect(self._rename)
        self._list.refreshed.connect(self._refresh)
        self._list.removed.connect(self._remove)
        bridge.characters_changed.connect(self._read)

    def _show_profile(self) -> None:
        profile = self.profile
        self.show_problem("")
        for control in (self._new, self._look):
            control.setEnabled(profile is not None)
        self._dialect_field.setVisible(profile is not None and profile.gateway not in _FIXED)
        if profile is not None:
            self._dialect.choose(self._studio.characters.dialect_of(profile))
            self._read()

    def _speak(self, dialect: str) -> None:
        if (profile := self.profile) is not None:
            keeping = self._studio.characters.speak(profile, CharacterDialect(dialect))
            Operation(self, keeping, failed=self._show_error)

    def _read(self) -> None:
        if (profile := self.profile) is not None:
            reading = self._studio.characters.of(profile.id)
            Operation(self, reading, done=self._show_characters, failed=self._show_error)

    def _show_characters(self, characters: Sequence[Character]) -> None:
        self._list.show_characters(characters, can_be_used=self.profile == self._studio.profiles.active)

    def _use(self, one: Character) -> None:
        self.used = one
        self.accept()

    def _rename(self, one: Character, name: str) -> None:
        Operation(self, self._studio.characters.rename(one.id, name), failed=self._show_error)

    def _refresh(self, one: Character) -> None:
        Operation(self, self._studio.characters.refresh(one.id), failed=self._show_error)

    def _look_there(self) -> None:
        if (profile := self.profile) is not None:
            looking = self._studio.characters.look_for(profile)
            done, failed = self._show_found, self._show_no_list
            Operation(self, looking, done=done, failed=failed, control=self._look)

    def _show_found(self, count: int) -> None:
        found = self.tr("%1 found that were not in the list.").replace("%1", str(count))
        self.show_problem(found if count else self.tr("The provider knows of no others."), "hint")

    def _show_no_list(self, error: StudioError) -> None:
        if error.kind in (ErrorKind.NOT_FOUND, ErrorKind.NOT_OFFERED, ErrorKind.WEB_PAGE):
            self.show_problem(self.tr("This provider keeps no list of characters."), "hint")
        else:
            self._show_error(error)

    def _remove(self, one: Character) -> None:
        removing = self._removed(one)
        Operation(self, removing, done=self._show_removed, failed=self._show_error)

    async def _removed(self, one: Character) -> Removal | None:
        title = self.tr("Delete %1?").replace("%1", one.title)
        text = self.tr(
            "It is deleted at the provider as well, where that can be done. Prompts that call it will fail."
        )
        if not await dialogs.confirm(self, title, text, self.tr("Delete"), danger=True):
            return None
        return await self._studio.characters.remove(one.id)

    def _show_removed(self, removal: Removal | None) -> None:
        if removal is Removal.HERE_ONLY:
            self.show_problem(self.tr("Taken off the list. At the provider it may still exist."), "hint")
        elif removal is Removal.DELETED:
            self.show_problem("")

    def _reason(self, one: Character) -> str:
        if one.error is None:
            return ""
        return self._words(StudioError(one.error.kind, one.error.values))[0]

    def _show_error(self, error: StudioError) -> None:
        self.show_problem(self._words(error)[1])
