"""The present job: played, said in words, with everything that can be done and all that is known."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.catalog.cards import Cards
from app.domain.errors import StudioError
from app.domain.remote_task import RemoteTask
from app.domain.text import Language
from app.ui.notices import Notices
from app.ui.ordering.price_words import cost_words
from app.ui.theme.theme import Theme
from app.ui.videos.job import Job
from app.ui.videos.job_actions import actions_for_several
from app.ui.videos.job_facts import facts_of_job
from app.ui.videos.job_stage import JobStage
from app.ui.videos.job_words import (
    clock_words,
    elapsed_s,
    expiry_words,
    speed_words,
    state_words,
    usual_words,
)
from app.ui.videos.next_steps import NextSteps
from app.ui.viewer.info_panel import InfoPanel
from app.ui.widgets.action_row import Action, ActionRow
from app.ui.widgets.elided_label import ElidedLabel
from app.ui.widgets.icon_button import IconButton

_TICK_MS = 1000
_NARROWEST_STEPS = 72
_KEY_REFUSED = (401, 403)


class JobDetail(QFrame):
    """Nothing is played out of sight.

    Args:
        actions: what can be done with a job.
    """

    wanted = Signal(str)
    """The key of an action."""
    left = Signal()
    """Back to the list, where there is no room for both."""

    def __init__(
        self,
        stage: JobStage,
        actions: Callable[[Job], tuple[Action, ...]],
        language: Callable[[], Language],
        notices: Notices,
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._actions_of = actions
        self._language = language
        self._notices = notices
        self._theme = theme
        self._cards = Cards(())
        self._job: Job | None = None
        self._count = 0
        self.setObjectName("videos.detail")
        self._back = IconButton(theme, "arrow-left", "videos.detail.back", self)
        self._back.clicked.connect(self.left)
        self._title = ElidedLabel("heading", self)
        self._title.setObjectName("videos.detail.title")
        self._state = self._label("videos.detail.state")
        self.stage = stage
        self._verbs = ActionRow("videos.job", theme, self)
        self._verbs.wanted.connect(self.wanted)
        self._steps = NextSteps("videos.job", theme, self)
        self._steps.wanted.connect(self.wanted)
        self._facts = InfoPanel("videos.facts", theme, self, width_steps=None)
        self._facts.copied.connect(lambda _: notices.show(self.tr("Copied"), "success"))
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._show_state)
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()
        self.show_job(None)

    def use_cards(self, cards: Cards) -> None:
        """Name the parameters as their cards do."""
        self._cards = cards
        self._show_again()

    def show_job(self, job: Job | None) -> None:
        """Show a job, or that none is chosen."""
        self._job, self._count = job, 1
        self.stage.show()
        for part in (self._state, self._verbs, self._facts):
            part.setVisible(job is not None)
        if self.isVisible():
            self.stage.show_job(job)
        if job is None:
            self._title.setText(self.tr("Choose a job"))
            self._steps.show_actions(())
            return
        self._title.setText(" ".join(job.task.prompt.split()) or job.task.model)
        self._show_state()
        self._show_actions(self._actions_of(job))
        card = self._cards.get(job.task.card_id)
        self._facts.show_facts(facts_of_job(job, card, self._language()))

    def show_several(self, count: int) -> None:
        """Show that several jobs are chosen, and what can be done with all of them."""
        self._job, self._count = None, count
        self.stage.show_job(None)
        self._title.setText(self.tr("%1 chosen").replace("%1", str(count)))
        self._show_actions(actions_for_several(count))
        self._verbs.show()
        for part in (self.stage, self._state, self._facts):
            part.hide()

    def show_back(self, *, shown: bool) -> None:
        """Whether there is a list to go back to."""
        self._back.setVisible(shown)

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._back.describe(self.tr("Back to the list"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._show_again()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.stage.show_job(self._job)
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.stage.stop()
        self._tick.stop()

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setProperty("kind", "muted")
        label.setWordWrap(True)
        return label

    def _lay_out(self) -> None:
        self._top = QHBoxLayout()
        self._top.addWidget(self._back)
        self._top.addWidget(self._title, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._top)
        self._column.addWidget(self.stage, 3)
        self._column.addWidget(self._state)
        self._column.addWidget(self._steps)
        self._column.addWidget(self._verbs)
        self._column.addWidget(self._facts, 2)
        self._column.addStretch()

    def _show_again(self) -> None:
        if self._count > 1:
            self.show_several(self._count)
        else:
            self.show_job(self._job)

    def _show_actions(self, actions: Sequence[Action]) -> None:
        self._steps.show_actions([action for action in actions if action.in_words])
        self._verbs.show_actions([action for action in actions if not action.in_words])

    def _show_state(self) -> None:
        if self._job is None:
            return
        task, now = self._job.task, datetime.now(UTC)
        said = (
            state_words(self._job, now),
            speed_words(self._job, now),
            clock_words(elapsed_s(task, now)),
            usual_words(task),
            expiry_words(task, now),
            cost_words(task),
            " · ".join((task.profile_name, task.model)),
        )
        self._state.setText("\n".join(filter(None, (" · ".join(filter(None, said)), self._reason()))))
        kind = "error" if task.error is not None and not _is_asked_again(task) else "muted"
        if self._state.property("kind") != kind:
            self._state.setProperty("kind", kind)
            self._state.style().polish(self._state)

    def _reason(self) -> str:
        """What went wrong and what to do, and the provider's own words where those say more."""
        error = self._job.task.error if self._job is not None else None
        if error is None:
            return ""
        words = self._notices.words(StudioError(error.kind, error.values))
        if self._job is not None and _is_asked_again(self._job.task):
            text = self.tr("The last check came to nothing; the next one follows. %1")
            return text.replace("%1", words.sentence)
        reason = error.values.get("reason", "")
        said = [words.sentence, words.step]
        if reason not in words.sentence and not (reason.isascii() and " " not in reason):
            said.append(reason)
        return "\n".join(filter(None, said))

    def _restyle(self) -> None:
        space = self._theme.space
        self.setMinimumWidth(space(_NARROWEST_STEPS))
        self._column.setContentsMargins(space(3), space(3), space(3), space(2))
        self._column.setSpacing(space(2))
        self._top.setSpacing(space(1))


def _is_asked_again(task: RemoteTask) -> bool:
    """Whether its provider works on it and goes on being asked, although the last question failed."""
    waits_for_key = task.error is not None and (
        task.error.status in _KEY_REFUSED or task.error.kind.value.startswith("key")
    )
    return task.state.is_at_gateway and task.handle is not None and not waits_for_key
