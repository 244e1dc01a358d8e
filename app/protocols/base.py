"""The shapes that every wire format takes."""

from collections.abc import Mapping, Sequence
from typing import Protocol, runtime_checkable

from app.domain.card import ModelCard
from app.domain.chat_event import ChatEvent
from app.domain.found_task import FoundTask
from app.domain.generation import Generation, GenerationEvent, GenerationResult, TaskHandle
from app.domain.profile import GatewayTraits
from app.domain.remote_task import TaskSnapshot
from app.domain.turn import ChatTurn
from app.wire.request import WireRequest
from app.wire.response import ServerEvent, WireResponse


class ChatDecoder(Protocol):
    """Turns the events of one stream into chat events. It accepts garbage and never raises."""

    def feed(self, event: ServerEvent) -> Sequence[ChatEvent]:
        """What one server event says."""
        ...

    def finish(self) -> Sequence[ChatEvent]:
        """What the end of the body says: the missing ends, or that the stream was cut."""
        ...


class ChatProtocol(Protocol):
    """A format of conversations: a turn into a request, an answer into events, streamed or whole."""

    def takes(self, mime: str) -> bool:
        """Whether a file of this type goes along as it is; pictures always do."""
        ...

    def request(self, turn: ChatTurn, gateway: GatewayTraits) -> WireRequest:
        """The request of a turn."""
        ...

    def decoder(self) -> ChatDecoder:
        """A fresh decoder for one stream."""
        ...

    def parse(self, response: WireResponse) -> Sequence[ChatEvent]:
        """The events of an answer that came in one piece, errors included."""
        ...


@runtime_checkable
class BackgroundProtocol(Protocol):
    """A format whose gateways may go on with an answer that nobody listens to."""

    def fetch(self, response_id: str, gateway: GatewayTraits) -> WireRequest:
        """Ask how it stands; its ``parse`` reads the answer, which has no end while it is being made."""
        ...

    def cancel(self, response_id: str, gateway: GatewayTraits) -> WireRequest:
        """End it."""
        ...


class GenerationDecoder(Protocol):
    """Turns the events of one stream of a generation into what it says. It never raises."""

    def feed(self, event: ServerEvent) -> Sequence[GenerationEvent]:
        """What one server event says."""
        ...

    def finish(self) -> Sequence[GenerationEvent]:
        """What the end of the body says."""
        ...


class CallProtocol(Protocol):
    """A format whose answer holds the result: pictures in one piece, perhaps with previews streamed."""

    def request(self, generation: Generation, gateway: GatewayTraits) -> WireRequest:
        """The request of a generation."""
        ...

    def parse(self, response: WireResponse, generation: Generation) -> GenerationResult:
        """The result.

        Raises:
            StudioError: the answer is an error, or holds no result.
        """
        ...

    def decoder(self, generation: Generation) -> GenerationDecoder:
        """A fresh decoder for one stream."""
        ...


class TaskProtocol(Protocol):
    """A format of tasks that live at the gateway: submitted once, asked for again and again."""

    def submit(self, generation: Generation, gateway: GatewayTraits) -> WireRequest:
        """The one request that costs money."""
        ...

    def parse_submit(self, response: WireResponse, generation: Generation) -> TaskSnapshot:
        """The task as it was accepted.

        Raises:
            StudioError: it was refused, or no id can be found in the answer.
        """
        ...

    def poll(self, handle: TaskHandle, gateway: GatewayTraits) -> WireRequest:
        """Ask for one task; free and repeatable."""
        ...

    def poll_many(self, handles: Sequence[TaskHandle], gateway: GatewayTraits) -> WireRequest | None:
        """Ask for several tasks at once, where the format can."""
        ...

    def parse_poll(self, response: WireResponse, handles: Sequence[TaskHandle]) -> Mapping[str, TaskSnapshot]:
        """Task id → what is said of it; a task that the answer leaves out is left out.

        An answer that the gateway does not know the task or the path comes here as well; a format that knows
        no other way raises.

        Raises:
            StudioError: the answer says nothing of any task; that is a failed poll, not a failed task.
        """
        ...

    def cancel(self, handle: TaskHandle, gateway: GatewayTraits) -> WireRequest | None:
        """Cancel at the gateway, where the format can."""
        ...


@runtime_checkable
class SeedProtocol(Protocol):
    """A format of tasks whose gateway tells the seed of a finished one when it is asked for it."""

    def seed(self, handle: TaskHandle, gateway: GatewayTraits) -> WireRequest:
        """Ask for the seed of a finished task; free and repeatable."""
        ...

    def parse_seed(self, response: WireResponse) -> str:
        """The seed.

        Raises:
            StudioError: the gateway does not tell it.
        """
        ...


@runtime_checkable
class FindProtocol(Protocol):
    """A format of tasks whose gateway finds one by the studio's own id of its request."""

    def find(self, client_id: str, action: str, gateway: GatewayTraits) -> WireRequest:
        """Look for a task whose submit was never answered; free and repeatable."""
        ...

    def parse_found(self, response: WireResponse, action: str) -> TaskHandle:
        """The task that was found.

        Raises:
            StudioError: the gateway has none of this id.
        """
        ...


@runtime_checkable
class AdoptProtocol(Protocol):
    """A format whose handles keep more than an id: they can be made for tasks that were begun elsewhere."""

    def handle(self, task_id: str, generation: Generation) -> TaskHandle:
        """What a task of this id is asked for by; the card and the model say what is kept."""
        ...


@runtime_checkable
class ListProtocol(Protocol):
    """A format whose gateways may tell what lies with them."""

    def list_tasks(self, card: ModelCard, gateway: GatewayTraits) -> WireRequest | None:
        """Ask for the newest tasks of a card's kind; None where there is no such call. It is free."""
        ...

    def parse_list(self, response: WireResponse) -> tuple[FoundTask, ...]:
        """The tasks.

        Raises:
            StudioError: the answer is an error, or no list.
        """
        ...
