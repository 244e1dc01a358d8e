"""What is done in the window that keeps the items of a shelf."""

from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, SignalInstance
from PySide6.QtWidgets import QWidget

from app.domain.errors import StudioError
from app.domain.text import Language
from app.services.shelf import Shelf, ShelfItem
from app.services.shelf_files import ShelfFormat
from app.services.studio import Studio
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.shelf.exchange import ShelfExchange
from app.ui.shelf.manager import ManagerWords, ShelfManager, moved
from app.ui.shelf.row_delegate import ShelfRowLook
from app.ui.theme.theme import Theme

Item = TypeVar("Item", bound=ShelfItem)


class ShelfKeeper(QObject, Generic[Item]):
    """A class for each kind of item says what they are called, how they look, and how one is edited.

    Args:
        name: beginning of the object names.
        changed: told when items changed.
    """

    def __init__(
        self,
        name: str,
        shelf: Shelf[Item],
        form: ShelfFormat[Item],
        changed: SignalInstance,
        studio: Studio,
        language: Callable[[], Language],
        notices: Notices,
        theme: Theme,
        owner: QWidget,
    ) -> None:
        super().__init__(owner)
        self.theme = theme
        self.language = language
        self._name = name
        self._shelf = shelf
        self._form = form
        self._downloads = studio.places.downloads
        self._notices = notices
        self._owner = owner
        self._manager: ShelfManager | None = None
        changed.connect(self._refresh)

    def words(self) -> ManagerWords:
        """What the items are called."""
        raise NotImplementedError

    def look(self, item: Item) -> ShelfRowLook:
        """How an item looks as a row."""
        raise NotImplementedError

    def new(self) -> Item:
        """An item that is not kept yet."""
        raise NotImplementedError

    def copied(self, item: Item) -> Item:
        """The same under an id and a name of its own."""
        raise NotImplementedError

    def edit(self, item: Item) -> None:
        """Let the person write an item; ``save`` keeps it."""
        raise NotImplementedError

    def gone_words(self, items: Sequence[Item]) -> str:
        """Says that items were taken away."""
        raise NotImplementedError

    def opened(self) -> None:
        """The window stands: say what there is to be said of the items."""

    def saved(self, item: Item) -> None:
        """An item is kept that was written here."""

    @property
    def all(self) -> tuple[Item, ...]:
        """Every item in the language of the window."""
        return self._shelf.all(self.language())

    @property
    def window(self) -> QWidget:
        """What a further window stands before."""
        return self._manager or self._owner.window()

    def open(self) -> None:
        """Show the window."""
        manager = ShelfManager(self._name, self.words, self.theme, self._owner.window())
        manager.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        manager.wanted.connect(self._act)
        manager.general_wanted.connect(self._act_on_all)
        manager.destroyed.connect(self._forget_manager)
        self._manager = manager
        self._refresh()
        self.opened()
        manager.open()

    def remark(self, text: str, action_text: str = "", action: Callable[[], None] | None = None) -> None:
        """Say something where the person is looking."""
        if self._manager is not None:
            self._manager.show_remark(text, action_text, action)
        elif text:
            self._notices.show(text, "info", action_text, action)

    def save(self, item: Item, done: Callable[[], None]) -> None:
        """Keep what was written; ``done`` closes its editor."""

        def kept(_: object) -> None:
            done()
            self._show(item.id)
            self.saved(item)

        self.run(self._shelf.save(item), kept)

    def remove(self, items: Sequence[Item]) -> None:
        """Take items away, and offer to bring them back."""
        ids = [item.id for item in items]

        def offer_undo(_: object) -> None:
            self.remark(self.gone_words(items), self.tr("Undo"), partial(self._restore, ids))

        self.run(self._shelf.remove(*ids), offer_undo)

    def run(self, work: Coroutine[Any, Any, object], done: Callable[..., None] | None = None) -> None:
        """Do something; what goes wrong is said in front."""
        Operation(self, work, done=done, failed=self._show_error)

    def _restore(self, ids: Sequence[str]) -> None:
        self.run(self._shelf.restore(*ids), lambda _: self._show(ids[0]))

    def _refresh(self, event: object = None) -> None:
        if self._manager is not None:
            items = self.all
            changed = frozenset(item.id for item in items if self._shelf.is_changed(item.id))
            self._manager.show_rows([self.look(item) for item in items], changed)

    def _show(self, identity: str) -> None:
        if self._manager is not None:
            self._manager.choose(identity)

    def _forget_manager(self) -> None:
        self._manager = None

    def _act(self, wish: str, identity: str) -> None:
        item = self._shelf.get(identity, self.language())
        if item is None:
            return
        match wish:
            case "edit":
                self.edit(item)
            case "duplicate":
                self.save(self.copied(item), lambda: None)
            case "remove":
                self.remove([item])
            case "reset":
                self.run(self._shelf.reset(identity))
            case "up" | "down":
                order = moved([one.id for one in self.all], identity, -1 if wish == "up" else 1)
                self.run(self._shelf.reorder(order))

    def _act_on_all(self, wish: str) -> None:
        match wish:
            case "new":
                self.edit(self.new())
            case "import":
                self._exchange().take_in(self.language())
            case "export":
                self._exchange().give_out(self.all)
            case "restore":
                self.run(self._shelf.restore_shipped())

    def _exchange(self) -> ShelfExchange:
        assert self._manager is not None
        return ShelfExchange(
            self._shelf, self._form, self._downloads, self._notices, self.theme, self._manager
        )

    def _show_error(self, error: StudioError) -> None:
        if self._manager is not None:
            self._manager.show_remark(self._notices.words(error).sentence)
        else:
            self._notices.show_error(error)
