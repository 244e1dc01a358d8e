"""Answers that were asked for in a form: checked when they are seen, said below them, shown as data."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from app.domain.conversation import Message
from app.ui.chat.branch_feed import BranchFeed
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.transcript.rows.strips import Notice
from app.ui.transcript.view import TranscriptView

if TYPE_CHECKING:
    from app.services.schemas import CheckedAnswer

SHOW = "show_data"
MOST_KEPT = 200


class AnswerDesk(QObject):
    """Serves one transcript. Checking happens off the window's thread, once for each answer."""

    def __init__(
        self, view: TranscriptView, feed: BranchFeed, downloads: Path, notices: Notices, theme: Theme
    ) -> None:
        super().__init__(view)
        self._view = view
        self._feed = feed
        self._downloads = downloads
        self._notices = notices
        self._theme = theme
        self._checked: dict[str, tuple[str, CheckedAnswer]] = {}
        self._running: set[str] = set()
        view.show_data_notes(self.note)
        view.action.connect(self._act)

    def note(self, message: Message) -> Notice:
        """The quiet line below an answer; it is checked when it is first asked for."""
        checked = self._known(message)
        if checked is None:
            self._begin(message)
            return Notice(self.tr("Checking the format…"))
        words, icon = self._words(message, checked)
        button = (SHOW, self._button(checked)) if checked.found is not None else ("", "")
        return Notice(words, icon, button)

    def _words(self, message: Message, checked: "CheckedAnswer") -> tuple[str, str]:
        from app.domain.answer_format import format_of
        from app.services.schemas import Verdict

        name = format_of(message.response_format).name
        match checked.verdict:
            case Verdict.FOLLOWS:
                return self.tr("JSON that follows the schema “{name}”").format(name=name), "check"
            case Verdict.VIOLATES:
                count = len(checked.violations)
                return self.tr("JSON with %n place(s) that do not follow the schema", "", count), "warning"
            case Verdict.NO_SCHEMA:
                return self.tr("JSON; its schema cannot be used"), "warning"
            case Verdict.IS_JSON:
                return "JSON", "braces"
            case Verdict.NO_JSON:
                return self.tr("JSON was asked for, and none came"), "warning"

    def _button(self, checked: "CheckedAnswer") -> str:
        return self.tr("As a table") if checked.grid is not None else self.tr("As a tree")

    def _known(self, message: Message) -> "CheckedAnswer | None":
        text, checked = self._checked.get(message.id, ("", None))
        return checked if text == message.text else None

    def _begin(self, message: Message) -> None:
        if message.id not in self._running:
            self._running.add(message.id)
            Operation(self, _check(message), done=lambda checked: self._keep(message, checked))

    def _keep(self, message: Message, checked: "CheckedAnswer") -> None:
        self._running.discard(message.id)
        self._checked[message.id] = (message.text, checked)
        while len(self._checked) > MOST_KEPT:
            self._checked.pop(next(iter(self._checked)))
        self._view.refresh_data_notes()

    def _act(self, message_id: str, name: str) -> None:
        node = self._feed.node(message_id)
        if name != SHOW or node is None:
            return
        message = node.message
        if (checked := self._known(message)) is not None:
            self._show(checked)
        else:
            Operation(self, _check(message), done=self._show, failed=self._notices.show_error)

    def _show(self, checked: "CheckedAnswer") -> None:
        if checked.found is None:
            self._notices.show(self.tr("There is no JSON in this answer."))
            return
        from app.ui.structured.answer_dialog import AnswerDialog  # for who looks at data

        dialog = AnswerDialog(checked, self._downloads, self._notices, self._theme, self._view.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()


async def _check(message: Message) -> "CheckedAnswer":
    """Off the window's thread; the library behind it is loaded there too."""
    from app.services.schemas import check_answer

    return await asyncio.to_thread(check_answer, message.text, message.response_format)
