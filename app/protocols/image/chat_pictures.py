"""Pictures drawn in a conversation: POST /v1/chat/completions with the prompt as a message.

The text of a card's prompt and its pictures become the parts of one user message, even text alone: a relay
read a plain string as the address of a picture. ``ratio_in_prompt`` is added to the prompt as words. The
option ``modalities = "text,image"`` sends that list.
"""

from collections.abc import Iterable, Iterator

from app.domain.card import MediaForm
from app.domain.generation import EarlierTurn, Generation, GenerationResult
from app.domain.media import MediaBytes, MediaKind, MediaLink
from app.domain.profile import GatewayTraits
from app.protocols.base import CallProtocol, GenerationDecoder
from app.protocols.body import fields_of, media_of, model_of, written_media
from app.protocols.gateway import auth_of
from app.protocols.image.chat_picture_decoder import ChatPictureDecoder, read_chat
from app.protocols.merge import merged
from app.protocols.read import text, well_formed
from app.wire.request import Expects, JsonBody, WireRequest
from app.wire.response import WireResponse


class ChatPictures:
    """The call ``chat-pictures``."""

    def request(self, generation: Generation, gateway: GatewayTraits) -> WireRequest:
        """The request of a generation, streamed where the card or the generation says so.

        Raises:
            InputError: a JSON parameter holds no JSON, or media that has to be a link is none.
        """
        body = merged(_body(generation), generation.extra)
        return WireRequest(
            "POST",
            f"{gateway.api_prefix}/chat/completions",
            auth=auth_of(gateway.auth),
            body=JsonBody(body),
            expects=Expects.EVENTS if body.get("stream") is True else Expects.JSON,
        )

    def parse(self, response: WireResponse, generation: Generation) -> GenerationResult:
        """The pictures of a whole answer, or its words where it drew none.

        Raises:
            StudioError: it is an error, tells of a failure in words, or holds nothing.
        """
        return read_chat(response, generation)

    def decoder(self, generation: Generation) -> GenerationDecoder:
        """A fresh decoder for one stream."""
        return ChatPictureDecoder(generation)


def _body(generation: Generation) -> dict[str, object]:
    fields = fields_of(generation)
    prompt = _prompt(text(fields.pop("prompt", "")), text(fields.pop("ratio_in_prompt", "")))
    addresses = [written_media(item, slot.form) for slot, media in media_of(generation) for item in media]
    earlier = [address for address in _last_pictures(generation) if address not in addresses]
    messages = [*_history(generation.history), _user(prompt, [*earlier, *addresses])]
    modalities = generation.card.option("modalities")
    listed = {"modalities": modalities.split(",")} if modalities else {}
    return {
        "model": model_of(generation),
        "messages": messages,
        "stream": generation.stream,
        **listed,
        **fields,
    }


def _prompt(prompt: str, ratio: str) -> str:
    return prompt if not ratio or ratio in prompt else f"{prompt}, {ratio}"


def _history(turns: Iterable[EarlierTurn]) -> Iterator[dict[str, object]]:
    """What was said before; an answer goes back as it came, because relays find their task in it."""
    for turn in turns:
        yield _user(turn.prompt, map(_address, turn.media))
        if turn.answer.strip():
            yield {"role": "assistant", "content": well_formed(turn.answer)}


def _last_pictures(generation: Generation) -> Iterator[str]:
    """The pictures of the turn before, attached anew: relays do not look for them in an answer's text."""
    for turn in generation.history[-1:]:
        yield from (_address(media) for media in turn.outputs if media.kind is MediaKind.PICTURE)


def _user(prompt: str, addresses: Iterable[str]) -> dict[str, object]:
    words = [{"type": "text", "text": well_formed(prompt)}] if prompt.strip() else []
    pictures = [{"type": "image_url", "image_url": {"url": address}} for address in addresses]
    return {"role": "user", "content": [*words, *pictures]}


def _address(media: MediaBytes | MediaLink) -> str:
    return written_media(media, MediaForm.DATA_URL)


CHAT_PICTURES: CallProtocol = ChatPictures()
