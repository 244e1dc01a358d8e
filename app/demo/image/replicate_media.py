"""What the models of Replicate make: pictures, drawings, cut-outs, animations, films and sounds."""

import io
import math
import struct
import wave
from collections.abc import Callable, Iterator, Mapping
from random import Random

from app.demo.drawing.animation import write_gif
from app.demo.drawing.cutting import cut_out
from app.demo.drawing.painting import paint, sketch
from app.demo.drawing.retouching import words_with
from app.demo.drawing.vector import draw_vector
from app.demo.film.filming import film
from app.demo.image.making import Made, make
from app.demo.image.models import ImageModel
from app.demo.image.replicate_models import Wish
from app.demo.image.request import ImageCall

_PAINTER = ImageModel("replicate", (), "link")
_NOTES = 10
_DISSOLVING = (1, 8, 32)
"""Pixels of a square, from one picture of an animation towards the next."""
_FRAMES_PER_SECOND = 5
_FILM_S = 3.0
_SOUND_S = 5.0
_SOUND_RATE = 16_000
_LOUDNESS = 6000
_FILM_EDGES = (16, 960)
_USUAL_FILM = (960, 540)


def make_wish(wish: Wish) -> list[Made]:
    """Everything that a wish asks for; the same wish gives the same."""
    return [made for index in range(wish.count) for made in _MAKERS[wish.makes](wish, index)]


def _picture(wish: Wish, index: int) -> Iterator[Made]:
    width, height = wish.size
    call = ImageCall(
        _PAINTER, wish.model.name, wish.prompt, width, height, pictures=wish.pictures, mask=wish.mask,
        seed=wish.seed, opening=wish.opening, reshapes=wish.shape is not None and wish.mask is None,
    )  # fmt: skip
    yield make(call, index)


def _drawing(wish: Wish, index: int) -> Iterator[Made]:
    width, height = wish.size
    yield Made(draw_vector(_words(wish, index), width, height), width, height, "image/svg+xml")


def _cut_out(wish: Wish, index: int) -> Iterator[Made]:
    width, height = wish.size
    words = _words(wish, index)
    data = cut_out(wish.pictures[0]) or paint(words, width, height, transparent=True).png()
    yield Made(data, width, height)


def _animation(wish: Wish, index: int) -> Iterator[Made]:
    width, height = wish.size
    first, _, last = wish.prompt.partition(" | ")
    steps = [*((first, coarseness) for coarseness in _DISSOLVING), *((last, c) for c in _DISSOLVING[::-1])]
    frames = [sketch(f"{words}|{wish.seed}", width, height, coarseness) for words, coarseness in steps]
    yield Made(write_gif(frames, _FRAMES_PER_SECOND), width, height, "image/gif")


def _film(wish: Wish, index: int) -> Iterator[Made]:
    width, height = wish.size if wish.shape or wish.pictures else _USUAL_FILM
    scale = min(1.0, _FILM_EDGES[1] / max(width, height))
    width, height = (2 * max(_FILM_EDGES[0] // 2, round(scale * edge / 2)) for edge in (width, height))
    yield Made(film(_words(wish, index), width, height, _FILM_S), width, height, "video/mp4")


def _sound(wish: Wish, index: int) -> Iterator[Made]:
    words = _words(wish, index)
    yield Made(_tune(words), 0, 0, "audio/wav")
    yield Made(paint(words, 512, 512).png(), 512, 512)


def _words(wish: Wish, index: int) -> str:
    return words_with(f"{wish.prompt}|{wish.seed}|{index}", wish.pictures)


def _tune(words: str) -> bytes:
    """A few soft notes, as a WAV file."""
    random, count = Random(words), int(_SOUND_S * _SOUND_RATE)
    notes = [random.choice((220.0, 261.6, 329.6, 392.0, 440.0)) for _ in range(_NOTES)]
    length = count // len(notes)
    steps = [math.tau * note / _SOUND_RATE for note in notes]
    samples = (
        round(_LOUDNESS * (1 - place % length / length) * math.sin(steps[place // length] * place))
        for place in range(length * len(notes))
    )
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(_SOUND_RATE)
        sound.writeframes(struct.pack(f"<{length * len(notes)}h", *samples))
    return file.getvalue()


_MAKERS: Mapping[str, Callable[[Wish, int], Iterator[Made]]] = {
    "picture": _picture,
    "drawing": _drawing,
    "cut-out": _cut_out,
    "animation": _animation,
    "film": _film,
    "sound": _sound,
}
