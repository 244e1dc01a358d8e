"""Seedream and SeedEdit: JSON to a relay's /v1/images/generations or to Ark's own /api/v3 path.

Pictures go into ``image``, sets and their errors come back one by one. The option ``path`` names another path
below ROOT.
"""

from app.domain.generation import Generation, GenerationResult
from app.domain.profile import GatewayTraits
from app.protocols.base import CallProtocol, GenerationDecoder
from app.protocols.body import fields_of, json_body, model_of
from app.protocols.gateway import auth_of
from app.protocols.image.picture_answers import read_pictures
from app.protocols.image.picture_decoder import PictureDecoder
from app.wire.request import Expects, JsonBody, WireRequest
from app.wire.response import WireResponse


class ArkImages:
    """The call ``ark-images``."""

    def request(self, generation: Generation, gateway: GatewayTraits) -> WireRequest:
        """The request of a generation.

        Raises:
            InputError: a JSON parameter holds no JSON.
        """
        body = json_body(generation, {"model": model_of(generation)} | fields_of(generation))
        return WireRequest(
            "POST",
            generation.card.option("path") or f"{gateway.api_prefix}/images/generations",
            auth=auth_of(gateway.auth),
            body=JsonBody(body),
            expects=Expects.EVENTS if body.get("stream") is True else Expects.JSON,
        )

    def parse(self, response: WireResponse, generation: Generation) -> GenerationResult:
        """The pictures of a whole answer; those of a set that failed stand among them with their errors.

        Raises:
            StudioError: it is an error, or holds no picture.
        """
        return read_pictures(response, generation)

    def decoder(self, generation: Generation) -> GenerationDecoder:
        """A fresh decoder for one stream."""
        return PictureDecoder(generation)


ARK_IMAGES: CallProtocol = ArkImages()
