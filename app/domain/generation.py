"""Something to be made, and what comes back while and after it is made."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.card import ModelCard, SlotRole
from app.domain.errors import StudioError
from app.domain.media import MediaBytes, MediaKind, MediaLink
from app.domain.parameter import Values
from app.domain.usage import TokenUsage


@dataclass(frozen=True, slots=True)
class SlotMedia:
    """One picture or clip in its role; the order within a role is the order of the form."""

    role: SlotRole
    media: MediaBytes | MediaLink


@dataclass(frozen=True, slots=True)
class EarlierTurn:
    """What was asked before and what came of it, for formats that go on from there.

    ``answer`` is the ``raw_text`` of its result, ``outputs`` are its pictures in their order.
    """

    prompt: str
    media: tuple[MediaBytes | MediaLink, ...] = ()
    answer: str = ""
    outputs: tuple[MediaBytes | MediaLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Generation:
    """One request for something to be made: a card with the values of its form.

    ``extra`` is the person's own JSON, already parsed; it wins over what the card would send. ``parent`` is
    the handle of an earlier task that this one goes on from, ``button`` what was pressed on it.
    """

    card: ModelCard
    model: str
    values: Values = field(default_factory=dict)
    media: tuple[SlotMedia, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)
    stream: bool = False
    parent: "TaskHandle | None" = None
    button: str = ""
    client_id: str = ""
    """The studio's own id of the request, for formats that take one."""
    history: tuple[EarlierTurn, ...] = ()
    """Earlier turns, the oldest first, that this one goes on from."""

    def in_role(self, role: SlotRole) -> tuple[MediaBytes | MediaLink, ...]:
        """Media of one role, in order."""
        return tuple(item.media for item in self.media if item.role is role)


@dataclass(frozen=True, slots=True)
class MediaOutput:
    """One finished thing as the gateway gave it."""

    media: MediaBytes | MediaLink
    kind: MediaKind = MediaKind.PICTURE
    index: int = 0
    poster: MediaLink | None = None
    revised_prompt: str = ""
    error: StudioError | None = None
    """Set when this one of several failed; ``media`` is then an empty link."""


@dataclass(frozen=True, slots=True)
class GenerationResult:
    """What a call that answers at once gave."""

    outputs: tuple[MediaOutput, ...] = ()
    texts: tuple[str, ...] = ()
    """Words instead of pictures: a description, a shortened prompt, a refusal's text."""
    raw_text: str = ""
    """The answer as it has to go back unchanged in the next turn; readable by its own format alone."""
    usage: TokenUsage | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    """What the gateway says was really used: size, quality, seed, format …"""


@dataclass(frozen=True, slots=True)
class PartialPicture:
    """A preview while a picture is drawn."""

    index: int
    step: int
    media: MediaBytes


@dataclass(frozen=True, slots=True)
class OutputFound:
    """One output is finished."""

    output: MediaOutput


@dataclass(frozen=True, slots=True)
class ProgressTold:
    """How far it is, as far as the gateway tells."""

    percent: float | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class GenerationEnded:
    """The stream ended well."""

    result: GenerationResult


@dataclass(frozen=True, slots=True)
class GenerationBroken:
    """The stream ended badly; finished outputs stay.

    ``result`` is what was said by then: a conversation can be gone on with, and may name a task elsewhere.
    """

    error: StudioError
    result: GenerationResult = GenerationResult()


GenerationEvent = PartialPicture | OutputFound | ProgressTold | GenerationEnded | GenerationBroken


@dataclass(frozen=True, slots=True)
class TaskHandle:
    """What a wire format needs to ask for a task again; opaque to everybody else, kept in the database."""

    id: str
    extra: tuple[tuple[str, str], ...] = ()

    def get(self, name: str, default: str = "") -> str:
        """One of the further facts."""
        return dict(self.extra).get(name, default)
