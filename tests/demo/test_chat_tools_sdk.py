"""The unmodified client of OpenAI calls tools and sends files in chat completions of the demo gateway."""

import base64
import io
import json
import wave
from collections.abc import Iterator
from typing import Any

import pytest
from openai import BadRequestError, OpenAI
from openai.types.chat import ChatCompletion, ChatCompletionMessage

from tests.demo.test_official_sdk import client_with
from tests.gateway import Gateway

WEATHER: Any = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "The weather of a city",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    },
}
LYON_AND_OSLO = "What is the weather in Lyon and in Oslo?"


@pytest.fixture
def client(gateway: Gateway) -> Iterator[OpenAI]:
    with client_with(gateway, gateway.key) as client:
        yield client


def asks(content: Any) -> Any:
    return {"role": "user", "content": content}


def say(client: OpenAI, *messages: Any, model: str = "demo-chat", **more: Any) -> ChatCompletionMessage:
    completion: ChatCompletion = client.chat.completions.create(model=model, messages=list(messages), **more)
    return completion.choices[0].message


def results(message: ChatCompletionMessage, text: str = "19 degrees") -> list[dict[str, Any]]:
    return [{"role": "tool", "tool_call_id": call.id, "content": text} for call in message.tool_calls or ()]


def cities(message: ChatCompletionMessage) -> list[str]:
    return [json.loads(call.function.arguments)["city"] for call in message.tool_calls or ()]  # type: ignore[union-attr]


def test_two_calls_come_at_once_and_the_answer_tells_their_results(client: OpenAI) -> None:
    question = asks(LYON_AND_OSLO)
    called = say(client, question, tools=[WEATHER])
    assert cities(called) == ["Lyon", "Oslo"]
    assert called.content is None
    answer = say(client, question, called.to_dict(), *results(called), tools=[WEATHER])
    assert "19 degrees" in (answer.content or "")
    failed = say(client, question, called.to_dict(), *results(called, "Error: offline"), tools=[WEATHER])
    assert "`get_weather` failed: offline" in (failed.content or "")


def test_the_client_puts_streamed_calls_together(client: OpenAI) -> None:
    with client.chat.completions.stream(
        model="demo-chat", messages=[asks(LYON_AND_OSLO)], tools=[WEATHER]
    ) as stream:
        choice = stream.get_final_completion().choices[0]
    assert choice.finish_reason == "tool_calls"
    assert cities(choice.message) == ["Lyon", "Oslo"]


def test_calls_one_after_another(client: OpenAI) -> None:
    messages: list[Any] = [asks(LYON_AND_OSLO)]
    found = []
    while (called := say(client, *messages, tools=[WEATHER], parallel_tool_calls=False)).tool_calls:
        found += cities(called)
        messages += [called.to_dict(), *results(called)]
    assert found == ["Lyon", "Oslo"]


def test_a_call_can_be_demanded_or_forbidden(client: OpenAI) -> None:
    assert say(client, asks("Hello!"), tools=[WEATHER], tool_choice="required").tool_calls
    named: Any = {"type": "function", "function": {"name": "get_weather"}}
    assert say(client, asks("Hello!"), tools=[WEATHER], tool_choice=named).tool_calls
    assert not say(client, asks(LYON_AND_OSLO), tools=[WEATHER], tool_choice="none").tool_calls


def test_a_relay_that_loses_calls_in_streams_keeps_them_in_whole_answers(client: OpenAI) -> None:
    asked: Any = {"model": "demo-whole-calls", "messages": [asks(LYON_AND_OSLO)], "tools": [WEATHER]}
    with client.chat.completions.stream(**asked) as stream:
        assert not stream.get_final_completion().choices[0].message.tool_calls
    assert cities(client.chat.completions.create(**asked).choices[0].message) == ["Lyon", "Oslo"]


@pytest.mark.parametrize(
    ("model", "messages", "words"),
    [
        ("demo-no-tools", [asks("Hello!")], "tools is not supported"),
        (
            "demo-chat",
            [asks("Hello!"), {"role": "tool", "tool_call_id": "x", "content": ""}],
            "must be a response",
        ),
    ],
)
def test_what_does_not_belong_together_is_refused(
    model: str, messages: list[Any], words: str, client: OpenAI
) -> None:
    with pytest.raises(BadRequestError, match=words):
        say(client, *messages, model=model, tools=[WEATHER])


def test_a_missing_result_is_refused(client: OpenAI) -> None:
    called = say(client, asks(LYON_AND_OSLO), tools=[WEATHER])
    with pytest.raises(BadRequestError, match="did not have response messages"):
        say(client, asks(LYON_AND_OSLO), called.to_dict(), results(called)[0], tools=[WEATHER])


def test_arguments_can_be_no_json(client: OpenAI) -> None:
    called = say(client, asks("A malformed call: the weather in Lyon?"), tools=[WEATHER])
    with pytest.raises(json.JSONDecodeError):
        cities(called)


def sound() -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(8000)
        wav.writeframes(bytes(32000))
    return file.getvalue()


def in_base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


PDF = in_base64(b"%PDF-1.4\n1 0 obj<</Type/Page>>endobj")
FILM = "https://films.example.com/a.mp4"


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (
            {
                "type": "file",
                "file": {"filename": "a.pdf", "file_data": f"data:application/pdf;base64,{PDF}"},
            },
            "a.pdf",
        ),
        ({"type": "input_audio", "input_audio": {"data": in_base64(sound()), "format": "wav"}}, "2.0"),
        ({"type": "video_url", "video_url": {"url": FILM}}, FILM),
        ({"type": "video_url", "video_url": FILM}, FILM),
        (
            {"type": "image_url", "image_url": {"url": f"data:application/pdf;base64,{PDF}"}},
            "application/pdf",
        ),
    ],
)
def test_files_sounds_and_films_are_told(part: dict[str, Any], words: str, client: OpenAI) -> None:
    answer = say(client, asks([{"type": "text", "text": "What is this?"}, part]))
    assert words in (answer.content or "")
