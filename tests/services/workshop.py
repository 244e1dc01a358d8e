"""The coordinator over a real database and a little gateway, in a time that runs faster than ours."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.catalog.presets import Presets
from app.demo.server import DemoServer
from app.domain.card import MaskPolarity, MediaFamily, MediaForm, MediaSlot, ModelCard, SlotRole
from app.domain.form import FormInput, GenerationForm
from app.domain.ids import KeyId, ProfileId, TaskId
from app.domain.media import Asset
from app.domain.profile import GatewayTraits, KeyReference, Profile
from app.domain.remote_task import RemoteTask, TaskState
from app.domain.text import Bilingual
from app.services.accounts.prices import Prices
from app.services.events import AssetAdded, Hub, PartialShown, TaskChanged
from app.services.gateway_calls import GatewayCalls
from app.services.jobs.task_clock import TaskClock
from app.services.jobs.task_services import TaskServices, make_task_services
from app.services.profiles import Profiles
from app.services.supervisor import Supervisor
from app.storage.attachments import AttachmentStore
from app.storage.database import Database
from app.storage.places import find_places, resources_folder
from app.storage.prices import PriceStore
from app.storage.profiles import ProfileStore
from app.storage.secrets import Secrets
from app.transport.http import HttpTransport
from app.transport.limits import Limits
from app.ui.images.blank_pictures import is_blank
from app.ui.masks.cut_out import cut_out
from tests.services.task_formats import FORMATS

KEY = "sk-canary-4f9d1c7e2b8a6053f00d"
PATIENCE_S = 30.0

TASK_CARD = ModelCard(
    "plain.task", "image.plain", MediaFamily.IMAGE, Bilingual("任务", "Task"), "plain-tasks", typical_s=20.0
)
CALL_CARD = ModelCard(
    "plain.call", "image.plain", MediaFamily.IMAGE, Bilingual("调用", "Call"), "plain-calls", typical_s=20.0
)
SLOTS_CARD = replace(
    TASK_CARD,
    id="plain.slots",
    slots=(
        MediaSlot(SlotRole.BASE, Bilingual("原图", "Picture"), form=MediaForm.MULTIPART),
        MediaSlot(SlotRole.MASK, Bilingual("蒙版", "Mask"), polarity=MaskPolarity.WHITE, cuts=SlotRole.BASE),
        MediaSlot(SlotRole.STYLE, Bilingual("风格", "Style"), form=MediaForm.LINK),
    ),
)
CARDS = {card.id: card for card in (TASK_CARD, CALL_CARD, SLOTS_CARD)}


async def _card(card_id: str) -> ModelCard | None:
    return CARDS.get(card_id)


class FastClock(TaskClock):
    """Time that runs so many times faster; ``asleep`` lets the computer sleep for a while."""

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self._begun = datetime.now(UTC)
        self._begun_steady = time.monotonic()
        self._slept = timedelta()

    def now(self) -> datetime:
        return self._begun + timedelta(seconds=self.monotonic()) + self._slept

    def monotonic(self) -> float:
        return (time.monotonic() - self._begun_steady) * self._speed

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self._speed)

    async def wait(self, event: asyncio.Event, seconds: float | None) -> None:
        await super().wait(event, None if seconds is None else seconds / self._speed)

    def fall_asleep(self, seconds: float) -> None:
        """Only the wall's clock goes on; a negative time sets it back."""
        self._slept += timedelta(seconds=seconds)


