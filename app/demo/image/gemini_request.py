"""generateContent and predict of picture models: what is asked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.demo.drawing.picture_files import read_header
from app.demo.failures import no_channel
from app.demo.google import Content, Fetch, GoogleRefusal, named, read_contents
from app.demo.image.gemini_signatures import check_signatures
from app.demo.image.models import ImageModel, ImageModels
from app.demo.image.request import ImageCall
from app.demo.image.shapes import shape_of_words

_FIXED = {
    "1:1": (1024, 1024), "2:3": (832, 1248), "3:2": (1248, 832), "3:4": (864, 1184), "4:3": (1184, 864),
    "4:5": (896, 1152), "5:4": (1152, 896), "9:16": (768, 1344), "16:9": (1344, 768), "21:9": (1536, 672),
}  # fmt: skip
"""Pixels of Gemini 2.5."""
_AT_1K = {
    "1:1": (1024, 1024), "2:3": (848, 1264), "3:2": (1264, 848), "3:4": (896, 1200), "4:3": (1200, 896),
    "4:5": (928, 1152), "5:4": (1152, 928), "9:16": (768, 1376), "16:9": (1376, 768), "21:9": (1584, 672),
    "1:4": (512, 2048), "4:1": (2048, 512), "1:8": (384, 3072), "8:1": (3072, 384),
}  # fmt: skip
"""Pixels of Gemini 3 at 1K; the other sizes are multiples."""
_EXTREME = ("1:4", "4:1", "1:8", "8:1")
"""Only where 512 is a size too."""
_SCALES = {"512": 0.5, "1K": 1.0, "2K": 2.0, "4K": 4.0}
_IMAGEN_RATIOS = ("1:1", "3:4", "4:3", "9:16", "16:9")
_SEVERAL = re.compile(r"\b([2-4]) ?(?:pictures|images|张)")
_LARGEST_INPUT = 8192
_LEAST_TOKENS, _PIXELS_PER_TOKEN = 1290, 3744


@dataclass(frozen=True, slots=True)
class GeminiCall:
    """A request that was understood."""

    image: ImageCall
    speaks: bool = True
    """Whether words may come beside the pictures."""
    draws: bool = True
    shows_thoughts: bool = False


def model_named(models: ImageModels, name: str, form: str) -> ImageModel:
    """The model of a name.

    Raises:
        Refusal: none that can be called in this form.
    """
    model = models.named(name)
    if model is None or model.format != form:
        raise no_channel(name)
    return model


def read_gemini_call(body: object, model: ImageModel, name: str, fetch: Fetch) -> GeminiCall:
    """Understand a generateContent.

    Raises:
        GoogleRefusal: as Google refuses it.
    """
    contents = read_contents(body, fetch)
    if model.thinks:
        check_signatures(contents)
    config = named(body, "generationConfig")
    image = named(config, "imageConfig")
    pictures = _pictures(contents, model)
    ratio = str(named(image, "aspectRatio") or "")
    width, height = pixels_of(model, ratio or "1:1", str(named(image, "imageSize") or "1K"))
    prompt = contents[-1].text
    if not prompt.strip() and not pictures:
        raise GoogleRefusal("Unable to process input: the request has no text.")
    several = _SEVERAL.search(prompt)
    modalities = str(named(config, "responseModalities") or ("TEXT", "IMAGE"))
    call = ImageCall(
        model=model, name=name, prompt=prompt, width=width, height=height, pictures=pictures,
        count=int(several[1]) if several else 1, seed=str(named(config, "seed") or ""),
        is_edit=bool(pictures), reshapes=bool(ratio),
    )  # fmt: skip
    thoughts = named(named(config, "thinkingConfig"), "includeThoughts")
    return GeminiCall(
        call, "TEXT" in modalities, "IMAGE" in modalities, shows_thoughts=model.thinks and thoughts is True
    )


def read_prediction(body: object, model: ImageModel, name: str) -> ImageCall:
    """Understand a predict of Imagen.

    Raises:
        GoogleRefusal: as Google refuses it.
    """
    instances = named(body, "instances")
    prompt = named(instances[0], "prompt") if isinstance(instances, list) and instances else None
    if not isinstance(prompt, str) or not prompt.strip():
        raise GoogleRefusal("Prompt is required.")
    said = named(body, "parameters")
    ratio, count = str(named(said, "aspectRatio") or "1:1"), named(said, "sampleCount") or 1
    if ratio not in _IMAGEN_RATIOS:
        raise GoogleRefusal(f"Invalid aspect ratio: {ratio}.")
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= 4:
        raise GoogleRefusal("sampleCount must be between 1 and 4, inclusive.")
    longest = 2048 if _known_size(model, str(named(said, "imageSize") or "1K")) == "2K" else 1024
    width, height = shape_of_words(ratio, longest) or (longest, longest)
    return ImageCall(
        model=model, name=name, prompt=prompt.encode("utf-8", "replace").decode(), width=width, height=height,
        count=count, seed=str(named(said, "seed") or ""),
    )  # fmt: skip


def _pictures(contents: Sequence[Content], model: ImageModel) -> tuple[bytes, ...]:
    """What is to be changed: the pictures of the last turn, or the newest one before."""
    newest = next((turn.media[-1:] for turn in reversed(contents[:-1]) if turn.media), ())
    pictures = contents[-1].media or newest
    if len(pictures) > model.inputs[-1]:
        raise GoogleRefusal(f"Too many images: at most {model.inputs[-1]} are supported.")
    for picture in pictures:
        header = read_header(picture)
        edges = (header.width, header.height) if header else (0,)
        if not 1 <= min(edges) <= max(edges) <= _LARGEST_INPUT:
            raise GoogleRefusal("Unable to process input image. Please retry or report.")
    return pictures


def pixels_of(model: ImageModel, ratio: str, size: str) -> tuple[int, int]:
    """Width and height of a ratio at a size.

    Raises:
        GoogleRefusal: the model draws no such pictures.
    """
    table = _AT_1K if model.resolutions else _FIXED
    if ratio not in table or (ratio in _EXTREME and "512" not in model.resolutions):
        raise GoogleRefusal(f"aspect_ratio must be one of {', '.join(table)}.")
    scale = _SCALES[_known_size(model, size)]
    width, height = table[ratio]
    return round(width * scale), round(height * scale)


def _known_size(model: ImageModel, size: str) -> str:
    """A size that the model has; capital letters count."""
    if size not in (model.resolutions or ("1K",)):
        raise GoogleRefusal(f"image_size must be one of {', '.join(model.resolutions or ('1K',))}.")
    return size


def tokens_of_pictures(call: ImageCall) -> int:
    """How Google counts the pictures that were drawn."""
    return call.count * max(_LEAST_TOKENS, call.width * call.height // _PIXELS_PER_TOKEN)
