"""Media on its way to a model."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.domain.ids import AssetId, AttachmentId


class MediaKind(StrEnum):
    """What a media part is, judged by its content rather than by its name."""

    PICTURE = "picture"
    AUDIO = "audio"
    VIDEO = "video"
    TEXT = "text"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class MediaLink:
    """Media that lies at an address; the gateway fetches it."""

    url: str
    kind: MediaKind = MediaKind.PICTURE


@dataclass(frozen=True, slots=True)
class MediaBytes:
    """Media that is sent along."""

    data: bytes
    mime: str
    name: str = ""
    kind: MediaKind = MediaKind.PICTURE


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that the person attached, kept in the data folder so that it exists tomorrow."""

    id: AttachmentId
    kind: MediaKind
    name: str
    mime: str
    size_bytes: int
    path: str
    """Relative to the data folder's ``attachments``."""
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a file was made. It is written into the file, so that the folder is useful without the studio."""

    profile_name: str = ""
    gateway: str = ""
    """Host of the gateway, never with a key."""
    model: str = ""
    card_id: str = ""
    prompt: str = ""
    values: dict[str, object] = field(default_factory=dict)
    seed: str = ""
    task_id: str = ""
    request_id: str = ""
    cost: str = ""
    source: str = ""
    """The result's link without its signature."""
    made_at: str = ""
    """When it was asked for, as ISO 8601."""
    form: str = ""
    """The whole form as it is kept (a GenerationForm as JSON), so that it can be filled in again."""


class AssetOrigin(StrEnum):
    """How a file came into the library."""

    MADE = "made"
    ATTACHED = "attached"
    """It came with a message or a form; it lies in the data folder, and the conversation needs it there."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file in the library. ``path`` is absolute: what was made lies in the person's own folders."""

    id: AssetId
    kind: MediaKind
    mime: str
    path: str
    size_bytes: int
    created_at: datetime
    width: int | None = None
    height: int | None = None
    duration_ms: int | None = None
    checksum: str = ""
    favourite: bool = False
    tags: tuple[str, ...] = ()
    provenance: Provenance = Provenance()
    origin: AssetOrigin = AssetOrigin.MADE
    name: str = ""
    """What the person called it, where its path says nothing."""

    @property
    def moves(self) -> bool:
        """Whether it is played rather than looked at."""
        return self.kind is MediaKind.VIDEO or self.mime == "image/gif"
