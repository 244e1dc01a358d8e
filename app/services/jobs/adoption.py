"""Tasks that were begun elsewhere, or whose answer was lost: found at the gateway, and watched from then on.

Nothing here is ever submitted.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from app.domain.card import ModelCard
from app.domain.errors import ErrorKind, ProtocolError
from app.domain.form import GenerationForm
from app.domain.found_task import FoundTask
from app.domain.generation import Generation, TaskHandle
from app.domain.profile import Profile
from app.domain.remote_task import RemoteTask, TaskState
from app.protocols.base import AdoptProtocol, ListProtocol, TaskProtocol
from app.protocols.task_ids import task_id_in
from app.services.gateway_calls import GatewayCalls
from app.services.jobs.orders import Order, new_task
from app.services.jobs.task_calls import TaskCalls
from app.services.jobs.task_clock import TaskClock
from app.storage.known_tasks import KnownTasks

FindCard = Callable[[str], Awaitable[ModelCard | None]]

_NEAR = timedelta(minutes=10)
"""How far a gateway's clock may be off, when a task is looked for by the time at which it was sent."""


class Adoption:
    """Makes rows and handles for tasks by their ids, and asks gateways what lies with them.

    Args:
        calls: for questions about a task, with its own key.
        gateway: for questions about a profile.
        known: finds out what the board has already.
        card: finds a model card by its id.
    """

    def __init__(
        self,
        *,
        calls: TaskCalls,
        gateway: GatewayCalls,
        protocols: Mapping[str, TaskProtocol],
        known: KnownTasks,
        card: FindCard,
        clock: TaskClock,
    ) -> None:
        self._calls = calls
        self._gateway = gateway
        self._protocols = protocols
        self._known = known
        self._card = card
        self._clock = clock

    def adopted(
        self, profile: Profile, card: ModelCard, pasted: str, *, model: str = "", prompt: str = ""
    ) -> RemoteTask:
        """The row of a task that was begun elsewhere, due at once.

        Args:
            pasted: the id, an address that holds it, or the answer to the submit.
            model: what it was made with; by default what the card says.
            prompt: what was asked for, if anybody knows.

        Raises:
            InputError: no id is in what was pasted.
        """
        card, now = profile.adapted(card), self._clock.now()
        model = model or card.model or next((name for name in card.matches if "*" not in name), card.id)
        form = GenerationForm(card.id, model, {"prompt": prompt})
        key = next(iter(profile.active_keys), None)
        return replace(
            new_task(Order(card, form), profile, now, 0, 0.0),
            request="",
            state=TaskState.RUNNING,
            handle=self._handle(pasted, card, model),
            next_poll_at=now,
            key_id=key.id if key else None,
            key_hint=key.hint if key else "",
        )

    async def handle_of(self, task: RemoteTask, pasted: str) -> TaskHandle:
        """What a lost task is asked for by, once the person knows its id.

        Raises:
            InputError: no id is in what was pasted.
        """
        card = await self._card(task.card_id)
        if card is None:
            return TaskHandle(task_id_in(pasted))
        return self._handle(pasted, self._calls.adapted(card, task), task.model)

    def can_look_for(self, profile: Profile, card: ModelCard) -> bool:
        """Whether gateways may tell what lies with them of a card's kind."""
        protocol: object = self._protocols.get(card.protocol)
        if not isinstance(protocol, ListProtocol):
            return False
        return protocol.list_tasks(profile.adapted(card), profile.traits) is not None

    async def look_for(
        self, profile: Profile, card: ModelCard, lost: RemoteTask | None = None
    ) -> tuple[FoundTask, ...]:
        """What lies at the gateway, the newest first as it tells them; before all what is like a lost task.

        Raises:
            StudioError: there is no such call, or it came to nothing.
        """
        protocol: object = self._protocols.get(card.protocol)
        request = (
            protocol.list_tasks(profile.adapted(card), profile.traits)
            if isinstance(protocol, ListProtocol)
            else None
        )
        if not isinstance(protocol, ListProtocol) or request is None:
            raise ProtocolError(ErrorKind.NOT_OFFERED, {"model": card.model or card.id})
        if lost is None:
            response = await self._gateway.send(profile, request)
        else:
            response = await self._calls.send(lost, request)
        found = protocol.parse_list(response)
        known = await self._known.among(profile.id, (one.id for one in found))
        likely = _like(lost, found) if lost is not None else frozenset()
        told = [replace(one, is_watched=one.id in known, is_likely=one.id in likely) for one in found]
        return tuple(sorted(told, key=lambda one: (not one.is_likely, one.is_watched)))

    def _handle(self, pasted: str, card: ModelCard, model: str) -> TaskHandle:
        task_id = task_id_in(pasted)
        protocol: object = self._protocols.get(card.protocol)
        if isinstance(protocol, AdoptProtocol):
            return protocol.handle(task_id, Generation(card, model))
        return TaskHandle(task_id)


def _like(lost: RemoteTask, found: Sequence[FoundTask]) -> frozenset[str]:
    """The one with the studio's own id where that is told; else what was asked for, at about that time."""
    own = frozenset(one.id for one in found if one.client_id == lost.id)
    sent_at = lost.submitted_at or lost.created_at
    return own or frozenset(
        one.id
        for one in found
        if not one.client_id
        and one.prompt.strip() in ("", lost.prompt.strip())
        and one.created_at is not None
        and abs(one.created_at - sent_at) <= _NEAR
    )
