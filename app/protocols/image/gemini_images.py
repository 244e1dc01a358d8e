"""Gemini's picture models in Google's own format, and Imagen.

Actions of a card: ``generate`` (generateContent, streamed where the generation says so) and ``predict``
(Imagen). Parameters stand at their places in the body; ``generationConfig.responseModalities`` as a text with
commas becomes a list, and a switch at ``tools`` becomes the search tool.

Sources: ``google-genai`` SDK, ``types.py``; QuantumNous/new-api ``relay/channel/gemini``.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from app.domain.card import MediaForm
from app.domain.generation import Generation, GenerationResult
from app.domain.media import MediaBytes, MediaLink
from app.domain.profile import GatewayTraits
from app.protocols.base import CallProtocol, GenerationDecoder
from app.protocols.body import fields_of, media_of, model_of, put, sent_mime, written_media
from app.protocols.gateway import auth_of
from app.protocols.image.gemini_answers import read_answer
from app.protocols.image.gemini_decoder import GeminiPictureDecoder
from app.protocols.image.gemini_turns import model_content
from app.protocols.merge import merged
from app.protocols.read import at, text, well_formed
from app.wire.request import Expects, JsonBody, WireRequest
from app.wire.response import WireResponse

_MODALITIES = ("generationConfig", "responseModalities")
_ENDING = re.compile(r"\.(png|webp|heic|heif)(?:[?#]|$)", re.IGNORECASE)
_SEARCH: list[object] = [{"google_search": {}}]


class GeminiImages:
    """The call ``gemini-images``."""

    def request(self, generation: Generation, gateway: GatewayTraits) -> WireRequest:
        """The request of a generation.

        Raises:
            InputError: a JSON parameter holds no JSON.
        """
        predicts = generation.card.action == "predict"
        streams = generation.stream and not predicts
        call = "predict" if predicts else "streamGenerateContent" if streams else "generateContent"
        body = _prediction(generation) if predicts else _content(generation)
        return WireRequest(
            "POST",
            f"/v1beta/models/{_model(generation)}:{call}",
            query=(("alt", "sse"),) if streams else (),
            auth=auth_of(gateway.auth),
            body=JsonBody(merged(body, generation.extra)),
            expects=Expects.EVENTS if streams else Expects.JSON,
        )

    def parse(self, response: WireResponse, generation: Generation) -> GenerationResult:
        """The pictures and words of a whole answer; ``raw_text`` holds its parts for the next turn.

        Raises:
            StudioError: it is an error, was blocked, or holds neither.
        """
        return read_answer(response, generation)

    def decoder(self, generation: Generation) -> GenerationDecoder:
        """A fresh decoder for one stream."""
        return GeminiPictureDecoder(generation)


def _model(generation: Generation) -> str:
    """The name inside a path; Google's own list puts ``models/`` before it."""
    return quote(model_of(generation).removeprefix("models/"), safe="")


def _prediction(generation: Generation) -> dict[str, object]:
    fields = fields_of(generation)
    return {"instances": [{"prompt": fields.pop("prompt", "")}]} | fields


def _content(generation: Generation) -> dict[str, object]:
    fields = fields_of(generation)
    prompt = text(fields.pop("prompt", ""))
    modalities = text(at(fields, *_MODALITIES))
    if modalities:
        put(fields, ".".join(_MODALITIES), modalities.split(","))
    if isinstance(searches := fields.get("tools"), bool):
        del fields["tools"]
        fields |= {"tools": _SEARCH} if searches else {}
    media = [item for _, items in media_of(generation) for item in items]
    return {"contents": [*_earlier(generation), _user(prompt, media)]} | fields


def _earlier(generation: Generation) -> Iterator[dict[str, object]]:
    for turn in generation.history:
        yield _user(turn.prompt, turn.media)
        yield model_content(turn, list(map(_part, turn.outputs)))


def _user(prompt: str, media: Iterable[MediaBytes | MediaLink]) -> dict[str, object]:
    words = [{"text": well_formed(prompt)}] if prompt.strip() else []
    return {"role": "user", "parts": [*words, *map(_part, media)]}


def _part(media: MediaBytes | MediaLink) -> dict[str, object]:
    if isinstance(media, MediaLink):
        return {"fileData": {"mimeType": _mime_at(media.url), "fileUri": media.url}}
    return {"inlineData": {"mimeType": sent_mime(media), "data": written_media(media, MediaForm.BASE64)}}


def _mime_at(url: str) -> str:
    """The media type that an address promises by its ending; Google wants to be told one."""
    ending = _ENDING.search(url)
    return f"image/{ending[1].lower()}" if ending else "image/jpeg"


GEMINI_IMAGES: CallProtocol = GeminiImages()
