"""The text of what was attached."""

import asyncio
import json
from collections import OrderedDict
from typing import NoReturn

from app.domain.document import DocumentText
from app.domain.errors import ErrorKind, InputError
from app.domain.ids import AttachmentId
from app.domain.media import Attachment, MediaKind
from app.services.documents.gathering import MOST_CHARACTERS, Trouble
from app.services.documents.separate import SeparateReading
from app.storage.attachments import AttachmentStore

LIMIT_S = 90.0
_KEPT_CHARACTERS = 8_000_000
_KINDS = {
    Trouble.LOCKED: ErrorKind.DOCUMENT_LOCKED,
    Trouble.BROKEN: ErrorKind.ATTACHMENT_UNREADABLE,
    Trouble.TOO_COMPLEX: ErrorKind.DOCUMENT_TOO_COMPLEX,
}


class Documents:
    """Reads each document once, and keeps the texts that were wanted last.

    Args:
        limit_s: how long the reading of a document may take, in seconds.
    """

    def __init__(self, attachments: AttachmentStore, limit_s: float = LIMIT_S) -> None:
        self._attachments = attachments
        self._limit_s = limit_s
        self._kept: OrderedDict[AttachmentId, DocumentText] = OrderedDict()

    async def text(self, attachment: Attachment) -> DocumentText:
        """The text of a text file or a document, as it is sent.

        Raises:
            InputError: it is gone, locked, broken, too complex, or holds no text.
        """
        kept = self._kept.get(attachment.id)
        read = kept or await self._read(attachment)
        if not read.text:
            raise _refused(ErrorKind.DOCUMENT_WITHOUT_TEXT, attachment)
        self._keep(attachment.id, read)
        return read

    async def _read(self, attachment: Attachment) -> DocumentText:
        if attachment.kind is MediaKind.TEXT:
            text = await self._attachments.read_text(attachment)
            return DocumentText(text[:MOST_CHARACTERS], cut=len(text) > MOST_CHARACTERS)
        if not self._attachments.holds(attachment):
            raise _refused(ErrorKind.ATTACHMENT_UNREADABLE, attachment)
        reading = SeparateReading(self._attachments.path(attachment), attachment.mime)
        try:
            written = await asyncio.to_thread(reading.run, self._limit_s)
        finally:
            reading.stop()
        return _understood(written, attachment)

    def _keep(self, attachment_id: AttachmentId, read: DocumentText) -> None:
        self._kept[attachment_id] = read
        self._kept.move_to_end(attachment_id)
        while sum(len(kept.text) for kept in self._kept.values()) > _KEPT_CHARACTERS:
            self._kept.popitem(last=False)


def _understood(written: bytes | None, attachment: Attachment) -> DocumentText:
    """What the reading process said; one that ended without a word was too much for it."""
    if written is None:
        _refuse(Trouble.TOO_COMPLEX, attachment)
    said = json.loads(written)
    if "trouble" in said:
        _refuse(Trouble(said["trouble"]), attachment)
    return DocumentText(said["text"], said["pages"], said["cut"])


def _refuse(trouble: Trouble, attachment: Attachment) -> NoReturn:
    raise _refused(_KINDS[trouble], attachment)


def _refused(kind: ErrorKind, attachment: Attachment) -> InputError:
    return InputError(kind, {"name": attachment.name}, field="attachments")
