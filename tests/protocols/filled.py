"""Filled-in forms of shipped cards, and what they become on the wire."""

from collections.abc import Mapping
from typing import Any, cast

from app.domain.card import MediaFamily, SlotRole
from app.domain.generation import EarlierTurn, Generation, SlotMedia
from app.domain.media import MediaBytes, MediaLink
from app.domain.parameter import Value
from app.wire.request import JsonBody, WireRequest
from tests.protocols.call_case import cards

PNG = MediaBytes(b"\x89PNG\r\n\x1a\n" + bytes(8), "image/png")
PNG_BASE64 = "iVBORw0KGgoAAAAAAAAAAA=="
PNG_ADDRESS = f"data:image/png;base64,{PNG_BASE64}"
JPEG = MediaBytes(b"\xff\xd8\xff\xe0" + bytes(8), "image/jpg", "猫.JPG")
JPEG_BASE64 = "/9j/4AAAAAAAAAAA"
LAMP = MediaLink("https://img.example.org/lamp.png")


def filled(
    card_id: str,
    *media: tuple[SlotRole, MediaBytes | MediaLink],
    model: str = "the-model",
    stream: bool = False,
    history: tuple[EarlierTurn, ...] = (),
    extra: Mapping[str, object] | None = None,
    **values: Value,
) -> Generation:
    """A filled-in form of a card."""
    card = cards().get(card_id)
    assert card is not None
    slots = tuple(SlotMedia(role, medium) for role, medium in media)
    return Generation(card, model, values, slots, extra or {}, stream, history=history)


def body_of(request: WireRequest) -> dict[str, Any]:
    """A JSON body."""
    assert isinstance(request.body, JsonBody)
    return cast(dict[str, Any], request.body.value)


def cards_of(protocol: str, page: MediaFamily = MediaFamily.IMAGE) -> list[str]:
    """The ids of all cards of a format on a page."""
    return sorted(card.id for card in cards().all(page) if card.protocol == protocol)
