"""From messages of a branch to what one request needs: attachments read, own JSON parsed."""

import json
from collections.abc import Sequence

from app.catalog.models import ModelCatalog
from app.domain.conversation import AttachmentPart, ChatSettings, LinkPart, Message, Role
from app.domain.errors import ErrorKind, InputError
from app.domain.media import Attachment, MediaBytes, MediaKind, MediaLink
from app.domain.turn import ChatTurn, TurnMessage
from app.storage.attachments import AttachmentStore


class Turns:
    """Assembles turns. What cannot be sent is refused here, before anything is written."""

    def __init__(self, attachments: AttachmentStore, catalog: ModelCatalog) -> None:
        self._attachments = attachments
        self._catalog = catalog

    async def assemble(self, settings: ChatSettings, messages: Sequence[Message]) -> ChatTurn:
        """One request for an answer to the last of the messages.

        Raises:
            InputError: no model is chosen, the extra JSON is none, or an attachment is gone.
        """
        if not settings.model:
            raise InputError(ErrorKind.MODEL_MISSING, field="model")
        system = [TurnMessage(Role.SYSTEM, settings.system_prompt)] if settings.system_prompt.strip() else []
        return ChatTurn(
            model=settings.model,
            messages=(*system, *[await self._as_sent(message) for message in messages]),
            settings=settings,
            traits=self._catalog.traits(settings.model),
            extra=parse_extra(settings.extra_json),
        )

    async def _as_sent(self, message: Message) -> TurnMessage:
        """A message with its pictures as they are and its text files as text."""
        files: list[str] = []
        media: list[MediaLink | MediaBytes] = []
        # A model's own pictures do not go back: the format has no place for them in an assistant message.
        for part in message.parts if message.role is Role.USER else ():
            if isinstance(part, LinkPart):
                media.append(MediaLink(part.url))
            elif isinstance(part, AttachmentPart) and part.attachment.kind is MediaKind.PICTURE:
                media.append(await self._picture(part.attachment))
            elif isinstance(part, AttachmentPart):
                files.append(await self._file_as_text(part.attachment))
        return TurnMessage(message.role, "\n\n".join(filter(None, [*files, message.text])), tuple(media))

    async def _picture(self, attachment: Attachment) -> MediaBytes:
        return MediaBytes(await self._attachments.read(attachment), attachment.mime, attachment.name)

    async def _file_as_text(self, attachment: Attachment) -> str:
        """A text file as the model reads it: fenced, under its name."""
        text = await self._attachments.read_text(attachment)
        longest = max((len(line) - len(line.lstrip("`")) for line in text.splitlines()), default=0)
        fence = "`" * max(3, longest + 1)
        return f"{attachment.name}\n{fence}\n{text}\n{fence}"


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
