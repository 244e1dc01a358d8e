"""From messages of a branch to what one request needs: attachments read, own JSON parsed."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from app.catalog.models import ModelCatalog
from app.domain.conversation import AttachmentPart, ChatSettings, LinkPart, Message, Role
from app.domain.errors import ErrorKind, InputError
from app.domain.links import kind_of_link
from app.domain.media import MediaBytes, MediaKind, MediaLink
from app.domain.tool import Tool
from app.domain.tool_pairing import paired
from app.domain.turn import ChatTurn, TurnMessage
from app.services.conversation.carrier import Carrier
from app.services.conversation.chat_protocols import USUAL
from app.services.conversation.sent_files import SentFiles

if TYPE_CHECKING:
    from app.domain.parameter import Values

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
        self,
        settings: ChatSettings,
        messages: Sequence[Message],
        endpoint_types: Sequence[str] = (),
        tools: tuple[Tool, ...] = (),
    ) -> ChatTurn:
        """One request for an answer to the last of the messages.

        Args:
            settings: what the person chose.
            messages: the branch.
            endpoint_types: how the gateway says that the model can be called.
            tools: what the model may call.

        Raises:
            InputError: no model is chosen, the extra JSON is none, an attachment is gone, or the model takes
                neither it nor its text.
        """
        if not settings.model:
            raise InputError(ErrorKind.MODEL_MISSING, field="model")
        traits = self._catalog.traits(settings.model)
        carrier = Carrier.of(settings, traits, endpoint_types)
        protocol = carrier.protocol
        told = messages[-1:] if traits.single_turn else messages
        sent = [await self._as_sent(message, carrier) for message in told]
        prompt = "" if traits.single_turn else settings.system_prompt
        system = [TurnMessage(Role.SYSTEM, prompt)] if prompt.strip() else []
        return ChatTurn(
            model=settings.model,
            messages=paired((*system, *sent)),
            settings=replace(settings, system_prompt=prompt),
            traits=traits,
            options=self._options(settings, protocol),
            extra=parse_extra(settings.extra_json),
            protocol=protocol,
            tools=() if traits.single_turn else tools,
        )

    def _options(self, settings: ChatSettings, protocol: str) -> dict[str, object]:
        """What this model alone knows, where it goes: other formats have no such fields."""
        known = self._catalog.options(settings.model) if protocol == USUAL else ()
        if not known:
            return {}
        from app.protocols.body import written  # few models need it

        return written(known, cast("Values", settings.options))

    async def _as_sent(self, message: Message, carrier: Carrier) -> TurnMessage:
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
        words = message.text if message.text.strip() or not media else carrier.traits.picture_prompt
        text = "\n\n".join(filter(None, [*files, words]))
        return _spoken(message, carrier, text, tuple(media))


def answered(turn: ChatTurn, answer: Message, results: Message) -> ChatTurn:
    """The request after a round of tools: the same conversation with the answer and what its calls gave."""
    carrier = Carrier(turn.model, turn.protocol, turn.traits)
    said = (_spoken(message, carrier, message.text) for message in (answer, results))
    return replace(turn, messages=paired((*turn.messages, *said)))


def _spoken(
    message: Message, carrier: Carrier, text: str, media: tuple[MediaLink | MediaBytes, ...] = ()
) -> TurnMessage:
    """A message as it is sent; an answer in its own words to the model that gave it, in the same format."""
    native, reasoning = message.native, message.reasoning
    is_own = native is not None and native.format == carrier.protocol and message.model == carrier.model
    wants_thought = carrier.traits.returns_reasoning and bool(message.tool_calls)
    return TurnMessage(
        message.role,
        text,
        media,
        native=native if is_own else None,
        calls=message.tool_calls,
        results=message.tool_results,
        response_id=message.response_id,
        reasoning=reasoning.text if reasoning and wants_thought else "",
    )


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
