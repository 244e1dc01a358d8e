"""Ideogram at the demo gateway: forms and JSON are understood or refused in its own words."""

import json
from contextlib import suppress
from random import Random
from typing import Any

import httpx
import pytest

from app.demo.drawing.painting import paint
from app.demo.drawing.picture_files import read_header
from app.demo.drawing.png import rgba_rows
from app.demo.drawing.png_writing import Pixels, write_png
from app.demo.failures import Refusal
from app.demo.image.ideogram_request import Sent, read_ideogram_call, read_sent
from app.demo.image.models import ImageModels
from tests.gateway import DEMO_RESOURCES, Gateway

MODEL = ImageModels(DEMO_RESOURCES).named("ideogram")
PICTURE = paint("base", 160, 96).png()
UPPER_HALF = write_png(160, 96, Pixels.RGB, [(b"\x00" if y < 48 else b"\xff") * 3 * 160 for y in range(96)])
ACTIONS = (
    "generate", "edit", "remix", "reframe", "replace-background",
    "legacy-generate", "legacy-remix", "upscale", "describe",
)  # fmt: skip
FIELDS: dict[str, Any] = {
    "prompt": "A lighthouse", "aspect_ratio": "3x4", "resolution": "", "rendering_speed": "TURBO",
    "magic_prompt": "OFF", "num_images": "2", "seed": "7", "style_type": "DESIGN", "style_codes": [],
    "color_palette": {"name": "EMBER"},
}  # fmt: skip
STRANGE: tuple[Any, ...] = (None, True, -1, "", "\ud83d", "9" * 400, [], {}, [None], {"members": [1]}, 10**30)


async def post(gateway: Gateway, path: str, texts: dict[str, Any], **files: bytes) -> httpx.Response:
    sent = {name: (f"{name}.png", data, "image/png") for name, data in files.items()}
    async with httpx.AsyncClient(base_url=gateway.root, trust_env=False) as client:
        return await client.post(path, data=texts, files=sent or {"none": (None, "")})


async def fetched(link: str) -> bytes:
    async with httpx.AsyncClient(trust_env=False) as client:
        return (await client.get(link)).content


async def test_a_poster_tells_its_seed_and_its_rewritten_prompt(gateway: Gateway) -> None:
    wanted = {"prompt": "A lighthouse", "aspect_ratio": "3x4", "num_images": "2", "seed": "7"}
    async with httpx.AsyncClient(base_url=gateway.root, trust_env=False) as client:
        answer = (await client.post("/ideogram/v1/ideogram-v3/generate", json=wanted)).json()
    first, second = answer["data"]
    assert (first["seed"], second["seed"]) == (7, 8)
    assert first["prompt"].startswith("A lighthouse, ")
    header = read_header(await fetched(first["url"]))
    assert header is not None
    assert f"{header.width}x{header.height}" == first["resolution"] == "768x1024"


async def test_black_is_painted_anew(gateway: Gateway) -> None:
    path = "/ideogram/v1/ideogram-v3/edit"
    answer = await post(gateway, path, {"prompt": "A storm"}, image=PICTURE, mask=UPPER_HALF)
    before, after = rgba_rows(PICTURE), rgba_rows(await fetched(answer.json()["data"][0]["url"]))
    assert before[48:] == after[48:]
    assert before[:48] != after[:48]


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        ({}, "prompt is required"),
        ({"prompt": "a", "aspect_ratio": "16:9"}, "aspect_ratio"),
        ({"prompt": "a", "aspect_ratio": "1x1", "resolution": "1024x1024"}, "both"),
        ({"prompt": "a", "rendering_speed": "turbo"}, "rendering_speed"),
        ({"prompt": "a", "style_codes": "nothex"}, "hexadecimal"),
        ({"prompt": "a", "style_codes": "0a1b2c3d", "style_type": "DESIGN"}, "style_type"),
        ({"prompt": "a", "n": "2"}, "Unexpected field"),
        ({"prompt": "a", "color_palette": '{"name": "GREY"}'}, "color_palette"),
    ],
)
async def test_what_it_does_not_take_is_refused(gateway: Gateway, texts: dict[str, str], says: str) -> None:
    answer = await post(gateway, "/ideogram/v1/ideogram-v3/generate", texts, style_reference_images=PICTURE)
    assert answer.status_code == 400
    assert says in answer.json()["error"]


def test_no_call_makes_the_gateway_stumble() -> None:
    random = Random("ideogram")
    assert MODEL is not None
    for _ in range(3000):
        fields = dict(FIELDS)
        for name in random.sample(sorted(fields), 2):
            fields[name] = random.choice(STRANGE)
        action = random.choice(ACTIONS)
        files = {"image": (PICTURE,), "image_file": (PICTURE,), "mask": (UPPER_HALF,)}
        with suppress(Refusal):
            read_ideogram_call(action, Sent(fields, files), MODEL)


def test_no_body_makes_the_gateway_stumble() -> None:
    for action in ACTIONS:
        for body in STRANGE:
            with suppress(Refusal):
                read_sent(action, "application/json", json.dumps(body).encode())
