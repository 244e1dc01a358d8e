"""What a model takes along in the format that it is spoken to, and how each file therefore goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from app.domain.conversation import ChatSettings
from app.domain.document import DOCUMENTS, PDF
from app.domain.media import Attachment, MediaKind
from app.domain.model import ModelTraits
from app.services.conversation.chat_protocols import USUAL, chat_protocol, protocol_name


class Way(StrEnum):
    """How a file goes to a model."""

    PICTURE = "picture"
    FILE = "file"
    """As it is."""
    TEXT = "text"
    """As the text that was taken out of it."""
    NONE = "none"
    """Not at all: it is refused before anything is sent."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """A model together with the chat protocol in which it is asked."""

    model: str
    protocol: str
    traits: ModelTraits

    @classmethod
    def of(cls, settings: ChatSettings, traits: ModelTraits, endpoint_types: Sequence[str]) -> Self:
        """How a conversation with these settings is carried."""
        return cls(settings.model, protocol_name(settings, traits, endpoint_types), traits)

    def way(self, attachment: Attachment) -> Way:
        """How a file goes."""
        if attachment.kind is MediaKind.PICTURE:
            return Way.PICTURE
        if self.takes(attachment.mime):
            return Way.FILE
        has_text = attachment.kind is MediaKind.TEXT or attachment.mime in DOCUMENTS
        return Way.TEXT if has_text else Way.NONE

    def takes(self, mime: str) -> bool:
        """Whether a file of this type goes along as it is.

        The usual format carries files for few models, so that it has to be known that one reads them; a
        maker's own format carries what its maker's models read, unless it is known that this one does not.
        """
        if not chat_protocol(self.protocol).takes(mime):
            return False
        inputs = self.traits.inputs
        if inputs is None:
            return self.protocol != USUAL
        return ("pdf" if mime == PDF else mime.partition("/")[0]) in inputs

    def takes_link(self, mime: str) -> bool:
        """Whether a link to such a file goes along; the usual format has parts for links to films alone."""
        return self.takes(mime) and (self.protocol != USUAL or mime.startswith("video/"))
