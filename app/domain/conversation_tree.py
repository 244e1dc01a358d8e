"""A conversation with everything that was said in it, as it leaves the studio or comes into it."""

from collections import defaultdict
from dataclasses import dataclass

from app.domain.conversation import Conversation, Message
from app.domain.ids import MessageId


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a conversation without a fork: what follows ``after``, which another passage holds."""

    messages: tuple[Message, ...]
    after: Message | None = None


@dataclass(frozen=True, slots=True)
class ConversationTree:
    """All messages, parents before their children, alternatives in the order in which they were made."""

    conversation: Conversation
    messages: tuple[Message, ...]
    folder: str = ""
    """Name of the folder in which it lies."""

    @property
    def branch(self) -> tuple[Message, ...]:
        """The messages of the branch that is shown, root first."""
        by_id = {message.id: message for message in self.messages}
        found: list[Message] = []
        message = by_id.get(self._leaf) if self._leaf is not None else None
        while message is not None and len(found) < len(self.messages):
            found.append(message)
            message = by_id.get(message.parent_id) if message.parent_id is not None else None
        return tuple(reversed(found))

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The whole tree, each message once: the shown branch first, then what forks off, in order."""
        by_id = {message.id: message for message in self.messages}
        children: dict[MessageId | None, list[Message]] = defaultdict(list)
        for message in self.messages:
            children[message.parent_id if message.parent_id in by_id else None].append(message)
        shown = self.branch
        told = {message.id for message in shown}
        found = [Passage(shown)] if shown else []
        for message in self.messages:
            if message.id not in told:
                run = _newest_run(message, children)
                told |= {one.id for one in run}
                above = by_id.get(message.parent_id) if message.parent_id is not None else None
                found.append(Passage(run, above))
        return tuple(found)

    @property
    def _leaf(self) -> MessageId | None:
        """The end of the shown branch; the newest message where nobody chose one."""
        ids = {message.id for message in self.messages}
        leaf = self.conversation.leaf_id
        return leaf if leaf in ids else self.messages[-1].id if self.messages else None


def _newest_run(first: Message, children: dict[MessageId | None, list[Message]]) -> tuple[Message, ...]:
    """A message and the newest that follows it, down to the end."""
    run = [first]
    while following := children.get(run[-1].id):
        run.append(following[-1])
    return tuple(run)