class Workshop:
    """One life of the coordinator on a data folder."""

    def __init__(self, folder: Path, *, speed: float, at_once: int, private_hosts: bool) -> None:
        self.folder = folder
        self.clock = FastClock(speed)
        self.hub = Hub()
        self.places = find_places(folder / "data", folder / "media")
        self.supervisor = Supervisor()
        limits = Limits(private_hosts=private_hosts)
        self.transport = HttpTransport(user_agent="relay-studio/test", limits=limits)
        self.secrets = Secrets()
        self.attachments = AttachmentStore(self.places.attachments)
        self.changes: list[RemoteTask] = []
        self.assets: list[Asset] = []
        self.partials: list[PartialShown] = []
        self._at_once = at_once
        self._happened = asyncio.Event()
        for kind in (TaskChanged, AssetAdded, PartialShown):
            self.hub.listen(kind, self._note)

    @classmethod
    async def open(
        cls,
        folder: Path,
        root: str,
        *,
        speed: float = 100.0,
        at_once: int = 50,
        many: bool = False,
        private_hosts: bool = True,
    ) -> "Workshop":
        """Begin to work, as a start of the program does."""
        workshop = cls(folder, speed=speed, at_once=at_once, private_hosts=private_hosts)
        await workshop._open(root, many)
        return workshop

    async def _open(self, root: str, many: bool) -> None:
        self.database = await Database.open(self.places.database, self.places.backups)
        resources = resources_folder()
        demo = DemoServer(resources / "demo")
        store = ProfileStore(self.database)
        self.profiles = Profiles(store, self.secrets, Presets.load(resources), demo, self.hub)
        traits = GatewayTraits(api_prefix="/many" if many else "/v1")
        key = KeyReference(KeyId("key-1"), "sk-…f00d")
        self.profile = Profile(ProfileId("profile-1"), "Gateway", (root,), (key,), traits=traits)
        await self.profiles.save(self.profile, {key.id: KEY}, session_only=True)
        self.services: TaskServices = make_task_services(
            database=self.database,
            places=self.places,
            profiles=self.profiles,
            transport=self.transport,
            attachments=self.attachments,
            formats=FORMATS,
            card=_card,
            cut_out=cut_out,
            is_blank=is_blank,
            prices=Prices(GatewayCalls(self.profiles, self.transport), PriceStore(self.database), self.hub),
            hub=self.hub,
            supervisor=self.supervisor,
            clock=self.clock,
            at_once=lambda _: self._at_once,
        )
        self.tasks, self.generate = self.services.tasks, self.services.generate
        self.library = self.services.library
        await self.tasks.recover()

    async def close(self, *, in_order: bool = True) -> None:
        """End; without order as a crash does, as far as one process can play that."""
        if in_order:
            await self.tasks.close()
        await self.supervisor.close()
        await self.transport.close()
        await self.database.close()
        self.secrets.close()

    async def ask_for(
        self, prompt: str = "a fox", *, card: ModelCard = TASK_CARD, stream: bool = False, extra: str = "",
        inputs: tuple[FormInput, ...] = (),
    ) -> RemoteTask:  # fmt: skip
        """Put one form into the queue."""
        form = GenerationForm(
            card.id, "plain-1", {"prompt": prompt, "n": 1}, inputs, stream=stream, extra_json=extra
        )
        (task,) = await self.generate.add(self.profile, card, form)
        return task

    async def task(self, task_id: TaskId) -> RemoteTask:
        """A task as the database has it."""
        (task,) = await self.tasks.get_many((task_id,))
        return task

    async def until(self, task_id: TaskId, *states: TaskState) -> RemoteTask:
        """Wait for a state; any in which nothing more happens where none is named."""
        wanted = states or tuple(state for state in TaskState if state.is_final)

        async def there() -> bool:
            return (await self.task(task_id)).state in wanted

        while not await there():
            await self.something()
        return await self.task(task_id)

    async def until_true(self, condition: Callable[[], bool]) -> None:
        """Wait for what events bring about."""
        while not condition():
            await self.something()

    async def something(self) -> None:
        """Wait for the next event."""
        async with asyncio.timeout(PATIENCE_S):
            await self._happened.wait()
        self._happened.clear()

    def files(self) -> list[Path]:
        """Everything that lies in the person's folders."""
        return sorted(path for path in (self.folder / "media").rglob("*") if path.is_file())

    def states(self, task_id: TaskId) -> list[TaskState]:
        """The states that a task went through."""
        seen = [task.state for task in self.changes if task.id == task_id]
        return [state for place, state in enumerate(seen) if place == 0 or seen[place - 1] is not state]

    def _note(self, event: object) -> None:
        match event:
            case TaskChanged(task):
                self.changes.append(task)
            case AssetAdded(asset):
                self.assets.append(asset)
            case PartialShown():
                self.partials.append(event)
        self._happened.set()


class StoppedClock(TaskClock):
    """Time that stands still until it is moved on."""

    def __init__(self) -> None:
        self._begun = datetime.now(UTC)
        self._passed_s = 0.0
        self._moved = asyncio.Event()

    def now(self) -> datetime:
        return self._begun + timedelta(seconds=self._passed_s)

    def monotonic(self) -> float:
        return self._passed_s

    async def wait(self, event: asyncio.Event, seconds: float | None) -> None:
        until = None if seconds is None else self._passed_s + seconds
        while not event.is_set() and (until is None or self._passed_s < until):
            self._moved.clear()
            waits = [asyncio.ensure_future(one.wait()) for one in (event, self._moved)]
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            for wait in waits:
                wait.cancel()

    def move_on(self, seconds: float) -> None:
        """Let time pass at once."""
        self._passed_s += seconds
        self._moved.set()
