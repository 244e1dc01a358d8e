"""Asking a gateway for tasks, and what of its answers says something about them."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from app.domain.errors import ErrorKind, ProfileError, ProtocolError, StudioError
from app.domain.generation import MediaOutput, TaskHandle
from app.domain.ids import TaskId
from app.domain.remote_task import RemoteTask, TaskSnapshot, TaskState
from app.protocols.base import TaskProtocol
from app.protocols.charges import charges_in
from app.protocols.failures import error_from_response
from app.services.jobs.task_calls import TaskCalls
from app.services.jobs.task_clock import TaskClock
from app.services.off_loop import computed
from app.transport.retry import retry_after_s
from app.wire.request import WireRequest
from app.wire.response import WireResponse

log = logging.getLogger(__name__)

KeepBytes = Callable[[tuple[MediaOutput, ...]], Awaitable[tuple[MediaOutput, ...]]]

_KEY_KINDS = {ErrorKind.KEY_REFUSED, ErrorKind.NOT_ALLOWED, ErrorKind.ADDRESS_NOT_ALLOWED}
_UNKNOWN_KINDS = {ErrorKind.TASK_FORGOTTEN, ErrorKind.NOT_FOUND}
_NOT_READY = 202
_NOT_KNOWN = b"task_not_exist"


class Trouble(Enum):
    """Whom an answer without a word on the task concerns."""

    KEY = auto()
    RATE = auto()
    HOST = auto()
    TASK = auto()
    """The gateway does not know it."""
    ANSWER = auto()


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that says nothing of a task. ``hint_s``: how long to wait, where the gateway said so."""

    trouble: Trouble
    error: StudioError
    hint_s: float | None = None


Said = Mapping[TaskId, TaskSnapshot | Refusal]


class Questions:
    """Asks for tasks in the format of each.

    Args:
        keep_bytes: puts bytes that came inline into files, so that a row can hold the outputs.
    """

    def __init__(
        self, calls: TaskCalls, protocols: Mapping[str, TaskProtocol], clock: TaskClock, keep_bytes: KeepBytes
    ) -> None:
        self._calls = calls
        self._protocols = protocols
        self._clock = clock
        self._keep_bytes = keep_bytes

    def can_be_asked_together(self, tasks: Sequence[RemoteTask]) -> bool:
        """Whether the format has one question for all of them."""
        protocol = self._protocols.get(tasks[0].protocol)
        handles = tuple(handle_of(task) for task in tasks)
        return protocol is not None and protocol.poll_many(handles, tasks[0].traits) is not None

    async def ask(self, tasks: Sequence[RemoteTask]) -> Said:
        """What is said of each task; a task that the answer leaves out is left out.

        Raises:
            StorageError: the disk refuses to keep it.
        """
        protocol = self._protocols.get(tasks[0].protocol)
        if protocol is None:
            return _of_all(tasks, Refusal(Trouble.ANSWER, ProtocolError(ErrorKind.NOT_OFFERED)))
        try:
            response = await self._calls.send(tasks[0], _question(protocol, tasks), *tasks[1:])
        except ProfileError as error:
            return _of_all(tasks, Refusal(Trouble.KEY, error))
        except StudioError as error:
            return _of_all(tasks, Refusal(Trouble.HOST, error))
        refusal = self._refusal(response)
        if refusal is None:
            return await self._read(protocol, response, tasks)
        said = await self._read(protocol, response, tasks) if refusal.trouble is Trouble.TASK else {}
        is_told = any(isinstance(one, TaskSnapshot) for one in said.values())
        return said if is_told else _of_all(tasks, refusal)

    async def ask_for_one(self, task: RemoteTask) -> TaskSnapshot | None:
        """What is said of one task now; None where the answer leaves it out.

        Raises:
            StudioError: no answer, or one that says nothing of the task.
        """
        said = (await self.ask((task,))).get(task.id)
        if isinstance(said, Refusal):
            raise said.error
        return said

    def _refusal(self, response: WireResponse) -> Refusal | None:
        """What an answer means that cannot say anything of a task; None for one that may."""
        status = response.status
        if status < 400:
            return None
        error = error_from_response(response)
        hint_s = retry_after_s(response, self._clock.now().timestamp())
        if status in (401, 403) and error.kind in _KEY_KINDS:
            return Refusal(Trouble.KEY, error)
        if status == 429:
            return Refusal(Trouble.RATE, error, hint_s)
        if status == 404 or _NOT_KNOWN in response.body[:4096]:
            return Refusal(Trouble.TASK, error, hint_s)
        return Refusal(Trouble.HOST, error, hint_s) if status >= 500 or status == 408 else None

    async def _read(
        self, protocol: TaskProtocol, response: WireResponse, tasks: Sequence[RemoteTask]
    ) -> Said:
        """What an answer says; one that is empty or not ready yet says at least that the tasks run."""
        if response.status < 300 and not response.body.strip():
            return _running(tasks)
        said = await self._parsed(protocol, response, tasks)
        if response.status != _NOT_READY:
            return said
        return _running(tasks) | {one: told for one, told in said.items() if isinstance(told, TaskSnapshot)}

    async def _parsed(
        self, protocol: TaskProtocol, response: WireResponse, tasks: Sequence[RemoteTask]
    ) -> Said:
        handles = tuple(handle_of(task) for task in tasks)
        try:
            said = await computed(lambda: protocol.parse_poll(response, handles), len(response.body))
        except StudioError as error:
            trouble = Trouble.TASK if error.kind in _UNKNOWN_KINDS else Trouble.ANSWER
            return _of_all(tasks, Refusal(trouble, error))
        except Exception:
            log.exception("The format of %s stumbled over an answer", tasks[0].protocol)
            return _of_all(tasks, Refusal(Trouble.ANSWER, ProtocolError(ErrorKind.UNREADABLE_ANSWER)))
        charges = charges_in(response) if len(tasks) == 1 else {}
        charges.pop("request_id", None)
        return {
            task.id: replace(
                found, outputs=await self._keep_bytes(found.outputs), facts=charges | found.facts
            )
            for task in tasks
            if (found := said.get(handle_of(task).id)) is not None
        }


def handle_of(task: RemoteTask) -> TaskHandle:
    """What the gateway knows a task by; only tasks that have one are ever asked for."""
    if task.handle is None:
        raise ValueError("a task without handle cannot be asked for")
    return task.handle


def _question(protocol: TaskProtocol, tasks: Sequence[RemoteTask]) -> WireRequest:
    handles, traits = tuple(handle_of(task) for task in tasks), tasks[0].traits
    together = protocol.poll_many(handles, traits) if len(tasks) > 1 else None
    return together or protocol.poll(handles[0], traits)


def _running(tasks: Sequence[RemoteTask]) -> dict[TaskId, TaskSnapshot | Refusal]:
    return {task.id: TaskSnapshot(handle_of(task), TaskState.RUNNING) for task in tasks}


def _of_all(tasks: Sequence[RemoteTask], refusal: Refusal) -> Said:
    return {task.id: refusal for task in tasks}
