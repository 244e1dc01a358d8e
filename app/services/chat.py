"""Sending and receiving: several conversations stream at once, each survives the window, pages and faults."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.domain.answer import Answer
from app.domain.chat_event import (
    Broken,
    ChatEvent,
    ReasoningDelta,
    RefusalDelta,
    Started,
    TextDelta,
    TextReplaced,
    ToolCallDelta,
    UsageReported,
)
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
from app.domain.usage import TokenUsage
from app.protocols.base import ChatDecoder, ChatProtocol
from app.services.clock import elapsed_ms, new_id, now, stopwatch
from app.services.conversations import Conversations
from app.services.events import (
    BranchChanged,
    ConversationsChanged,
    Hub,
    MessageChanged,
    MessageGrew,
    StreamingChanged,
)
from app.services.gateway_calls import GatewayCalls
from app.services.keeping import AnswerKeeper
from app.services.profiles import Profiles
from app.services.supervisor import Supervisor
from app.services.turns import Turns
from app.storage.attachments import AttachmentStore
from app.storage.conversations import ConversationStore

SAVE_EVERY_S = 1.0
LONGEST_BURST_MS = 4.0
"""A backlog of events lets everybody else have a turn after so long."""
WHOLE_BRANCH = 1_000_000
CONTINUE = "Continue exactly where your last answer stopped. Repeat nothing."


@dataclass(slots=True)
class _Run:
    """One request while it runs: its answers by choice index, and whether they are saved."""

    conversation_id: ConversationId
    parent: Message
    turn: ChatTurn
    profile: Profile
    answers: dict[int, Answer]
    started: float = field(default_factory=stopwatch)
    unsaved: bool = False
    usage: TokenUsage | None = None
    answered_model: str = ""
    task: asyncio.Task[None] | None = None
    stopped_by_person: bool = False

    def snapshots(self) -> list[Message]:
        """The answers as they stand."""
        return [answer.snapshot() for answer in self.answers.values()]


class Chat:
    """What a person does in a conversation. Every answer belongs to the profile that it was started with."""

    def __init__(
        self,
        *,
        store: ConversationStore,
        conversations: Conversations,
        attachments: AttachmentStore,
        profiles: Profiles,
        calls: GatewayCalls,
        turns: Turns,
        protocol: ChatProtocol,
        hub: Hub,
        supervisor: Supervisor,
    ) -> None:
        self._store = store
        self._conversations = conversations
        self._attachments = attachments
        self._profiles = profiles
        self._calls = calls
        self._turns = turns
        self._protocol = protocol
        self._hub = hub
        self._supervisor = supervisor
        self._keeper = AnswerKeeper(store, hub, supervisor)
        self._runs: dict[ConversationId, _Run] = {}
        self._beginnings: defaultdict[ConversationId, asyncio.Lock] = defaultdict(asyncio.Lock)
        hub.listen(ConversationsChanged, self._stop_deleted)

    def is_streaming(self, conversation_id: ConversationId) -> bool:
        """Whether an answer is on its way."""
        return conversation_id in self._runs

    @property
    def streaming(self) -> frozenset[ConversationId]:
        """Conversations with an answer on its way."""
        return frozenset(self._runs)

    def live(self, message: Message) -> Message:
        """A message that streams as it stands at this moment; any other as it is."""
        run = self._runs.get(message.conversation_id)
        answers = run.answers.values() if run is not None else ()
        return next((one.snapshot() for one in answers if one.message.id == message.id), message)

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
        run = self._runs.get(conversation_id)
        if run is not None and run.task is not None:
            run.stopped_by_person = True
            run.task.cancel()

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
        if conversation.id in self._runs:
            self.stop(conversation.id)
            await self._ended(conversation.id)
        nodes = await self._store.branch_end(conversation.id, leaf_id, WHOLE_BRANCH) if leaf_id else ()
        messages = [node.message for node in nodes]
        if question is not None:
            messages.append(question)
        turn = await self._turns.assemble(settings, messages)
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
        run = _Run(parent.conversation_id, parent, turn, profile, {})
        answer = self._answer(run, 0) if resumed is None else self._resumed(run, resumed)
        said = (answer.message,) if asked is None else (asked, answer.message)
        await self._conversations.add(run.conversation_id, *said)
        self._runs[run.conversation_id] = run
        run.task = self._supervisor.start(f"answer {answer.message.id}", self._run(run))
        await asyncio.sleep(0)  # a task that is stopped before its first step would never end its run
        self._hub.publish(BranchChanged(run.conversation_id))
        self._hub.publish(StreamingChanged(run.conversation_id, True))

    def _answer(self, run: _Run, index: int) -> Answer:
        """The answer of a choice; the first sign of a choice makes its message."""
        if index not in run.answers:
            message = Message(
                id=MessageId(new_id()),
                conversation_id=run.conversation_id,
                parent_id=run.parent.id,
                role=Role.ASSISTANT,
                parts=(),
                created_at=now(),
                state=MessageState.STREAMING,
                model=run.turn.model,
                profile_id=run.profile.id,
                profile_name=run.profile.name,
                choice_index=index,
            )
            run.answers[index] = Answer(message)
        return run.answers[index]

    def _resumed(self, run: _Run, message: Message) -> Answer:
        run.answers[0] = Answer(message)
        return run.answers[0]

    async def _run(self, run: _Run) -> None:
        """The life of one request. Whatever happens, what came is saved and the end is told."""
        saver = self._supervisor.start(f"saving {run.conversation_id}", self._keep_saving(run))
        state = MessageState.COMPLETE
        try:
            await self._receive(run)
        except StudioError as error:
            self._fail(run, error)
        except asyncio.CancelledError:
            state = MessageState.STOPPED if run.stopped_by_person else MessageState.INTERRUPTED
            if not run.stopped_by_person:
                raise
        except Exception as fault:
            self._fail(run, StudioError(ErrorKind.INTERNAL, technical=Technical(cause=repr(fault))))
            raise
        finally:
            saver.cancel()
            await asyncio.shield(self._finish(run, state))

    async def _receive(self, run: _Run) -> None:
        request = self._protocol.request(run.turn, run.profile.traits)
        decoder = self._protocol.decoder()
        async with self._calls.stream(run.profile, request) as answer:
            if answer.whole is not None:
                await self._take(run, self._protocol.parse(answer.whole))
                return
            try:
                began = stopwatch()
                async for event in answer.events():
                    await self._take(run, decoder.feed(event))
                    if elapsed_ms(began) > LONGEST_BURST_MS:
                        await asyncio.sleep(0)
                        began = stopwatch()
            except StudioError as error:
                await self._close_cut(run, decoder, error)
                return
        await self._take(run, decoder.finish())

    async def _close_cut(self, run: _Run, decoder: ChatDecoder, error: StudioError) -> None:
        """The connection broke. An answer whose end was told before is whole all the same."""
        await self._take(run, [event for event in decoder.finish() if not isinstance(event, Broken)])
        if not _all_finished(run):
            self._fail(run, error)

    async def _take(self, run: _Run, events: Sequence[ChatEvent]) -> None:
        for event in events:
            self._apply(run, event)
        await self._keep_pictures(run)

    def _apply(self, run: _Run, event: ChatEvent) -> None:
        at_ms = elapsed_ms(run.started)
        match event:
            case Started(model=model):
                run.answered_model = model if model != run.turn.model else ""
            case UsageReported(usage=usage):
                run.usage = usage
            case Broken(error=error):
                self._fail(run, error)
            case ToolCallDelta():
                return
            case _:
                answer = self._answer(run, event.index)
                answer.apply(event, at_ms)
                run.unsaved = True
                self._tell_growth(run, answer, event)

    def _tell_growth(self, run: _Run, answer: Answer, event: ChatEvent) -> None:
        message_id = answer.message.id
        match event:
            case TextDelta(text=text) | RefusalDelta(text=text):
                self._hub.publish(MessageGrew(run.conversation_id, message_id, text=text))
            case ReasoningDelta(text=text):
                self._hub.publish(MessageGrew(run.conversation_id, message_id, reasoning=text))
            case TextReplaced():
                self._hub.publish(MessageChanged(answer.snapshot()))
            case _:
                return

    def _fail(self, run: _Run, error: StudioError) -> None:
        """A request that failed fails every answer of it that had not ended."""
        error.hide(self._profiles.masked)
        open_answers = [answer for answer in run.answers.values() if not answer.message.finish_reason]
        for answer in open_answers or list(run.answers.values()):
            answer.fail(error)

    async def _keep_pictures(self, run: _Run) -> None:
        for answer in run.answers.values():
            while answer.pictures:
                picture = answer.pictures.pop(0)
                name = picture.name or f"picture.{picture.mime.partition('/')[2] or 'png'}"
                answer.keep(await self._attachments.add_bytes(picture.data, name))
                self._hub.publish(MessageChanged(answer.snapshot()))

    async def _keep_saving(self, run: _Run) -> None:
        """Save what came once a second, so that a crash loses no more than that."""
        while True:
            await asyncio.sleep(SAVE_EVERY_S)
            if run.unsaved:
                run.unsaved = not await self._keeper.keep(run.snapshots())

    async def _finish(self, run: _Run, state: MessageState) -> None:
        at_ms = elapsed_ms(run.started)
        for answer in run.answers.values():
            answer.end(state, at_ms)
            answer.message = replace(answer.message, usage=run.usage, answered_model=run.answered_model)
        self._runs.pop(run.conversation_id, None)
        messages = await self._keeper.finish(run.snapshots())
        for message in messages:
            self._hub.publish(MessageChanged(message))
        if len(messages) > 1:
            self._hub.publish(BranchChanged(run.conversation_id))
        self._hub.publish(StreamingChanged(run.conversation_id, False))

    def _stop_deleted(self, event: ConversationsChanged) -> None:
        """Nobody waits for an answer in a conversation that was deleted."""
        for conversation_id in tuple(self._runs):
            if self._conversations.get(conversation_id) is None:
                self.stop(conversation_id)

    async def _ended(self, conversation_id: ConversationId) -> None:
        run = self._runs.get(conversation_id)
        if run is not None and run.task is not None:
            await asyncio.gather(run.task, return_exceptions=True)

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


def _all_finished(run: _Run) -> bool:
    return bool(run.answers) and all(answer.message.finish_reason for answer in run.answers.values())
