"""The window in which the items of a shelf are looked through, changed, ordered and exchanged."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from app.ui.fuzzy import holds, match
from app.ui.shelf.row_delegate import ROW, ShelfRowDelegate, ShelfRowLook
from app.ui.theme.theme import Theme
from app.ui.widgets.action_row import Action, ActionRow
from app.ui.widgets.button import Button

WIDTH_STEPS, HEIGHT_STEPS = 170, 150
MOST_OF_SCREEN = 0.9


@dataclass(frozen=True, slots=True)
class ManagerWords:
    """What the items are called."""

    title: str
    new: str
    search: str
    nothing: str


class ShelfManager(QDialog):
    """Tells what is wanted; its owner does it and shows the rows anew.

    Args:
        name: beginning of the object names.
        words: in the language of the window.
    """

    wanted = Signal(str, str)
    """``edit``, ``duplicate``, ``remove``, ``reset``, ``up`` or ``down``, and to which id."""
    general_wanted = Signal(str)
    """``new``, ``import``, ``export`` or ``restore``."""

    def __init__(self, name: str, words: Callable[[], ManagerWords], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self._words = words
        self._theme = theme
        self._rows: tuple[ShelfRowLook, ...] = ()
        self._resettable: frozenset[str] = frozenset()
        self.setObjectName(name)
        self._build()
        self._lay_out()
        usual = QSize(theme.space(WIDTH_STEPS), theme.space(HEIGHT_STEPS))
        self.resize(usual.boundedTo(parent.screen().availableSize() * MOST_OF_SCREEN))
        self.retranslate()

    def show_rows(self, rows: Sequence[ShelfRowLook], resettable: frozenset[str] = frozenset()) -> None:
        """Show the items; those of ``resettable`` were shipped in other words."""
        self._rows, self._resettable = tuple(rows), resettable
        self._fill()

    def show_remark(self, text: str, action_text: str = "", action: Callable[[], None] | None = None) -> None:
        """Say something, perhaps with what can be done about it; an empty text says nothing."""
        self._remark.setText(text)
        self._remark.setVisible(bool(text))
        self._remark_button.setText(action_text)
        self._remark_button.setAccessibleName(action_text)
        self._remark_button.setVisible(bool(action_text))
        self._remark_action = action

    def choose(self, identity: str) -> None:
        """Put the keyboard on an item."""
        for row in range(self._items.rowCount()):
            index = self._items.index(row, 0)
            if index.data(ROW).id == identity:
                self.list.setCurrentIndex(index)

    @property
    def chosen(self) -> str:
        """The id of the item that the keyboard is on; empty where it is on none."""
        row = self.list.currentIndex().data(ROW)
        return row.id if isinstance(row, ShelfRowLook) else ""

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        words = self._words()
        self.setWindowTitle(words.title)
        self.search.setPlaceholderText(words.search)
        self.search.setAccessibleName(words.search)
        self.list.setAccessibleName(words.title)
        self._new.setText(words.new)
        self._new.setAccessibleName(words.new)
        self._nothing.setText(words.nothing)
        self._close.setText(self.tr("Close"))
        self._general.show_actions(
            (
                Action("import", self.tr("Import…"), "download", in_words=True),
                Action("export", self.tr("Export…"), "upload", in_words=True),
                Action("restore", self.tr("Bring shipped ones back"), "undo"),
            )
        )
        self._show_actions()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter edits, Delete takes away, Alt and an arrow moves."""
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            wish = _wish(event)
            if wish and self.chosen:
                self.wanted.emit(wish, self.chosen)
                return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        self.search = QLineEdit(self)
        self.search.setObjectName(f"{self._name}.search")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._fill)
        self._new = Button(f"{self._name}.new", self, "primary")
        self._new.clicked.connect(lambda: self.general_wanted.emit("new"))
        self._remark = QLabel(self)
        self._remark.setObjectName(f"{self._name}.remark")
        self._remark.setProperty("kind", "muted")
        self._remark.setWordWrap(True)
        self._remark_button = Button(f"{self._name}.remark.action", self, "link")
        self._remark_button.clicked.connect(self._act_on_remark)
        self.show_remark("")
        self._items = QStandardItemModel(self)
        self.list = QListView(self)
        self.list.setObjectName(f"{self._name}.list")
        self.list.setModel(self._items)
        self.list.setItemDelegate(ShelfRowDelegate(self._theme, self.list))
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.installEventFilter(self)
        self.list.doubleClicked.connect(self._edit)
        self.list.selectionModel().currentChanged.connect(self._show_actions)
        self._nothing = QLabel(self)
        self._nothing.setProperty("kind", "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._actions = ActionRow(f"{self._name}.item", self._theme, self)
        self._actions.wanted.connect(lambda wish: self.wanted.emit(wish, self.chosen))
        self._general = ActionRow(f"{self._name}.all", self._theme, self)
        self._general.wanted.connect(self.general_wanted)
        self._close = Button(f"{self._name}.close", self)
        self._close.clicked.connect(self.accept)

    def _lay_out(self) -> None:
        space = self._theme.space
        head, remark, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (head, remark, foot):
            row.setSpacing(space(2))
        head.addWidget(self.search, 1)
        head.addWidget(self._new)
        remark.addWidget(self._remark, 1)
        remark.addWidget(self._remark_button)
        foot.addWidget(self._general, 1)
        foot.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(5), space(4), space(5), space(4))
        column.setSpacing(space(3))
        column.addLayout(head)
        column.addLayout(remark)
        column.addWidget(self.list, 1)
        column.addWidget(self._nothing, 1)
        column.addWidget(self._actions)
        column.addLayout(foot)

    def _fill(self) -> None:
        """Show what the search leaves; the keyboard stays on its item, or near it."""
        kept, place = self.chosen, self.list.currentIndex().row()
        query = self.search.text().strip()
        shown = [row for row in self._rows if match(query, row.title) or holds(query, row.searched)]
        self._items.clear()
        for row in shown:
            item = QStandardItem(row.title)
            item.setData(row, ROW)
            item.setAccessibleText(f"{row.title}, {row.detail}")
            self._items.appendRow(item)
        self.list.setVisible(bool(shown))
        self._nothing.setVisible(not shown)
        self.choose(kept)
        if not self.chosen and shown:
            self.list.setCurrentIndex(self._items.index(min(max(place, 0), len(shown) - 1), 0))
        self._show_actions()

    def _show_actions(self) -> None:
        chosen = self.chosen
        actions = [
            Action("edit", self.tr("Edit…"), "edit", in_words=True, keeps=3),
            Action("duplicate", self.tr("Duplicate"), "copy", in_words=True, keeps=1),
            Action("remove", self.tr("Delete"), "trash", in_words=True, token="danger", keeps=2),
            Action("up", self.tr("Move up (Alt+Up)"), "arrow-up"),
            Action("down", self.tr("Move down (Alt+Down)"), "arrow-down"),
        ]
        if chosen in self._resettable:
            actions.append(Action("reset", self.tr("Back to the shipped words"), "undo"))
        self._actions.show_actions(actions if chosen else ())
        self._actions.setVisible(bool(chosen))

    def _act_on_remark(self) -> None:
        action = self._remark_action
        self.show_remark("")
        if action is not None:
            action()

    def _edit(self, index: QModelIndex) -> None:
        self.wanted.emit("edit", index.data(ROW).id)


def moved(ids: Sequence[str], identity: str, step: int) -> list[str]:
    """An order with one item a place further up (-1) or down (1)."""
    order = list(ids)
    place = order.index(identity)
    target = min(max(place + step, 0), len(order) - 1)
    order.insert(target, order.pop(place))
    return order


def _wish(event: QKeyEvent) -> str:
    key, moves = event.key(), event.modifiers() == Qt.KeyboardModifier.AltModifier
    if moves and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        return "up" if key == Qt.Key.Key_Up else "down"
    if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return "edit"
    return "remove" if key == Qt.Key.Key_Delete else ""
