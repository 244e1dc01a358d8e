"""A task that lives at a gateway and outlives the program."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.domain.card import MediaFamily
from app.domain.conversation import MessageError
from app.domain.errors import StudioError
from app.domain.generation import MediaOutput, TaskHandle
from app.domain.ids import AssetId, KeyId, ProfileId, TaskId
from app.domain.profile import GatewayTraits


class TaskState(StrEnum):
    """How far a task is.

    ``UNCONFIRMED``: the request went out and no answer came; it may exist and be paid, and is never sent
    again by itself. ``WAITING_FOR_INPUT``: the gateway wants something more (a mask).
    """

    DRAFT = "draft"
    WAITING = "waiting"
    """Queued here, not sent yet; cancelling is free."""
    SUBMITTING = "submitting"
    UNCONFIRMED = "unconfirmed"
    QUEUED = "queued"
    RUNNING = "running"
    WAITING_FOR_INPUT = "waiting_for_input"
    DOWNLOADING = "downloading"
    DOWNLOAD_FAILED = "download_failed"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"

    @property
    def is_final(self) -> bool:
        """Whether nothing more happens by itself."""
        return self in _FINAL

    @property
    def is_at_gateway(self) -> bool:
        """Whether the gateway works on it and is asked for it."""
        return self in (TaskState.QUEUED, TaskState.RUNNING)


_FINAL = frozenset(
    {
        TaskState.DRAFT,
        TaskState.UNCONFIRMED,
        TaskState.WAITING_FOR_INPUT,
        TaskState.DOWNLOAD_FAILED,
        TaskState.DONE,
        TaskState.FAILED,
        TaskState.CANCELLED,
        TaskState.EXPIRED,
    }
)

_WORDS: dict[TaskState, str] = {
    TaskState.QUEUED: "notstart submitted submit pending queued queueing queuing inqueue created starting "
    "preparing waiting throttled",
    TaskState.WAITING_FOR_INPUT: "modal",
    TaskState.RUNNING: "inprogress processing running generating dreaming started streaming suspended "
    "upsampling imagedownloading videogenerating videogenerationcompleted",
    TaskState.DONE: "success succeed succeeded successful completed complete done finished ok",
    TaskState.FAILED: "failure failed fail error rejected videogenerationfailed incomplete aborted",
    TaskState.CANCELLED: "cancelled canceled cancel",
    TaskState.EXPIRED: "expired notfound timeout",
}
_STATE_OF_WORD = {word: state for state, words in _WORDS.items() for word in words.split()}


def state_of_word(word: str) -> TaskState:
    """The state that a gateway's status word means, in any case and spelling; an unknown word is RUNNING."""
    bare = word.lower().replace("_", "").replace("-", "").replace(" ", "")
    return _STATE_OF_WORD.get(bare, TaskState.RUNNING)


class ButtonMeaning(StrEnum):
    """What a gateway's button does, where its format knows it; labels are often a sign, or nothing."""

    OTHER = ""
    ENLARGE = "enlarge"
    """One of several pictures by itself: always the same one."""
    ENLARGE_FAITHFULLY = "enlarge_faithfully"
    ENLARGE_FREELY = "enlarge_freely"
    VARY = "vary"
    VARY_SUBTLY = "vary_subtly"
    VARY_STRONGLY = "vary_strongly"
    VARY_REGION = "vary_region"
    DRAW_AGAIN = "draw_again"
    ZOOM_OUT = "zoom_out"
    CUSTOM_ZOOM = "custom_zoom"
    MAKE_SQUARE = "make_square"
    PAN_LEFT = "pan_left"
    PAN_RIGHT = "pan_right"
    PAN_UP = "pan_up"
    PAN_DOWN = "pan_down"
    ANIMATE = "animate"


@dataclass(frozen=True, slots=True)
class TaskButton:
    """Something that can be done with a finished task, as the gateway offers it.

    ``number`` says which of several pictures it is about, counted from 1; 0 where it is about all.
    """

    id: str
    label: str
    needs_mask: bool = False
    needs_prompt: bool = False
    meaning: ButtonMeaning = ButtonMeaning.OTHER
    number: int = 0
    is_used: bool = False
    """Whether the gateway shows it as pressed already."""


@dataclass(frozen=True, slots=True)
class TaskSnapshot:
    """What a gateway says of a task at one moment."""

    handle: TaskHandle
    state: TaskState
    progress_percent: float | None = None
    words: str = ""
    outputs: tuple[MediaOutput, ...] = ()
    previews: tuple[MediaOutput, ...] = ()
    texts: tuple[str, ...] = ()
    buttons: tuple[TaskButton, ...] = ()
    error: StudioError | None = None
    expires_at: datetime | None = None
    facts: dict[str, str] = field(default_factory=dict)
    result_ready: bool = False
    """Whether the work is done, and only its result is asked for from here on."""


@dataclass(frozen=True, slots=True)
class RemoteTask:
    """A row of the board. It is written before the request that costs money is sent.

    ``request`` holds the form as it was (card id, model, values, inputs as asset or attachment references) as
    JSON text; ``root`` and the profile's traits are kept, so that a task is asked for where it was begun.
    """

    id: TaskId
    profile_id: ProfileId
    profile_name: str
    card_id: str
    protocol: str
    action: str
    model: str
    prompt: str
    request: str
    root: str
    state: TaskState
    created_at: datetime
    handle: TaskHandle | None = None
    progress_percent: float | None = None
    words: str = ""
    submitted_at: datetime | None = None
    finished_at: datetime | None = None
    changed_at: datetime | None = None
    """When the gateway last said something new."""
    next_poll_at: datetime | None = None
    polls: int = 0
    failures_in_a_row: int = 0
    outputs: tuple[MediaOutput, ...] = ()
    buttons: tuple[TaskButton, ...] = ()
    assets: tuple[AssetId, ...] = ()
    error: MessageError | None = None
    expires_at: datetime | None = None
    parent_id: TaskId | None = None
    pressed: str = ""
    """What stood on the button of its parent that began it."""
    batch: str = ""
    """Id of the batch that it was ordered with; empty for a task of its own."""
    cost: str = ""
    """What it cost, as far as an answer said it; until then the estimate that was shown."""
    page: MediaFamily = MediaFamily.IMAGE
    typical_s: float = 0.0
    """How long such a task usually takes, in seconds; 0 where nobody knows."""
    position: int = 0
    """Place in the queue of what was not sent yet, smallest first."""
    traits: GatewayTraits = GatewayTraits()
    key_id: KeyId | None = None
    """The key that it was begun with; another one may belong to another account."""
    key_hint: str = ""
    texts: tuple[str, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    """The path that each output will have or has. It is kept before the file takes its name, so that a
    download that is begun anew finds what was finished."""
    asset_of: tuple[int, ...] = ()
    """Index of the output that each of ``assets`` was made from."""
    blank: tuple[int, ...] = ()
    """Indexes of outputs that show nothing: black or empty, as gateways send what they withhold."""
    empty_answers: int = 0
    """How often the gateway said that it is done, and gave nothing."""
    unknown_answers: int = 0
    """How often the gateway did not know the task."""
    result_ready: bool = False
    """Whether the gateway has done its work, and only the result is missing."""
    link_lifetime_s: float = 0.0
    """How long a link to a result usually lives, in seconds; 0 where nobody knows."""
    can_go_on: bool = False
    """Whether its format goes on from a result with all that was said before."""

    @property
    def is_paused(self) -> bool:
        """Whether its download was stopped by the person, who may have it go on."""
        return self.state is TaskState.DOWNLOAD_FAILED and self.error is None
