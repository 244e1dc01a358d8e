"""The shots of a storyboard below each other."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.domain.storyboard import Shot, Storyboard, StoryLimits
from app.ui.storyboard.shot_row import ShotRow
from app.ui.theme.theme import Theme

_KEYS = {
    "Alt+Up": "up",
    "Alt+Down": "down",
    "Ctrl+D": "duplicate",
    "Ctrl+Delete": "remove",
    "Ctrl+Backspace": "remove",
}


class ShotList(QScrollArea):
    """Rows are moved by their handles, their buttons and the keyboard."""

    changed = Signal()

    def __init__(self, limits: StoryLimits, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._limits = limits
        self._theme = theme
        self._rows: list[ShotRow] = []
        self._removed: tuple[int, Shot] | None = None
        self._content = QWidget(self)
        self._column = QVBoxLayout(self._content)
        self._column.addStretch(1)
        self.setObjectName("storyboard.shots")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self._content)
        for keys, word in _KEYS.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._act_on_current, word))
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def shots(self) -> tuple[Shot, ...]:
        """What is entered."""
        return tuple(row.shot for row in self._rows)

    @property
    def place(self) -> int:
        """The shot that has the keyboard, else the last one."""
        focused = self.focusWidget()
        held = (place for place, row in enumerate(self._rows) if row.isAncestorOf(focused))
        return next(held, len(self._rows) - 1)

    def show_shots(self, shots: Sequence[Shot]) -> None:
        """Show these and no others, without telling."""
        self._removed = None
        for row in self._rows:
            row.hide()
            row.setParent(None)
            row.deleteLater()
        self._rows = []
        for place, shot in enumerate(shots):
            self._insert(place, shot)
        self._number()

    def set_lengths(self, board: Storyboard) -> None:
        """Give every shot the length that it has in a board of as many shots."""
        for row, shot in zip(self._rows, board.shots, strict=True):
            row.seconds.setValue(float(shot.seconds))

    def add(self, board: Storyboard, place: int) -> None:
        """Show the board's shot of this place as a new one, the others as long as there, and go to it."""
        self._insert(place, board.shots[place])
        self.set_lengths(board)
        self._number()
        self.changed.emit()
        self.go_to(place)

    @property
    def can_bring_back(self) -> bool:
        """Whether a shot was removed last."""
        return self._removed is not None

    def bring_back(self) -> None:
        """Put the removed shot where it was."""
        if self._removed is not None:
            place, shot = self._removed
            self._removed = None
            place = min(place, len(self._rows))
            self._insert(place, shot)
            self._number()
            self.changed.emit()
            self.go_to(place)

    def set_end(self, place: int, seconds: Decimal) -> None:
        """Let a shot end where the next one begins from now on, counted from the film's beginning."""
        boxes = [row.seconds for row in self._rows[place : place + 2]]
        start = sum((shot.seconds for shot in self.shots[:place]), Decimal(0))
        both, step = sum(box.seconds for box in boxes), self._limits.step
        first = min(max(seconds - start, step), both - step)
        if first >= step:
            boxes[0].setValue(float(first))
            boxes[1].setValue(float(both - first))

    def go_to(self, place: int) -> None:
        """Take the person to a shot."""
        row = self._rows[place]
        row.scene.setFocus(Qt.FocusReason.OtherFocusReason)
        # A new row has its place only after the layout has run.
        QTimer.singleShot(0, row, partial(self.ensureWidgetVisible, row))

    def retranslate(self) -> None:
        """Name the list."""
        self.setAccessibleName(self.tr("Shots"))

    def _insert(self, place: int, shot: Shot) -> None:
        row = ShotRow(shot, self._limits, self._theme, self._content)
        row.edited.connect(self.changed)
        row.wanted.connect(partial(self._act, row))
        row.pulled.connect(partial(self._pull, row))
        self._rows.insert(place, row)
        self._column.insertWidget(place, row)
        row.show()

    def _act_on_current(self, word: str) -> None:
        if self._rows:
            self._act(self._rows[self.place], word)

    def _act(self, row: ShotRow, word: str) -> None:
        acts: dict[str, Callable[[int], None]] = {
            "up": lambda place: self._move(row, place - 1),
            "down": lambda place: self._move(row, place + 1),
            "duplicate": self._duplicate,
            "remove": self._remove,
        }
        acts[word](self._rows.index(row))

    def _move(self, row: ShotRow, place: int) -> None:
        if not 0 <= place < len(self._rows) or self._rows[place] is row:
            return
        self._rows.remove(row)
        self._rows.insert(place, row)
        self._column.removeWidget(row)
        self._column.insertWidget(place, row)
        self._number()
        self.changed.emit()
        QTimer.singleShot(0, row, partial(self.ensureWidgetVisible, row))

    def _pull(self, row: ShotRow, global_y: int) -> None:
        """To where the pointer is among the other rows."""
        height = self._content.mapFromGlobal(QPoint(0, global_y)).y()
        others = (other for other in self._rows if other is not row)
        self._move(row, sum(other.geometry().center().y() < height for other in others))

    def _duplicate(self, place: int) -> None:
        self._insert(place + 1, self._rows[place].shot)
        self._number()
        self.changed.emit()
        self.go_to(place + 1)

    def _remove(self, place: int) -> None:
        if len(self._rows) == 1:
            return
        row = self._rows.pop(place)
        self._removed = (place, row.shot)
        self.go_to(min(place, len(self._rows) - 1))
        row.hide()
        row.setParent(None)
        row.deleteLater()
        self._number()
        self.changed.emit()

    def _number(self) -> None:
        count = len(self._rows)
        for number, row in enumerate(self._rows, start=1):
            row.show_place(number, count)
        for before, after in zip(self._rows, self._rows[1:], strict=False):
            QWidget.setTabOrder(before.last, after.seconds)

    def _restyle(self) -> None:
        space = self._theme.space
        self._column.setSpacing(space(2))
        self._column.setContentsMargins(0, 0, space(1), 0)
