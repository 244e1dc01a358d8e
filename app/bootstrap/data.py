"""Builds what moves data in and out of the studio, when it is first asked for."""

import shutil
from functools import partial
from pathlib import Path

from app.domain.backup import BackupPlace, PlaceKind
from app.services.backups.backups import Backups
from app.services.backups.place import PlaceFiles
from app.services.conversation.conversations import Conversations
from app.services.data_services import DataServices
from app.services.events import Hub
from app.services.exports import Exports
from app.services.imports.imports import Imports
from app.services.profiles import Profiles
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
    user_agent: str,
) -> DataServices:
    """The services on the studio's data."""
    shutil.rmtree(places.scratch, ignore_errors=True)
    places.scratch.mkdir(mode=0o700, exist_ok=True)
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
