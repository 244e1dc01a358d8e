"""Every entry of Gemini's picture models in Google's own format, and Imagen."""

import base64

import pytest

from app.domain.card import SlotRole
from app.domain.errors import ErrorKind
from app.domain.remote_task import TaskState
from app.services.studio import Studio
from tests.gateway import Gateway
from tests.services.entries import ABSENT, BASE, HEIGHT, OTHER, WIDTH, Entry, cases, proved
from tests.services.making import Orders

FLASH = "/v1beta/models/gemini-2.5-flash-image-demo"
PRO = "/v1beta/models/gemini-3-pro-image-demo"
BANANA = "/v1beta/models/nano-banana-2-demo"
REFERENCE = SlotRole.REFERENCE
IMAGE_CONFIG = "generationConfig.imageConfig"
PARTS = "contents.0.parts"

ENTRIES = (
    Entry(
        "image.gemini/create", "gemini.2.5-flash-image", f"{FLASH}:generateContent",
        arrives={
            PARTS: [{"text": "A paper boat"}], "stream": ABSENT, IMAGE_CONFIG: ABSENT,
            "generationConfig.responseModalities": ["TEXT", "IMAGE"],
        },
    ),
    Entry(
        "image.gemini/edit", "gemini.2.5-flash-image", f"{FLASH}:generateContent",
        roles=(REFERENCE, REFERENCE), size=(WIDTH, HEIGHT),
        arrives={
            f"{PARTS}.1.inlineData": {"mimeType": "image/png", "data": base64.b64encode(BASE).decode()},
            f"{PARTS}.2.inlineData.data": base64.b64encode(OTHER).decode(),
        },
    ),
    Entry(
        "image.gemini/stream", "gemini.2.5-flash-image", f"{FLASH}:streamGenerateContent",
        values={"stream": True}, arrives={f"{PARTS}.0.text": "A paper boat", "stream": ABSENT},
    ),
    Entry(
        "image.gemini/aspect-ratio", "gemini.2.5-flash-image", f"{FLASH}:generateContent",
        values={"aspect_ratio": "21:9", "modalities": "IMAGE", "seed": 7},
        arrives={
            IMAGE_CONFIG: {"aspectRatio": "21:9"}, "generationConfig.responseModalities": ["IMAGE"],
            "generationConfig.seed": 7,
        },
        size=(1536, 672),
    ),
    Entry(
        "image.gemini/size", "gemini.3-pro-image", f"{PRO}:generateContent",
        values={"aspect_ratio": "4:3", "image_size": "2K", "search": True},
        arrives={
            IMAGE_CONFIG: {"aspectRatio": "4:3", "imageSize": "2K"}, "tools": [{"google_search": {}}],
        },
        size=(2400, 1792),
    ),
    Entry(
        "image.gemini/yijia-nano-banana-2", "gemini.nano-banana-2", f"{BANANA}:generateContent",
        values={"aspect_ratio": "8:1", "image_size": "512"},
        arrives={IMAGE_CONFIG: {"aspectRatio": "8:1", "imageSize": "512"}}, size=(1536, 192),
    ),
    Entry(
        "image.gemini/create", "gemini.imagen-4", "/v1beta/models/imagen-4-demo:predict",
        model="imagen-4-demo", values={"aspect_ratio": "16:9", "n": 2},
        arrives={
            "instances": [{"prompt": "A paper boat"}], "parameters.aspectRatio": "16:9",
            "parameters.sampleCount": 2,
        },
        size=(1024, 576), count=2,
    ),
    Entry(
        "image.gemini/create", "gemini.nano-banana.images", "/v1/images/generations",
        model="nano-banana-demo", values={"size": "4x3"}, arrives={"size": "4x3"}, size=(1024, 768),
    ),
)  # fmt: skip


@pytest.mark.parametrize("entry", cases(*ENTRIES))
async def test_an_entry_becomes_a_file(entry: Entry, studio: Studio, gateway: Gateway) -> None:
    await proved(entry, studio, gateway)


async def test_words_come_beside_the_picture(studio: Studio, gateway: Gateway) -> None:
    task = await Orders(studio).make("gemini.2.5-flash-image", "A paper boat")
    assert task.texts == ("Here is the picture you described.",)
    assert task.facts["model"] == "gemini-2.5-flash-image-demo"


async def test_several_pictures_come_in_one_answer(studio: Studio, gateway: Gateway) -> None:
    orders = Orders(studio)
    task = await orders.make("gemini.2.5-flash-image", "3 pictures of a boat")
    assert len({path.name for path in await orders.files(task)}) == 3


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    ("prompt", "kind"),
    [
        ("something moderated", ErrorKind.CONTENT_REFUSED),
        ("a withheld boat", ErrorKind.CONTENT_REFUSED),
        ("no picture", ErrorKind.CONTENT_REFUSED),
        ("error in 200", ErrorKind.UPSTREAM_UNREACHABLE),
    ],
)
async def test_every_bad_end_is_told_apart(
    prompt: str, kind: ErrorKind, stream: bool, studio: Studio, gateway: Gateway
) -> None:
    task = await Orders(studio).make("gemini.3-pro-image", prompt, stream=stream)
    assert task.state is TaskState.FAILED
    assert task.error is not None
    assert task.error.kind is kind


async def test_imagen_leaves_out_what_it_filtered(studio: Studio, gateway: Gateway) -> None:
    orders = Orders(studio)
    task = await orders.make("gemini.imagen-4", "the last withheld", model="imagen-4-demo", n=3)
    assert task.state is TaskState.DONE
    assert len(await orders.files(task)) == 2
