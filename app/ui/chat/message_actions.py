"""What can be done to a message of the transcript."""

from collections.abc import Callable, Coroutine
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.domain.conversation import BranchNode, Conversation, Message, MessageState
from app.services.conversation.leaving_out import Without
from app.services.studio import Studio
from app.ui.chat.branch_feed import BranchFeed
from app.ui.chat.price_warning import PriceWarning
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.transcript.view import TranscriptView


class MessageActions(QObject):
    """Carries out the transcript's actions; what needs more of the page is announced."""

    edit_wanted = Signal(object)
    model_wanted = Signal(object)
    """Another answer is wanted, by a model that is still to be chosen."""
    compare_wanted = Signal(object)
    """The answers to a question are to be seen side by side."""
    details_wanted = Signal(object)
    profile_wanted = Signal()
    new_wanted = Signal()
    """A new conversation is wanted."""
    branched = Signal(str)
    """The id of a conversation that was branched off."""

    def __init__(
        self, studio: Studio, feed: BranchFeed, view: TranscriptView, notices: Notices, warning: PriceWarning
    ) -> None:
        super().__init__(view)
        self._warning = warning
        self._studio = studio
        self._feed = feed
        self._notices = notices
        self._actions: dict[str, Callable[[Message], None]] = {
            "edit": self.edit_wanted.emit,
            "regenerate": self._regenerate,
            "retry": self._regenerate,
            "regenerate_with": self.model_wanted.emit,
            "choose_model": self.model_wanted.emit,
            "continue": self._continue,
            "go_on": self._go_on,
            "without_thoughts": partial(self._ask_again, Without.THOUGHTS),
            "with_history": partial(self._ask_again, Without.KEPT_HISTORY),
            "without_tools": partial(self._ask_again, Without.TOOLS),
            "use_usual_format": partial(self._ask_again, Without.OWN_FORMAT),
            "compare": self.compare_wanted.emit,
            "branch": self._branch,
            "delete": self._delete,
            "previous": self._previous,
            "next": self._next,
            "details": self.details_wanted.emit,
            "raw": self.details_wanted.emit,
            "edit_profile": self._show_profile,
            "new_conversation": self._begin_anew,
        }
        self.serve(view, feed.node)

    def serve(self, view: TranscriptView, find: Callable[[str], BranchNode | None]) -> None:
        """Carry out what is wanted in a view; ``find`` knows its messages."""
        view.action.connect(lambda message_id, name: self._act(find(message_id), name))

    def _act(self, node: BranchNode | None, name: str) -> None:
        if node is not None and (action := self._actions.get(name)) is not None:
            action(node.message)

    def _run(self, work: Coroutine[object, object, object], done: Callable[..., None] | None = None) -> None:
        Operation(self, work, done=done, failed=self._notices.show_error)

    def _regenerate(self, message: Message) -> None:
        conversation = self._studio.conversations.get(message.conversation_id)
        model = conversation.settings.model if conversation is not None else ""
        self._run(self._warning.before(model, partial(self._studio.chat.regenerate, message)))

    def _continue(self, message: Message) -> None:
        """A whole answer that called tools has nothing to add; it is the tools that were cut."""
        if message.tool_calls and message.state is MessageState.COMPLETE:
            self._go_on(message)
        else:
            self._run(self._studio.chat.resume(message))

    def _go_on(self, message: Message) -> None:
        self._run(self._studio.chat.go_on(message))

    def _ask_again(self, without: Without, message: Message) -> None:
        self._run(self._studio.chat.ask_again(message, without))

    def _show_profile(self, message: Message) -> None:
        self.profile_wanted.emit()

    def _begin_anew(self, message: Message) -> None:
        self.new_wanted.emit()

    def _branch(self, message: Message) -> None:
        self._run(self._studio.conversations.branch_off(message), self._branched_off)

    def _branched_off(self, conversation: Conversation) -> None:
        self.branched.emit(conversation.id)

    def _delete(self, message: Message) -> None:
        self._studio.chat.stop(message.conversation_id)
        self._run(self._studio.conversations.remove_message(message), lambda _: self._offer_undo(message))

    def _offer_undo(self, message: Message) -> None:
        text, undo = self.tr("Message deleted, with all below it"), self.tr("Undo")
        restore = self._studio.conversations.restore_message
        self._notices.show(text, "info", undo, lambda: self._run(restore(message)))

    def _previous(self, message: Message) -> None:
        self._show_sibling(message, -1)

    def _next(self, message: Message) -> None:
        self._show_sibling(message, 1)

    def _show_sibling(self, message: Message, step: int) -> None:
        node = self._feed.node(message.id)
        if node is None:
            return
        position = node.siblings.index + step
        if 0 <= position < len(node.siblings.ids):
            below = node.siblings.ids[position]
            self._run(self._studio.conversations.show_branch(message.conversation_id, below))
