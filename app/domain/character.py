"""Characters: somebody out of a clip, who can be called by name in the prompts of later films."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.conversation import MessageError
from app.domain.errors import ErrorKind, InputError
from app.domain.ids import CharacterId, ProfileId
from app.domain.media import MediaBytes


class CharacterDialect(StrEnum):
    """How a gateway makes characters; the value of a profile's trait ``characters``."""

    OFFICIAL = "official"
    """OpenAI's own: a file and a name below ``/v1/videos/characters``."""
    SORA = "sora"
    """A link or a film, and a span of it, at ``/sora/v1/characters``; answered at once."""
    MODEL = "model"
    """A model of its own at ``/v1/videos``, asked for like a film."""


class CharacterState(StrEnum):
    """How far a character is. ``UNCONFIRMED``: it was asked for and no answer came; it may exist."""

    SENDING = "sending"
    UNCONFIRMED = "unconfirmed"
    MAKING = "making"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ClipFacts:
    """What is known of a clip; None where its file does not tell."""

    duration_ms: int | None = None
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class CharacterLimits:
    """What a dialect takes. ``shapes`` are width and height of the allowed ratios."""

    shortest_s: float = 1.0
    longest_s: float = 4.0
    shapes: tuple[tuple[int, int], ...] = ((16, 9), (9, 16))
    least_px: int = 0
    most_px: int = 0
    """Bounds of the shorter side; 0 where there is none."""
    longest_name: int = 80
    takes_files: bool = True
    takes_links: bool = True
    spans_s: tuple[float, float] | None = None
    """How long the span has to be that the gateway cuts out of the clip; None where it cuts none."""

    def span_wanted(self, facts: "ClipFacts") -> tuple[float, float] | None:
        """How long a span of a clip has to be; None where the whole clip is taken."""
        if self.spans_s is not None or facts.duration_ms is None:
            return self.spans_s
        is_too_long = facts.duration_ms / 1000 > self.longest_s + _FRAMES_S
        return (self.shortest_s, self.longest_s) if is_too_long else None


LIMITS = {
    CharacterDialect.OFFICIAL: CharacterLimits(2.0, 4.0, least_px=720, most_px=1080, takes_links=False),
    CharacterDialect.SORA: CharacterLimits(takes_files=False, spans_s=(1.0, 3.0)),
    CharacterDialect.MODEL: CharacterLimits(1.0, 4.0),
}
_SHAPE_TOLERANCE = 0.02
_FRAMES_S = 0.1
"""A frame more or less is no reason: encoders round."""


@dataclass(frozen=True, slots=True)
class CharacterWish:
    """What a character is made from: a clip, or a link, or the id of a film that lies at the gateway.

    ``span_s`` is the part of it in which the character is seen, in seconds, for dialects that want one.
    """

    name: str
    clip: MediaBytes | None = None
    link: str = ""
    film_id: str = ""
    span_s: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Character:
    """One character. The studio's own list is what counts; a gateway may know nothing of a list."""

    id: CharacterId
    profile_id: ProfileId
    dialect: CharacterDialect
    name: str
    created_at: datetime
    state: CharacterState = CharacterState.SENDING
    remote_id: str = ""
    username: str = ""
    avatar: str = ""
    """Address of a picture."""
    permalink: str = ""
    source: str = ""
    """What it was made from: the name of a file, a link, or the id of a film."""
    error: MessageError | None = None
    nickname: str = ""
    """What the person calls it here; the gateway knows nothing of it."""

    @property
    def title(self) -> str:
        """What the list calls it."""
        return self.nickname or self.name

    def is_called(self, prompt: str) -> bool:
        """Whether a prompt calls it by its name there.

        Latin letters around the name belong to another word; Chinese is written without spaces.
        """
        name = re.escape(self.mention.strip())
        return re.search(rf"(?<!\w){name}(?!\w|[.-]\w)", prompt, re.ASCII) is not None

    @property
    def mention(self) -> str:
        """How a prompt calls it: with a space behind it, or gateways take what follows for its name."""
        return f"@{self.username} " if self.username else f"{self.name} "


@dataclass(frozen=True, slots=True)
class ToldCharacter:
    """What a gateway says of a character; whatever it does not say is empty."""

    remote_id: str
    state: CharacterState = CharacterState.READY
    username: str = ""
    name: str = ""
    avatar: str = ""
    permalink: str = ""
    error: MessageError | None = None


def check_wish(wish: CharacterWish, facts: ClipFacts, limits: CharacterLimits) -> None:
    """See that a dialect can take a wish, before anything is sent.

    Raises:
        InputError: it cannot; ``field`` says what of it: name, clip or span.
    """
    if not 1 <= len(wish.name.strip()) <= limits.longest_name:
        raise InputError(
            ErrorKind.CHARACTER_NAME_INVALID, {"longest": str(limits.longest_name)}, field="name"
        )
    _check_source(wish, limits)
    _check_span(wish, limits)
    if wish.clip is not None:
        check_clip(facts, limits)


def _check_source(wish: CharacterWish, limits: CharacterLimits) -> None:
    given = (wish.clip is not None, bool(wish.link), bool(wish.film_id))
    if sum(given) != 1:
        raise InputError(ErrorKind.CLIP_MISSING, field="clip")
    if wish.clip is not None and not limits.takes_files:
        raise InputError(ErrorKind.MEDIA_NEEDS_LINK, {"name": wish.clip.name}, field="clip")
    if wish.clip is None and not limits.takes_links:
        raise InputError(ErrorKind.CLIP_MISSING, field="clip")


def _check_span(wish: CharacterWish, limits: CharacterLimits) -> None:
    if limits.spans_s is None:
        return
    shortest, longest = limits.spans_s
    begin, end = wish.span_s or (0.0, 0.0)
    if begin < 0 or not shortest <= end - begin <= longest:
        values = {"shortest": f"{shortest:g}", "longest": f"{longest:g}"}
        raise InputError(ErrorKind.CLIP_SPAN_INVALID, values, field="span")


def check_clip(facts: ClipFacts, limits: CharacterLimits) -> None:
    """See that a clip is within the bounds, as far as its file tells.

    Raises:
        InputError: it is too short or too long, or its picture has a size that is not taken.
    """
    seconds = None if facts.duration_ms is None else facts.duration_ms / 1000
    fits = seconds is None or limits.shortest_s - _FRAMES_S <= seconds <= limits.longest_s + _FRAMES_S
    if seconds is not None and not fits:
        values = {
            "seconds": f"{seconds:.1f}",
            "shortest": f"{limits.shortest_s:g}",
            "longest": f"{limits.longest_s:g}",
        }
        raise InputError(ErrorKind.CLIP_LENGTH_INVALID, values, field="clip")
    if facts.width and facts.height and not _has_shape(facts.width, facts.height, limits):
        raise InputError(
            ErrorKind.CLIP_SHAPE_INVALID, {"size": f"{facts.width}×{facts.height}"}, field="clip"
        )


def _has_shape(width: int, height: int, limits: CharacterLimits) -> bool:
    ratio, shorter = width / height, min(width, height)
    fits = any(abs(ratio / (one / other) - 1) <= _SHAPE_TOLERANCE for one, other in limits.shapes)
    return fits and shorter >= limits.least_px and (not limits.most_px or shorter <= limits.most_px)
