"""Orders at a real studio, followed until nothing more happens to them."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app.domain.form import FormInput, GenerationForm
from app.domain.ids import ProfileId, TaskId
from app.domain.media import Asset
from app.domain.remote_task import RemoteTask, TaskState
from app.services.events import TaskChanged
from app.services.studio import Studio

PATIENCE_S = 30.0


class Orders:
    """Puts forms into the queue of the profile that ``tests.studio`` adds, and waits for their end."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._happened = asyncio.Event()
        studio.hub.listen(TaskChanged, self._note)

    async def make(
        self,
        card_id: str,
        prompt: str,
        *inputs: FormInput,
        model: str = "",
        continues: TaskId | None = None,
        filled: Mapping[str, object] | None = None,
        **values: object,
    ) -> RemoteTask:
        """Order something, and wait for its end, however it ends.

        Args:
            filled: values as a table has them, also such as are called like an argument.
        """
        values |= filled or {}
        card = await self._studio.cards.get(card_id)
        profile = self._studio.profiles.get(ProfileId("profile-1"))
        assert card is not None
        assert profile is not None
        form = GenerationForm(
            card.id,
            model or card.model or f"{card.matches[0]}-demo",
            {"prompt": prompt, **values},
            inputs,
            stream=values.get("stream") is True,
            continues=continues,
        )
        (task,) = await self._studio.generate.add(profile, card, form)
        return await self.end_of(task.id)

    async def end_of(self, task_id: TaskId) -> RemoteTask:
        """The task when nothing more happens to it by itself."""
        while not (task := await self.task(task_id)).state.is_final:
            async with asyncio.timeout(PATIENCE_S):
                await self._happened.wait()
            self._happened.clear()
        return task

    async def task(self, task_id: TaskId) -> RemoteTask:
        """A task as the board has it."""
        task = await self._studio.tasks.get(task_id)
        assert task is not None
        return task

    async def assets(self, task: RemoteTask) -> tuple[Asset, ...]:
        """What was made."""
        return await self._studio.library.get_many(task.assets)

    async def files(self, task: RemoteTask) -> list[Path]:
        """Where it lies."""
        return [Path(asset.path) for asset in await self.assets(task)]

    def _note(self, _event: TaskChanged) -> None:
        self._happened.set()


class Board:
    """Orders, and waits for what becomes of them."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._states: dict[TaskId, TaskState] = {}
        self._happened = asyncio.Event()
        studio.hub.listen(TaskChanged, self._note)

    async def order(
        self, card_id: str, model: str = "", parent_id: TaskId | None = None, **form: Any
    ) -> RemoteTask:
        """Put a form into the queue."""
        card = await self._studio.cards.get(card_id)
        profile = self._studio.profiles.get(ProfileId("profile-1"))
        assert card
        assert profile
        filled = GenerationForm(card.id, model or card.model, **form)
        (task,) = await self._studio.generate.add(profile, card, filled, parent_id=parent_id)
        return task

    async def until(self, state: TaskState, *tasks: RemoteTask) -> list[RemoteTask]:
        """The tasks once all of them are in a state."""
        async with asyncio.timeout(PATIENCE_S):
            while any(self._states.get(task.id) is not state for task in tasks):
                self._happened.clear()
                await self._happened.wait()
        return list(await self._studio.tasks.get_many([task.id for task in tasks]))

    async def until_seen(self, state: TaskState, *tasks: RemoteTask) -> None:
        """Wait until tasks that were ordered before are in a state."""
        async with asyncio.timeout(PATIENCE_S):
            while {task.state for task in await self._now(tasks)} != {state}:
                self._happened.clear()
                await self._happened.wait()

    async def _now(self, tasks: Sequence[RemoteTask]) -> Sequence[RemoteTask]:
        found = [await self._studio.tasks.get(task.id) for task in tasks]
        return [task for task in found if task is not None]

    def _note(self, event: TaskChanged) -> None:
        self._states[event.task.id] = event.task.state
        self._happened.set()
