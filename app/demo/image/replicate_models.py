"""The models behind Replicate's calls, from resources/demo/replicate_models.toml, and what they are asked."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.demo.drawing.retouching import Opening, size_of
from app.demo.failures import Refusal
from app.demo.image.jobs import seed_of
from app.demo.image.request import Fetch, read_picture
from app.demo.image.shapes import KEYWORDS, USUAL_EDGE, shape_of_words

_WHOLE = (
    "frame_num", "height", "num_animation_frames", "num_inference_steps", "num_outputs",
    "output_quality", "safety_tolerance", "seed", "steps", "width",
)  # fmt: skip
_SHAPES = ("resolution", "aspect_ratio", "size")
_ADDRESS = re.compile(r"https?://\S+|data:[\w.+-]+/[\w.+-]+;base64,\S+")
_EDGES = (16, 4096)
_MOST_OUTPUTS = 8


@dataclass(frozen=True, slots=True)
class ReplicateModel:
    """One model and what is special about it."""

    name: str
    version: str = ""
    """Community models are called by it."""
    needs: tuple[str, ...] = ()
    """Inputs that have to be there."""
    words: tuple[str, ...] = ("prompt",)
    """Inputs that say what is made."""
    pictures: tuple[str, ...] = ()
    repaints: str = ""
    """Which part of a mask is painted anew, where it takes one."""
    makes: str = "picture"
    """``picture``, ``drawing``, ``cut-out``, ``animation``, ``film`` or ``sound``."""
    gives: str = "one"
    """An address, a ``list`` of them, or ``sound``: an object with two of them."""


@dataclass(frozen=True, slots=True)
class Wish:
    """An input that was understood. ``shape`` is None where the picture or the model decides."""

    model: ReplicateModel
    prompt: str
    seed: str
    count: int
    shape: tuple[int, int] | None
    pictures: tuple[bytes, ...]
    mask: bytes | None
    as_film: bool = False
    """Whether what moves shall come as a film."""

    @property
    def makes(self) -> str:
        """What comes of it."""
        return "film" if self.as_film else self.model.makes

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of what is made."""
        usual = size_of(self.pictures[0]) if self.pictures else (USUAL_EDGE, USUAL_EDGE)
        return self.shape or usual

    @property
    def opening(self) -> Opening:
        """Which part of the mask is open."""
        return Opening.BLACK if self.model.repaints == "black" else Opening.WHITE


class InvalidInput(Refusal):
    """Replicate's own word on inputs that do not fit (HTTP API reference, «Input validation»)."""

    def __init__(self, field: str, description: str) -> None:
        super().__init__(422, f"- {field}: {description}\n")
        self._field = field
        self._description = description

    def body(self, request_id: str) -> dict[str, Any]:
        """A problem document."""
        return {
            "title": "Input validation failed",
            "detail": self.message,
            "status": self.status,
            "invalid_fields": [{"field": self._field, "description": self._description}],
        }


def load_replicate_models(folder: Path) -> tuple[ReplicateModel, ...]:
    """All of them."""
    rows = tomllib.loads((folder / "replicate_models.toml").read_text("utf-8"))["model"]
    return tuple(map(_model, rows))


def _model(row: dict[str, Any]) -> ReplicateModel:
    lists = {key: tuple(value) for key, value in row.items() if isinstance(value, list)}
    return ReplicateModel(**(row | lists))


def read_wish(model: ReplicateModel, given: object, fetch: Fetch) -> Wish:
    """Understand an input.

    Raises:
        InvalidInput: something is missing, or of another type than the model's schema has.
    """
    if not isinstance(given, dict):
        raise InvalidInput("input", "Invalid type. Expected: object")
    for name in model.needs:
        if not given.get(name):
            raise InvalidInput("input", f"{name} is required")
    for name in given.keys() & set(_WHOLE):
        if isinstance(given[name], bool) or not isinstance(given[name], int):
            raise InvalidInput(f"input.{name}", "Invalid type. Expected: integer")
    prompt = " | ".join(str(given[name]) for name in model.words if given.get(name))
    return Wish(
        model=model,
        prompt=prompt.encode("utf-8", "replace").decode(),
        seed=str(given.get("seed") or seed_of(model.name, prompt)),
        count=_count(given),
        shape=_shape(given),
        pictures=tuple(_pictures(model, given, fetch)),
        mask=_picture("mask", given["mask"], fetch) if model.repaints and given.get("mask") else None,
        as_film=given.get("output_format") == "mp4",
    )


def _count(given: Mapping[str, Any]) -> int:
    count = int(given.get("num_outputs", 1))
    if not 1 <= count <= _MOST_OUTPUTS:
        raise InvalidInput("input.num_outputs", f"Must be less than or equal to {_MOST_OUTPUTS}")
    return count


def _shape(given: Mapping[str, Any]) -> tuple[int, int] | None:
    if "width" in given and "height" in given:
        return _checked((given["width"], given["height"]))
    longest = KEYWORDS.get(str(given.get("image_size", "")).lower(), USUAL_EDGE)
    found = (shape_of_words(str(given.get(name, "")), longest) for name in _SHAPES)
    shape = next(filter(None, found), None)
    return _checked(shape) if shape else None


def _checked(shape: tuple[int, int]) -> tuple[int, int]:
    least, most = _EDGES
    for name, edge in zip(("width", "height"), shape, strict=True):
        if not least <= edge <= most:
            raise InvalidInput(f"input.{name}", f"Must be between {least} and {most}")
    return shape


def _pictures(model: ReplicateModel, given: Mapping[str, Any], fetch: Fetch) -> list[bytes]:
    found = []
    for name in model.pictures:
        value = given.get(name) or ()
        items = value if isinstance(value, list | tuple) else [value]
        found += [_picture(name, item, fetch) for item in items]
    return found


def _picture(name: str, address: object, fetch: Fetch) -> bytes:
    if not isinstance(address, str) or not _ADDRESS.fullmatch(address):
        raise InvalidInput(f"input.{name}", "Does not match format 'uri'")
    try:
        return read_picture(address, fetch)
    except Refusal as error:
        raise InvalidInput(f"input.{name}", error.message) from error
