"""/v1/images/* and /api/v3/images/generations: what is asked."""

import base64
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.demo.drawing.picture_files import read_header
from app.demo.drawing.retouching import Opening
from app.demo.failures import Refusal, bad_parameter, invalid_request, no_channel
from app.demo.form_data import Form
from app.demo.image.models import ImageModel, ImageModels
from app.demo.image.shapes import KEYWORDS, USUAL_EDGE, shape_of_words

_MOST_PICTURES = 10
_LARGEST_SET = 15
_LARGEST_EDGE = 4096
_LARGEST_INPUT = 8192
_NO_TEXTS = ("n", "partial_images", "stream")
_PICTURE_FIELDS = ("image", "images", "image[]", "file")

Fetch = Callable[[str], bytes | None]
"""From a link to what lies there; None for what the gateway cannot reach."""


@dataclass(frozen=True, slots=True)
class ImageCall:
    """A request that was understood."""

    model: ImageModel
    name: str
    prompt: str
    width: int
    height: int
    pictures: tuple[bytes, ...] = ()
    mask: bytes | None = None
    count: int = 1
    seed: str = ""
    as_data: bool = False
    stream: bool = False
    previews: int = 0
    transparent: bool = False
    as_vector: bool = False
    quality: str = ""
    is_edit: bool = False
    opening: Opening = Opening.TRANSPARENT
    """Which part of the mask is painted over."""
    reshapes: bool = False
    """Whether the wanted size counts although there is a picture."""

    def words(self, index: int) -> str:
        """What the picture of a number is painted from."""
        return f"{self.prompt}|{self.seed}|{index}"


def fields_of_form(form: Form) -> dict[str, Any]:
    """A form as the JSON that would ask the same: pictures as bytes, several under one name as a list."""
    fields: dict[str, Any] = {}
    for name, text in form.texts:
        fields[name] = _value(text) if name in _NO_TEXTS else text
    for file in form.files:
        if not re.search(r"\.\w{3,4}$", file.name):
            raise invalid_request("failed to determine the type of a file without an ending")
        if file.mime == "application/octet-stream":
            raise bad_parameter(f"Invalid file '{file.field}': unsupported mimetype", "unsupported_file")
        name = re.sub(r"\[\d*\]$", "", file.field)
        fields[name] = [*fields[name], file.data] if name in fields else [file.data]
    return fields


def read_image_call(fields: object, models: ImageModels, fetch: Fetch, *, is_edit: bool) -> ImageCall:
    """Understand a request.

    Raises:
        Refusal: as new-api or the vendor behind it refuses it.
    """
    if not isinstance(fields, dict):
        raise invalid_request("unexpected end of JSON input")
    name = str(fields.get("model") or "")
    if not name:
        raise invalid_request("model is required")
    model = models.named(name)
    if model is None or "image-generation" not in model.endpoints:
        raise no_channel(name)
    _check(fields, model)
    is_of_dashscope = isinstance(fields.get("input"), dict)
    fields = fields | _input_pictures(fields) if is_of_dashscope else fields
    pictures = _pictures(fields, fetch)
    if is_edit and not pictures:
        raise invalid_request("image is required")
    wanted = _with_parameters(fields)
    width, height = _size(wanted, model)
    _check_for_ark(model, pictures, width * height, _count(wanted, model))
    call = ImageCall(
        model=model, name=name, prompt=_prompt(fields), width=width, height=height, pictures=pictures,
        mask=_mask(fields, fetch), count=_count(wanted, model), seed=str(wanted.get("seed") or ""),
        as_data=fields.get("response_format") == "b64_json", stream=fields.get("stream") is True,
        previews=_whole(fields, "partial_images", 0, 3) or 0, quality=str(fields.get("quality") or ""),
        transparent=fields.get("background") == "transparent", is_edit=is_edit,
        as_vector="vector" in str(fields.get("style")),
        opening=Opening.WHITE if is_of_dashscope else Opening.TRANSPARENT,
    )  # fmt: skip
    return replace(call, stream=False) if model.format == "link" else call


