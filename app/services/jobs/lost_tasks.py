"""Tasks that the studio does not know, or whose answer was lost: found at the gateway, and gone on with."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from app.domain.card import ModelCard
from app.domain.errors import ErrorKind, GatewayError
from app.domain.found_task import FoundTask
from app.domain.ids import TaskId
from app.domain.profile import Profile
from app.domain.remote_task import RemoteTask, TaskState
from app.protocols.base import FindProtocol, TaskProtocol
from app.services.jobs.adoption import Adoption
from app.services.jobs.task_board import TaskBoard
from app.services.jobs.task_calls import TaskCalls

GoOn = Callable[[RemoteTask], Awaitable[RemoteTask]]


class LostTasks:
    """What the person can do with them. Nothing here is ever submitted.

    Args:
        go_on: takes a task onto the board and follows it.
        watch: the same, asking for it at once and with its patience begun anew.
    """

    def __init__(
        self,
        board: TaskBoard,
        calls: TaskCalls,
        adoption: Adoption,
        protocols: Mapping[str, TaskProtocol],
        go_on: GoOn,
        watch: GoOn,
    ) -> None:
        self._board = board
        self._calls = calls
        self._adoption = adoption
        self._protocols = protocols
        self._go_on = go_on
        self._watch = watch

    async def adopt(
        self, profile: Profile, card: ModelCard, pasted: str, model: str = "", prompt: str = ""
    ) -> RemoteTask:
        """Watch a task that was begun elsewhere, or whose answer was lost; a watched one stays as it is.

        Args:
            pasted: its id, an address that holds it, or the answer to its submit.
            model: what it was made with; by default what the card says.
            prompt: what was asked for, if anybody knows.

        Raises:
            InputError: no id is in what was pasted.
            StorageError: the disk refuses.
        """
        task = self._adoption.adopted(profile, card, pasted, model=model, prompt=prompt)
        same = (one for one in self._board.alive if _is_same(one, task))
        return next(same, None) or await self._go_on(task)

    def can_adopt(self, card: ModelCard) -> bool:
        """Whether a card makes tasks that can be asked for by an id."""
        return card.protocol in self._protocols

    def can_look_for(self, profile: Profile, card: ModelCard) -> bool:
        """Whether the gateway may be asked what lies there of a card's kind."""
        return self._adoption.can_look_for(profile, card)

    async def look_for(
        self, profile: Profile, card: ModelCard, lost: RemoteTask | None = None
    ) -> tuple[FoundTask, ...]:
        """What lies at the gateway; with an unconfirmed task, what is like it comes first and is marked.

        Raises:
            StudioError: there is no such call, or it came to nothing.
        """
        return await self._adoption.look_for(profile, card, lost)

    def can_be_found(self, task: RemoteTask) -> bool:
        """Whether an id would help with a task whose answer was lost."""
        return task.state is TaskState.UNCONFIRMED and task.protocol in self._protocols

    async def found(self, task_id: TaskId, pasted: str) -> RemoteTask | None:
        """The person has found an unconfirmed task at the gateway: go on with it; errors as of ``adopt``."""
        task = await self._board.find(task_id)
        if task is None or task.state is not TaskState.UNCONFIRMED:
            return None
        return await self._watch(replace(task, handle=await self._adoption.handle_of(task, pasted)))

    def can_search(self, task: RemoteTask) -> bool:
        """Whether its gateway finds a task whose answer was lost, by the id that went along with it."""
        finds = isinstance(self._protocols.get(task.protocol), FindProtocol)
        return finds and task.state is TaskState.UNCONFIRMED

    async def search(self, task_id: TaskId) -> RemoteTask:
        """Look for a task whose answer was lost, and go on with it. Nothing is submitted.

        Raises:
            StudioError: the gateway does not know it, or cannot be asked.
        """
        task = await self._board.find(task_id)
        protocol: object = self._protocols.get(task.protocol) if task else None
        if task is None or not isinstance(protocol, FindProtocol):
            raise GatewayError(ErrorKind.TASK_FORGOTTEN)
        response = await self._calls.send(task, protocol.find(task.id, task.action, task.traits))
        return await self._watch(replace(task, handle=protocol.parse_found(response, task.action)))


def _is_same(task: RemoteTask, other: RemoteTask) -> bool:
    """Whether two rows are about one task of one gateway."""
    return (task.profile_id, task.root, task.handle) == (other.profile_id, other.root, other.handle)
