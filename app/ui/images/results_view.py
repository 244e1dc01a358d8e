"""The grid of results, for mouse and keyboard alike."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from app.domain.errors import StudioError
from app.domain.ids import TaskId
from app.ui.films.frames import FilmFrames
from app.ui.images.result_delegate import ResultDelegate
from app.ui.images.result_places import places_of
from app.ui.images.results_model import RESULT_ROLE, Index, Result, ResultsModel
from app.ui.theme.theme import Theme
from app.ui.transcript.content.pictures import Pictures

CARD_STEPS = 50
"""A card is at least this wide."""
WORDS_STEPS = 20
"""What a card needs below its pictures."""
PART_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
"""With Alt, from one picture of a card to the next."""
OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_TICK_MS = 1000


class ResultsView(QListView):
    """Cards as wide as fit; Enter looks at one, Delete deletes it, the menu key shows what can be done.

    Ctrl and Shift choose several. Of a card with several pictures one is meant: the one that was pressed.

    Args:
        sentence: an error in the person's words.
    """

    opened = Signal(QModelIndex)
    deletion_wanted = Signal(QModelIndex)
    copy_wanted = Signal(QModelIndex)
    menu_wanted = Signal(QModelIndex, QPoint)
    """The card, and where on the screen."""
    given_up = Signal()
    """Escape was pressed."""
    current_changed = Signal()
    """Another card or picture is meant, or more cards are, or the present one has changed."""

    def __init__(
        self,
        model: ResultsModel,
        pictures: Pictures,
        frames: FilmFrames,
        sentence: Callable[[StudioError], str],
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._results = model
        self._part = 0
        self._delegate = ResultDelegate(pictures, frames, sentence, theme, self)
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._tell_time)
        self.setObjectName("images.results")
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(self.opened)
        pictures.ready.connect(self._repaint)
        frames.ready.connect(self._repaint)
        theme.changed.connect(self.fit)
        self.retranslate()

    def show_now(self, now: datetime) -> None:
        """Tell the cards what time it is."""
        self._delegate.now = now
        self.viewport().update()

    def fit(self) -> None:
        """As many columns as fit; the scroll bar has its place before it is there."""
        room = max(1, self.width() - self.verticalScrollBar().sizeHint().width() - 1)
        columns = max(1, room // self._theme.space(CARD_STEPS))
        width = room // columns
        self._delegate.card = QSize(width, width * 3 // 4 + self._theme.space(WORDS_STEPS))
        self.setGridSize(self._delegate.card)

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setAccessibleName(self.tr("What was made"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the cards out before Qt places them."""
        self.fit()
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing ticks out of sight."""
        super().hideEvent(event)
        self._tick.stop()

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Paint anew. All cards are of one size; Qt would lay out every one of them."""
        self._repaint()
        if first.row() <= self.currentIndex().row() <= last.row():
            self.choose_part(self._part)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Another card is the present one; its first picture is meant until another one is pressed."""
        super().currentChanged(current, previous)
        self.choose_part(0)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """More or fewer cards are chosen."""
        super().selectionChanged(selected, deselected)
        self.current_changed.emit()

    def current(self) -> Result | None:
        """The present card, with the picture of it that is meant."""
        result = self.currentIndex().data(RESULT_ROLE)
        return replace(result, part=self._part) if isinstance(result, Result) else None

    def chosen_ids(self) -> tuple[TaskId, ...]:
        """Everything that is chosen, in the order of the grid; the present card where nothing else is."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        if not rows and self.currentIndex().isValid():
            rows = [self.currentIndex().row()]
        return tuple(self._results.task_id(row) for row in rows)

    def choose_part(self, part: int) -> None:
        """Mean another picture of the present card."""
        result = self.currentIndex().data(RESULT_ROLE)
        count = len(result.sights) if isinstance(result, Result) else 0
        self._part = max(0, min(part, count - 1))
        self._delegate.chosen = (result.task.id, self._part) if isinstance(result, Result) else None
        self._repaint()
        self.current_changed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Mean the picture that was pressed, and none where the empty ground was."""
        super().mousePressEvent(event)
        place = event.position().toPoint()
        if not self.indexAt(place).isValid() and not event.modifiers():
            self.selectionModel().clear()
        self._choose_pressed(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that mean something for a card."""
        index = self.currentIndex()
        by_part = event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in PART_STEPS
        if index.isValid() and event.key() in OPENING and not event.modifiers():
            self.opened.emit(index)
        elif index.isValid() and event.key() == Qt.Key.Key_Delete:
            self.deletion_wanted.emit(index)
        elif index.isValid() and event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit(index)
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif by_part:
            self.choose_part(self._part + PART_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """At the pointer, or on the present card where the key was pressed."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            place = self.visualRect(index).center() if by_key else event.pos()
            among_chosen = self.selectionModel().isSelected(index)
            how = QItemSelectionModel.SelectionFlag.ClearAndSelect
            if among_chosen:
                how = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(index, how)
            if not by_key:
                self._choose_pressed(event.pos())
            self.menu_wanted.emit(index, self.viewport().mapToGlobal(place))

    def _choose_pressed(self, place: QPoint) -> None:
        index = self.indexAt(place)
        result = index.data(RESULT_ROLE) if index == self.currentIndex() else None
        if isinstance(result, Result):
            places = places_of(self.visualRect(index), len(result.sights), self._theme)
            part = places.picture_at(place)
            if part is not None:
                self.choose_part(part)

    def _repaint(self) -> None:
        self.viewport().update()

    def _tell_time(self) -> None:
        self.show_now(datetime.now(UTC))
