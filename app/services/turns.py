"""From messages of a branch to what one request needs: attachments read, own JSON parsed."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace

from app.catalog.models import ModelCatalog
from app.domain.conversation import AttachmentPart, ChatSettings, LinkPart, Message, Role
from app.domain.errors import ErrorKind, InputError
from app.domain.links import kind_of_link
from app.domain.media import MediaBytes, MediaKind, MediaLink
from app.domain.turn import ChatTurn, TurnMessage
from app.services.carrier import Carrier
from app.services.sent_files import SentFiles

_LINKED_MIMES = {
    MediaKind.FILE: "application/pdf",
    MediaKind.VIDEO: "video/mp4",
    MediaKind.AUDIO: "audio/mpeg",
}
"""What has to be taken for a link to go along; elsewhere it stands in the words, which some relays read."""


class Turns:
    """Assembles turns. What cannot be sent is refused here, before anything is written."""

    def __init__(self, files: SentFiles, catalog: ModelCatalog) -> None:
        self._files = files
        self._catalog = catalog

    async def assemble(
        self, settings: ChatSettings, messages: Sequence[Message], endpoint_types: Sequence[str] = ()
    ) -> ChatTurn:
        """One request for an answer to the last of the messages.

        Args:
            endpoint_types: how the gateway says that the model can be called.

        Raises:
            InputError: no model is chosen, the extra JSON is none, an attachment is gone, or the model takes
                neither it nor its text.
        """
        if not settings.model:
            raise InputError(ErrorKind.MODEL_MISSING, field="model")
        traits = self._catalog.traits(settings.model)
        carrier = Carrier.of(settings, traits, endpoint_types)
        protocol = carrier.protocol
        sent = [await self._as_sent(message, carrier) for message in messages]
        system = [TurnMessage(Role.SYSTEM, settings.system_prompt)] if settings.system_prompt.strip() else []
        return ChatTurn(
            model=settings.model,
            messages=(*system, *(_for(message, settings.model, protocol) for message in sent)),
            settings=settings,
            traits=traits,
            extra=parse_extra(settings.extra_json),
            protocol=protocol,
        )

    async def _as_sent(self, message: Message, carrier: Carrier) -> tuple[Message, TurnMessage]:
        """A message with its pictures as they are, and other files as they are or as text."""
        files: list[str] = []
        media: list[MediaLink | MediaBytes] = []
        # A model's own pictures do not go back: the format has no place for them in an assistant message.
        for part in message.parts if message.role is Role.USER else ():
            if isinstance(part, LinkPart):
                if link := _link(part.url, carrier.takes_link):
                    media.append(link)
                else:
                    files.append(part.url)
            elif isinstance(part, AttachmentPart):
                sent = await self._files.prepare(part.attachment, carrier)
                if isinstance(sent, str):
                    files.append(sent)
                else:
                    media.append(sent)
        text = "\n\n".join(filter(None, [*files, message.text]))
        return message, TurnMessage(message.role, text, tuple(media))


def _for(sent: tuple[Message, TurnMessage], model: str, protocol: str) -> TurnMessage:
    """An answer goes back in its own words to the model that gave it, in the format that it came in."""
    message, turn = sent
    native = message.native
    is_own = native is not None and native.format == protocol and message.model == model
    return replace(turn, native=native) if is_own else turn


def _link(url: str, takes: Callable[[str], bool]) -> MediaLink | None:
    """A link as a part of its own, where such parts go along; pictures go with every format."""
    kind = kind_of_link(url) or MediaKind.PICTURE
    mime = _LINKED_MIMES.get(kind)
    return MediaLink(url, kind) if mime is None or takes(mime) else None


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
