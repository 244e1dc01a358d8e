"""Choosing, making and keeping assistants: the windows of it, and what happens there."""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.assistant import Assistant
from app.domain.conversation import ChatSettings
from app.domain.text import Language
from app.services.assistants import new_assistant
from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.notices import Notices
from app.ui.theme.theme import Theme

if TYPE_CHECKING:
    from app.ui.assistants.chooser import AssistantChooser
    from app.ui.assistants.keeper import AssistantKeeper


class AssistantDesk(QObject):
    """Serves one conversation page. Its windows are made when they are first opened."""

    chosen = Signal(object)
    """An Assistant for a new conversation or the one that is shown; None for no assistant."""
    servers_wanted = Signal()
    """The window in which servers of tools are kept."""

    def __init__(
        self,
        studio: Studio,
        language: Callable[[], Language],
        bridge: Bridge,
        notices: Notices,
        theme: Theme,
        owner: QWidget,
    ) -> None:
        super().__init__(owner)
        self._studio = studio
        self._language = language
        self._bridge = bridge
        self._notices = notices
        self._theme = theme
        self._owner = owner
        self._settings = ChatSettings()

    @property
    def all(self) -> tuple[Assistant, ...]:
        """Every assistant in the language of the window."""
        return self._studio.assistants.all(self._language())

    def get(self, identity: str) -> Assistant | None:
        """One assistant, unless it is taken away."""
        return self._studio.assistants.get(identity, self._language())

    def open_chooser(self, settings: ChatSettings, anchor: QWidget | None = None) -> None:
        """Let the person choose.

        Args:
            settings: of the conversation that is shown; they may become an assistant.
            anchor: beside what it opens; in the middle of the window without one.
        """
        self._settings = settings
        self._chooser.show_assistants(self.all, settings.assistant.id if settings.assistant else "")
        self._chooser.open_for(anchor)

    def choose(self, identity: str) -> None:
        """Take an assistant by its id; an empty one leads back to none."""
        self.chosen.emit(self.get(identity))

    def manage(self) -> None:
        """Open the window in which all of them are kept."""
        self._keeper.open()

    def save_settings(self) -> None:
        """Make an assistant of the settings of the conversation that is shown."""
        settings = replace(self._settings, assistant=None)
        self._keeper.edit(new_assistant(settings=settings))

    @cached_property
    def _chooser(self) -> "AssistantChooser":
        from app.ui.assistants.chooser import AssistantChooser

        chooser = AssistantChooser(self._theme, self._owner)
        chooser.chosen.connect(self.choose)
        chooser.saving_wanted.connect(self.save_settings)
        chooser.management_wanted.connect(self.manage)
        return chooser

    @cached_property
    def _keeper(self) -> "AssistantKeeper":
        from app.ui.assistants.keeper import AssistantKeeper  # for who keeps assistants

        keeper = AssistantKeeper(
            self._studio, self._language, self._bridge, self._notices, self._theme, self._owner
        )
        keeper.servers_wanted.connect(self.servers_wanted)
        return keeper
