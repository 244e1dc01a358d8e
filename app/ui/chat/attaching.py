"""Takes files into the studio before they are sent: stored, recognised and, for pictures, really readable."""

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage, QImageReader

from app.domain.document import DOCUMENTS
from app.domain.errors import ErrorKind, InputError, StudioError
from app.domain.media import Attachment, MediaKind
from app.services.documents.documents import Documents
from app.storage.attachments import AttachmentStore
from app.ui import dialogs
from app.ui.chat.composer import Composer
from app.ui.chat.document_look import DocumentLook
from app.ui.chat.shrinking import ShrinkMenu
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.transcript.content.decoding import bytes_of_file, decode

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
    if attachment.kind is MediaKind.FILE and attachment.mime not in DOCUMENTS:
        raise _refused(ErrorKind.ATTACHMENT_NOT_SUPPORTED, attachment)
    is_picture = attachment.kind is MediaKind.PICTURE
    if is_picture and not await asyncio.to_thread(_decodes, store.path(attachment)):
        raise _refused(ErrorKind.ATTACHMENT_UNREADABLE, attachment)
    return attachment


def _refused(kind: ErrorKind, attachment: Attachment) -> InputError:
    return InputError(kind, {"name": attachment.name}, field="attachments")


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

    def __init__(
        self,
        store: AttachmentStore,
        documents: Documents,
        composer: Composer,
        notices: Notices,
        theme: Theme,
    ) -> None:
        super().__init__(composer)
        self._store = store
        self._documents = documents
        self._notices = notices
        self._theme = theme
        self._composer = composer
        composer.files_given.connect(self.take_files)
        composer.picture_given.connect(self._take_picture)
        composer.long_text_given.connect(self._take_text)
        composer.attach_requested.connect(self._pick_files)
        composer.thumbnail_wanted.connect(self._load_thumbnail)
        composer.attachments.look_wanted.connect(self.look_into)
        composer.attachments.shrink_wanted.connect(self._offer_sizes)

    def take_files(self, paths: list[Path]) -> None:
        """Attach files, in their order; those before a refused one stay."""
        self._composer.show_error("")
        Operation(self, self._take_in(paths), failed=self.failed.emit)

    def look_into(self, attachment: Attachment) -> None:
        """Show the text that is sent for a document; closing the dialog ends a reading that goes on."""
        path = self._store.path(attachment)
        look = DocumentLook(attachment.name, self._theme, self._composer.window(), path)
        look.finished.connect(look.deleteLater)

        def tell(error: StudioError) -> None:
            look.show_error(self._notices.words(error).sentence)

        Operation(look, self._documents.text(attachment), done=look.show_text, failed=tell)
        look.open()

    def _offer_sizes(self, attachment: Attachment) -> None:
        menu = ShrinkMenu(self._store.path(attachment), attachment.size_bytes, self._composer)
        menu.chosen.connect(partial(self._put_smaller, attachment))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._composer.attachments.place_of(attachment.id))

    def _put_smaller(self, attachment: Attachment, picture: bytes) -> None:
        put = partial(self._composer.attachments.replace, attachment.id)
        Operation(
            self, attach_bytes(self._store, picture, attachment.name), done=put, failed=self.failed.emit
        )

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
        picking = dialogs.pick_files(self._composer.window(), self.tr("Attach files"))
        Operation(self, picking, done=self.take_files, failed=self.failed.emit)

    def _load_thumbnail(self, attachment: Attachment) -> None:
        width = THUMBNAIL_PX
        loading = asyncio.to_thread(_thumbnail, self._store.path(attachment), width)
        Operation(self, loading, done=partial(self._composer.show_thumbnail, attachment.id))


def _thumbnail(path: Path, width: int) -> QImage:
    decoded = decode(bytes_of_file(path), width)
    return decoded.image if decoded else QImage()
