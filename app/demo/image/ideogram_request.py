"""Calls of Ideogram: what is asked, in forms, in JSON, and in JSON inside a form."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from app.demo.drawing.picture_files import read_header
from app.demo.drawing.retouching import Opening, size_of, words_with
from app.demo.form_data import Form, read_form
from app.demo.image.ideogram_fields import check_fields, check_style, number, wrong
from app.demo.image.models import ImageModel
from app.demo.image.request import ImageCall
from app.demo.image.shapes import shape_of_words

_LEGACY = ("legacy-generate", "legacy-remix", "upscale")
_PICTURE_FIELD = {"legacy-remix": "image_file", "upscale": "image_file", "describe": "image_file"}
_WITHOUT_PICTURE = ("generate", "legacy-generate")
_WITHOUT_PROMPT = ("reframe", "upscale", "describe")
_LARGEST_FILE = 10_000_000
_MIMES = ("image/png", "image/jpeg", "image/webp")
_LISTS = ("style_codes",)
_UPSCALED = 2
_LARGEST_EDGE = 4096
_LARGEST_INPUT = 8192


@dataclass(frozen=True, slots=True)
class Sent:
    """The fields of a call, and its files by field."""

    fields: Mapping[str, Any]
    files: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict)

    def file(self, name: str) -> bytes | None:
        """The first file of a field."""
        return next(iter(self.files.get(name, ())), None)


@dataclass(frozen=True, slots=True)
class IdeogramCall:
    """A request that was understood. ``magic`` says whether the prompt is rewritten."""

    action: str
    image: ImageCall
    seed: int
    style: str = ""
    magic: bool = False


def read_sent(action: str, content_type: str, body: bytes) -> Sent:
    """The fields of a body.

    Raises:
        Refusal: it is neither the form nor the JSON that the call takes.
    """
    if content_type.lower().startswith("multipart/form-data"):
        sent = _of_form(read_form(content_type, body))
    else:
        sent = Sent(_object(body.decode("utf-8", "replace")))
    if action not in _LEGACY:
        return sent
    wrapped = sent.fields.get("image_request") or {}
    return Sent(_object(wrapped if isinstance(wrapped, str) else json.dumps(wrapped)), sent.files)


def read_ideogram_call(action: str, sent: Sent, model: ImageModel) -> IdeogramCall:
    """Understand a call.

    Raises:
        IdeogramRefusal: as Ideogram refuses it.
    """
    fields = sent.fields
    check_fields(action, fields)
    check_style(fields, len(sent.files.get("style_reference_images", ())))
    prompt = str(fields.get("prompt") or "").encode("utf-8", "replace").decode()
    if not prompt.strip() and action not in _WITHOUT_PROMPT:
        raise wrong("prompt is required")
    base = _base(action, sent)
    width, height = _shape(action, fields, base)
    seed = number(fields, "seed")
    seed = _seed_of(prompt) if seed is None else seed
    others = [data for name, files in sorted(sent.files.items()) if "reference" in name for data in files]
    image = ImageCall(
        model=model, name=model.id, prompt=prompt, width=width, height=height,
        pictures=(base, *others) if base else (), mask=sent.file("mask"), opening=Opening.BLACK,
        count=number(fields, "num_images") or 1, seed=words_with(_look(fields, seed), others),
        is_edit=base is not None, reshapes=bool(fields.get("resolution") or fields.get("aspect_ratio")),
    )  # fmt: skip
    magic = fields.get("magic_prompt") or fields.get("magic_prompt_option") or "AUTO"
    return IdeogramCall(action, image, seed, str(fields.get("style_type") or ""), magic != "OFF")


def _of_form(form: Form) -> Sent:
    fields: dict[str, Any] = {}
    for name, text in form.texts:
        if name in _LISTS:
            fields[name] = [*fields.get(name, ()), text]
        else:
            fields[name] = _object(text) if name == "color_palette" else text
    files: dict[str, tuple[bytes, ...]] = {}
    for file in form.files:
        header = read_header(file.data)
        edges = (header.width, header.height) if header else (0,)
        if file.mime not in _MIMES or len(file.data) > _LARGEST_FILE:
            raise wrong(f"Invalid image: {file.field}")
        if not 1 <= min(edges) <= max(edges) <= _LARGEST_INPUT:
            raise wrong(f"Invalid image dimensions: {file.field}")
        files[file.field] = (*files.get(file.field, ()), file.data)
    return Sent(fields, files)


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise wrong("Malformed JSON.") from error
    if not isinstance(value, dict):
        raise wrong("Malformed request: an object is expected.")
    return value


def _base(action: str, sent: Sent) -> bytes | None:
    """The picture that is worked on, and its mask where one is needed."""
    if action in _WITHOUT_PICTURE:
        return None
    name = _PICTURE_FIELD.get(action, "image")
    base, mask = sent.file(name), sent.file("mask")
    if base is None:
        raise wrong(f"{name} is required")
    if action == "edit" and mask is None:
        raise wrong("mask is required")
    if mask is not None and size_of(mask) != size_of(base):
        raise wrong("mask must have the same dimensions as image")
    return base


def _shape(action: str, fields: Mapping[str, Any], base: bytes | None) -> tuple[int, int]:
    """Width and height; a legacy value carries a prefix and underscores."""
    if action == "upscale" and base is not None:
        width, height = size_of(base)
        scale = min(_UPSCALED, _LARGEST_EDGE / max(width, height))
        return round(width * scale), round(height * scale)
    if action == "reframe" and not fields.get("resolution"):
        raise wrong("resolution is required")
    said = str(fields.get("resolution") or fields.get("aspect_ratio") or "1x1")
    plain = said.removeprefix("RESOLUTION_").removeprefix("ASPECT_").replace("_", "x")
    shape = shape_of_words(plain)
    if shape is None or max(shape) > _LARGEST_EDGE or ":" in said:
        raise wrong(f"Invalid value for aspect_ratio or resolution: {said}")
    return shape


def _seed_of(prompt: str) -> int:
    """The seed that it chooses itself: the same for the same prompt, as everything in the demo."""
    return int(sha256(prompt.encode()).hexdigest()[:7], 16)


def _look(fields: Mapping[str, Any], seed: int) -> str:
    """What decides the look beside the prompt."""
    chosen = ("style_type", "style_preset", "style_codes", "color_palette", "model", "rendering_speed")
    said = {name: fields[name] for name in chosen if name in fields}
    return f"{seed}|{json.dumps(said, sort_keys=True)}"
