"""What a request for a film asks for, whatever the words that a maker has for it."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.demo.drawing.picture_files import read_header
from app.demo.drawing.retouching import words_with
from app.demo.film.filming import film
from app.demo.image.making import Made
from app.demo.image.request import Fetch
from app.demo.image.shapes import shape_of_words

_EDGES = {"360p": 360, "480p": 480, "512p": 512, "540p": 540, "720p": 720, "768p": 768, "1080p": 1080}
"""The shorter edge that a resolution stands for; larger ones are made at the largest of these."""
_USUAL_EDGE = 720
_LONGEST_S = 30.0
_ADDRESS_NAMES = ("url", "uri", "image_url", "bytesBase64Encoded")
_LEADING_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class FilmWish:
    """A film to be made. The same wish gives the same film."""

    model: str
    prompt: str
    width: int = 1280
    height: int = 720
    seconds: float = 5.0
    seed: str = ""
    pictures: tuple[bytes, ...] = ()
    clips: tuple[bytes, ...] = ()
    """Films that it goes on from, or goes by."""
    with_sound: bool = False

    @property
    def words(self) -> str:
        """What the film is made from; what goes with it leads to another one."""
        return words_with(f"{self.prompt}|{self.seed}", [*self.pictures, *self.clips])

    def make(self) -> Made:
        """The film."""
        first = self.pictures[0] if self.pictures else None
        data = film(
            self.words, self.width, self.height, self.seconds, with_sound=self.with_sound, first_frame=first
        )
        return Made(data, self.width, self.height, "video/mp4")

    def after(self, earlier: "FilmWish") -> "FilmWish":
        """The same as something that goes on from an earlier film: in its shape, and another one."""
        clip = earlier.words.encode()
        return replace(self, width=earlier.width, height=earlier.height, clips=(*self.clips, clip))


def shape_of(size: str = "", ratio: str = "", resolution: str = "") -> tuple[int, int]:
    """Width and height, both even, of ``1280x720``, of a ratio with a resolution, or the usual ones."""
    exact = shape_of_words(size.replace(":", "x")) if re.search(r"\d{3}", size) else None
    if exact:
        return _even(*exact)
    edge = _EDGES.get(resolution.lower(), 1080 if resolution.lower() in ("2k", "4k") else _USUAL_EDGE)
    shape = shape_of_words(ratio) or (16, 9)
    scale = edge / min(shape)
    return _even(round(shape[0] * scale), round(shape[1] * scale))


def shape_of_picture(picture: bytes, edge: int = _USUAL_EDGE) -> tuple[int, int]:
    """The shape of a film that follows its first frame."""
    header = read_header(picture)
    if header is None or min(header.width, header.height) < 1:
        return shape_of()
    scale = edge / min(header.width, header.height)
    return _even(round(header.width * scale), round(header.height * scale))


def seconds_of(said: Any, usual: float = 5.0) -> float:
    """The length of ``5``, ``"10"`` or ``"9s"``."""
    found = _LEADING_NUMBER.match(str(said if said is not None else ""))
    seconds = float(found[0]) if found else usual
    return min(seconds or usual, _LONGEST_S)


def text_of(given: Mapping[str, Any], *names: str) -> str:
    """The first of several fields that holds something, as text that can be sent back."""
    found = next((given[name] for name in names if given.get(name) not in (None, "")), "")
    return str(found).encode("utf-8", "replace").decode()


def media_of(item: Any, fetch: Fetch) -> bytes | None:
    """A medium from a file, a data URL, a link of the gateway's own, or bare base64; else None."""
    if isinstance(item, bytes):
        return item
    if isinstance(item, dict):
        item = next((item[name] for name in _ADDRESS_NAMES if item.get(name)), "")
    said = str(item)
    if said.startswith("http"):
        return fetch(said)
    try:
        return base64.b64decode(said.partition(";base64,")[2] or said, validate=True)
    except ValueError:
        return None


def _even(width: int, height: int) -> tuple[int, int]:
    """In whole pairs of pixels, and never larger than the largest film."""
    shrink = max(1.0, min(width, height) / 1080, max(width, height) / 1920)
    return max(32, 2 * round(width / shrink / 2)), max(32, 2 * round(height / shrink / 2))
