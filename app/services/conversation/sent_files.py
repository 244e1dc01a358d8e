"""Files of a message as they are sent: as they are, or as their text."""

from app.domain.document import DocumentText
from app.domain.errors import ErrorKind, InputError
from app.domain.media import Attachment, MediaBytes
from app.services.conversation.carrier import Carrier, Way
from app.services.conversation.chat_protocols import PROTOCOL_NAMES
from app.services.documents.documents import Documents
from app.storage.attachments import AttachmentStore


class SentFiles:
    """Prepares files for a request."""

    def __init__(self, attachments: AttachmentStore, documents: Documents) -> None:
        self._attachments = attachments
        self._documents = documents

    async def prepare(self, attachment: Attachment, carrier: Carrier) -> MediaBytes | str:
        """A file that goes along, or the words that stand for it.

        Raises:
            InputError: it is gone or unreadable, or the model takes neither the file nor its text.
        """
        match carrier.way(attachment):
            case Way.PICTURE | Way.FILE:
                data = await self._attachments.read(attachment)
                return MediaBytes(data, attachment.mime, attachment.name, attachment.kind)
            case Way.TEXT:
                return as_words(attachment.name, await self._documents.text(attachment))
            case Way.NONE:
                raise _not_taken(attachment, carrier)


def as_words(name: str, document: DocumentText) -> str:
    """A text as a model reads it: fenced, under its file's name, and with a note where it was cut."""
    text = document.text
    longest = max((len(line) - len(line.lstrip("`")) for line in text.splitlines()), default=0)
    fence = "`" * max(3, longest + 1)
    note = f"\n[Cut here: only the first {len(text)} characters are given.]" if document.cut else ""
    return f"{name}\n{fence}\n{text}\n{fence}{note}"


def _not_taken(attachment: Attachment, carrier: Carrier) -> InputError:
    told = {"name": attachment.name, "model": carrier.model, "protocol": PROTOCOL_NAMES[carrier.protocol]}
    return InputError(ErrorKind.MEDIA_NOT_TAKEN, told, field="attachments")
