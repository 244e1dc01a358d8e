"""Requests about a task: to where it was begun, with the key that it was begun with, noted in its history."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

from app.domain.addresses import same_origin
from app.domain.card import ModelCard
from app.domain.errors import ErrorKind, ProfileError, StorageError, StudioError
from app.domain.library import TaskAnswer
from app.domain.profile import KeyReference, Profile
from app.domain.remote_task import RemoteTask
from app.protocols.read import json_or_none
from app.services.jobs.sent_bodies import sent_text, sent_type
from app.services.jobs.task_clock import TaskClock
from app.services.off_loop import computed
from app.services.overheard import Overheard
from app.services.profiles import Profiles
from app.storage.remote_tasks import RemoteTaskStore
from app.transport.http import HttpTransport
from app.transport.masking import Mask
from app.transport.outgoing import secrets_of
from app.wire.destination import Destination
from app.wire.request import WireRequest
from app.wire.response import WireResponse

log = logging.getLogger(__name__)

_KEPT_BODY_BYTES = 16 * 1024
_PATIENCE_S = 600.0


class TaskCalls:
    """Sends once; whoever asks decides about another attempt."""

    def __init__(
        self, profiles: Profiles, transport: HttpTransport, store: RemoteTaskStore, clock: TaskClock
    ) -> None:
        self._profiles = profiles
        self._transport = transport
        self._store = store
        self._clock = clock

    async def routed(self, task: RemoteTask, attempt: int) -> RemoteTask:
        """The task with the line and the key that its submit takes; each attempt takes the next ones.

        What a button began stays where the task of that button lies: another key may be another account.

        Raises:
            ProfileError: the profile is gone.
        """
        profile = self._profile(task)
        parent = await self._store.get(task.parent_id) if task.pressed and task.parent_id else None
        keys = profile.active_keys
        if parent is not None and _leads_to(profile, parent):
            return replace(
                task,
                root=parent.root,
                traits=profile.traits,
                key_id=parent.key_id,
                key_hint=parent.key_hint,
            )
        key = keys[attempt % len(keys)] if keys else None
        root = profile.lines[attempt % len(profile.lines)] if profile.lines else ""
        return replace(
            task,
            root=root,
            traits=profile.traits,
            key_id=key.id if key else None,
            key_hint=key.hint if key else "",
        )

    def adapted(self, card: ModelCard, task: RemoteTask) -> ModelCard:
        """A card as the task's provider has it.

        Raises:
            ProfileError: the profile is gone.
        """
        return self._profile(task).adapted(card)

    def key_count(self, task: RemoteTask) -> int:
        """How many keys the task's profile may use."""
        profile = self._profiles.get(task.profile_id)
        return len(profile.active_keys) if profile else 0

    async def prepare(self, task: RemoteTask) -> None:
        """See that the task's place and key are there, and that nothing is left to load before it is sent.

        Raises:
            ProfileError: as of ``destination``.
        """
        await self.destination(task)
        await self._transport.prepare()

    async def destination(self, task: RemoteTask) -> Destination:
        """Where the task lives.

        Raises:
            ProfileError: its profile or its key is gone, or the keyring refuses.
        """
        profile = self._profile(task)
        place = await self._profiles.destination(profile, key=_key_of(task, profile))
        return place if profile.is_demo else replace(place, root=task.root)

    async def result_destination(self, task: RemoteTask, link: str) -> Destination:
        """Where a result comes from: a link that leads elsewhere needs no key, so a lost one is no hindrance.

        Raises:
            ProfileError: as of ``destination``, for a link at the gateway itself.
        """
        try:
            return await self.destination(task)
        except ProfileError:
            if not link.startswith("http") or same_origin(link, task.root):
                raise
            return Destination(task.root)

    async def send(self, task: RemoteTask, request: WireRequest, *others: RemoteTask) -> WireResponse:
        """One attempt; the answer joins the history of the task and of the others that it is about.

        Raises:
            StudioError: as of ``destination``, and as transport says.
        """
        place = await self.destination(task)
        try:
            response = await self._transport.send(request, place, once=True)
        except StudioError as error:
            await self._note(place, request, None, f"{error}".encode(), task, *others)
            raise
        await self._note(place, request, response, response.body, task, *others)
        return response

    @asynccontextmanager
    async def stream(self, task: RemoteTask, request: WireRequest) -> AsyncIterator[Overheard]:
        """One attempt, its answer read as it comes, however long that takes; errors as of ``send``."""
        place = _patient(await self.destination(task), task.typical_s)
        try:
            async with self._transport.stream(request, place, once=True) as answer:
                overheard = Overheard(answer)
                try:
                    yield overheard
                finally:
                    said = answer.whole or WireResponse(answer.status, answer.headers, overheard.body)
                    await self._note(place, request, said, said.body, task)
        except StudioError as error:
            await self._note(place, request, None, f"{error}".encode(), task)
            raise

    async def _note(
        self,
        place: Destination,
        request: WireRequest,
        response: WireResponse | None,
        body: bytes,
        *tasks: RemoteTask,
    ) -> None:
        mask = Mask(secrets_of(place), _KEPT_BODY_BYTES)
        asked = f"{request.method} {mask.text(request.path)}"
        status = response.status if response else None
        content_type = response.content_type if response else ""
        sent = await asyncio.to_thread(sent_text, request, mask)
        address = mask.url(f"{place.root.rstrip('/')}{request.path}")
        said = await computed(
            lambda: {task.id: mask.body(part, content_type) for task, part in _parts(body, tasks)}, len(body)
        )
        told = {
            task_id: TaskAnswer(
                self._clock.now(),
                asked,
                status,
                text,
                url=address,
                auth=request.auth.value,
                sent_type=sent_type(request),
                sent=sent,
            )
            for task_id, text in said.items()
        }
        try:
            await self._store.add_answers(told)
        except StorageError:
            # An answer may be worth money; that it is not in the history is not.
            log.exception("The history of a task could not be kept")

    def _profile(self, task: RemoteTask) -> Profile:
        profile = self._profiles.get(task.profile_id)
        if profile is None:
            raise ProfileError(ErrorKind.KEY_MISSING, {"profile": task.profile_name})
        return profile


