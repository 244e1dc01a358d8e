"""Ideogram: pictures in one answer, at ``/ideogram/…``.

Actions of a card: ``generate``, ``edit``, ``remix``, ``reframe``, ``replace-background`` (version 3, forms),
``legacy-generate`` (JSON), ``legacy-remix`` and ``upscale`` (forms with the values as JSON in one text part),
``describe`` (a form, answers with texts).
"""

import json
from dataclasses import replace

from app.domain.generation import Generation, GenerationResult
from app.domain.profile import GatewayTraits
from app.protocols.base import CallProtocol, GenerationDecoder
from app.protocols.body import fields_of, form_body
from app.protocols.gateway import auth_of
from app.protocols.image.ideogram_answers import read_descriptions, read_ideogram
from app.protocols.image.picture_decoder import PictureDecoder
from app.protocols.merge import merged
from app.wire.request import JsonBody, MultipartBody, WireRequest
from app.wire.response import WireResponse

_LEGACY = {
    "legacy-generate": "/ideogram/generate",
    "legacy-remix": "/ideogram/remix",
    "upscale": "/ideogram/upscale",
    "describe": "/ideogram/describe",
}
_VERSION_3 = "/ideogram/v1/ideogram-v3"
_WRAPPED = ("legacy-generate", "legacy-remix", "upscale")


class Ideogram:
    """The call ``ideogram``."""

    def request(self, generation: Generation, gateway: GatewayTraits) -> WireRequest:
        """The request of a generation.

        Raises:
            InputError: a JSON parameter holds no JSON.
        """
        action = generation.card.action
        path = _LEGACY.get(action) or f"{_VERSION_3}/{action}"
        return WireRequest("POST", path, auth=auth_of(gateway.auth), body=_body(generation))

    def parse(self, response: WireResponse, generation: Generation) -> GenerationResult:
        """The pictures, or the descriptions; pictures that were withheld stand among them as errors.

        Raises:
            StudioError: it is an error, or holds no result.
        """
        if generation.card.action == "describe":
            return read_descriptions(response, generation)
        return read_ideogram(response, generation)

    def decoder(self, generation: Generation) -> GenerationDecoder:
        """A decoder for a relay that streams all the same."""
        return PictureDecoder(generation)


def _body(generation: Generation) -> JsonBody | MultipartBody:
    action, fields = generation.card.action, fields_of(generation)
    values = merged({"image_request": fields} if action in _WRAPPED else fields, generation.extra)
    if action == "legacy-generate":
        return JsonBody(values)
    texts = {name: _as_json(value) for name, value in values.items()}
    return _plainly_named(form_body(replace(generation, extra={}), texts))


def _as_json(value: object) -> object:
    """An object as the JSON text that stands for it in a form."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


def _plainly_named(form: MultipartBody) -> MultipartBody:
    """The form with lists as the vendor takes them: the bare name again and again."""
    return MultipartBody(
        tuple((name.removesuffix("[]"), value) for name, value in form.fields),
        tuple(replace(part, field=part.field.removesuffix("[]")) for part in form.files),
    )


IDEOGRAM: CallProtocol = Ideogram()
