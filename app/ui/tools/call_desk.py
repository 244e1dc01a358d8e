"""Serves the cards of transcripts: consent, typed results, and word of calls that wait elsewhere."""

from collections.abc import Callable, Coroutine, Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from app.domain.conversation import Message
from app.domain.ids import ConversationId
from app.domain.tool import ToolCall
from app.services.events import ToolCallChanged, ToolCallState
from app.services.studio import Studio
from app.services.tools.consent import WaitingCall
from app.ui import dialogs
from app.ui.bridge import Bridge
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
    waits = Signal(str, str)
    """A call waits for the person, who may have another program in front: a title and a text."""
    changed = Signal()
    """Cards say something else now."""

    def __init__(
        self,
        studio: Studio,
        bridge: Bridge,
        notices: Notices,
        theme: Theme,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._toolbox = studio.tools
        self._conversations = studio.conversations
        self._notices = notices
        self._theme = theme
        self._cards = CallCards(studio.tools, self)
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._show_time)
        bridge.tool_servers_changed.connect(self.changed)
        self._run(self._toolbox.servers.load())

    def card(self, message: Message, call: ToolCall) -> CallCard:
        """What the card of a call says."""
        return self._cards.card(message, call)

    def take(self, event: ToolCallChanged, views: Sequence[TranscriptView]) -> None:
        """A call has come further; ``views`` are those that may show it."""
        if event.state is ToolCallState.RUNNING:
            self._tick.start()
        self.changed.emit()
        if event.state in _WAITING:
            seen = any(view.isVisible() and view.conversation_id == event.conversation_id for view in views)
            self._tell_waiting(event, seen=seen)

    def _show_time(self) -> None:
        """Running calls say for how long."""
        if self._toolbox.progress.any_running:
            self.changed.emit()
        else:
            self._tick.stop()

    def _tell_waiting(self, event: ToolCallChanged, *, seen: bool) -> None:
        waiting = self._waiting(event.conversation_id, event.call_id)
        conversation = self._conversations.get(event.conversation_id)
        if waiting is None or conversation is None:
            return
        name, _ = self._cards.names(waiting.call.name)
        self.waits.emit(self.tr("A tool waits for you"), f"{name} · {conversation.title}")
        if seen:
            return
        text = self.tr("“{conversation}” waits for you: {tool}").format(
            conversation=conversation.title, tool=name
        )
        show = lambda: self.conversation_wanted.emit(event.conversation_id)  # noqa: E731
        self._notices.show(text, "warning", self.tr("Show"), show)

    def act(self, view: TranscriptView, message_id: str, call_id: str, name: str) -> None:
        """Do what is wanted of a call in a transcript."""
        message = view.message(message_id)
        if message is None:
            return
        doing: dict[str, Callable[[Message, str], None]] = {
            ALLOW: lambda message, call: self._decide(message, call, allow=True),
            ALWAYS: lambda message, call: self._decide(message, call, allow=True, always=True),
            REFUSE: lambda message, call: self._decide(message, call, allow=False),
            ANSWER: lambda message, call: self._answer(view, message, call),
            COPY: lambda message, call: self._copy(view, message, call),
        }
        doing[name](message, call_id)

    def _decide(self, message: Message, call_id: str, *, allow: bool, always: bool = False) -> None:
        self._run(self._toolbox.consent.decide(message.conversation_id, call_id, allow=allow, always=always))

    def _answer(self, view: TranscriptView, message: Message, call_id: str) -> None:
        waiting = self._waiting(message.conversation_id, call_id)
        if waiting is not None:
            self._run(self._ask(view, message, waiting))

    async def _ask(self, view: TranscriptView, message: Message, waiting: WaitingCall) -> None:
        from app.ui.tools.result_dialog import ResultDialog  # for those who write functions

        card = self._cards.card(message, waiting.call)
        dialog = ResultDialog(card.name, card.arguments, self._theme, view.window())
        if await dialogs.finished(dialog) == QDialog.DialogCode.Accepted:
            self._toolbox.consent.answer(
                message.conversation_id, waiting.call.id, dialog.text, failed=dialog.failed
            )

    def _copy(self, view: TranscriptView, message: Message, call_id: str) -> None:
        for result in message.tool_results:
            if result.call_id == call_id:
                QGuiApplication.clipboard().setText(result.text)
                view.copied.emit()

    def _waiting(self, conversation_id: ConversationId, call_id: str) -> WaitingCall | None:
        waiting = self._toolbox.consent.waiting
        return next(
            (it for it in waiting if (it.conversation_id, it.call.id) == (conversation_id, call_id)), None
        )

    def _run(self, work: Coroutine[object, object, object]) -> None:
        Operation(self, work, failed=self._notices.show_error)