def _parts(body: bytes, tasks: Sequence[RemoteTask]) -> Iterator[tuple[RemoteTask, bytes]]:
    """Each task with what an answer says of it: the whole, or its own part of an answer about several."""
    value = json_or_none(body) if len(tasks) > 1 else None
    for task in tasks:
        part = _about(value, task.handle.id) if task.handle else None
        yield task, body if part is None else json.dumps(part, ensure_ascii=False).encode()


def _about(value: object, task_id: str, depth: int = 6) -> object | None:
    """The innermost JSON object that names a task."""
    if isinstance(value, dict):
        inside = _about(list(value.values()), task_id, depth - 1)
        return value if inside is None and task_id in value.values() else inside
    if isinstance(value, list) and depth > 0:
        return next((found for one in value if (found := _about(one, task_id, depth)) is not None), None)
    return None


def _patient(place: Destination, typical_s: float) -> Destination:
    """An answer that is paid for is waited for longer than one of a chat."""
    first_byte_s = max(place.timeouts.first_byte_s, _PATIENCE_S, 6 * typical_s)
    return replace(place, timeouts=replace(place.timeouts, first_byte_s=first_byte_s))


def _leads_to(profile: Profile, task: RemoteTask) -> bool:
    """Whether a profile still has the line and the key with which a task was begun."""
    has_key = task.key_id in [key.id for key in profile.active_keys] or task.key_id is None
    return has_key and task.root in profile.lines


def _key_of(task: RemoteTask, profile: Profile) -> KeyReference | None:
    """The key that the task was begun with; another one only where it cannot belong to somebody else.

    Raises:
        ProfileError: the profile leads elsewhere by now, and its key is none of that place's business.
    """
    same = next((key for key in profile.keys if key.id == task.key_id), None)
    if same is not None and same.hint == task.key_hint:
        return same
    if task.root not in profile.lines and not profile.is_demo:
        raise ProfileError(ErrorKind.KEY_MISSING, {"profile": profile.name})
    return same or next(iter(profile.active_keys), None)
