"""Where data, logs and media live on this system."""

import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from app.storage.failures import storage_errors

_NAME = "relay-studio"
_MEDIA_FOLDER = "Relay Studio"
_PRIVATE = 0o700


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of the studio. Media folders are made when the first file is saved into them."""

    data: Path
    logs: Path
    attachments: Path
    backups: Path
    pictures: Path
    videos: Path
    music: Path
    downloads: Path

    @property
    def database(self) -> Path:
        """The file that holds profiles and conversations."""
        return self.data / "studio.db"

    @property
    def scratch(self) -> Path:
        """The folder of passing files; whatever a start finds in it was left by a run that was killed."""
        return self.data / "scratch"

    @property
    def restore(self) -> Path:
        """The folder whose content the next start puts in the place of the data."""
        return self.data / "restore"

    @property
    def settings(self) -> Path:
        """The file that holds what the person chose for the window."""
        return self.data / "settings.json"


def find_places(data_dir: Path | None = None, media_dir: Path | None = None) -> Places:
    """The folders of this system, or those below the given ones; the data folders exist afterwards.

    Raises:
        StorageError: the data folder cannot be made.
    """
    data = (data_dir or platformdirs.user_data_path(_NAME, appauthor=False)).expanduser().absolute()
    places = Places(data, data / "logs", data / "attachments", data / "backups", *_media(media_dir))
    with storage_errors():
        for folder in (places.data, places.logs, places.attachments, places.backups):
            folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
    return places


def _media(media_dir: Path | None) -> tuple[Path, Path, Path, Path]:
    """Folders of pictures, videos, music and downloads."""
    if media_dir is not None:
        root = media_dir.expanduser().absolute()
        return root / "Pictures", root / "Videos", root / "Music", root / "Downloads"
    return (
        platformdirs.user_pictures_path() / _MEDIA_FOLDER,
        platformdirs.user_videos_path() / _MEDIA_FOLDER,
        platformdirs.user_music_path() / _MEDIA_FOLDER,
        platformdirs.user_downloads_path(),
    )


def resources_folder() -> Path:
    """What is shipped but not code: in a frozen bundle, in an installed wheel, or in the repository."""
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle is not None:
        return Path(bundle) / "resources"
    package = Path(__file__).resolve().parents[1]
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parent / "resources"
