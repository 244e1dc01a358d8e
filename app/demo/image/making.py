"""Makes what a call asks for: paintings, previews of them, retouched pictures, drawings."""

from dataclasses import dataclass

from app.demo.drawing.painting import blacked, paint, sketch
from app.demo.drawing.reshaping import placed
from app.demo.drawing.retouching import retouched, size_of, words_with
from app.demo.drawing.vector import draw_vector
from app.demo.image.request import ImageCall
from app.demo.image.trouble import Trouble

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


def shape_of(call: ImageCall) -> tuple[int, int]:
    """Width and height of what a call asks for: an edit keeps those of its picture."""
    return (call.width, call.height) if call.reshapes or not call.pictures else size_of(call.pictures[0])


def make(call: ImageCall, index: int) -> Made:
    """The picture of a number; the same call gives the same picture."""
    words, (width, height) = call.words(index), shape_of(call)
    if Trouble.BLACK.is_in(call.prompt):
        return Made(blacked(width, height).png(), width, height)
    if call.pictures:
        base, *others = call.pictures
        if call.reshapes:
            base = placed(base, width, height, words)
        return Made(retouched(words, (base, *others), call.mask, call.opening), width, height)
    if call.as_vector:
        return Made(draw_vector(words, width, height), width, height, "image/svg+xml")
    return Made(paint(words, width, height, transparent=call.transparent).png(), width, height)


def preview(call: ImageCall, index: int, step: int) -> bytes:
    """An unfinished state of a picture."""
    width, height = shape_of(call)
    coarseness = max(2, _COARSENESS[step] * max(width, height) // _USUAL_EDGE)
    words = words_with(call.words(index), call.pictures) if call.pictures else call.words(index)
    return sketch(words, width, height, coarseness, transparent=call.transparent).png()
