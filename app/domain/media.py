"""Media on its way to a model."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.ids import AttachmentId


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
