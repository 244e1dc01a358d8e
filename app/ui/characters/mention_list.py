"""The names that fit what is being typed, beside the cursor."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QListView, QPlainTextEdit, QVBoxLayout, QWidget

from app.domain.character import Character
from app.ui.theme.theme import Theme

WIDTH_STEPS = 64
_MOST_ROWS = 6
_CHARACTER = Qt.ItemDataRole.UserRole


class MentionList(QFrame):
    """Floats over the window and never takes the focus: one goes on typing meanwhile."""

    chosen = Signal(object)
    """A ``Character``."""

    def __init__(self, theme: Theme, owner: QWidget) -> None:
        super().__init__(owner.window())
        self._theme = theme
        self.setObjectName("characters.mentions")
        self.setProperty("kind", "popover")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._model = QStandardItemModel(self)
        self._view = QListView(self)
        self._view.setObjectName("characters.mentions.list")
        self._view.setModel(self._model)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setUniformItemSizes(True)
        self._view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setAccessibleName(self.tr("Characters"))
        self._view.clicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.space(1)] * 4)
        column.addWidget(self._view)
        self.hide()

    def offer(self, characters: Sequence[Character], field: QPlainTextEdit) -> None:
        """Show these at the cursor of a field; none hides the list."""
        if not characters:
            self.hide()
            return
        self._model.clear()
        for one in characters:
            called = one.mention.strip()
            item = QStandardItem(self._theme.icon("user", "text_muted"), _row(one.title, called))
            item.setData(one, _CHARACTER)
            self._model.appendRow(item)
        self._view.setCurrentIndex(self._model.index(0, 0))
        self._place(field)

    def move_by(self, rows: int) -> None:
        """Go to another name, round the ends."""
        row = (self._view.currentIndex().row() + rows) % max(1, self._model.rowCount())
        self._view.setCurrentIndex(self._model.index(row, 0))

    def take_current(self) -> None:
        """Take the name that is marked."""
        self._choose(self._view.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        one = index.data(_CHARACTER)
        self.hide()
        if isinstance(one, Character):
            self.chosen.emit(one)

    def _place(self, field: QPlainTextEdit) -> None:
        space, window = self._theme.space, field.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        margins = 2 * space(1) + 2
        rows = min(self._model.rowCount(), _MOST_ROWS)
        self.resize(space(WIDTH_STEPS), rows * self._view.sizeHintForRow(0) + margins)
        line = field.cursorRect()
        at = QRect(field.viewport().mapTo(window, line.topLeft()), line.size())
        below = at.bottom() + space(1)
        fits = below + self.height() <= window.height()
        left = max(space(1), min(at.left(), window.width() - self.width() - space(1)))
        self.move(QPoint(left, below if fits else at.top() - space(1) - self.height()))
        self.show()
        self.raise_()


def _row(title: str, called: str) -> str:
    return title if title == called else f"{title} · {called}"
