"""Below the grid: the present result in words, and everything that can be done with it."""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.domain.answer import message_error
from app.domain.conversation import MessageError
from app.domain.errors import StudioError
from app.domain.remote_task import RemoteTask
from app.ui.images.button_rows import ButtonRows
from app.ui.images.result_origin import seed_of
from app.ui.images.result_texts import GIVING_PROMPTS, ResultTexts
from app.ui.images.result_verbs import Verb, actions_for_several
from app.ui.images.results_model import Result
from app.ui.images.ruled_bar import RuledBar
from app.ui.images.task_words import may_be_withheld, state_words, title_of
from app.ui.notices import Notices
from app.ui.ordering.price_words import cost_words
from app.ui.theme.theme import Theme
from app.ui.widgets.action_row import Action, ActionRow

LONGEST_PROMPT = 240
NO_BREAK = "\u00a0"


class ResultBar(RuledBar):
    """Out of sight while no result is chosen.

    Args:
        actions: what can be done with a result.
    """

    wanted = Signal(object)
    """A ``Verb``."""
    pressed = Signal(object)
    """A ``TaskButton`` that came with the result."""
    prompt_wanted = Signal(str)
    """A prompt that the provider gave shall be drawn."""
    copy_wanted = Signal(str)

    def __init__(
        self, actions: Callable[[Result], tuple[Action, ...]], notices: Notices, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(theme, parent)
        self._actions_of = actions
        self._notices = notices
        self._result: Result | None = None
        self._count = 0
        self._prompt = QLabel(self)
        self._prompt.setObjectName("images.result.prompt")
        self._words = QLabel(self)
        self._words.setObjectName("images.result.words")
        self._verbs = ActionRow("images.result", theme, self)
        self._verbs.wanted.connect(lambda key: self.wanted.emit(Verb(key)))
        self._buttons = ButtonRows(theme, self)
        self._buttons.pressed.connect(self.pressed)
        self._texts = ResultTexts(theme, self)
        self._texts.prompt_wanted.connect(self.prompt_wanted)
        self._texts.copy_wanted.connect(self.copy_wanted)
        self._column = QVBoxLayout(self)
        for label in (self._prompt, self._words):
            label.setWordWrap(True)
            self._column.addWidget(label)
        for part in (self._texts, self._buttons, self._verbs):
            self._column.addWidget(part)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.show_result(None)

    def show_result(self, result: Result | None) -> None:
        """Show what a result is and offers, or nothing."""
        self._result, self._count = result, 1
        self.setVisible(result is not None)
        if result is not None:
            self._show_words(result)
            self._verbs.show_actions(self._actions_of(result))
            self._buttons.show_buttons(result.task.buttons)
            task = result.task
            are_prompts = task.action in GIVING_PROMPTS
            self._texts.show_texts(task.texts, task.facts.get("key_words", ""), are_prompts=are_prompts)

    def show_several(self, count: int) -> None:
        """Show that several results are chosen, and what can be done with all of them."""
        self._result, self._count = None, count
        self._prompt.setText(self.tr("%1 chosen").replace("%1", str(count)))
        self._prompt.show()
        self._say("", "muted")
        self._buttons.show_buttons(())
        self._texts.show_texts(())
        self._verbs.show_actions(actions_for_several(count))
        self.show()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._buttons.rebuild()
            self._show_again()

    def _show_words(self, result: Result) -> None:
        task = result.task
        prompt = "" if task.texts and not task.prompt else " ".join(title_of(task).split())
        self._prompt.setText(prompt if len(prompt) <= LONGEST_PROMPT else f"{prompt[: LONGEST_PROMPT - 1]}…")
        self._prompt.setVisible(bool(prompt))
        state = state_words(task, datetime.now(UTC))
        said = [
            self._place(result),
            state,
            task.model,
            task.profile_name,
            cost_words(task).replace(" ", NO_BREAK),
            self._seed(result),
        ]
        lines = [f"{NO_BREAK}· ".join(filter(None, said)), self._reason(task)]
        self._say("\n".join(filter(None, lines)), "error" if task.error is not None else "muted")

    def _say(self, text: str, kind: str) -> None:
        self._words.setText(text)
        self._words.setVisible(bool(text))
        if self._words.property("kind") != kind:
            self._words.setProperty("kind", kind)
            self._words.style().polish(self._words)

    def _place(self, result: Result) -> str:
        """Which of several pictures is meant."""
        count = len(result.sights)
        if count < 2:
            return ""
        place = self.tr("%1 of %2").replace("%1", str(min(result.part, count - 1) + 1))
        return place.replace("%2", str(count))

    def _seed(self, result: Result) -> str:
        seed = seed_of(result)
        return self.tr("seed %1").replace("%1", seed) if seed else ""

    def _reason(self, task: RemoteTask) -> str:
        """Why it failed, or why some of its pictures did not come."""
        if task.error is not None:
            return self._sentence(task.error)
        if may_be_withheld(task):
            return self.tr(
                "This picture may have been withheld: what the provider sent is black or empty. "
                "«Show request» tells what it answered."
            )
        missing = [output.error for output in task.outputs if output.error is not None]
        if not missing:
            return ""
        said = self.tr("%1 of %2 did not come.").replace("%1", str(len(missing)))
        said = said.replace("%2", str(len(task.outputs)))
        return _joined(said, self._sentence(message_error(missing[0])))

    def _sentence(self, error: MessageError) -> str:
        """What went wrong and what to do, and the provider's own words where those say more."""
        words = self._notices.words(StudioError(error.kind, error.values))
        said = _joined(words.sentence, words.step)
        reason = error.values.get("reason", "")
        is_code = reason.isascii() and " " not in reason
        return said if is_code or reason in said else f"{said}\n{reason}"

    def _show_again(self) -> None:
        if self._count > 1:
            self.show_several(self._count)
        else:
            self.show_result(self._result)

    def _restyle(self) -> None:
        space = self._theme.space
        self._column.setContentsMargins(space(4), space(2), space(4), space(3))
        self._column.setSpacing(space(1.5))


def _joined(*sentences: str) -> str:
    """Sentences one after the other; Chinese ones need no gap."""
    said = [sentence for sentence in sentences if sentence]
    return ("" if said and said[0].endswith("。") else " ").join(said)
