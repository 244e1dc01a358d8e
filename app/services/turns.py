"""From messages of a branch to what one request needs: attachments read, own JSON parsed."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from app.catalog.models import ModelCatalog
from app.domain.conversation import AttachmentPart, ChatSettings, LinkPart, Message, Role
from app.domain.errors import ErrorKind, InputError
from app.domain.media import Attachment, MediaBytes, MediaKind, MediaLink
from app.domain.turn import ChatTurn, TurnMessage
from app.services.chat_protocols import chat_protocol, protocol_name
from app.storage.attachments import AttachmentStore


class Turns:
    """Assembles turns. What cannot be sent is refused here, before anything is written."""

    def __init__(self, attachments: AttachmentStore, catalog: ModelCatalog) -> None:
        self._attachments = attachments
        self._catalog = catalog

    async def assemble(
        self, settings: ChatSettings, messages: Sequence[Message], endpoint_types: Sequence[str] = ()
    ) -> ChatTurn:
        """One request for an answer to the last of the messages.

        Args:
            endpoint_types: how the gateway says that the model can be called.

        Raises:
            InputError: no model is chosen, the extra JSON is none, or an attachment is gone.
        """
        if not settings.model:
            raise InputError(ErrorKind.MODEL_MISSING, field="model")
        traits = self._catalog.traits(settings.model)
        protocol = protocol_name(settings, traits, endpoint_types)
        takes = chat_protocol(protocol).takes
        sent = [await self._as_sent(message, takes) for message in messages]
        system = [TurnMessage(Role.SYSTEM, settings.system_prompt)] if settings.system_prompt.strip() else []
        return ChatTurn(
            model=settings.model,
            messages=(*system, *(_for(message, settings.model, protocol) for message in sent)),
            settings=settings,
            traits=traits,
            extra=parse_extra(settings.extra_json),
            protocol=protocol,
        )

    async def _as_sent(self, message: Message, takes: Callable[[str], bool]) -> tuple[Message, TurnMessage]:
        """A message with its pictures as they are, and other files as they are or as text."""
        files: list[str] = []
        media: list[MediaLink | MediaBytes] = []
        # A model's own pictures do not go back: the format has no place for them in an assistant message.
        for part in message.parts if message.role is Role.USER else ():
            if isinstance(part, LinkPart):
                media.append(_link(part.url, takes))
            elif isinstance(part, AttachmentPart) and _goes_as_it_is(part.attachment, takes):
                media.append(await self._file(part.attachment))
            elif isinstance(part, AttachmentPart):
                files.append(await self._file_as_text(part.attachment))
        text = "\n\n".join(filter(None, [*files, message.text]))
        return message, TurnMessage(message.role, text, tuple(media))

    async def _file(self, attachment: Attachment) -> MediaBytes:
        data = await self._attachments.read(attachment)
        return MediaBytes(data, attachment.mime, attachment.name, attachment.kind)

    async def _file_as_text(self, attachment: Attachment) -> str:
        """A text file as the model reads it: fenced, under its name."""
        text = await self._attachments.read_text(attachment)
        longest = max((len(line) - len(line.lstrip("`")) for line in text.splitlines()), default=0)
        fence = "`" * max(3, longest + 1)
        return f"{attachment.name}\n{fence}\n{text}\n{fence}"


def _for(sent: tuple[Message, TurnMessage], model: str, protocol: str) -> TurnMessage:
    """An answer goes back in its own words to the model that gave it, in the format that it came in."""
    message, turn = sent
    native = message.native
    is_own = native is not None and native.format == protocol and message.model == model
    return replace(turn, native=native) if is_own else turn


def _goes_as_it_is(attachment: Attachment, takes: Callable[[str], bool]) -> bool:
    return attachment.kind is MediaKind.PICTURE or takes(attachment.mime)


def _link(url: str, takes: Callable[[str], bool]) -> MediaLink:
    """A link to a document is one, where documents go along; any other link is a picture."""
    is_document = urlsplit(url).path.lower().endswith(".pdf") and takes("application/pdf")
    return MediaLink(url, MediaKind.FILE if is_document else MediaKind.PICTURE)


def parse_extra(text: str) -> dict[str, object]:
    """The person's own JSON for the request body; nothing typed is an empty object.

    Raises:
        InputError: it is no JSON object; ``reason`` says where.
    """
    if not text.strip():
        return {}
    try:
        value = json.loads(text)
    except ValueError as error:
        raise InputError(ErrorKind.EXTRA_JSON_INVALID, {"reason": str(error)}, field="extra_json") from error
    if not isinstance(value, dict):
        raise InputError(ErrorKind.EXTRA_JSON_INVALID, {"reason": "{ … }"}, field="extra_json")
    return value
