"""What the conversation page offers to the palette: commands, models, conversations."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.ids import ConversationId
from app.domain.model import ModelGroup
from app.services.studio import Studio
from app.ui.palette_entry import PaletteEntry

if TYPE_CHECKING:
    from app.ui.chat.page import ChatPage

MOST_ROWS = 300


class ChatEntries(QObject):
    """Asked whenever the palette's text changes; the palette itself finds what fits."""

    def __init__(self, page: "ChatPage", studio: Studio) -> None:
        super().__init__(page)
        self._page = page
        self._studio = studio

    def __call__(self, query: str) -> list[PaletteEntry]:
        """Commands first, then the newest conversations, then the models of the shown conversation."""
        return [*self._commands(), *self._conversations(), *self._models()]

    def _commands(self) -> list[PaletteEntry]:
        page, talk = self._page, self._page.conversation
        commands = (
            (self.tr("New conversation"), "plus", page.open_new),
            (self.tr("New conversation with an assistant"), "assistant", page.open_with_assistant),
            (self.tr("Assistants"), "assistant", page.beginnings.assistants.manage),
            (self.tr("Search all conversations"), "search", page.search),
            (self.tr("Find in this conversation"), "search", talk.find_in_conversation),
            (self.tr("Choose a model"), "model", talk.models.open_picker),
            (self.tr("Export this conversation…"), "upload", page.export_shown),
            (self.tr("Import conversations…"), "download", page.import_wanted.emit),
        )
        kind = self.tr("Command")
        return [PaletteEntry(text, kind, icon, partial(self._run, act)) for text, icon, act in commands]

    def _conversations(self) -> list[PaletteEntry]:
        rows = [row for row in self._studio.conversations.all if not row.archived][:MOST_ROWS]
        untitled, kind = self.tr("New conversation"), self.tr("Conversation")
        return [
            PaletteEntry(row.title or untitled, kind, "conversations", partial(self._open, row.id))
            for row in rows
        ]

    def _models(self) -> list[PaletteEntry]:
        models = self._page.conversation.models
        profile = models.profile
        listed = self._studio.models.cached(profile.id) if profile else ()
        talking = [model for model in listed if model.traits.group is ModelGroup.CHAT][:MOST_ROWS]
        kind = self.tr("Model")
        return [
            PaletteEntry(model.id, kind, "model", partial(self._choose, model.id), model.traits.vendor)
            for model in talking
        ]

    def _open(self, conversation_id: ConversationId) -> None:
        self._run(partial(self._page.open, conversation_id))

    def _choose(self, model: str) -> None:
        self._run(partial(self._page.conversation.models.choose, model))

    def _run(self, act: Callable[[], None]) -> None:
        """The palette opens over every page: bring this one to the front first."""
        self._page.front_wanted.emit()
        act()
