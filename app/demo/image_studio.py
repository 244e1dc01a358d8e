"""Makes what a call asks for: paintings, previews of them, retouched pictures, drawings."""

from dataclasses import dataclass
from functools import lru_cache

from app.demo.image_request import ImageCall
from app.demo.painting import paint, sketch
from app.demo.retouching import retouched, size_of, words_with
from app.demo.vector import draw_vector

_COARSENESS = (32, 12, 4)
"""Pixels of a square in the first, second and third preview of a picture of 1024 pixels."""
_USUAL_EDGE = 1024


@dataclass(frozen=True, slots=True)
class Made:
    """A finished picture."""

    data: bytes
    width: int
    height: int
    mime: str = "image/png"


@lru_cache(maxsize=32)
def make(call: ImageCall, index: int) -> Made:
    """The picture of a number; the same call gives the same picture."""
    words = call.words(index)
    if call.pictures:
        return Made(retouched(words, call.pictures, call.mask), *size_of(call.pictures[0]))
    if call.as_vector:
        return Made(draw_vector(words, call.width, call.height), call.width, call.height, "image/svg+xml")
    painting = paint(words, call.width, call.height, transparent=call.transparent)
    return Made(painting.png(), call.width, call.height)


def preview(call: ImageCall, index: int, step: int) -> bytes:
    """An unfinished state of a picture."""
    made = make(call, index)
    coarseness = max(2, _COARSENESS[step] * max(made.width, made.height) // _USUAL_EDGE)
    words = words_with(call.words(index), call.pictures) if call.pictures else call.words(index)
    return sketch(words, made.width, made.height, coarseness, transparent=call.transparent).png()
