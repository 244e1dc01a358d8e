"""About how many tokens a text is, without the vocabulary of any model: an estimate, and called one."""

import re
from collections.abc import Iterable
from decimal import Decimal

from app.domain.media import MediaKind
from app.domain.turn import ChatTurn, TurnMessage

_PIECE = re.compile(r"[A-Za-z\u00c0-\u024f]{1,6}|[0-9]{1,3}|[^\sA-Za-z0-9\u00c0-\u024f]")
"""Six letters, three digits, or any other sign; a Chinese character counts as one."""
_AROUND_A_MESSAGE = 4
"""What formats put around each message: its role and its ends."""
_OF_A_PICTURE = 765
"""A picture of common size; every vendor has a rule of its own."""
_OF_A_FILE = 1_500


def estimate_tokens(text: str) -> int:
    """About how many tokens a text is."""
    return sum(1 for _ in _PIECE.finditer(text))


def estimate_turn(turn: ChatTurn) -> int:
    """Everything that one request sends."""
    tools = sum(estimate_tokens(f"{tool.name} {tool.description} {tool.parameters}") for tool in turn.tools)
    return tools + sum(map(_of_message, turn.messages))


def estimate_media(kinds: Iterable[MediaKind]) -> int:
    """Files that go along as they are."""
    return sum(_OF_A_PICTURE if kind is MediaKind.PICTURE else _OF_A_FILE for kind in kinds)


def corrected(tokens: int, calibration: Decimal | None) -> int:
    """The estimate, as the gateway's counts of earlier answers say that it has to be read."""
    return tokens if calibration is None else round(tokens * calibration)


def _of_message(message: TurnMessage) -> int:
    said = (
        message.text,
        *(f"{call.name} {call.arguments}" for call in message.calls),
        *(result.text for result in message.results),
    )
    media = estimate_media(one.kind for one in message.media)
    return _AROUND_A_MESSAGE + media + sum(map(estimate_tokens, said))
