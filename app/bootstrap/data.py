"""Builds what moves data in and out of the studio, when it is first asked for."""

import asyncio
import shutil
from functools import partial
from pathlib import Path

from app.domain.backup import BackupPlace, PlaceKind
from app.services.backups.backups import Backups
from app.services.backups.place import PlaceFiles
from app.services.clock import new_id
from app.services.conversation.conversations import Conversations
from app.services.data_services import DataServices
from app.services.events import Hub
from app.services.exports import Exports
from app.services.imports.imports import Imports
from app.services.profiles import Profiles
from app.services.supervisor import Supervisor
from app.storage.attachments import AttachmentStore
from app.storage.backup_folder import FolderFiles
from app.storage.conversation_trees import ConversationTrees
from app.storage.database import Database
from app.storage.places import Places
from app.storage.secrets import Secrets
from app.storage.settings import SettingsStore


def begin_data(
    *,
    database: Database,
    places: Places,
    conversations: Conversations,
    attachments: AttachmentStore,
    profiles: Profiles,
    settings: SettingsStore,
    secrets: Secrets,
    hub: Hub,
    supervisor: Supervisor,
    user_agent: str,
) -> DataServices:
    """The services on the studio's data."""
    supervisor.start("clear the scratch folder", _clear(_set_aside(places.scratch)))
    trees = ConversationTrees(database)
    return DataServices(
        exports=Exports(trees, attachments, places.scratch),
        imports=Imports(
            trees,
            conversations,
            attachments,
            lambda profile_id: profiles.get(profile_id) is not None,
            places.scratch,
        ),
        backups=Backups(places, settings, secrets, partial(open_place, user_agent), hub),
    )


def _set_aside(scratch: Path) -> list[Path]:
    """An empty folder in its place at once; what a killed run has left there may be large."""
    if scratch.exists():
        scratch.rename(scratch.with_name(f"{scratch.name}-{new_id()}"))
    scratch.mkdir(mode=0o700)
    return list(scratch.parent.glob(f"{scratch.name}-*"))


async def _clear(folders: list[Path]) -> None:
    for folder in folders:
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)


def open_place(user_agent: str, place: BackupPlace, secret: str) -> PlaceFiles:
    """The files of a place; those elsewhere bring HTTP along, so they are loaded when they are wanted.

    Raises:
        InputError: its address is none.
        NetworkError: the system's proxy cannot be used.
    """
    match place.kind:
        case PlaceKind.FOLDER:
            return FolderFiles(Path(place.folder))
        case PlaceKind.WEBDAV:
            from app.transport.remote_files.webdav import WebdavFiles

            return WebdavFiles(place, secret, user_agent)
        case PlaceKind.S3:
            from app.transport.remote_files.s3 import S3Files

            return S3Files(place, secret, user_agent)
