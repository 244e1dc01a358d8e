"""Sending and receiving: several conversations stream at once, each survives the window, pages and faults."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial

from app.domain.conversation import (
    AttachmentPart,
    ChatSettings,
    Conversation,
    Draft,
    LinkPart,
    Message,
    MessageState,
    NativePart,
    Part,
    RefusalPart,
    Role,
    TextPart,
    ToolCallPart,
)
from app.domain.errors import ErrorKind, StudioError, Technical
from app.domain.ids import ConversationId, MessageId, ProfileId
from app.domain.profile import Profile
from app.domain.turn import ChatTurn, TurnMessage
from app.services.clock import new_id, now
from app.services.conversation.bills import Bills
from app.services.conversation.chat_run import ChatRun
from app.services.conversation.chat_runner import ChatRunner
from app.services.conversation.conversations import Conversations
from app.services.conversation.keeping import AnswerKeeper
from app.services.conversation.leaving_out import LeavingOut, Without
from app.services.conversation.preparing import Preparing
from app.services.conversation.replies import Replies
from app.services.conversation.reply import Reply
from app.services.conversation.reply_runner import ReplyRunner
from app.services.conversation.tool_rounds import NoTools, ToolRound, ToolRunner, ToolSource
from app.services.conversation.turns import Turns
from app.services.events import (
    BranchChanged,
    ConversationsChanged,
    Hub,
    StreamingChanged,
)
from app.services.gateway_calls import GatewayCalls
from app.services.profiles import Profiles
from app.services.supervisor import Supervisor
from app.storage.attachments import AttachmentStore
from app.storage.conversations import ConversationStore

CONTINUE = "Continue exactly where your last answer stopped. Repeat nothing."
MOST_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who is asked: a model, through a profile."""

    profile_id: ProfileId
    model: str


