"""Thought signatures: Gemini 3 signs its pictures, and wants them back with what it wrote on them."""

import base64
import hmac
from collections.abc import Iterable

from app.demo.drawing.png import packed_pixels
from app.demo.google import Content, GoogleRefusal, Part

_SECRET = b"relay-studio demo"
_FOR_ADDRESSES = str.maketrans("+/", "-_")
"""Google's own client writes base64 as it may stand in an address."""
_UNSIGNED = "skip_thought_signature_validator"
"""What Google takes for answers of other formats."""


def signature_of(picture: bytes) -> str:
    """What is written on a picture. Notes that a file carries beside its pixels do not count."""
    return base64.b64encode(hmac.digest(_SECRET, packed_pixels(picture), "sha256")).decode("ascii")


def check_signatures(contents: Iterable[Content]) -> None:
    """Let a conversation through whose pictures are signed as they were.

    Raises:
        GoogleRefusal: a signature is missing or another one.
    """
    for place, content in enumerate(contents, 1):
        for number, part in enumerate(content.parts, 1):
            if content.role == "model" and part.data and not part.is_thought:
                _check(part, f"content position {place}, part position {number}")


def _check(part: Part, place: str) -> None:
    if not part.signature:
        raise GoogleRefusal(f"Image part is missing a thought_signature in {place}.")
    written = signature_of(part.data)
    if part.signature not in (_UNSIGNED, written, written.translate(_FOR_ADDRESSES)):
        raise GoogleRefusal(f"Corrupted thought signature in {place}.")
