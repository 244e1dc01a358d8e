"""Whatever is sent in Google's format or in a conversation is understood or refused."""

import base64
import json
from contextlib import suppress
from random import Random
from typing import Any

import pytest

from app.demo.chat_request import read_call
from app.demo.drawing.painting import paint
from app.demo.failures import Refusal
from app.demo.google import GoogleRefusal
from app.demo.image.chat_picture_request import read_wish
from app.demo.image.gemini_request import GeminiCall, read_gemini_call, read_prediction
from app.demo.image.models import ImageModel, ImageModels
from app.demo.models import DemoModel
from tests.gateway import DEMO_RESOURCES

MODELS = ImageModels(DEMO_RESOURCES)
PICTURE = paint("base", 24, 16).png()
ENCODED = base64.b64encode(PICTURE).decode()
STRANGE: tuple[Any, ...] = (
    None, True, -1, 1e308, "", "\ud83d", "9" * 400, [], {}, [None], [[]], {"parts": 1}, "data:,", 10**30,
)  # fmt: skip


def model(name: str) -> ImageModel:
    """A picture model of the demo."""
    found = MODELS.named(name)
    assert found is not None
    return found


def gemini_body() -> dict[str, Any]:
    """A second turn with everything that a request may say."""
    return {
        "contents": [
            {"role": "user", "parts": [{"text": "A boat"}]},
            {"role": "model", "parts": [{"inlineData": {"mimeType": "image/png", "data": ENCODED}}]},
            {"role": "user", "parts": [{"text": "at night"}, {"fileData": {"fileUri": "https://a.test/a"}}]},
        ],
        "generationConfig": {
            "imageConfig": {"aspectRatio": "16:9", "imageSize": "1K"}, "responseModalities": ["IMAGE"],
            "thinkingConfig": {"includeThoughts": True}, "seed": 7,
        },
    }  # fmt: skip


def read(body: Any, name: str = "gemini-2.5-flash-image") -> GeminiCall:
    return read_gemini_call(body, model(name), name, lambda url: PICTURE)


def spoilt(value: Any, random: Random) -> Any:
    """A value with something strange in one of its places."""
    if isinstance(value, dict) and value and random.random() < 0.9:
        key = random.choice(sorted(value))
        return {**value, key: spoilt(value[key], random)}
    if isinstance(value, list) and value and random.random() < 0.9:
        place = random.randrange(len(value))
        return [spoilt(item, random) if row == place else item for row, item in enumerate(value)]
    return random.choice(STRANGE)


def test_a_second_turn_is_about_its_own_pictures_or_the_newest_before() -> None:
    assert read(gemini_body()).image.pictures == (PICTURE,)
    body = gemini_body()
    body["contents"][-1]["parts"].pop()
    call = read(body)
    assert (call.image.pictures, call.image.prompt) == ((PICTURE,), "at night")
    assert (call.speaks, call.draws, call.image.reshapes) == (False, True, True)


@pytest.mark.parametrize(
    ("name", "ratio", "size", "pixels"),
    [
        ("gemini-2.5-flash-image", "16:9", "1K", (1344, 768)),
        ("gemini-3-pro-image", "4:3", "4K", (4800, 3584)),
        ("nano-banana-2", "1:8", "512", (192, 1536)),
    ],
)
def test_each_model_has_its_own_pixels(name: str, ratio: str, size: str, pixels: tuple[int, int]) -> None:
    body = gemini_body()
    del body["contents"][:2]
    body["generationConfig"]["imageConfig"] = {"aspectRatio": ratio, "imageSize": size}
    call = read(body, name)
    assert (call.image.width, call.image.height) == pixels


def test_a_signature_that_is_missing_is_missed_by_models_that_sign() -> None:
    with pytest.raises(GoogleRefusal, match="content position 2, part position 1"):
        read(gemini_body(), "gemini-3-pro-image")


def test_no_request_to_google_makes_the_gateway_stumble() -> None:
    random = Random("gemini")
    prediction = {"instances": [{"prompt": "A boat"}], "parameters": {"sampleCount": 2, "aspectRatio": "4:3"}}
    for _ in range(2000):
        with suppress(Refusal):
            json.dumps(read(spoilt(gemini_body(), random)).image.prompt).encode()
        with suppress(Refusal):
            read_prediction(spoilt(prediction, random), model("imagen-4"), "imagen-4")


def test_no_conversation_makes_the_gateway_stumble() -> None:
    random = Random("chat")
    body = {
        "model": "nano-banana", "n": 2, "size": "3:2",
        "messages": [
            {"role": "user", "content": "A boat"},
            {"role": "assistant", "content": "![image](https://a.test/a.png)"},
            {"role": "user", "content": [
                {"type": "text", "text": "16:9, at night"},
                {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{ENCODED}"}},
            ]},
        ],
        "extra_body": {"google": {"image_config": {"aspect_ratio": "16:9", "image_size": "1K"}}},
    }  # fmt: skip
    for _ in range(2000):
        name = random.choice(["nano-banana", "gpt-4o-image"])
        with suppress(Refusal):
            call = read_call(spoilt(body | {"model": name}, random), {name: DemoModel(name, 0)})
            read_wish(call, model(name), lambda url: PICTURE)
