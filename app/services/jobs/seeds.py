"""Seeds of finished pictures, which some gateways tell only when they are asked for them."""

from collections.abc import Mapping
from dataclasses import replace

from app.domain.errors import ErrorKind, InputError
from app.domain.ids import TaskId
from app.domain.remote_task import RemoteTask, TaskState
from app.protocols.base import SeedProtocol, TaskProtocol
from app.services.events import Hub, LibraryChanged
from app.services.jobs.poll_answers import handle_of
from app.services.jobs.task_board import TaskBoard
from app.services.jobs.task_calls import TaskCalls
from app.storage.assets import AssetStore

SEED = "seed"
"""Its name among the facts of a task."""


class Seeds:
    """Asks for seeds, and keeps them with the task and with its files."""

    def __init__(
        self,
        *,
        board: TaskBoard,
        calls: TaskCalls,
        protocols: Mapping[str, TaskProtocol],
        assets: AssetStore,
        hub: Hub,
    ) -> None:
        self._board = board
        self._calls = calls
        self._protocols = protocols
        self._assets = assets
        self._hub = hub

    def can_be_asked(self, task: RemoteTask) -> bool:
        """Whether the seed of a task is unknown, and its gateway may tell it."""
        is_made = task.state is TaskState.DONE and task.handle is not None and bool(task.outputs)
        tells = isinstance(self._protocols.get(task.protocol), SeedProtocol)
        return is_made and tells and not task.facts.get(SEED)

    async def ask(self, task_id: TaskId) -> str:
        """The seed of a finished task; asking costs nothing, but may take a while.

        Raises:
            StudioError: the task is gone, or the gateway does not tell.
        """
        task = await self._board.find(task_id)
        protocol: object = self._protocols.get(task.protocol) if task else None
        if task is None or not isinstance(protocol, SeedProtocol):
            raise InputError(ErrorKind.TASK_FORGOTTEN)
        response = await self._calls.send(task, protocol.seed(handle_of(task), task.traits))
        seed = protocol.parse_seed(response)
        await self._keep(task_id, seed)
        return seed

    async def _keep(self, task_id: TaskId, seed: str) -> None:
        task = await self._board.find(task_id)
        if task is None:
            return
        assets = await self._assets.get_many(task.assets)
        known = (replace(one, provenance=replace(one.provenance, seed=seed)) for one in assets)
        await self._assets.save(*known)
        await self._board.save(replace(task, facts={**task.facts, SEED: seed}))
        self._hub.publish(LibraryChanged(frozenset(task.assets)))
