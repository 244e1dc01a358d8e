"""What Kling's picture actions are asked, and how they refuse it."""

import base64
from collections.abc import Mapping
from typing import Any

from app.demo.drawing.picture_files import read_header
from app.demo.failures import Refusal
from app.demo.image.jobs import seed_of
from app.demo.image.models import ImageModel
from app.demo.image.request import Fetch, ImageCall
from app.demo.image.shapes import KEYWORDS, USUAL_EDGE, shape_of_words

_PAINTER = ImageModel("kling", (), "link")
_PICTURES = ("kling-v1", "kling-v1-5", "kling-v2", "kling-v2-new", "kling-v2-1")
ACTIONS: Mapping[str, tuple[str, ...]] = {
    "generations": _PICTURES,
    "multi-image2image": ("kling-v2", "kling-v2-1"),
    "kolors-virtual-try-on": ("kolors-virtual-try-on-v1", "kolors-virtual-try-on-v1-5"),
}
"""The last part of the path, and the models that it takes; the first is the usual one."""
_RATIOS = ("16:9", "9:16", "1:1", "4:3", "3:4", "3:2", "2:3", "21:9")
_MOST_PICTURES = 9
_LEAST_EDGE = 300
_WRONG = 1201


class KlingRefusal(Refusal):
    """A refusal in Kling's envelope."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(status, message)
        self._code = code

    def body(self, request_id: str) -> dict[str, Any]:
        """A code above zero and the words."""
        return {"code": self._code, "message": self.message, "request_id": request_id}


def read_kling_call(action: str, given: Mapping[str, Any], fetch: Fetch) -> ImageCall:
    """Understand a request.

    Raises:
        KlingRefusal: a field is missing or wrong.
    """
    name = str(given.get("model_name") or ACTIONS[action][0])
    if name not in ACTIONS[action]:
        raise _wrong(f"model_name value '{name}' is invalid")
    pictures = tuple(_picture(item, fetch) for item in _given_pictures(action, given, name))
    prompt = str(given.get("prompt") or "").encode("utf-8", "replace").decode()
    if action == "generations" and not prompt.strip():
        raise _wrong("prompt is required")
    width, height = _shape(given)
    return ImageCall(
        _PAINTER, name, prompt, width, height, pictures=pictures, count=_count(given),
        seed=str(seed_of(name, prompt)), reshapes=action != "kolors-virtual-try-on",
    )  # fmt: skip


def _given_pictures(action: str, given: Mapping[str, Any], model: str) -> list[Any]:
    if action == "kolors-virtual-try-on":
        return [_needed(given, name) for name in ("human_image", "cloth_image")]
    if action == "multi-image2image":
        subjects = _needed(given, "subject_image_list")
        if not isinstance(subjects, list) or not all(isinstance(item, dict) for item in subjects):
            raise _wrong("subject_image_list is invalid")
        others = [given[name] for name in ("scene_image", "style_image") if given.get(name)]
        return [*(_needed(item, "subject_image") for item in subjects), *others]
    if not given.get("image"):
        return []
    if given.get("negative_prompt"):
        raise _wrong("negative_prompt is not supported with image")
    if model == "kling-v1-5" and given.get("image_reference") not in ("subject", "face"):
        raise _wrong("image_reference is required")
    return [given["image"]]


def _needed(given: Mapping[str, Any], name: str) -> Any:
    if not given.get(name):
        raise _wrong(f"{name} is required")
    return given[name]


def _picture(item: Any, fetch: Fetch) -> bytes:
    """A link or bare base64; a data URL is neither."""
    said = str(item)
    picture = fetch(said) if said.startswith("http") else _decoded(said)
    header = read_header(picture) if picture else None
    if picture is None or header is None:
        raise _wrong("File is not in a valid base64 format")
    if min(header.width, header.height) < _LEAST_EDGE:
        raise _wrong(f"Image pixel is invalid, at least {_LEAST_EDGE}px")
    return picture


def _decoded(said: str) -> bytes | None:
    try:
        return base64.b64decode(said, validate=True)
    except ValueError:
        return None


def _shape(given: Mapping[str, Any]) -> tuple[int, int]:
    ratio = str(given.get("aspect_ratio") or _RATIOS[0])
    longest = KEYWORDS.get(str(given.get("resolution") or "1k"), USUAL_EDGE)
    shape = shape_of_words(ratio, longest) if ratio in _RATIOS else None
    if shape is None:
        raise _wrong(f"aspect_ratio value '{ratio}' is invalid")
    return shape


def _count(given: Mapping[str, Any]) -> int:
    count = given.get("n", 1)
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= _MOST_PICTURES:
        raise _wrong(f"n value '{count}' is invalid")
    return count


def _wrong(message: str) -> KlingRefusal:
    return KlingRefusal(400, _WRONG, message)
