"""What is looked for on the board of tasks and in the library, and what is told of them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.card import MediaFamily
from app.domain.ids import AssetId, ProfileId, TaskId
from app.domain.media import Asset, AssetOrigin, MediaKind
from app.domain.remote_task import RemoteTask, TaskState


class TaskOrder(StrEnum):
    """Which tasks come first."""

    NEWEST = "newest"
    OLDEST = "oldest"
    MODEL = "model"
    PROVIDER = "provider"


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """Which tasks the board shows, and in which order; what is empty or None leaves all in."""

    states: frozenset[TaskState] = frozenset()
    page: MediaFamily | None = None
    profile_id: ProfileId | None = None
    model: str = ""
    text: str = ""
    """Words of the prompt."""
    order: TaskOrder = TaskOrder.NEWEST

    def takes(self, task: RemoteTask) -> bool:
        """Whether it leaves a task in."""
        prompt = task.prompt.lower()
        return (
            (not self.states or task.state in self.states)
            and self.page in (None, task.page)
            and self.profile_id in (None, task.profile_id)
            and self.model in ("", task.model)
            and all(word in prompt for word in self.text.lower().split())
        )


@dataclass(frozen=True, slots=True)
class TaskRow:
    """As much of a task as a list wants to know before the task comes into sight."""

    id: TaskId
    state: TaskState


class AssetOrder(StrEnum):
    """Which files come first."""

    NEWEST = "newest"
    OLDEST = "oldest"
    LARGEST = "largest"


@dataclass(frozen=True, slots=True)
class AssetFilter:
    """Which files the library shows; what is empty or None leaves all in."""

    kinds: frozenset[MediaKind] = frozenset()
    origin: AssetOrigin | None = None
    model: str = ""
    profile_name: str = ""
    tag: str = ""
    text: str = ""
    """Words of the prompt or the file's name."""
    favourites_only: bool = False
    since: datetime | None = None
    until: datetime | None = None
    order: AssetOrder = AssetOrder.NEWEST


@dataclass(frozen=True, slots=True)
class TaskAnswer:
    """One entry of a task's history: what was asked and what came back, keys masked."""

    at: datetime
    request: str
    """Method and path."""
    status: int | None
    body: str
    url: str = ""
    """Where it went; empty in what earlier versions kept, as all that follows."""
    auth: str = ""
    """How the key was shown: the value of a wire ``Auth``."""
    sent_type: str = ""
    sent: str = ""
    """The body that was sent; a form is a JSON object, its files ``@name``."""


@dataclass(frozen=True, slots=True)
class MonthUse:
    """How much the files of a month take. ``month`` is ``2026-11``."""

    month: str
    files: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class FileRecord:
    """As much of a record as the look at its file wants."""

    id: AssetId
    kind: MediaKind
    path: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class LibraryCheck:
    """What is amiss between records and folders."""

    missing: tuple[Asset, ...] = ()
    """Records whose file is gone."""
    strangers: tuple[str, ...] = ()
    """Files in the studio's folders that have no record."""
    broken: tuple[Asset, ...] = ()
    """Records whose file cannot be drawn."""
