"""Keeps the transcript in step with the branch that a conversation shows."""

from collections.abc import Coroutine
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.domain.conversation import BranchNode, MessageState, Role, ScrollAnchor
from app.domain.errors import StudioError
from app.domain.ids import ConversationId, MessageId
from app.services.conversation.chat import Chat
from app.services.conversation.conversations import WHOLE_BRANCH, Conversations
from app.services.events import BranchChanged, MessageChanged, MessageGrew, RetryWaiting
from app.ui.bridge import Bridge
from app.ui.chat.tool_results import joined
from app.ui.operation import Operation
from app.ui.transcript.view import TranscriptView

FIRST_MESSAGES = 40
"""Read before the first paint; a window holds fewer."""
MORE_MESSAGES = 500


class BranchFeed(QObject):
    """Opens a conversation at its end and reads backwards; afterwards it follows what happens."""

    opened = Signal()
    """The first messages are shown."""
    changed = Signal()
    """Messages joined the branch or left it."""
    failed = Signal(object)

    def __init__(
        self, view: TranscriptView, conversations: Conversations, chat: Chat, bridge: Bridge
    ) -> None:
        super().__init__(view)
        self._view = view
        self._conversations = conversations
        self._chat = chat
        self._nodes: list[BranchNode] = []
        self._shown: ConversationId | None = None
        self._reading: Operation[None] | None = None
        self._syncing: Operation[None] | None = None
        bridge.branch_changed.connect(self._branch_changed)
        bridge.message_changed.connect(self._message_changed)
        bridge.message_grew.connect(self._message_grew)
        bridge.retry_waiting.connect(self._retry_waiting)

    @property
    def nodes(self) -> tuple[BranchNode, ...]:
        """The messages that have been read so far, oldest first."""
        return tuple(self._nodes)

    def node(self, message_id: str) -> BranchNode | None:
        """A message of the branch."""
        return next((node for node in self._nodes if node.message.id == message_id), None)

    def open(self, conversation_id: ConversationId | None, message_id: MessageId | None = None) -> None:
        """Show a conversation where it was left, or at a message; None shows nothing."""
        for operation in (self._reading, self._syncing):
            if operation is not None:
                operation.cancel()
        self._shown = conversation_id
        self._nodes = []
        if conversation_id is None:
            self._view.set_branch(())
            return
        self._reading = self._operation(self._read(conversation_id, message_id))

    def _operation(self, work: Coroutine[object, object, None]) -> Operation[None]:
        return Operation(self, work, failed=self._report)

    def _report(self, error: StudioError) -> None:
        self.failed.emit(error)

    async def _read(self, conversation_id: ConversationId, message_id: MessageId | None) -> None:
        anchor = await self._conversations.anchor(conversation_id)
        if message_id is not None:
            await self._conversations.show_branch(conversation_id, message_id)
            anchor = ScrollAnchor(message_id, at_end=False)
        limit = FIRST_MESSAGES if anchor.at_end else WHOLE_BRANCH
        nodes = await self._conversations.branch_end(conversation_id, limit)
        self._nodes = [self._live(node) for node in nodes]
        complete = len(nodes) < limit
        self._view.set_branch(joined(self._nodes), anchor, complete)
        self.opened.emit()
        while not complete:
            above = await self._conversations.branch_above(self._nodes[0].message.id, MORE_MESSAGES)
            complete = len(above) < MORE_MESSAGES
            cut = self._nodes[:1] if self._nodes[0].message.role is Role.TOOL else []
            self._nodes[:0] = above
            self._view.prepend(joined([*above, *cut]), complete)

    def _live(self, node: BranchNode) -> BranchNode:
        """A streaming message as it stands now; the database is up to a second behind."""
        if node.message.state is not MessageState.STREAMING:
            return node
        return replace(node, message=self._chat.live(node.message))

    def _branch_changed(self, event: BranchChanged) -> None:
        if event.conversation_id == self._shown:
            self._syncing = self._operation(self._sync(event.conversation_id))

    async def _sync(self, conversation_id: ConversationId) -> None:
        """Change only what differs at the end of the branch."""
        nodes = await self._conversations.branch_end(conversation_id, FIRST_MESSAGES)
        if conversation_id != self._shown:
            return
        tail = [self._live(node) for node in nodes]
        start = self._position(tail[0].message.id) if tail else None
        if start is None:
            if not tail or self._nodes or len(tail) == FIRST_MESSAGES:
                self.open(conversation_id)
                return
            start = 0
        self._replace_tail(start, tail)

    def _replace_tail(self, start: int, tail: list[BranchNode]) -> None:
        for offset, node in enumerate(tail):
            position = start + offset
            if position < len(self._nodes) and self._nodes[position].message.id != node.message.id:
                self._truncate(position)
            if position == len(self._nodes):
                self._append(node)
            elif self._nodes[position] != node:
                self._nodes[position] = node
                self._put(position)
        if start + len(tail) < len(self._nodes):
            self._truncate(start + len(tail))
        self.changed.emit()

    def _truncate(self, position: int) -> None:
        gone = [node.message for node in self._nodes[position:] if node.message.role is not Role.TOOL]
        if gone:
            self._view.truncate(gone[0].id)
        del self._nodes[position:]
        if self._nodes:
            self._put(len(self._nodes) - 1)

    def _append(self, node: BranchNode) -> None:
        self._nodes.append(node)
        if node.message.role is Role.TOOL:
            self._put(len(self._nodes) - 1)
        else:
            self._view.append(node)

    def _put(self, position: int) -> None:
        """Show a message anew; what tools gave back shows with the answer that called them."""
        if self._nodes[position].message.role is Role.TOOL:
            position -= 1
        if position >= 0:
            self._view.put(joined(self._nodes[position : position + 2])[0])

    def _position(self, message_id: MessageId) -> int | None:
        for position in range(len(self._nodes) - 1, -1, -1):
            if self._nodes[position].message.id == message_id:
                return position
        return None

    def _message_changed(self, event: MessageChanged) -> None:
        position = self._position(event.message.id)
        if position is not None:
            self._nodes[position] = replace(self._nodes[position], message=event.message)
            self._put(position)

    def _message_grew(self, event: MessageGrew) -> None:
        if event.conversation_id == self._shown and self._position(event.message_id) is not None:
            self._view.grow(event.message_id, event.text, event.reasoning)

    def _retry_waiting(self, event: RetryWaiting) -> None:
        """Told before the message itself may have been read."""
        if event.conversation_id == self._shown:
            self._view.announce_retry(event.message_id, event.seconds)
