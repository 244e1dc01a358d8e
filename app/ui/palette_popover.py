"""What Ctrl+P shows: a field and what fits best below it."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from app.ui.fuzzy import match
from app.ui.palette_delegate import DETAIL, POSITIONS, PaletteDelegate
from app.ui.palette_entry import PaletteEntry, Provider
from app.ui.theme.theme import Theme
from app.ui.widgets.popover import Popover

MOST_RESULTS = 60
WIDTH_STEPS = 145
TOP_STEPS = 18
SHOWN_ROWS = 9

_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: SHOWN_ROWS,
    Qt.Key.Key_PageUp: -SHOWN_ROWS,
}


class PalettePopover(Popover):
    """Asks its source on every change and shows what fits best first; the keyboard is enough to use it."""

    def __init__(self, theme: Theme, source: Provider, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._source = source
        self._entries: list[PaletteEntry] = []
        self.setObjectName("palette")
        self._input = QLineEdit(self)
        self._input.setObjectName("palette.input")
        self._input.installEventFilter(self)
        self._input.textChanged.connect(self._find)
        self._input.returnPressed.connect(self._run_current)
        self._model = QStandardItemModel(self)
        self._list = self._make_list()
        self._nothing = QLabel(self)
        self._nothing.setProperty("kind", "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column = QVBoxLayout(self)
        for widget in (self._input, self._list, self._nothing):
            self._column.addWidget(widget)
        self.setFocusProxy(self._input)
        theme.changed.connect(self._fit)
        self._fit()
        self.retranslate()

    def open(self) -> None:
        """Show the palette with an empty field and everything there is."""
        self._input.clear()
        self._find("")
        self.open_in_middle(self.theme.space(TOP_STEPS))

    def retranslate(self) -> None:
        """Take the texts in the present language."""
        self._input.setPlaceholderText(self.tr("Jump to a page, profile, model or conversation"))
        self._input.setAccessibleName(self.tr("Jump to"))
        self._list.setAccessibleName(self.tr("Results"))
        self._nothing.setText(self.tr("No matches"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys in the field walk through the results."""
        if watched is self._input and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _MOVES.get(Qt.Key(event.key()))
            if step is not None:
                self._move(step)
                return True
        return super().eventFilter(watched, event)

    def _make_list(self) -> QListView:
        results = QListView(self)
        results.setObjectName("palette.results")
        results.setModel(self._model)
        results.setItemDelegate(PaletteDelegate(self.theme, results))
        results.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        results.setUniformItemSizes(True)
        results.setMouseTracking(True)
        results.clicked.connect(self._run)
        return results

    def _find(self, query: str) -> None:
        ranked = self._ranked(query)[:MOST_RESULTS]
        self._entries = [entry for _, _, entry in ranked]
        self._model.clear()
        for _, positions, entry in ranked:
            item = QStandardItem(self.theme.icon(entry.icon, "text_muted"), entry.title)
            item.setData(entry.detail, DETAIL)
            item.setData(positions, POSITIONS)
            item.setAccessibleText(f"{entry.title}, {entry.detail}")
            self._model.appendRow(item)
        self._list.setCurrentIndex(self._model.index(0, 0))
        self._list.setFixedHeight(self._row_height * min(len(ranked), SHOWN_ROWS))
        self._list.setVisible(bool(ranked))
        self._nothing.setVisible(not ranked)
        self.adjustSize()

    @property
    def _row_height(self) -> int:
        return self.theme.space(PaletteDelegate.ROW_STEPS)

    def _ranked(self, query: str) -> list[tuple[float, tuple[int, ...], PaletteEntry]]:
        found = []
        for entry in self._source(query):
            by_title = match(query, entry.title)
            by_anything = by_title or match(query, f"{entry.title} {entry.keywords} {entry.detail}")
            if by_anything is not None:
                score = by_anything.score + (1.0 if by_title else 0.0)
                found.append((score, by_title.positions if by_title else (), entry))
        if query.strip():
            found.sort(key=lambda ranked: -ranked[0])
        return found

    def _move(self, step: int) -> None:
        rows = self._model.rowCount()
        if rows:
            row = self._list.currentIndex().row() + step
            row = row % rows if abs(step) == 1 else min(max(row, 0), rows - 1)
            self._list.setCurrentIndex(self._model.index(row, 0))

    def _run_current(self) -> None:
        if self._list.currentIndex().isValid():
            self._run(self._list.currentIndex())

    def _run(self, index: QModelIndex) -> None:
        entry = self._entries[index.row()]
        self.dismiss()
        entry.run()

    def _fit(self) -> None:
        space = self.theme.space
        self.setFixedWidth(min(space(WIDTH_STEPS), self.window().width() - space(8)))
        self._column.setContentsMargins(space(2), space(2), space(2), space(2))
        self._column.setSpacing(space(2))
        self._nothing.setFixedHeight(2 * self._row_height)