class Chat:
    """What a person does in a conversation. Every answer belongs to the profile that it was started with.

    Args:
        endpoint_types: how a profile's gateway says that a model can be called.
        tools: what conversations may call.
        most_rounds: how often in a row a model may call tools before the person is asked.
    """

    def __init__(
        self,
        *,
        store: ConversationStore,
        conversations: Conversations,
        attachments: AttachmentStore,
        profiles: Profiles,
        calls: GatewayCalls,
        turns: Turns,
        bills: Bills,
        endpoint_types: Callable[[ProfileId, str], Sequence[str]] = lambda _profile, _model: (),
        tools: ToolSource | None = None,
        most_rounds: Callable[[], int] = lambda: MOST_ROUNDS,
        hub: Hub,
        supervisor: Supervisor,
    ) -> None:
        tools = tools or NoTools()
        keeper = AnswerKeeper(store, bills, hub, supervisor)
        answers = ChatRunner(
            calls=calls,
            attachments=attachments,
            keeper=keeper,
            bills=bills,
            hub=hub,
            supervisor=supervisor,
            masked=profiles.masked,
        )
        self._store = store
        self._conversations = conversations
        self._preparing = Preparing(store, profiles, turns, tools, endpoint_types)
        self._leaving_out = LeavingOut(store, conversations)
        self._hub = hub
        self._supervisor = supervisor
        rounds = ToolRunner(tools, keeper, hub, supervisor)
        self._runner = ReplyRunner(answers, rounds, conversations, hub, most_rounds)
        self._replies = Replies()
        self._beginnings: defaultdict[ConversationId, asyncio.Lock] = defaultdict(asyncio.Lock)
        hub.listen(ConversationsChanged, self._stop_deleted)

    @property
    def streaming(self) -> frozenset[ConversationId]:
        """Conversations with an answer on its way."""
        return frozenset(self._replies)

    def live(self, message: Message) -> Message:
        """A message that streams as it stands at this moment; any other as it is."""
        return self._replies.standing(message) or message

    async def send(self, conversation_id: ConversationId, draft: Draft) -> None:
        """Add the person's message at the end of the shown branch and ask for an answer.

        Raises:
            StudioError: it cannot be sent; nothing was added and the draft is the caller's still.
        """
        async with self._beginnings[conversation_id]:
            conversation = self._known(conversation_id)
            await self._ask(conversation, draft, conversation.leaf_id)

    async def send_to(
        self, conversation_id: ConversationId, draft: Draft, addressees: Sequence[Addressee]
    ) -> None:
        """Add the person's message and ask several models at once; their answers stand side by side.

        Raises:
            StudioError: it cannot be sent to one of them; nothing was added, and nobody was asked.
        """
        async with self._beginnings[conversation_id]:
            conversation = self._known(conversation_id)
            question = self._question(conversation, draft, conversation.leaf_id)
            asked = [replace(conversation.settings, n=1, **asdict(one)) for one in addressees]
            turns = [
                await self._prepare(conversation, settings, question.parent_id, question)
                for settings in asked
            ]
            runs = [ChatRun(question, turn, profile) for turn, profile in turns]
            await self._conversations.add(conversation_id, question, *(run.message for run in runs))
            for run in runs:
                await self._begin(Reply(run.turn, run.profile, run))

    async def edit(self, message: Message, draft: Draft) -> None:
        """Send another version of a person's message, as its sibling."""
        async with self._beginnings[message.conversation_id]:
            conversation = self._known(message.conversation_id)
            await self._ask(conversation, draft, message.parent_id)

    async def rewrite(self, message: Message, text: str) -> None:
        """Put another version of an answer beside it, in the person's own words. Nothing is sent."""
        others = TextPart | RefusalPart | NativePart | ToolCallPart
        rest = tuple(part for part in message.parts if not isinstance(part, others))
        rewritten = replace(
            message,
            id=MessageId(new_id()),
            parts=(TextPart(text), *rest),
            created_at=now(),
            state=MessageState.COMPLETE,
            response_id="",
            cost=None,
            error=None,
        )
        await self._conversations.add(message.conversation_id, rewritten)
        self._hub.publish(BranchChanged(message.conversation_id))

    async def regenerate(
        self, message: Message, *, model: str = "", profile_id: ProfileId | None = None
    ) -> None:
        """Ask for another answer beside the given one; an answer that failed without a word is replaced.

        A button that is pressed twice asks once.
        """
        settings = self._known(message.conversation_id).settings
        if model:
            settings = replace(settings, model=model, profile_id=profile_id or settings.profile_id)
        await self._once(message, self._regenerate(message, settings))

    async def ask_again(self, message: Message, without: Without) -> None:
        """Ask for another answer without what the gateway refused. Twice pressed asks once."""
        await self._once(message, self._ask_again(message, without))

    async def resume(self, message: Message) -> None:
        """Ask for the rest of an answer that was cut; what comes is added to it. Twice pressed asks once."""
        await self._once(message, self._resume(message))

    async def go_on(self, message: Message) -> None:
        """Run what an answer has called and nobody has run yet, then ask for what follows.

        Args:
            message: the answer, or the message with the results that there are. Twice pressed runs once.
        """
        await self._once(message, self._go_on(message))

    def stop(self, conversation_id: ConversationId) -> None:
        """End the answer of a conversation, and the tools that it has called; what came stays."""
        self._replies.stop(conversation_id)

    async def _once(self, message: Message, asking: Coroutine[object, object, None]) -> None:
        beginning = self._beginnings[message.conversation_id]
        if beginning.locked():
            asking.close()
            return
        async with beginning:
            await asking

    async def _regenerate(self, message: Message, settings: ChatSettings) -> None:
        if await self._store.message(message.id) is None:
            return  # another answer has taken its place already
        conversation = self._known(message.conversation_id)
        parent = message if message.role is Role.USER else await self._parent(message)
        turn, profile = await self._prepare(conversation, settings, parent.id)
        if message.role is Role.ASSISTANT and message.state is MessageState.FAILED and not message.parts:
            await self._store.remove_message(message.id)
        await self._start(parent, turn, profile)

    async def _ask_again(self, message: Message, without: Without) -> None:
        settings = self._known(message.conversation_id).settings
        settings = await self._leaving_out.leave_out(without, message, settings)
        await self._regenerate(message, settings)

    async def _go_on(self, message: Message) -> None:
        conversation = self._known(message.conversation_id)
        if conversation.id in self._replies:
            return
        answer = await self._parent(message) if message.role is Role.TOOL else message
        results = await self._preparing.results_below(conversation, answer)
        settings = replace(conversation.settings, n=1)
        turn, profile = await self._prepare(conversation, settings, answer.parent_id)
        step = ToolRound(answer, results)
        await self._conversations.add(conversation.id, step.message)
        await self._begin(Reply(turn, profile, step))

    async def _resume(self, message: Message) -> None:
        if self.live(message) is not message:
            return  # it goes on already
        conversation = self._known(message.conversation_id)
        parent = await self._parent(message)
        settings = replace(conversation.settings, n=1)
        if message.background_id:  # the gateway went on with it, in the format in which it was asked
            settings = replace(settings, model=message.model, profile_id=message.profile_id, protocol="")
        turn, profile = await self._prepare(conversation, settings, message.id)
        turn = replace(turn, messages=(*turn.messages, TurnMessage(Role.USER, CONTINUE)))
        cut = replace(message, state=MessageState.STREAMING, error=None, finish_reason="")
        await self._start(parent, turn, profile, resumed=cut)

    async def _ask(self, conversation: Conversation, draft: Draft, parent_id: MessageId | None) -> None:
        question = self._question(conversation, draft, parent_id)
        turn, profile = await self._prepare(conversation, conversation.settings, parent_id, question)
        await self._start(question, turn, profile, asked=question)

    def _question(self, conversation: Conversation, draft: Draft, parent_id: MessageId | None) -> Message:
        return Message(
            id=MessageId(new_id()),
            conversation_id=conversation.id,
            parent_id=parent_id,
            role=Role.USER,
            parts=_parts_of(draft),
            created_at=now(),
        )

    async def _prepare(
        self,
        conversation: Conversation,
        settings: ChatSettings,
        leaf_id: MessageId | None,
        question: Message | None = None,
    ) -> tuple[ChatTurn, Profile]:
        """Everything that can be refused before anything is written or sent."""
        self._replies.stop(conversation.id)
        await self._replies.ended(conversation.id)
        return await self._preparing.turn(conversation, settings, leaf_id, question)

    async def _start(
        self,
        parent: Message,
        turn: ChatTurn,
        profile: Profile,
        *,
        asked: Message | None = None,
        resumed: Message | None = None,
    ) -> None:
        """Keep question and answer together, or neither; only then send."""
        run = ChatRun(parent, turn, profile, resumed)
        said = (run.message,) if asked is None else (asked, run.message)
        await self._conversations.add(run.conversation_id, *said)
        await self._begin(Reply(turn, profile, run))

    async def _begin(self, reply: Reply) -> None:
        conversation_id = reply.conversation_id
        self._replies.begin(reply)
        life = self._runner.run(reply, ended=partial(self._replies.end, reply))
        reply.task = self._supervisor.start(f"reply in {conversation_id}", life)
        await asyncio.sleep(0)  # a task that is stopped before its first step would never end its run
        self._hub.publish(BranchChanged(conversation_id))
        self._hub.publish(StreamingChanged(conversation_id, True))

    def _stop_deleted(self, event: ConversationsChanged) -> None:
        """Nobody waits for an answer in a conversation that was deleted."""
        for conversation_id in self._replies:
            if self._conversations.get(conversation_id) is None:
                self.stop(conversation_id)

    async def _parent(self, message: Message) -> Message:
        parent = await self._store.message(message.parent_id) if message.parent_id else None
        if parent is None:
            raise StudioError(ErrorKind.INTERNAL, technical=Technical(cause="an answer without a question"))
        return parent

    def _known(self, conversation_id: ConversationId) -> Conversation:
        conversation = self._conversations.get(conversation_id)
        if conversation is None:
            raise StudioError(ErrorKind.INTERNAL, technical=Technical(cause="the conversation is gone"))
        return conversation


def _parts_of(draft: Draft) -> tuple[Part, ...]:
    text: tuple[Part, ...] = (TextPart(draft.text),) if draft.text.strip() else ()
    files = tuple(AttachmentPart(attachment) for attachment in draft.attachments)
    return (*text, *files, *(LinkPart(url) for url in draft.links))
