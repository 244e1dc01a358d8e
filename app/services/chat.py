"""Sending and receiving: several conversations stream at once, each survives the window, pages and faults."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from app.domain.conversation import (
    AttachmentPart,
    ChatSettings,
    Conversation,
    Draft,
    LinkPart,
    Message,
    MessageState,
    Part,
    RefusalPart,
    Role,
    TextPart,
)
from app.domain.errors import ErrorKind, ProfileError, StudioError, Technical
from app.domain.ids import ConversationId, MessageId, ProfileId
from app.domain.profile import Profile
from app.domain.turn import ChatTurn, TurnMessage
from app.services.bills import Bills
from app.services.chat_run import ChatRun
from app.services.chat_runner import ChatRunner
from app.services.clock import new_id, now
from app.services.conversations import WHOLE_BRANCH, Conversations
from app.services.events import (
    BranchChanged,
    ConversationsChanged,
    Hub,
    StreamingChanged,
)
from app.services.gateway_calls import GatewayCalls
from app.services.keeping import AnswerKeeper
from app.services.profiles import Profiles
from app.services.supervisor import Supervisor
from app.services.turns import Turns
from app.storage.attachments import AttachmentStore
from app.storage.conversations import ConversationStore

CONTINUE = "Continue exactly where your last answer stopped. Repeat nothing."


class Chat:
    """What a person does in a conversation. Every answer belongs to the profile that it was started with.

    Args:
        endpoint_types: how a profile's gateway says that a model can be called.
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
        hub: Hub,
        supervisor: Supervisor,
    ) -> None:
        self._store = store
        self._conversations = conversations
        self._profiles = profiles
        self._turns = turns
        self._bills = bills
        self._endpoint_types = endpoint_types
        self._hub = hub
        self._supervisor = supervisor
        self._runner = ChatRunner(
            calls=calls,
            attachments=attachments,
            keeper=AnswerKeeper(store, bills, hub, supervisor),
            hub=hub,
            supervisor=supervisor,
            masked=profiles.masked,
        )
        self._runs: dict[ConversationId, ChatRun] = {}
        self._beginnings: defaultdict[ConversationId, asyncio.Lock] = defaultdict(asyncio.Lock)
        hub.listen(ConversationsChanged, self._stop_deleted)

    @property
    def streaming(self) -> frozenset[ConversationId]:
        """Conversations with an answer on its way."""
        return frozenset(self._runs)

    def live(self, message: Message) -> Message:
        """A message that streams as it stands at this moment; any other as it is."""
        run = self._runs.get(message.conversation_id)
        standing = run.snapshot(message.id) if run is not None else None
        return standing or message

    async def send(self, conversation_id: ConversationId, draft: Draft) -> None:
        """Add the person's message at the end of the shown branch and ask for an answer.

        Raises:
            StudioError: it cannot be sent; nothing was added and the draft is the caller's still.
        """
        async with self._beginnings[conversation_id]:
            conversation = self._known(conversation_id)
            await self._ask(conversation, draft, conversation.leaf_id)

    async def edit(self, message: Message, draft: Draft) -> None:
        """Send another version of a person's message, as its sibling."""
        async with self._beginnings[message.conversation_id]:
            conversation = self._known(message.conversation_id)
            await self._ask(conversation, draft, message.parent_id)

    async def rewrite(self, message: Message, text: str) -> None:
        """Put another version of an answer beside it, in the person's own words. Nothing is sent."""
        rest = tuple(part for part in message.parts if not isinstance(part, TextPart | RefusalPart))
        rewritten = replace(
            message,
            id=MessageId(new_id()),
            parts=(TextPart(text), *rest),
            created_at=now(),
            state=MessageState.COMPLETE,
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
        beginning = self._beginnings[message.conversation_id]
        if not beginning.locked():
            async with beginning:
                await self._regenerate(message, model, profile_id)

    async def resume(self, message: Message) -> None:
        """Ask for the rest of an answer that was cut; what comes is added to it. Twice pressed asks once."""
        beginning = self._beginnings[message.conversation_id]
        if not beginning.locked():
            async with beginning:
                await self._resume(message)

    def stop(self, conversation_id: ConversationId) -> None:
        """End the answer of a conversation; what came stays."""
        if conversation_id in self._runs:
            self._runs[conversation_id].stop()

    async def _regenerate(self, message: Message, model: str, profile_id: ProfileId | None) -> None:
        if await self._store.message(message.id) is None:
            return  # another answer has taken its place already
        conversation = self._known(message.conversation_id)
        settings = conversation.settings
        if model:
            settings = replace(settings, model=model, profile_id=profile_id or settings.profile_id)
        parent = message if message.role is Role.USER else await self._parent(message)
        turn, profile = await self._prepare(conversation, settings, parent.id)
        if message.role is Role.ASSISTANT and message.state is MessageState.FAILED and not message.parts:
            await self._store.remove_message(message.id)
        await self._start(parent, turn, profile)

    async def _resume(self, message: Message) -> None:
        if self.live(message) is not message:
            return  # it goes on already
        conversation = self._known(message.conversation_id)
        parent = await self._parent(message)
        settings = replace(conversation.settings, n=1)
        turn, profile = await self._prepare(conversation, settings, message.id)
        turn = replace(turn, messages=(*turn.messages, TurnMessage(Role.USER, CONTINUE)))
        cut = replace(message, state=MessageState.STREAMING, error=None, finish_reason="")
        await self._start(parent, turn, profile, resumed=cut)

    async def _ask(self, conversation: Conversation, draft: Draft, parent_id: MessageId | None) -> None:
        question = Message(
            id=MessageId(new_id()),
            conversation_id=conversation.id,
            parent_id=parent_id,
            role=Role.USER,
            parts=_parts_of(draft),
            created_at=now(),
        )
        turn, profile = await self._prepare(conversation, conversation.settings, parent_id, question)
        await self._start(question, turn, profile, asked=question)

    async def _prepare(
        self,
        conversation: Conversation,
        settings: ChatSettings,
        leaf_id: MessageId | None,
        question: Message | None = None,
    ) -> tuple[ChatTurn, Profile]:
        """Everything that can be refused before anything is written or sent."""
        profile = self._profile(settings)
        if (run := self._runs.get(conversation.id)) is not None:
            run.stop()
            await run.ended()
        nodes = await self._store.branch_end(conversation.id, leaf_id, WHOLE_BRANCH) if leaf_id else ()
        messages = [node.message for node in nodes]
        if question is not None:
            messages.append(question)
        endpoint_types = self._endpoint_types(profile.id, settings.model)
        turn = await self._turns.assemble(settings, messages, endpoint_types)
        return turn, profile

    def _profile(self, settings: ChatSettings) -> Profile:
        profile = self._profiles.get(settings.profile_id) if settings.profile_id else None
        profile = profile or self._profiles.active
        if profile is None:
            raise ProfileError(ErrorKind.KEY_MISSING, field="profile")
        return profile

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
        answer = run.answers[0].message
        said = (answer,) if asked is None else (asked, answer)
        await self._conversations.add(run.conversation_id, *said)
        self._runs[run.conversation_id] = run
        life = self._runner.run(run, ended=partial(self._runs.pop, run.conversation_id, None))
        run.task = self._supervisor.start(f"answer {answer.id}", life)
        self._supervisor.start(f"prices of {profile.id}", self._bills.prepare(run.call, turn, profile))
        await asyncio.sleep(0)  # a task that is stopped before its first step would never end its run
        self._hub.publish(BranchChanged(run.conversation_id))
        self._hub.publish(StreamingChanged(run.conversation_id, True))

    def _stop_deleted(self, event: ConversationsChanged) -> None:
        """Nobody waits for an answer in a conversation that was deleted."""
        for conversation_id in tuple(self._runs):
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
