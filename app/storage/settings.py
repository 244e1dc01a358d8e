"""What the person chose for the window, in one small JSON file."""

import asyncio
import dataclasses
import json
import logging
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from app.domain.backup import BackupChoices, BackupResult
from app.domain.errors import StorageError
from app.domain.ids import ConversationId
from app.storage.failures import storage_errors
from app.storage.files import written_whole
from app.storage.records import from_json, to_json, to_text

log = logging.getLogger(__name__)

_SAVE_AFTER_S = 0.5
_SCALES = (0.8, 2.0)


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices that hold for the whole studio."""

    language: Literal["system", "zh", "en"] = "system"
    theme: Literal["system", "light", "dark"] = "system"
    scale: float = 1.0
    """Size of the interface, 0.8 to 2.0."""
    reduce_motion: bool = False
    send_with_enter: bool = True
    notifications: bool = True
    """Whether the desktop tells of what is done while the window is not in front."""
    keep_awake: bool = False
    """Whether the computer is kept from falling asleep while something is being made."""
    when_closed: Literal["ask", "tray", "quit"] = "ask"
    """What becomes of the studio when its window is closed: it asks where something runs, it goes on in the
    tray, or it ends."""
    film_volume: float = 0.7
    """How loud films are, 0 to 1."""
    film_muted: bool = False
    tool_rounds: int = 20
    """How often in a row a model may call tools before the person is asked."""
    compared: tuple[tuple[str, str], ...] = ()
    """The profiles and models that were asked together last time."""
    check_updates: bool = False
    """Whether a start may ask the release feed for a newer version."""
    updates_asked: bool = False
    """Whether the person was asked for that."""
    release_feed: str = ""
    """Address of the release feed; empty where that of the package holds."""
    backup: BackupChoices = BackupChoices()
    backup_result: BackupResult | None = None
    """How the last attempt at a back-up went."""
    last_page: str = ""
    last_conversation: ConversationId | None = None
    allowed_picture_hosts: frozenset[str] = frozenset()
    """Hosts from which remote pictures may be loaded."""
    window_geometry: str = ""
    """Qt's saved geometry in base64."""
    list_width: int = 0
    """Width of the conversation list in pixels; 0 leaves it to the window."""
    list_hidden: bool = False
    """Whether the conversation list is out of sight also where there is room for it."""
    folded_folders: frozenset[str] = frozenset()
    """Ids of the folders in the conversation list whose rows are not shown."""

    def __post_init__(self) -> None:
        lowest, highest = _SCALES
        object.__setattr__(self, "scale", min(max(self.scale, lowest), highest))
        object.__setattr__(self, "tool_rounds", min(max(self.tool_rounds, 1), 1000))
        object.__setattr__(self, "film_volume", min(max(self.film_volume, 0.0), 1.0))


class SettingsStore:
    """Holds the settings and writes them a moment after a change, whole or not at all.

    Fields that a later version wrote are kept. A file that makes no sense is set aside under a dated name.

    Raises:
        StorageError: the file may not be read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self.set_aside: Path | None = None
        """Where a damaged file lies now."""
        with storage_errors():
            self._stored: dict[str, Any] = self._load()
        self._current = from_json(Settings, self._stored)

    @property
    def current(self) -> Settings:
        """The settings as they are now."""
        return self._current

    def change(self, **fields: Any) -> Settings:
        """Change some settings; they reach the disk shortly after.

        Raises:
            TypeError: there is no such setting.
        """
        self._current = dataclasses.replace(self._current, **fields)
        if self._timer is None:
            self._timer = threading.Timer(_SAVE_AFTER_S, self._save_late)
            self._timer.daemon = True
            self._timer.start()
        return self._current

    async def flush(self) -> None:
        """Have every change on the disk when this returns.

        Raises:
            StorageError: the disk refused.
        """
        await asyncio.to_thread(self._flush)

    def _flush(self) -> None:
        timer, self._timer = self._timer, None
        if timer is not None:
            timer.cancel()
            timer.join()
        self._save()

    def _save_late(self) -> None:
        self._timer = None  # a change from here on asks for a saving of its own
        try:
            self._save()
        except StorageError:
            log.exception("The settings could not be saved")

    def _save(self) -> None:
        with self._lock, storage_errors():
            known = {field.name for field in dataclasses.fields(Settings)}
            kept = {name: value for name, value in self._stored.items() if name not in known}
            stored = {**kept, **to_json(self._current)}
            if stored == self._stored:
                return
            with written_whole(self._path) as part:
                part.write_text(to_text(stored), encoding="utf-8")
            self._stored = stored

    def _load(self) -> dict[str, Any]:
        if not self._path.exists():
            return {}
        try:
            stored = json.loads(self._path.read_text(encoding="utf-8"))
            if not isinstance(stored, dict):
                raise ValueError("the settings are no object")
        except ValueError:
            stamp = f"{datetime.now().astimezone():%Y%m%d-%H%M%S}"
            self.set_aside = self._path.with_name(f"settings-damaged-{stamp}.json")
            self._path.replace(self.set_aside)
            return {}
        return stored
