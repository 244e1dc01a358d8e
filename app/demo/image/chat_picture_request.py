"""What a conversation wants to have drawn: from which words, in which shape, over which picture."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from app.demo.chat_request import ChatCall
from app.demo.failures import Refusal, invalid_request
from app.demo.google import named
from app.demo.image.gemini_request import pixels_of
from app.demo.image.models import ImageModel
from app.demo.image.request import Fetch, ImageCall, read_picture
from app.demo.image.shapes import USUAL_EDGE, shape_of_words

_RATIO = re.compile(r"(?<![\d:])(?:1:1|1:2|2:1|2:3|3:2|3:4|4:3|4:5|5:4|9:16|16:9|21:9)(?![\d:])")
_LARGEST_EDGE = 4096
_PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)\)")


def read_wish(call: ChatCall, model: ImageModel, fetch: Fetch) -> ImageCall:
    """Understand the last message of a conversation.

    Raises:
        Refusal: a picture cannot be read, or a shape is unknown.
    """
    said = call.question
    if not said.text.strip():
        raise invalid_request("prompt is required")
    pictures = tuple(read_picture(address, fetch) for address in said.pictures)
    pictures = pictures or tuple(_newest(call, fetch))
    width, height, is_said = _shape(call, model)
    return ImageCall(
        model=model, name=call.model.id, prompt=said.text, width=width, height=height, pictures=pictures,
        count=call.choices, is_edit=bool(pictures), reshapes=is_said,
    )  # fmt: skip


def _newest(call: ChatCall, fetch: Fetch) -> Iterator[bytes]:
    """The newest picture that was shown before; one that is out of reach is drawn without."""
    earlier = [message for message in call.messages if message is not call.question]
    for message in reversed(earlier):
        shown = [*message.pictures, *_PICTURE.findall(message.text)]
        for address in shown[-1:]:
            with suppress(Refusal):
                yield read_picture(address, fetch)
            return


def _shape(call: ChatCall, model: ImageModel) -> tuple[int, int, bool]:
    """Width, height, and whether they were asked for."""
    if model.format == "gemini":
        return _shape_for_gemini(call.settings, model)
    ratio = _RATIO.search(call.question.text)
    words = str(call.settings.get("size") or (ratio[0] if ratio else ""))
    shape = shape_of_words(words)
    if shape is not None and max(shape) > _LARGEST_EDGE:
        raise invalid_request(f"invalid size {words}")
    return (*(shape or (USUAL_EDGE, USUAL_EDGE)), shape is not None)


def _shape_for_gemini(settings: Mapping[str, Any], model: ImageModel) -> tuple[int, int, bool]:
    """What new-api hands on to Gemini: it reads ``extra_body.google``, and that in snake_case alone."""
    google = named(settings.get("extra_body"), "google")
    if isinstance(google, dict) and "imageConfig" in google:
        raise invalid_request("extra_body.google.imageConfig is not supported, use image_config instead")
    wanted = named(google, "image_config")
    ratio = str(named(wanted, "aspect_ratio") or "")
    width, height = pixels_of(model, ratio or "1:1", str(named(wanted, "image_size") or "1K"))
    return width, height, bool(ratio)