def _input_pictures(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The pictures of DashScope's ``input`` under the usual names."""
    given = fields["input"]
    named = {"image": given.get("base_image_url"), "mask": given.get("mask_image_url")}
    return {name: value for name, value in named.items() if value}


def _check(fields: Mapping[str, Any], model: ImageModel) -> None:
    """Refuse what the vendors refuse."""
    refused = [*model.refuses, *(["response_format", "style"] if model.format == "gpt" else [])]
    for name in refused:
        if fields.get(name) is not None:
            if model.format == "ark":
                raise _bad_for_ark(name, "not supported by this model")
            raise bad_parameter(f"Unknown parameter: '{name}'.", "unknown_parameter", param=name)
    if fields.get("background") == "transparent" and fields.get("output_format") == "jpeg":
        raise bad_parameter("Transparent background is not supported for JPEG.", param="background")


def _check_for_ark(model: ImageModel, pictures: Sequence[bytes], pixels: int, count: int) -> None:
    """Refuse what Ark's models do not take."""
    if model.format != "ark":
        return
    fewest, most = model.inputs
    if not fewest <= len(pictures) <= most:
        raise _bad_for_ark("image", f"expected {fewest} to {most} pictures, but got {len(pictures)}")
    if not model.pixels[0] <= pixels <= model.pixels[1]:
        raise _bad_for_ark("size", f"image size must be {model.pixels[0]} to {model.pixels[1]} pixels")
    if count > 1 and len(pictures) + count > _LARGEST_SET:
        raise _bad_for_ark("sequential_image_generation_options", "at most 15 input and output pictures")


def _bad_for_ark(name: str, why: str) -> Refusal:
    message = f"The parameter `{name}` specified in the request is not valid: {why}"
    return Refusal(400, message, "InvalidParameter", kind="BadRequest", param=name)


def _prompt(fields: Mapping[str, Any]) -> str:
    prompt = fields.get("prompt")
    if not isinstance(prompt, str) or not prompt.strip():
        raise invalid_request("prompt is required")
    return prompt.encode("utf-8", "replace").decode()


def _pictures(fields: Mapping[str, Any], fetch: Fetch) -> tuple[bytes, ...]:
    found: list[bytes] = []
    for name in _PICTURE_FIELDS:
        value = fields.get(name)
        for item in value if isinstance(value, list) else [value] if value else []:
            found.append(read_picture(item, fetch))
    return tuple(found)


def _mask(fields: Mapping[str, Any], fetch: Fetch) -> bytes | None:
    value = fields.get("mask")
    value = value[0] if isinstance(value, list) and value else value
    return read_picture(value, fetch) if value else None


def read_picture(item: Any, fetch: Fetch) -> bytes:
    """A picture of a size that can be worked on: bytes, a data URL, or a link.

    Raises:
        Refusal: it is none, or cannot be fetched.
    """
    picture = _bytes_of(item, fetch)
    header = read_header(picture)
    edges = (header.width, header.height) if header else (1,)
    if not 1 <= min(edges) <= max(edges) <= _LARGEST_INPUT:
        raise bad_parameter("Invalid image dimensions.", "invalid_image_format", param="image")
    return picture


def _bytes_of(item: Any, fetch: Fetch) -> bytes:
    """A picture from a file, a data URL, a link, or xAI's object around one of them."""
    if isinstance(item, bytes):
        return item
    address = str(item.get("url") if isinstance(item, dict) else item)
    head, found, encoded = address.partition(";base64,")
    if found and head.startswith("data:image/") and head == head.lower():
        try:
            return base64.b64decode(encoded, validate=True)
        except ValueError as error:
            raise bad_parameter("Invalid base64 image_url.", param="image") from error
    picture = fetch(address)
    if picture is None:
        message = f"Error while downloading {address[:200]}."
        raise bad_parameter(message, "invalid_image_url", param="image")
    return picture


def _with_parameters(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """The fields, and those of DashScope's ``parameters``, beside which it reads no size and no n."""
    inner = fields.get("parameters")
    if not isinstance(inner, dict):
        return fields
    return {name: value for name, value in fields.items() if name not in ("size", "n", "watermark")} | inner


def _size(fields: Mapping[str, Any], model: ImageModel) -> tuple[int, int]:
    said = str(fields.get(model.sizes) or fields.get("size") or fields.get("aspect_ratio") or "auto").lower()
    edges = (str(fields.get(name) or "").lower() for name in ("resolution", "size"))
    longest = next((KEYWORDS[edge] for edge in edges if edge in KEYWORDS), KEYWORDS.get(said, USUAL_EDGE))
    shape = shape_of_words(said, longest)
    if shape is None:
        raise bad_parameter(f"Invalid value: '{said}'.", param="size")
    if not 1 <= min(shape) <= max(shape) <= _LARGEST_EDGE:
        raise bad_parameter(f"Invalid size '{said}'.", param="size")
    return shape


def _count(fields: Mapping[str, Any], model: ImageModel) -> int:
    if model.sets:
        if fields.get("sequential_image_generation") != "auto":
            return 1
        options = fields.get("sequential_image_generation_options")
        return _whole(options if isinstance(options, dict) else {}, "max_images", 1, _LARGEST_SET) or 3
    return _whole(fields, "n", 1, _MOST_PICTURES) or 1


def _whole(fields: Mapping[str, Any], name: str, least: int, most: int) -> int | None:
    value = fields.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise bad_parameter(f"Invalid type for '{name}': expected an integer.", "invalid_type", param=name)
    if not least <= value <= most:
        raise bad_parameter(f"Invalid '{name}': expected {least} to {most}, but got {value}.", param=name)
    return value


def _value(text: str) -> str | int | bool:
    """A text of a form as the value that it stands for."""
    if text in ("true", "false"):
        return text == "true"
    return int(text) if re.fullmatch(r"\d{1,9}", text) else text
