"""Keeps one column in step with its answer and the rounds of tools that follow on it."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.domain.conversation import BranchNode, Siblings
from app.domain.errors import StudioError
from app.domain.ids import MessageId
from app.services.conversation.chat import Chat
from app.services.conversation.conversations import Conversations
from app.services.events import BranchChanged, MessageChanged, MessageGrew, RetryWaiting
from app.ui.bridge import Bridge
from app.ui.chat.tool_results import joined
from app.ui.operation import Operation
from app.ui.transcript.view import TranscriptView


class AnswerFeed(QObject):
    """Serves one view; ends with it."""

    changed = Signal()
    """Another message, or another state of one."""
    failed = Signal(object)

    def __init__(
        self,
        message_id: MessageId,
        view: TranscriptView,
        conversations: Conversations,
        chat: Chat,
        bridge: Bridge,
    ) -> None:
        super().__init__(view)
        self._id = message_id
        self._view = view
        self._conversations = conversations
        self._chat = chat
        self.nodes: list[BranchNode] = []
        self._reading: Operation[tuple[BranchNode, ...]] | None = None
        bridge.branch_changed.connect(self._branch_changed)
        bridge.message_changed.connect(self._message_changed)
        bridge.message_grew.connect(self._message_grew)
        bridge.retry_waiting.connect(self._retry_waiting)
        self._read()

    def node(self, message_id: str) -> BranchNode | None:
        """A message of the column."""
        return next((node for node in self.nodes if node.message.id == message_id), None)

    def _read(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
        reading = self._conversations.reply(self._id)
        self._reading = Operation(self, reading, done=self._take, failed=self._report)

    def _report(self, error: StudioError) -> None:
        self.failed.emit(error)

    def _take(self, nodes: Sequence[BranchNode]) -> None:
        """Beside each other they need no switch from one to the next."""
        live = [replace(node, message=self._chat.live(node.message)) for node in nodes]
        alone = [replace(node, siblings=Siblings(0, (node.message.id,))) for node in live]
        if [node.message.id for node in alone] != [node.message.id for node in self.nodes]:
            self._view.set_branch(joined(alone))
        else:
            self._put(alone)
        self.nodes = alone
        self.changed.emit()

    def _put(self, nodes: Sequence[BranchNode]) -> None:
        for node in joined(nodes):
            self._view.put(node)

    def _branch_changed(self, event: BranchChanged) -> None:
        if self.nodes and event.conversation_id == self.nodes[0].message.conversation_id:
            self._read()

    def _message_changed(self, event: MessageChanged) -> None:
        for place, node in enumerate(self.nodes):
            if node.message.id == event.message.id:
                self.nodes[place] = replace(node, message=event.message)
                self._put(self.nodes)
                self.changed.emit()

    def _message_grew(self, event: MessageGrew) -> None:
        if self.node(event.message_id) is not None:
            self._view.grow(event.message_id, event.text, event.reasoning)

    def _retry_waiting(self, event: RetryWaiting) -> None:
        if self.node(event.message_id) is not None:
            self._view.announce_retry(event.message_id, event.seconds)
