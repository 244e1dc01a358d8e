"""Making back-ups, now or in a rhythm, and going back to one."""

import asyncio
import logging
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from app import __version__
from app.domain.backup import (
    BackupChoices,
    BackupFile,
    BackupManifest,
    BackupPlace,
    BackupResult,
    backup_name,
    is_due,
)
from app.domain.errors import Stopped, StudioError
from app.services.backups import sending
from app.services.backups.place import OpenPlace, PlaceFiles
from app.services.clock import now
from app.services.events import BackupChanged, Hub
from app.storage import restoring
from app.storage.backup_archive import read_manifest, write_backup
from app.storage.failures import storage_errors
from app.storage.places import Places
from app.storage.secrets import Secrets
from app.storage.settings import SettingsStore

log = logging.getLogger(__name__)
Result = TypeVar("Result")
Progress = Callable[[int, int], None]

LOOK_EVERY_S = 600.0
FETCHED = "fetched.zip"


@dataclass(frozen=True, slots=True)
class FoundBackup:
    """A back-up that lies ready on this computer, with what it says of itself."""

    path: Path
    name: str
    manifest: BackupManifest


class Backups:
    """One piece of work at a time; each can be stopped, and leaves the last good back-up alone.

    Args:
        places: what is backed up.
        settings: what the person chose, and how it went last.
        secrets: opens places.
        open_place: reaches them.
        hub: hears how it went.
    """

    def __init__(
        self, places: Places, settings: SettingsStore, secrets: Secrets, open_place: OpenPlace, hub: Hub
    ) -> None:
        self._places = places
        self._settings = settings
        self._secrets = secrets
        self._open_place = open_place
        self._hub = hub
        self._busy = asyncio.Lock()

    @property
    def choices(self) -> BackupChoices:
        """What the person chose."""
        return self._settings.current.backup

    @property
    def last(self) -> BackupResult | None:
        """How the last attempt went."""
        return self._settings.current.backup_result

    @property
    def busy(self) -> bool:
        """Whether a back-up is being made."""
        return self._busy.locked()

    @property
    def restore_waits(self) -> bool:
        """Whether the next start goes back to a back-up."""
        return restoring.is_ready(self._places)

    def choose(self, choices: BackupChoices) -> None:
        """Change what the person chose."""
        self._settings.change(backup=choices)
        self._hub.publish(BackupChanged())

    async def keep_secret(self, place: BackupPlace, secret: str) -> None:
        """Put the password of a place into the keyring.

        Raises:
            ProfileError: the keyring is missing, locked, silent or failed.
        """
        if place.secret is not None and secret:
            await self._secrets.set(place.secret, secret)

    async def try_out(self, place: BackupPlace, secret: str = "") -> None:
        """Write, read and delete a small file at a place; without a secret, with the one that is kept.

        Raises:
            StudioError: why no back-up can go there.
        """
        secret = secret or await self._secret(place)
        await self._at(place, secret, lambda files, progress: sending.try_out(files, self._places.scratch))

    async def make(self, progress: Progress) -> BackupResult:
        """Make a back-up now, send it, read it back, and delete the oldest beyond those that are kept.

        Raises:
            StudioError: why there is none; it is noted as the last result too.
        """
        async with self._busy:
            moment, choices = now(), self.choices
            try:
                result = await self._make(moment, choices, progress)
            except Stopped:
                raise
            except StudioError as error:
                self._note(BackupResult(moment, error=error.kind))
                raise
            self._note(result)
            return result

    async def run_if_due(self, moment: datetime) -> bool:
        """Make a back-up if the rhythm wants one; a failure is noted and logged. Whether one was made."""
        if self.busy or not is_due(self.choices, self.last, moment):
            return False
        try:
            await self.make(lambda done, of: None)
        except StudioError as error:
            log.warning("The back-up failed: %s", error)
            return False
        return True

    async def watch(self) -> None:
        """Look from time to time whether a back-up is due, for as long as the studio runs."""
        while True:
            await self.run_if_due(now())
            await asyncio.sleep(LOOK_EVERY_S)

    async def listed(self) -> tuple[BackupFile, ...]:
        """The back-ups at the chosen place, newest first.

        Raises:
            StudioError: the place refuses or cannot be reached.
        """
        place = self.choices.place
        found = await self._at(place, await self._secret(place), lambda files, progress: files.files())
        ours = [file for file in found if file.made_at is not None]
        return tuple(sorted(ours, key=lambda file: file.name, reverse=True))

    async def look(self, path: Path) -> FoundBackup:
        """What a back-up on this computer says of itself.

        Raises:
            StorageError: it is none, or of a later version.
        """
        manifest = await asyncio.to_thread(read_manifest, path)
        return FoundBackup(path, path.name, manifest)

    async def fetch(self, backup: BackupFile, progress: Progress) -> FoundBackup:
        """Bring a back-up from the chosen place here, and look at it.

        Raises:
            StudioError: the place refuses, or what came is no back-up.
        """
        place = self.choices.place
        target = self._places.scratch / FETCHED
        await self._at(
            place,
            await self._secret(place),
            lambda files, told: sending.fetch(files, backup, target, told),
            progress,
        )
        manifest = await asyncio.to_thread(read_manifest, target, backup.name)
        return FoundBackup(target, backup.name, manifest)

    async def restore(self, found: FoundBackup, progress: Progress) -> None:
        """Lay a back-up ready, every file of it checked; the next start puts it in place.

        Raises:
            StorageError: it is damaged, or the disk refuses; nothing changes then.
        """
        await _stoppable(
            lambda told: restoring.lay_ready(found.path, self._places, told, found.name), progress
        )
        self._hub.publish(BackupChanged())

    async def call_off(self) -> None:
        """Leave the data as it is at the next start."""
        await asyncio.to_thread(restoring.call_off, self._places)
        self._hub.publish(BackupChanged())

    async def forget_fetched(self) -> None:
        """Delete what was brought here to be looked at."""
        await asyncio.to_thread((self._places.scratch / FETCHED).unlink, missing_ok=True)

    async def _make(self, moment: datetime, choices: BackupChoices, progress: Progress) -> BackupResult:
        await self._settings.flush()
        secret = await self._secret(choices.place)
        name = backup_name(moment)

        def work(files: PlaceFiles, told: Progress) -> int:
            with storage_errors(), tempfile.TemporaryDirectory(dir=self._places.scratch) as scratch:
                packed = Path(scratch, name)
                write_backup(
                    packed,
                    self._places,
                    media=choices.media,
                    program=__version__,
                    made_at=moment,
                    progress=lambda done, of: told(done, 2 * of),
                )
                sending.send(files, packed, name, lambda done, of: told(of + done, 2 * of))
                sending.rotate(files, choices.keep)
                return packed.stat().st_size

        size = await self._at(choices.place, secret, work, progress)
        return BackupResult(moment, name, size)

    async def _at(
        self,
        place: BackupPlace,
        secret: str,
        work: Callable[[PlaceFiles, Progress], Result],
        progress: Progress = lambda done, of: None,
    ) -> Result:
        """Do something at a place, in a thread."""

        def run(told: Progress) -> Result:
            files = self._open_place(place, secret)
            try:
                return work(files, told)
            finally:
                files.close()

        return await _stoppable(run, progress)

    async def _secret(self, place: BackupPlace) -> str:
        return (await self._secrets.get(place.secret) or "") if place.secret is not None else ""

    def _note(self, result: BackupResult) -> None:
        self._settings.change(backup_result=result)
        self._hub.publish(BackupChanged())


async def _stoppable(work: Callable[[Progress], Result], progress: Progress) -> Result:
    """Run blocking work in a thread; who gives up waiting stops it at its next word of progress."""
    loop, stopped = asyncio.get_running_loop(), threading.Event()

    def told(done: int, of: int) -> None:
        if stopped.is_set():
            raise Stopped
        loop.call_soon_threadsafe(progress, done, of)

    running = loop.run_in_executor(None, work, told)
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        stopped.set()
        await asyncio.wait({running})
        raise
