"""Serves the cards of one transcript: consent, typed results, and word of calls that wait elsewhere."""

from collections.abc import Callable, Coroutine

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog

from app.domain.conversation import Message
from app.domain.ids import ConversationId
from app.domain.tool import ToolCall
from app.services.events import ToolCallChanged, ToolCallState
from app.services.studio import Studio
from app.services.tools.consent import WaitingCall
from app.ui import dialogs
from app.ui.bridge import Bridge
from app.ui.chat.branch_feed import BranchFeed
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.tools.call_cards import ALLOW, ALWAYS, ANSWER, REFUSE, CallCards
from app.ui.transcript.rows.tool_card import COPY, CallCard
from app.ui.transcript.view import TranscriptView

_WAITING = (ToolCallState.WAITING_CONSENT, ToolCallState.WAITING_ANSWER)
_TICK_MS = 1000


class CallDesk(QObject):
    """Made when a conversation first shows or makes a call: most never do."""

    conversation_wanted = Signal(str)
    """The person wants to see a call that waits; the id of its conversation."""

    def __init__(
        self,
        studio: Studio,
        view: TranscriptView,
        feed: BranchFeed,
        bridge: Bridge,
        notices: Notices,
        theme: Theme,
    ) -> None:
        super().__init__(view)
        self._toolbox = studio.tools
        self._conversations = studio.conversations
        self._view = view
        self._feed = feed
        self._notices = notices
        self._theme = theme
        self._cards = CallCards(studio.tools, self)
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._show_time)
        view.call_wanted.connect(self._act)
        bridge.tool_servers_changed.connect(view.refresh_calls)
        self._run(self._toolbox.servers.load())

    def card(self, message: Message, call: ToolCall) -> CallCard:
        """What the card of a call says."""
        return self._cards.card(message, call)

    def take(self, event: ToolCallChanged) -> None:
        """A call has come further."""
        if event.state is ToolCallState.RUNNING:
            self._tick.start()
        is_shown = event.conversation_id == self._feed.shown
        if is_shown:
            self._view.refresh_calls()
        if event.state in _WAITING:
            QApplication.alert(self._view.window())  # where another program is in front
            if not (is_shown and self._view.isVisible()):
                self._tell_waiting(event)

    def _show_time(self) -> None:
        """Running calls say for how long."""
        if self._toolbox.progress.any_running:
            self._view.refresh_calls()
        else:
            self._tick.stop()

    def _tell_waiting(self, event: ToolCallChanged) -> None:
        waiting = self._waiting(event.conversation_id, event.call_id)
        conversation = self._conversations.get(event.conversation_id)
        if waiting is None or conversation is None:
            return
        name, _ = self._cards.names(waiting.call.name)
        text = self.tr("“{conversation}” waits for you: {tool}").format(
            conversation=conversation.title, tool=name
        )
        show = lambda: self.conversation_wanted.emit(event.conversation_id)  # noqa: E731
        self._notices.show(text, "warning", self.tr("Show"), show)

    def _act(self, message_id: str, call_id: str, name: str) -> None:
        node = self._feed.node(message_id)
        if node is None:
            return
        doing: dict[str, Callable[[Message, str], None]] = {
            ALLOW: lambda message, call: self._decide(message, call, allow=True),
            ALWAYS: lambda message, call: self._decide(message, call, allow=True, always=True),
            REFUSE: lambda message, call: self._decide(message, call, allow=False),
            ANSWER: self._answer,
            COPY: self._copy,
        }
        doing[name](node.message, call_id)

    def _decide(self, message: Message, call_id: str, *, allow: bool, always: bool = False) -> None:
        self._run(self._toolbox.consent.decide(message.conversation_id, call_id, allow=allow, always=always))

    def _answer(self, message: Message, call_id: str) -> None:
        waiting = self._waiting(message.conversation_id, call_id)
        if waiting is not None:
            self._run(self._ask(message, waiting))

    async def _ask(self, message: Message, waiting: WaitingCall) -> None:
        from app.ui.tools.result_dialog import ResultDialog  # for those who write functions

        card = self._cards.card(message, waiting.call)
        dialog = ResultDialog(card.name, card.arguments, self._theme, self._view.window())
        if await dialogs.finished(dialog) == QDialog.DialogCode.Accepted:
            self._toolbox.consent.answer(
                message.conversation_id, waiting.call.id, dialog.text, failed=dialog.failed
            )

    def _copy(self, message: Message, call_id: str) -> None:
        results = self._feed.results_of(message.id)
        for result in results.tool_results if results is not None else ():
            if result.call_id == call_id:
                QGuiApplication.clipboard().setText(result.text)
                self._view.copied.emit()

    def _waiting(self, conversation_id: ConversationId, call_id: str) -> WaitingCall | None:
        waiting = self._toolbox.consent.waiting
        return next(
            (it for it in waiting if (it.conversation_id, it.call.id) == (conversation_id, call_id)), None
        )

    def _run(self, work: Coroutine[object, object, object]) -> None:
        Operation(self, work, failed=self._notices.show_error)
