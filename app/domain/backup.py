"""Back-ups of everything but keys: where they go, when, and what they hold."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.domain.ids import KeyId

NAME_BEGINNING = "relay-studio-"
NAME_ENDING = ".zip"
PASSING_ENDING = ".part"
"""What the name of a file ends with until it is whole."""
_STAMP = "%Y%m%d-%H%M%S"
MOST_KEPT = 99


class PlaceKind(StrEnum):
    """What kind of place takes the back-ups."""

    FOLDER = "folder"
    WEBDAV = "webdav"
    S3 = "s3"


class Rhythm(StrEnum):
    """How often a back-up is made while the studio runs."""

    NEVER = "never"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class BackupPlace:
    """A folder, a WebDAV collection, or a bucket. Passwords and secret keys belong to the keyring."""

    kind: PlaceKind = PlaceKind.FOLDER
    folder: str = ""
    url: str = ""
    """Of the collection, or of the S3 service."""
    user: str = ""
    """User name, or id of the access key."""
    bucket: str = ""
    region: str = ""
    prefix: str = ""
    """What names in the bucket begin with."""

    @property
    def chosen(self) -> bool:
        """Whether enough is known to write there."""
        match self.kind:
            case PlaceKind.FOLDER:
                return bool(self.folder)
            case PlaceKind.WEBDAV:
                return bool(self.url)
            case PlaceKind.S3:
                return bool(self.url and self.bucket)

    @property
    def secret(self) -> KeyId | None:
        """The entry of the keyring that opens it."""
        return None if self.kind is PlaceKind.FOLDER else KeyId(f"backup-{self.kind}")


@dataclass(frozen=True, slots=True)
class BackupChoices:
    """What the person chose."""

    place: BackupPlace = BackupPlace()
    rhythm: Rhythm = Rhythm.NEVER
    keep: int = 7
    """How many back-ups stay at the place."""
    media: bool = False
    """Whether pictures and videos that were made go along."""


@dataclass(frozen=True, slots=True)
class BackupResult:
    """How the last attempt went; ``error`` is an ErrorKind where it failed."""

    at: datetime
    name: str = ""
    size_bytes: int = 0
    error: str = ""


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A back-up that lies at a place."""

    name: str
    size_bytes: int

    @property
    def made_at(self) -> datetime | None:
        """When it was made, as its name says."""
        stamp = self.name.removeprefix(NAME_BEGINNING).removesuffix(NAME_ENDING)
        try:
            return datetime.strptime(stamp, _STAMP).astimezone()
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A member of a back-up and what it has to be."""

    name: str
    size_bytes: int
    checksum: str
    """SHA-256, hexadecimal."""


@dataclass(frozen=True, slots=True)
class BackupManifest:
    """What a back-up says of itself; the last member that is written."""

    version: int
    program: str
    made_at: datetime
    data_version: int
    """Of the database."""
    conversations: int
    messages: int
    profiles: int
    files: tuple[PackedFile, ...]
    data_folder: str = ""
    """Where the data lay; paths in the database begin with it."""
    media_folders: tuple[tuple[str, str], ...] = ()
    """Where pictures, videos and music lay, by their names in the back-up."""

    @property
    def media_files(self) -> int:
        """How many files that were made are in it."""
        return sum(file.name.startswith("media/") for file in self.files)

    @property
    def size_bytes(self) -> int:
        """All members unpacked."""
        return sum(file.size_bytes for file in self.files)


def backup_name(moment: datetime) -> str:
    """The name of a back-up that is made now; names sort by their time."""
    return f"{NAME_BEGINNING}{moment.astimezone():{_STAMP}}{NAME_ENDING}"


def is_due(choices: BackupChoices, last: BackupResult | None, moment: datetime) -> bool:
    """Whether the rhythm wants a back-up; a failed one is tried again after an hour."""
    if choices.rhythm is Rhythm.NEVER or not choices.place.chosen:
        return False
    if last is None:
        return True
    if last.error:
        return moment - last.at >= timedelta(hours=1)
    return moment - last.at >= timedelta(days=1 if choices.rhythm is Rhythm.DAILY else 7)


def superfluous(files: tuple[BackupFile, ...], keep: int) -> tuple[BackupFile, ...]:
    """The back-ups beyond the newest ``keep``; files of others are never among them."""
    ours = [file for file in files if file.made_at is not None]
    return tuple(sorted(ours, key=lambda file: file.name, reverse=True)[max(1, keep) :])


def left_over(files: tuple[BackupFile, ...]) -> tuple[BackupFile, ...]:
    """Back-ups that were begun and never finished."""
    ending = f"{NAME_ENDING}{PASSING_ENDING}"
    return tuple(
        file for file in files if file.name.startswith(NAME_BEGINNING) and file.name.endswith(ending)
    )
