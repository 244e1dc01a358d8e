"""Model cards: everything that the studio knows of a model that makes something, as data."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from app.domain.media import MediaKind
from app.domain.parameter import Condition, Parameter
from app.domain.text import Bilingual


class SlotRole(StrEnum):
    """What a picture or clip is for."""

    REFERENCE = "reference"
    BASE = "base"
    """The picture that is edited."""
    MASK = "mask"
    STYLE = "style"
    FACE = "face"
    FIRST_FRAME = "first_frame"
    LAST_FRAME = "last_frame"
    VIDEO = "video"
    GARMENT = "garment"
    PERSON = "person"


class MaskPolarity(StrEnum):
    """Which part of a mask is painted anew; vendors disagree."""

    TRANSPARENT = "transparent"
    WHITE = "white"
    BLACK = "black"


class MediaForm(StrEnum):
    """How media go along with a request."""

    MULTIPART = "multipart"
    DATA_URL = "data_url"
    BASE64 = "base64"
    LINK = "link"
    """Only by an address that the gateway can reach."""


@dataclass(frozen=True, slots=True)
class MediaSlot:
    """A place for media in a model's form."""

    role: SlotRole
    label: Bilingual
    kind: MediaKind = MediaKind.PICTURE
    least: int = 0
    most: int = 1
    send_as: str = ""
    """Name or path in the request; ``[]`` at its end makes a list even of one; forms list only several."""
    form: MediaForm = MediaForm.DATA_URL
    mimes: tuple[str, ...] = ("image/png", "image/jpeg", "image/webp")
    largest_bytes: int | None = None
    polarity: MaskPolarity = MaskPolarity.TRANSPARENT
    help: Bilingual | None = None
    shown_when: tuple[Condition, ...] = ()
    cuts: SlotRole | None = None
    """For a mask: whose picture goes without the marked part, for servers that fill what is transparent."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition across parameters: when all of ``when`` hold, all of ``then`` must; else ``says``."""

    when: tuple[Condition, ...]
    then: tuple[Condition, ...]
    says: Bilingual


@dataclass(frozen=True, slots=True)
class Price:
    """A list price; gateways charge by their own. ``per`` is picture, second, call or million_tokens."""

    amount: Decimal
    currency: str = "USD"
    per: str = "picture"


class MediaFamily(StrEnum):
    """The page of the window on which a card appears."""

    IMAGE = "image"
    VIDEO = "video"
    MUSIC = "music"
    SPEECH = "speech"


MULTI_TURN = "multi_turn"
"""What a card can whose format goes on from a result with all that was said before."""

CHARACTERS = "characters"
"""What a card can whose prompt may call characters by their names."""


@dataclass(frozen=True, slots=True)
class ModelCard:
    """One entry of the catalogue. The form, its checks, the request body and provenance follow from it.

    ``matches`` are names under which gateways sell the model: exact, or patterns with ``*``. ``protocol`` and
    ``action`` find the wire format and which of its calls; ``options`` are the format's own settings for this
    model (a version hash, a path, the words of an adapter).
    """

    id: str
    family: str
    """A coverage family such as ``image.fal``."""
    page: MediaFamily
    name: Bilingual
    protocol: str
    action: str = ""
    model: str = ""
    """What is sent as model; empty means the name that the gateway lists."""
    matches: tuple[str, ...] = ()
    vendor: str = ""
    capabilities: frozenset[str] = frozenset()
    """text_to_image, edit, mask, references, stream, describe, upscale, transparent …"""
    parameters: tuple[Parameter, ...] = ()
    slots: tuple[MediaSlot, ...] = ()
    rules: tuple[Rule, ...] = ()
    price: Price | None = None
    typical_s: float | None = None
    link_lifetime_s: float | None = None
    deprecated: bool = False
    note: Bilingual | None = None
    source: str = ""
    """Where the facts come from."""
    options: tuple[tuple[str, str], ...] = ()
    covers: tuple[str, ...] = ()
    """Coverage ids that this card makes reachable."""

    def parameter(self, key: str) -> Parameter | None:
        """A parameter by its key."""
        return next((parameter for parameter in self.parameters if parameter.key == key), None)

    def option(self, name: str, default: str = "") -> str:
        """A setting of the wire format."""
        return dict(self.options).get(name, default)
