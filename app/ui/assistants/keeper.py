"""The window that keeps assistants."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.assistant import Assistant
from app.domain.ids import AssistantId
from app.domain.text import Language
from app.services.assistants import new_assistant
from app.services.clock import new_id
from app.services.shelf_formats import ASSISTANT_FILE
from app.services.studio import Studio
from app.ui.assistants.avatar import avatar_icon
from app.ui.assistants.editing import AssistantEditing
from app.ui.bridge import Bridge
from app.ui.notices import Notices
from app.ui.shelf.keeper import ShelfKeeper
from app.ui.shelf.manager import ManagerWords
from app.ui.shelf.row_delegate import ShelfRowLook
from app.ui.theme.theme import Theme

SEARCHED_WORDS = 400
"""So much of a system prompt is looked through, in characters."""


class AssistantKeeper(ShelfKeeper[Assistant]):
    """Made when somebody first keeps an assistant."""

    servers_wanted = Signal()

    def __init__(
        self,
        studio: Studio,
        language: Callable[[], Language],
        bridge: Bridge,
        notices: Notices,
        theme: Theme,
        owner: QWidget,
    ) -> None:
        shelf, changed = studio.assistants, bridge.assistants_changed
        super().__init__(
            "assistants", shelf, ASSISTANT_FILE, changed, studio, language, notices, theme, owner
        )
        self._studio = studio
        self._bridge = bridge

    def words(self) -> ManagerWords:
        """What they are called."""
        return ManagerWords(
            self.tr("Assistants"),
            self.tr("New assistant"),
            self.tr("Search assistants"),
            self.tr("No assistant fits"),
        )

    def look(self, item: Assistant) -> ShelfRowLook:
        """Its face, its name, and what it is good for."""
        icon, settings = avatar_icon(self.theme, item.mark), item.settings
        words = settings.system_prompt[:SEARCHED_WORDS]
        return ShelfRowLook(item.id, item.name, item.description, icon, settings.model, words)

    def new(self) -> Assistant:
        """An empty one."""
        return new_assistant()

    def copied(self, item: Assistant) -> Assistant:
        """The same once more."""
        name = self.tr("{name} (copy)").format(name=item.name)
        return replace(item, id=AssistantId(new_id()), name=name)

    def edit(self, item: Assistant) -> None:
        """Open its editor."""
        editing = AssistantEditing(
            item, self._studio, self.language(), self._bridge, self._notices, self.theme, self.window
        )
        editing.servers_wanted.connect(self.servers_wanted)
        editing.saved.connect(lambda written: self.save(written, editing.editor.accept))

    def saved(self, item: Assistant) -> None:
        """Where no list shows it, a word does."""
        if self._manager is None:
            self.remark(self.tr("Assistant saved: {name}").format(name=item.name))

    def gone_words(self, items: Sequence[Assistant]) -> str:
        """Names them."""
        return self.tr("Assistant deleted: {name}").format(name=", ".join(item.name for item in items))
