"""What the apps of fal.ai are asked: fields, and how a runner words what does not fit (pydantic)."""

from collections.abc import Mapping
from typing import Any

from app.demo.failures import Refusal
from app.demo.image.jobs import seed_of
from app.demo.image.models import ImageModel
from app.demo.image.request import Fetch, ImageCall, read_picture
from app.demo.image.shapes import KEYWORDS, USUAL_EDGE, shape_of_words

_TEXT, _ONE, _SEVERAL = ("prompt",), ("prompt", "image_url"), ("prompt", "image_urls")
_VARIATION = ("image_url",)
APPS: Mapping[str, tuple[str, ...]] = {
    "flux-pro/kontext": _ONE,
    "flux-pro/kontext/max": _ONE,
    "flux-pro/kontext/text-to-image": _TEXT,
    "flux-pro/kontext/max/text-to-image": _TEXT,
    "flux-pro/kontext/multi": _SEVERAL,
    "flux-pro/kontext/max/multi": _SEVERAL,
    "nano-banana": _TEXT,
    "nano-banana/edit": _SEVERAL,
    "nano-banana-pro": _TEXT,
    "nano-banana-pro/edit": _SEVERAL,
    "nano-banana-2": _TEXT,
    "nano-banana-2/edit": _SEVERAL,
    "flux/dev": _TEXT,
    "flux/dev/image-to-image": _ONE,
    "flux/dev/redux": _VARIATION,
    "flux/schnell/redux": _VARIATION,
    "flux-1/dev": _TEXT,
    "flux-1/dev/image-to-image": _ONE,
    "flux-1/dev/redux": _VARIATION,
    "flux-1/schnell/redux": _VARIATION,
}
"""The apps that the gateway passes on, below ``fal-ai/``, and what each needs."""

_PAINTER = ImageModel("fal", (), "link")
_MOST_PICTURES = 4
_SIZES = {
    "square_hd": (1024, 1024),
    "square": (512, 512),
    "portrait_4_3": (768, 1024),
    "portrait_16_9": (576, 1024),
    "landscape_4_3": (1024, 768),
    "landscape_16_9": (1024, 576),
}
_EDGES = (16, 4096)


class InvalidField(Exception):
    """A field that an app does not take."""

    def __init__(self, field: str, message: str, kind: str) -> None:
        super().__init__(message)
        self.detail = [{"loc": ["body", field], "msg": message, "type": kind}]


def read_fal_call(app: str, given: Mapping[str, Any], fetch: Fetch) -> ImageCall:
    """Understand an input.

    Raises:
        InvalidField: a field is missing or wrong.
    """
    for name in APPS[app]:
        if not given.get(name):
            raise InvalidField(name, "Field required", "missing")
    _check_types(given)
    prompt = str(given.get("prompt", "")).encode("utf-8", "replace").decode()
    pictures = _pictures(given, fetch)
    shape = _shape(app, given)
    width, height = shape or (USUAL_EDGE, USUAL_EDGE)
    return ImageCall(
        _PAINTER, app, prompt, width, height, pictures=pictures, count=int(given.get("num_images", 1)),
        seed=str(given.get("seed") or seed_of(app, prompt)), as_data=given.get("sync_mode") is True,
        reshapes=shape is not None,
    )  # fmt: skip


def _check_types(given: Mapping[str, Any]) -> None:
    number = given.get("num_images", 1)
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= _MOST_PICTURES:
        raise InvalidField("num_images", f"Input should be between 1 and {_MOST_PICTURES}", "int_type")
    if not isinstance(given.get("safety_tolerance", "2"), str):
        raise InvalidField("safety_tolerance", "Input should be '1', '2', '3', '4', '5' or '6'", "enum")


def _pictures(given: Mapping[str, Any], fetch: Fetch) -> tuple[bytes, ...]:
    several = given.get("image_urls") or []
    if not isinstance(several, list):
        raise InvalidField("image_urls", "Input should be a valid list", "list_type")
    addresses = [*([given["image_url"]] if given.get("image_url") else []), *several]
    try:
        return tuple(read_picture(address, fetch) for address in addresses)
    except Refusal as error:
        raise InvalidField("image_url", "Failed to download the file.", "file_download_error") from error


def _shape(app: str, given: Mapping[str, Any]) -> tuple[int, int] | None:
    """Width and height; None where the picture decides."""
    if (size := given.get("image_size")) is not None:
        return _size(size)
    if "image_url" in APPS[app] and "prompt" not in APPS[app]:
        return _SIZES["landscape_4_3"]
    ratio = str(given.get("aspect_ratio") or "")
    longest = KEYWORDS.get(str(given.get("resolution") or "").lower(), USUAL_EDGE)
    if ratio in ("", "auto"):
        usual = _SIZES["landscape_4_3"] if "flux/" in app or "flux-1/" in app else (longest, longest)
        return usual if APPS[app] == _TEXT else None
    shape = shape_of_words(ratio, longest)
    if shape is None:
        raise InvalidField("aspect_ratio", "Input should be '21:9', '16:9', '4:3', …", "enum")
    return shape


def _size(size: Any) -> tuple[int, int]:
    if isinstance(size, dict):
        width, height = size.get("width"), size.get("height")
        least, most = _EDGES
        if not (isinstance(width, int) and isinstance(height, int)) or not (
            least <= min(width, height) <= max(width, height) <= most
        ):
            raise InvalidField("image_size", f"Input should be between {least} and {most}", "value_error")
        return width, height
    if size not in _SIZES:
        raise InvalidField("image_size", "Input should be 'square_hd', 'square', 'portrait_4_3', …", "enum")
    return _SIZES[size]
