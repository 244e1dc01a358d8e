"""Takes files into the studio before they are sent: stored, recognised and, for pictures, really readable."""

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage, QImageReader

from app.domain.errors import ErrorKind, InputError
from app.domain.media import Attachment, MediaKind
from app.storage.attachments import AttachmentStore
from app.ui import dialogs
from app.ui.chat.composer import Composer
from app.ui.operation import Operation
from app.ui.transcript.content.decoding import bytes_of_file, decode

SENDABLE = (MediaKind.PICTURE, MediaKind.TEXT)
THUMBNAIL_PX = 256


async def attach_file(store: AttachmentStore, path: Path) -> Attachment:
    """Take a file in.

    Raises:
        InputError: empty, too large, broken, or of a kind that no model of a conversation reads.
    """
    return await _checked(store, await store.add_file(path))


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


class AttachmentDesk(QObject):
    """Takes in what is given to a composer, and shows it there."""

    failed = Signal(object)

    def __init__(self, store: AttachmentStore, composer: Composer) -> None:
        super().__init__(composer)
        self._store = store
        self._composer = composer
        composer.files_given.connect(self.take_files)
        composer.picture_given.connect(self._take_picture)
        composer.long_text_given.connect(self._take_text)
        composer.attach_requested.connect(self._pick_files)
        composer.thumbnail_wanted.connect(self._load_thumbnail)

    def take_files(self, paths: list[Path]) -> None:
        """Attach files, in their order; those before a refused one stay."""
        self._composer.show_error("")
        Operation(self, self._take_in(paths), failed=self.failed.emit)

    async def _take_in(self, paths: Sequence[Path]) -> None:
        for path in paths:
            self._composer.add_attachment(await attach_file(self._store, path))

    def _take_picture(self, data: bytes) -> None:
        self._take_bytes(data, self.tr("pasted picture.png"))

    def _take_text(self, text: str) -> None:
        self._take_bytes(text.encode(), self.tr("pasted text.txt"))

    def _take_bytes(self, data: bytes, name: str) -> None:
        self._composer.show_error("")
        taking = attach_bytes(self._store, data, name)
        Operation(self, taking, done=self._composer.add_attachment, failed=self.failed.emit)

    def _pick_files(self) -> None:
        picking = dialogs.pick_files(self._composer.window(), self.tr("Attach pictures or text files"))
        Operation(self, picking, done=self.take_files, failed=self.failed.emit)

    def _load_thumbnail(self, attachment: Attachment) -> None:
        width = THUMBNAIL_PX
        loading = asyncio.to_thread(_thumbnail, self._store.path(attachment), width)
        Operation(self, loading, done=partial(self._composer.show_thumbnail, attachment.id))


def _thumbnail(path: Path, width: int) -> QImage:
    decoded = decode(bytes_of_file(path), width)
    return decoded.image if decoded else QImage()
