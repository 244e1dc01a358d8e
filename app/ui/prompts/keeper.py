"""The window that keeps prompts."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.ids import PromptId
from app.domain.prompt import Prompt
from app.domain.text import Language
from app.services.clock import new_id
from app.services.prompts import duplicates, new_prompt
from app.services.shelf_formats import PROMPT_FILE
from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.notices import Notices
from app.ui.prompts.editor import PromptEditor
from app.ui.shelf.keeper import ShelfKeeper
from app.ui.shelf.manager import ManagerWords
from app.ui.shelf.row_delegate import ShelfRowLook
from app.ui.theme.theme import Theme

SHOWN_WORDS = 200


class PromptKeeper(ShelfKeeper[Prompt]):
    """Made when somebody first keeps a prompt."""

    def __init__(
        self,
        studio: Studio,
        language: Callable[[], Language],
        bridge: Bridge,
        notices: Notices,
        theme: Theme,
        owner: QWidget,
    ) -> None:
        shelf, changed = studio.prompts, bridge.prompts_changed
        super().__init__("prompts", shelf, PROMPT_FILE, changed, studio, language, notices, theme, owner)
        self._prompts = shelf

    def words(self) -> ManagerWords:
        """What they are called."""
        return ManagerWords(
            self.tr("Prompts"), self.tr("New prompt"), self.tr("Search prompts"), self.tr("No prompt fits")
        )

    def look(self, item: Prompt) -> ShelfRowLook:
        """Its title, how it begins, its tags, and how often it was used."""
        uses = self._prompts.uses(item.id)
        used = self.tr("used {times}×").format(times=uses) if uses else ""
        note = " · ".join(filter(None, (" ".join(item.tags), used)))
        begin, icon = " ".join(item.text.split())[:SHOWN_WORDS], self.theme.icon("prompt", "text_muted")
        return ShelfRowLook(item.id, item.title, begin, icon, note)

    def new(self) -> Prompt:
        """An empty one."""
        return new_prompt()

    def copied(self, item: Prompt) -> Prompt:
        """The same once more."""
        title = self.tr("{title} (copy)").format(title=item.title)
        return replace(item, id=PromptId(new_id()), title=title)

    def edit(self, item: Prompt) -> None:
        """Open its editor."""
        editor = PromptEditor(item, self.theme, self.window)
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        editor.saved.connect(lambda written: self.save(written, editor.accept))
        editor.open()

    def gone_words(self, items: Sequence[Prompt]) -> str:
        """Counts them."""
        return self.tr("Prompts deleted: {count}").format(count=len(items))

    def opened(self) -> None:
        """Tell of prompts that say the same."""
        self._tell_duplicates()

    def saved(self, item: Prompt) -> None:
        """What was written may be there already."""
        self._tell_duplicates()

    def _tell_duplicates(self) -> None:
        double = [prompt for group in duplicates(self.all) for prompt in group[1:]]
        if double:
            text = self.tr("Prompts that say the same as another: {count}").format(count=len(double))
            self.remark(text, self.tr("Delete them"), lambda: self.remove(double))
