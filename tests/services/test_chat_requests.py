"""What a conversation sends: pictures, files and every parameter, as the gateway received them."""

import struct
import zlib
from dataclasses import replace

import pytest

from app.domain.conversation import ChatSettings, Draft
from app.services.studio import Studio
from tests.gateway import Gateway
from tests.studio import Talk, add_gateway, begin_talk

CHAT = "/v1/chat/completions"


def red_picture(width: int, height: int) -> bytes:
    """A PNG of one colour."""
    rows = (b"\x00" + b"\xd0\x10\x10" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


async def say_with_picture(studio: Studio, talk: Talk) -> str:
    picture = await studio.attachments.add_bytes(red_picture(48, 32), "red.png")
    answer = await talk.say("What is in the picture?", attachments=(picture,))
    return answer.text


@pytest.mark.covers("chat.openai/vision-base64")
async def test_a_picture_from_disk_is_seen(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(studio, "demo-vision")
    text = await say_with_picture(studio, talk)
    assert "48" in text
    assert "32" in text
    parts = gateway.asked(CHAT)[-1].json()["messages"][-1]["content"]
    assert any(
        part.get("image_url", {}).get("url", "").startswith("data:image/png;base64,") for part in parts
    )


@pytest.mark.covers("chat.openai/vision-nonstream")
async def test_a_picture_is_seen_in_one_piece_too(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(studio, "demo-vision", stream=False)
    text = await say_with_picture(studio, talk)
    assert "48" in text
    assert not gateway.asked(CHAT)[-1].json().get("stream")


@pytest.mark.covers("chat.openai/vision-url")
async def test_a_picture_by_link_is_handed_on(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(studio, "demo-vision")
    link = f"{gateway.root}/demo/pictures/sunset.png"
    answer = await talk.say("What is this?", links=(link,))
    parts = gateway.asked(CHAT)[-1].json()["messages"][-1]["content"]
    assert [part["image_url"]["url"] for part in parts if part["type"] == "image_url"] == [link]
    assert answer.text


async def test_a_text_file_is_sent_as_text_under_its_name(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(studio)
    notes = await studio.attachments.add_bytes("买牛奶 ```tea```".encode(), "notes.txt")
    await talk.say("What shall I buy?", attachments=(notes,))
    content = gateway.asked(CHAT)[-1].json()["messages"][-1]["content"]
    text = content if isinstance(content, str) else content[0]["text"]
    assert "notes.txt" in text
    assert "买牛奶 ```tea```" in text
    assert text.endswith("What shall I buy?")


@pytest.mark.covers("chat.openai/reasoning-effort")
async def test_reasoning_effort_goes_along(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(studio, "demo-thinking", reasoning_effort="high")
    await talk.say("Is 91 a prime number?")
    assert gateway.asked(CHAT)[-1].json()["reasoning_effort"] == "high"


@pytest.mark.covers("chat.openai/full-parameters")
async def test_every_parameter_reaches_the_gateway(studio: Studio, gateway: Gateway) -> None:
    settings = ChatSettings(
        model="demo-chat",
        system_prompt="Be brief.",
        temperature=0.3,
        top_p=0.9,
        max_tokens=400,
        frequency_penalty=0.5,
        presence_penalty=-0.5,
        seed=7,
        stop=("END", "停"),
        response_format="json_object",
        extra_json='{"metadata": {"from": "tests"}, "top_k": 40}',
    )
    conversation = await studio.conversations.create(settings)
    await Talk(studio, conversation.id).say("Answer as JSON, please.")
    body = gateway.asked(CHAT)[-1].json()
    expected = {
        "model": "demo-chat",
        "temperature": 0.3,
        "top_p": 0.9,
        "max_tokens": 400,
        "frequency_penalty": 0.5,
        "presence_penalty": -0.5,
        "seed": 7,
        "stop": ["END", "停"],
        "response_format": {"type": "json_object"},
        "metadata": {"from": "tests"},
        "top_k": 40,
    }
    assert {name: body.get(name) for name in expected} == expected


async def test_own_json_wins_over_the_form(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(studio, temperature=0.3, extra_json='{"temperature": 1.5}')
    await talk.say("Hello")
    assert gateway.asked(CHAT)[-1].json()["temperature"] == 1.5


async def test_the_key_goes_to_the_gateway_and_nowhere_else(studio: Studio, gateway: Gateway) -> None:
    canary = "sk-canary-7f3a9c5e1b"
    await add_gateway(studio, gateway, canary)
    talk = await begin_talk(studio)
    await talk.say("Hello")
    assert gateway.asked(CHAT)[-1].header("authorization") == f"Bearer {canary}"
    files = [path for path in studio.places.data.rglob("*") if path.is_file()]
    assert files
    assert [path for path in files if canary.encode() in path.read_bytes()] == []


async def test_a_draft_with_nothing_in_it_is_empty() -> None:
    assert Draft("  \n ").empty
    assert not replace(Draft(), links=("https://example.com/a.png",)).empty
