"""Finding in the conversation: the bar, what it found, and the way from one find to the next."""

from typing import Protocol

from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QWidget

from app.ui.theme.theme import Theme
from app.ui.transcript.find_bar import FindBar
from app.ui.transcript.finder import Finder, Place
from app.ui.transcript.layout.flow import Cursor, Flow
from app.ui.transcript.layout.stage import Stage


class Surface(Protocol):
    """Where it is looked for."""

    flow: Flow
    stage: Stage

    def bring_to(self, cursor: Cursor, y: int) -> None:
        """Put a row at a distance from the top."""

    def viewport(self) -> QWidget:
        """Where the rows are painted."""

    def setFocus(self) -> None:
        """Take the keyboard."""


class Find(QObject):
    """Joins the bar and the finder to the view."""

    def __init__(self, view: Surface, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self._theme = theme
        self._finder = Finder(view.flow)
        self._bar = FindBar(theme, parent)
        self._bar.changed.connect(self._look_for)
        self._bar.step.connect(self.step)
        self._bar.closed.connect(self.close)
        view.stage.finds_in_row = self._finder.in_row

    def open(self) -> None:
        """Show the bar."""
        self.place()
        self._bar.open()
        self._look_for(self._bar.text)

    def close(self) -> None:
        """Hide the bar and mark nothing."""
        self._bar.hide()
        self._finder.search("")
        self._view.viewport().update()
        self._view.setFocus()

    def search(self, text: str) -> int:
        """Mark a text everywhere; returns how often it stands there."""
        found = self._finder.search(text)
        placed = self._view.stage.placed
        self._finder.start_from(placed[0].cursor.entry if placed else 0)
        self._view.viewport().update()
        self._count()
        return found

    def step(self, by: int) -> None:
        """Show the next find, or the one before."""
        place = self._finder.step(by)
        if place is not None:
            self._show(place)
        self._count()

    def refresh(self) -> None:
        """The conversation has other messages or texts."""
        if self._finder.active:
            self._finder.search_again()
            self._count()

    def place(self) -> None:
        """Put the bar into its corner."""
        area, size = self._view.viewport().geometry(), self._bar.sizeHint()
        margin = self._theme.space(2)
        left = area.right() - size.width() - margin
        self._bar.setGeometry(QRect(max(left, 0), area.top() + margin, size.width(), size.height()))

    def retranslate(self) -> None:
        """Take words and looks anew."""
        self._bar.retranslate()

    def _look_for(self, text: str) -> None:
        if self.search(text):
            self.step(1)

    def _show(self, place: Place) -> None:
        view = self._view
        row = view.flow.row(place.cursor)
        rects = row.rects(place.start, place.end)
        inside = rects[0].top() if rects else 0
        shown = next((item for item in view.stage.placed if item.cursor == place.cursor), None)
        height = view.viewport().height()
        if shown is None or not height // 8 <= shown.y + inside <= height * 7 // 8:
            view.bring_to(place.cursor, height // 3 - inside)
        view.viewport().update()

    def _count(self) -> None:
        shown = self._finder.current + 1 if self._finder.place is not None else 0
        self._bar.count(shown, len(self._finder.hits))
