"""Says from which result the form goes on, and lets go of it."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from app.domain.generation import TaskHandle
from app.domain.ids import TaskId
from app.domain.remote_task import RemoteTask
from app.ui.ordering.order_page import VIDEOS, OrderPage
from app.ui.theme.theme import Theme
from app.ui.widgets.icon_button import IconButton

LONGEST = 60
"""Characters of the earlier prompt that are shown."""


class GoingOn(QFrame):
    """Stands over the form while the next request takes everything along that was said before."""

    dropped = Signal()

    def __init__(self, page: OrderPage, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = page
        self._theme = theme
        self._prompt = ""
        self.task_id: TaskId | None = None
        self.handle: TaskHandle | None = None
        self.setObjectName(f"{page.name}.going_on")
        self.setProperty("kind", "card")
        self._words = QLabel(self)
        self._words.setObjectName(f"{page.name}.going_on.words")
        self._words.setWordWrap(True)
        self._drop = IconButton(theme, "close", f"{page.name}.going_on.drop", self)
        self._drop.clicked.connect(self.drop)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self._drop)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()
        self.hide()

    def show_from(self, task_id: TaskId | None, handle: TaskHandle | None = None) -> None:
        """Go on from a task, or from none; with its handle where its format asks for that."""
        if task_id != self.task_id:
            self._prompt = ""
        self.task_id, self.handle = task_id, handle
        self.setVisible(task_id is not None)
        self.retranslate()

    def show_origin(self, task: RemoteTask | None) -> None:
        """Say what was asked for there; a task that nobody knows cannot be gone on from."""
        if task is None:
            self.drop()
        elif task.id == self.task_id:
            self._prompt = task.prompt
            self.retranslate()

    def drop(self) -> None:
        """Begin afresh: nothing that was said before goes along."""
        self.show_from(None)
        self.dropped.emit()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        shown = " ".join(self._prompt.split())
        shown = shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"
        words = self.tr("Goes on from “%1”").replace("%1", shown)
        film, picture = self.tr("Goes on from an earlier film"), self.tr("Goes on from an earlier picture")
        self._words.setText(words if shown else film if self._page is VIDEOS else picture)
        self._drop.describe(self.tr("Begin afresh"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _restyle(self) -> None:
        step = self._theme.space
        self._row.setContentsMargins(step(3), step(1), step(1), step(1))
        self._row.setSpacing(step(1))
