"""Below the grid: the present result in words, and everything that can be done with it."""

from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.conversation import MessageError
from app.domain.errors import StudioError
from app.domain.remote_task import RemoteTask
from app.services.tasks import Tasks
from app.ui.images.result_verbs import ICONS, PLAIN, Offered, offered
from app.ui.images.results_model import Result
from app.ui.images.task_words import state_words
from app.ui.notices import Notices
from app.ui.theme.theme import Theme
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.icon_button import IconButton


class ResultBar(QWidget):
    """Out of sight while no result is chosen."""

    wanted = Signal(object)
    """A ``Verb``."""
    pressed = Signal(object)
    """A ``TaskButton`` that came with the result."""

    def __init__(self, tasks: Tasks, notices: Notices, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._notices = notices
        self._theme = theme
        self._result: Result | None = None
        self._shown: tuple[object, ...] = ()
        self._prompt = QLabel(self)
        self._prompt.setObjectName("images.result.prompt")
        self._words = QLabel(self)
        self._words.setObjectName("images.result.words")
        self._verbs = QWidget(self)
        self._row = FlowLayout(self._verbs)
        self._column = QVBoxLayout(self)
        for label in (self._prompt, self._words):
            label.setWordWrap(True)
            self._column.addWidget(label)
        self._column.addWidget(self._verbs)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.show_result(None)

    def show_result(self, result: Result | None) -> None:
        """Show what a result is and offers, or nothing."""
        self._result = result
        self.setVisible(result is not None)
        if result is not None:
            self._show_words(result.task)
            self._show_verbs(result)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._shown = ()
            self.show_result(self._result)

    def _show_words(self, task: RemoteTask) -> None:
        prompt = " ".join(task.prompt.split())
        self._prompt.setText(prompt if len(prompt) <= 240 else f"{prompt[:239]}…")
        self._prompt.setVisible(bool(prompt))
        said = [state_words(task, datetime.now(UTC)), task.model, task.profile_name]
        text = " · ".join(filter(None, said))
        if task.error is not None:
            text = f"{text}\n{self._sentence(task.error)}"
        if task.texts:
            text = "\n".join((text, *task.texts))
        self._words.setText(text)
        kind = "error" if task.error is not None else "muted"
        if self._words.property("kind") != kind:
            self._words.setProperty("kind", kind)
            self._words.style().polish(self._words)

    def _sentence(self, error: MessageError) -> str:
        words = self._notices.words(StudioError(error.kind, error.values))
        gap = "" if words.sentence.endswith("。") else " "
        return gap.join(filter(None, (words.sentence, words.step)))

    def _show_verbs(self, result: Result) -> None:
        """Build the buttons anew where others are offered; a button that is pressed stays."""
        offers = offered(result, self._tasks)
        buttons = [one for one in result.task.buttons if not one.needs_mask and not one.needs_prompt]
        shown = (result.task.id, offers, tuple(buttons))
        if shown == self._shown:
            return
        self._shown = shown
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for offer in offers:
            self._add_verb(offer)
        for number, button in enumerate(buttons):
            pressed = partial(self.pressed.emit, button)
            self._add_button(f"images.result.button.{number}", button.label, "chip").clicked.connect(pressed)

    def _add_verb(self, offer: Offered) -> None:
        name = f"images.result.{offer.verb}"
        wanted = partial(self.wanted.emit, offer.verb)
        if offer.verb in PLAIN:
            button = self._add_button(name, offer.text, "")
            button.setIcon(self._theme.icon(ICONS[offer.verb]))
            button.clicked.connect(wanted)
            return
        sign = IconButton(self._theme, ICONS[offer.verb], name, self._verbs)
        sign.describe(offer.text)
        sign.clicked.connect(wanted)
        self._row.addWidget(sign)
        sign.show()

    def _add_button(self, name: str, text: str, kind: str) -> QPushButton:
        button = QPushButton(text, self._verbs)
        button.setObjectName(name)
        button.setAccessibleName(text)
        if kind:
            button.setProperty("kind", kind)
        self._row.addWidget(button)
        button.show()
        return button

    def _restyle(self) -> None:
        space = self._theme.space
        self._column.setContentsMargins(space(4), space(2), space(4), space(3))
        self._column.setSpacing(space(1.5))
        self._row.setSpacing(space(1.5))
        self._shown = ()
        self.show_result(self._result)
