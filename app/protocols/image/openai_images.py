"""POST /v1/images/generations, /edits and /variations, with what relays make of them for other vendors.

Actions of a card: ``generate``, ``edit``, ``variation``. Options:

- ``path``: another path below ROOT than the action's own.
- ``pictures = "objects"``: pictures in JSON as ``{"url", "type": "image_url"}``, ``image`` for one and
  ``images`` for several (Grok).
- ``nearest_size = "1024x1024 1792x1024"``: sizes, of which the one nearest to the chosen ratio goes along for
  relays that know no ratio (FLUX).
- ``gather = "parameters"``: once anything is inside ``parameters``, size, n and watermark go there too,
  because new-api's Ali channel then reads them nowhere else; sizes are written with ``*`` there.
"""

import math

from app.domain.card import MediaForm, ModelCard
from app.domain.generation import Generation, GenerationResult
from app.domain.profile import GatewayTraits
from app.protocols.base import CallProtocol, GenerationDecoder
from app.protocols.body import fields_of, form_body, json_body, model_of, path_of
from app.protocols.gateway import auth_of
from app.protocols.image.picture_answers import read_pictures
from app.protocols.image.picture_decoder import PictureDecoder
from app.protocols.read import as_list, decimal, text
from app.wire.request import Expects, JsonBody, MultipartBody, WireRequest
from app.wire.response import WireResponse

_PATHS = {"generate": "/images/generations", "edit": "/images/edits", "variation": "/images/variations"}
_GATHERED = ("size", "n", "watermark")


class OpenAIImages:
    """The call ``openai-images``."""

    def request(self, generation: Generation, gateway: GatewayTraits) -> WireRequest:
        """The request of a generation: JSON, or a form where the card sends its pictures as files.

        Raises:
            InputError: a JSON parameter holds no JSON, or media that has to be a link is none.
        """
        card = generation.card
        body = _body(generation)
        return WireRequest(
            "POST",
            card.option("path") or f"{gateway.api_prefix}{_PATHS.get(card.action, _PATHS['generate'])}",
            auth=auth_of(gateway.auth),
            body=body,
            expects=Expects.EVENTS if _streams(body) else Expects.JSON,
        )

    def parse(self, response: WireResponse, generation: Generation) -> GenerationResult:
        """The pictures of a whole answer.

        Raises:
            StudioError: it is an error, or holds no picture.
        """
        return read_pictures(response, generation)

    def decoder(self, generation: Generation) -> GenerationDecoder:
        """A fresh decoder for one stream."""
        return PictureDecoder(generation)


def _body(generation: Generation) -> JsonBody | MultipartBody:
    card = generation.card
    fields = {"model": model_of(generation)} | fields_of(generation)
    if card.option("nearest_size"):
        _add_size(fields, card.option("nearest_size").split())
    if any(slot.form is MediaForm.MULTIPART for slot in card.slots):
        return form_body(generation, fields)
    body = json_body(generation, fields)
    if card.option("pictures") == "objects":
        _as_objects(body, card)
    if card.option("gather"):
        _gather(body, card.option("gather"))
    return JsonBody(body)


def _streams(body: JsonBody | MultipartBody) -> bool:
    if isinstance(body, MultipartBody):
        return ("stream", "true") in body.fields
    return isinstance(body.value, dict) and body.value.get("stream") is True


def _add_size(fields: dict[str, object], sizes: list[str]) -> None:
    """Add the size that is nearest to the chosen ratio, unless a size is chosen."""
    ratio = _shape(text(fields.get("aspect_ratio")), ":")
    if ratio is not None and "size" not in fields:
        fields["size"] = min(sizes, key=lambda size: abs((_shape(size, "x") or 0.0) - ratio))


def _shape(said: str, by: str) -> float | None:
    """Logarithm of width to height, so that wide and tall count alike; None where neither is said."""
    width, height = map(decimal, said.partition(by)[::2])
    if width is None or height is None or min(width, height) <= 0:
        return None
    return math.log(width / height)


def _as_objects(body: dict[str, object], card: ModelCard) -> None:
    """Write the addresses of pictures as xAI takes them."""
    for name in {path_of(slot).removesuffix("[]") for slot in card.slots}:
        value = body.get(name)
        if isinstance(value, str):
            body[name] = _picture(value)
        elif pictures := [_picture(item) for item in as_list(value)]:
            del body[name]
            body[f"{name}s"] = pictures


def _picture(address: object) -> object:
    return {"url": address, "type": "image_url"} if isinstance(address, str) else address


def _gather(body: dict[str, object], into: str) -> None:
    gathered = body.get(into)
    if isinstance(gathered, dict):
        moved = {name: body.pop(name) for name in _GATHERED if name in body}
        size = moved.get("size")
        body[into] = moved | ({"size": size.replace("x", "*")} if isinstance(size, str) else {}) | gathered


OPENAI_IMAGES: CallProtocol = OpenAIImages()
