"""Choosing, making and keeping assistants: the windows of it, and what happens there."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.assistant import Assistant
from app.domain.conversation import ChatSettings
from app.domain.errors import StudioError
from app.domain.ids import AssistantId
from app.domain.text import Language
from app.services.assistants import new_assistant
from app.services.clock import new_id
from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.theme.theme import Theme

if TYPE_CHECKING:
    from app.ui.assistants.chooser import AssistantChooser
    from app.ui.assistants.editor import AssistantEditor
    from app.ui.shelf.exchange import ShelfExchange
    from app.ui.shelf.manager import ManagerWords, ShelfManager


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
        self._manager: ShelfManager | None = None
        bridge.assistants_changed.connect(self._refresh)

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
        from app.ui.shelf.manager import ShelfManager  # for who keeps assistants

        manager = ShelfManager("assistants", self._words, self._theme, self._owner.window())
        manager.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        manager.wanted.connect(self._act)
        manager.general_wanted.connect(self._act_on_all)
        manager.destroyed.connect(self._forget_manager)
        self._manager = manager
        self._refresh()
        manager.open()

    def save_settings(self) -> None:
        """Make an assistant of the settings of the conversation that is shown."""
        settings = replace(self._settings, assistant=None)
        self._edit(new_assistant(settings=settings))

    @cached_property
    def _chooser(self) -> "AssistantChooser":
        from app.ui.assistants.chooser import AssistantChooser

        chooser = AssistantChooser(self._theme, self._owner)
        chooser.chosen.connect(self.choose)
        chooser.saving_wanted.connect(self.save_settings)
        chooser.management_wanted.connect(self.manage)
        return chooser

    def _words(self) -> "ManagerWords":
        from app.ui.shelf.manager import ManagerWords

        return ManagerWords(
            self.tr("Assistants"),
            self.tr("New assistant"),
            self.tr("Search assistants"),
            self.tr("No assistant fits"),
        )

    def _refresh(self, event: object = None) -> None:
        if self._manager is None:
            return
        from app.ui.assistants.avatar import avatar_icon
        from app.ui.shelf.row_delegate import ShelfRowLook

        shelf = self._studio.assistants
        rows = [
            ShelfRowLook(
                one.id, one.name, one.description, avatar_icon(self._theme, one.mark),
                one.settings.model, one.settings.system_prompt[:400],
            )
            for one in self.all
        ]  # fmt: skip
        self._manager.show_rows(rows, frozenset(one.id for one in self.all if shelf.is_changed(one.id)))

    def _forget_manager(self) -> None:
        self._manager = None

    def _act(self, wish: str, identity: str) -> None:
        assistant = self.get(identity)
        if assistant is None:
            return
        shelf, order = self._studio.assistants, [one.id for one in self.all]
        match wish:
            case "edit":
                self._edit(assistant)
            case "duplicate":
                name = self.tr("{name} (copy)").format(name=assistant.name)
                copy = replace(assistant, id=AssistantId(new_id()), name=name)
                self._run(shelf.save(copy), partial(self._show_in_manager, copy.id))
            case "remove":
                self._run(shelf.remove(identity), partial(self._offer_undo, assistant))
            case "reset":
                self._run(shelf.reset(identity))
            case "up" | "down":
                from app.ui.shelf.manager import moved

                self._run(shelf.reorder(moved(order, identity, -1 if wish == "up" else 1)))

    def _act_on_all(self, wish: str) -> None:
        match wish:
            case "new":
                self._edit(new_assistant())
            case "import":
                self._exchange().take_in(self._language())
            case "export":
                self._exchange().give_out(self.all)
            case "restore":
                self._run(self._studio.assistants.restore_shipped())

    def _exchange(self) -> "ShelfExchange":
        from app.services.shelf_formats import ASSISTANT_FILE
        from app.ui.shelf.exchange import ShelfExchange

        assert self._manager is not None
        return ShelfExchange(
            self._studio.assistants, ASSISTANT_FILE, self._studio.places.downloads,
            self._notices, self._theme, self._manager,
        )  # fmt: skip

    def _edit(self, assistant: Assistant) -> None:
        from app.ui.assistants.editing import AssistantEditing  # for who makes one

        parent = self._manager or self._owner.window()
        editing = AssistantEditing(
            assistant, self._studio, self._language(), self._bridge, self._notices, self._theme, parent
        )
        editing.servers_wanted.connect(self.servers_wanted)
        editing.saved.connect(partial(self._save, editing.editor))

    def _save(self, editor: "AssistantEditor", assistant: Assistant) -> None:
        def kept(_: object) -> None:
            editor.accept()
            self._show_in_manager(assistant.id)
            if self._manager is None:
                text = self.tr("Assistant saved: {name}").format(name=assistant.name)
                self._notices.show(text, "success")

        self._run(self._studio.assistants.save(assistant), kept)

    def _show_in_manager(self, identity: str, _: object = None) -> None:
        if self._manager is not None:
            self._manager.choose(identity)

    def _offer_undo(self, assistant: Assistant, _: object = None) -> None:
        if self._manager is not None:
            text = self.tr("Assistant deleted: {name}").format(name=assistant.name)
            self._manager.show_remark(text, self.tr("Undo"), partial(self._restore, assistant.id))

    def _restore(self, identity: str) -> None:
        restoring = self._studio.assistants.restore(identity)
        self._run(restoring, partial(self._show_in_manager, identity))

    def _run(self, work: Coroutine[object, object, object], done: Callable[..., None] | None = None) -> None:
        Operation(self, work, done=done, failed=self._show_error)

    def _show_error(self, error: StudioError) -> None:
        """In front, where the person is looking."""
        if self._manager is not None:
            self._manager.show_remark(self._notices.words(error).sentence)
        else:
            self._notices.show_error(error)
