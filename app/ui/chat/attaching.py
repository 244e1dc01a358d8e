"""Takes files into the studio before they are sent: stored, recognised and, for pictures, really readable."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImageReader

from app.domain.errors import ErrorKind, InputError
from app.domain.media import Attachment, MediaKind
from app.storage.attachments import AttachmentStore

SENDABLE = (MediaKind.PICTURE, MediaKind.TEXT)


async def attach_files(store: AttachmentStore, paths: Sequence[Path]) -> list[Attachment]:
    """Take files in, in their order.

    Raises:
        InputError: empty, too large, broken, or of a kind that no model of a conversation reads.
    """
    return [await _checked(store, await store.add_file(path)) for path in paths]


async def attach_bytes(store: AttachmentStore, data: bytes, name: str) -> Attachment:
    """Take in what was pasted.

    Raises:
        InputError: as for files.
    """
    return await _checked(store, await store.add_bytes(data, name))


async def _checked(store: AttachmentStore, attachment: Attachment) -> Attachment:
    readable = attachment.kind in SENDABLE
    if attachment.kind is MediaKind.PICTURE:
        readable = await asyncio.to_thread(_decodes, store.path(attachment))
    if not readable:
        raise InputError(ErrorKind.ATTACHMENT_UNREADABLE, {"name": attachment.name}, field="attachments")
    return attachment


def _decodes(path: Path) -> bool:
    """Whether a picture can really be decoded; a small size keeps huge ones cheap."""
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(size.scaled(64, 64, Qt.AspectRatioMode.KeepAspectRatio))
    return not reader.read().isNull()
