"""All assistants in a list that is searched as one types."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from app.domain.assistant import Assistant
from app.ui.assistants.avatar import avatar_icon
from app.ui.fuzzy import holds, match
from app.ui.palette_delegate import DETAIL, POSITIONS, PaletteDelegate
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button
from app.ui.widgets.popover import Popover

ID = Qt.ItemDataRole.UserRole + 5
WIDTH_STEPS, SHOWN_ROWS, TOP_STEPS = 120, 9, 18
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class AssistantChooser(Popover):
    """Enter or a press chooses; the first row leads back to no assistant."""

    chosen = Signal(str)
    """An assistant's id; empty for none."""
    saving_wanted = Signal()
    """The settings of the conversation shall become an assistant."""
    management_wanted = Signal()

    def __init__(self, theme: Theme, owner: QWidget) -> None:
        super().__init__(theme, owner)
        self._assistants: tuple[Assistant, ...] = ()
        self._current = ""
        self.setObjectName("assistants.chooser")
        self._build()
        theme.changed.connect(self._fit)
        self._fit()
        self.retranslate()

    def show_assistants(self, assistants: Sequence[Assistant], current: str) -> None:
        """Fill the list; the present one is marked, and «none» is offered where there is one."""
        self._assistants, self._current = tuple(assistants), current
        self.search.clear()
        self._fill("")

    def open_for(self, anchor: QWidget | None) -> None:
        """Show it beside a button, or in the middle of the window."""
        if anchor is None:
            self.open_in_middle(self.theme.space(TOP_STEPS))
        else:
            self.open_below(anchor)
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.search.setPlaceholderText(self.tr("Search assistants"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.list.setAccessibleName(self.tr("Assistants"))
        self._nothing.setText(self.tr("No assistant fits"))
        self._save.setText(self.tr("Save this conversation's settings as an assistant…"))
        self._manage.setText(self.tr("Manage…"))
        for button in (self._save, self._manage):
            button.setAccessibleName(button.text())
        self._fill(self.search.text())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the search field walk through the list."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _MOVES.get(Qt.Key(event.key()))
            if step is not None and (rows := self._items.rowCount()):
                row = (self.list.currentIndex().row() + step) % rows
                self.list.setCurrentIndex(self._items.index(row, 0))
                return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        self.search = QLineEdit(self)
        self.search.setObjectName("assistants.chooser.search")
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._fill)
        self.search.returnPressed.connect(self._choose_current)
        self._items = QStandardItemModel(self)
        self.list = QListView(self)
        self.list.setObjectName("assistants.chooser.list")
        self.list.setModel(self._items)
        self.list.setItemDelegate(PaletteDelegate(self.theme, self.list))
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.clicked.connect(self._choose)
        self._nothing = QLabel(self)
        self._nothing.setProperty("kind", "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._save = Button("assistants.chooser.save", self, "link")
        self._save.clicked.connect(self._leave_to_save)
        self._manage = Button("assistants.chooser.manage", self, "link")
        self._manage.clicked.connect(self._leave_to_manage)
        foot = QHBoxLayout()
        foot.addWidget(self._save)
        foot.addStretch(1)
        foot.addWidget(self._manage)
        self._column = QVBoxLayout(self)
        for widget in (self.search, self.list, self._nothing):
            self._column.addWidget(widget)
        self._column.addLayout(foot)

    def _fill(self, query: str) -> None:
        self._items.clear()
        if self._current and not query.strip():
            self._items.appendRow(self._none_item())
        for assistant in self._ranked(query):
            self._items.appendRow(self._item(assistant, query))
        rows = self._items.rowCount()
        first = next((row for row in range(rows) if self._id_at(row) == self._current), 0)
        self.list.setCurrentIndex(self._items.index(first, 0))
        self.list.setFixedHeight(self.theme.space(PaletteDelegate.ROW_STEPS) * min(rows, SHOWN_ROWS))
        self.list.setVisible(rows > 0)
        self._nothing.setVisible(rows == 0)
        self.adjustSize()

    def _ranked(self, query: str) -> list[Assistant]:
        if not query.strip():
            return list(self._assistants)
        found = [(match(query, one.name), one) for one in self._assistants]
        by_name = [(hit.score, one) for hit, one in found if hit is not None]
        by_name.sort(key=lambda pair: -pair[0])
        others = [one for hit, one in found if hit is None and holds(query, one.description)]
        return [*(one for _, one in by_name), *others]

    def _item(self, assistant: Assistant, query: str) -> QStandardItem:
        item = QStandardItem(avatar_icon(self.theme, assistant.mark), assistant.name)
        item.setData(assistant.id, ID)
        item.setData(assistant.description, DETAIL)
        hit = match(query, assistant.name) if query.strip() else None
        item.setData(hit.positions if hit else (), POSITIONS)
        item.setAccessibleText(f"{assistant.name}, {assistant.description}")
        return item

    def _none_item(self) -> QStandardItem:
        item = QStandardItem(self.theme.icon("close", "text_muted"), self.tr("No assistant"))
        item.setData("", ID)
        item.setData(self.tr("usual settings"), DETAIL)
        return item

    def _id_at(self, row: int) -> str:
        return str(self._items.index(row, 0).data(ID) or "")

    def _choose_current(self) -> None:
        if self.list.currentIndex().isValid():
            self._choose(self.list.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        chosen = str(index.data(ID) or "")
        self.dismiss()
        self.chosen.emit(chosen)

    def _leave_to_save(self) -> None:
        self.dismiss()
        self.saving_wanted.emit()

    def _leave_to_manage(self) -> None:
        self.dismiss()
        self.management_wanted.emit()

    def _fit(self) -> None:
        space = self.theme.space
        self.setFixedWidth(min(space(WIDTH_STEPS), self.window().width() - space(8)))
        self._column.setContentsMargins(space(2), space(2), space(2), space(2))
        self._column.setSpacing(space(2))
        self._nothing.setFixedHeight(space(2 * PaletteDelegate.ROW_STEPS))
