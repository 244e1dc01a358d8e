"""What goes out when a person sends: only what was chosen, under the names that the model takes."""

import base64
from dataclasses import replace
from typing import Any, cast

import pytest

from app.domain.conversation import ChatSettings, Role
from app.domain.errors import ErrorKind, InputError
from app.domain.media import MediaBytes, MediaKind, MediaLink
from app.domain.model import ModelTraits
from app.domain.profile import GatewayTraits
from app.domain.turn import ChatTurn, TurnMessage
from app.protocols.chat.openai_chat import OPENAI_CHAT
from app.wire.request import Auth, Expects, JsonBody, WireRequest

QUESTION = TurnMessage(Role.USER, "Name a prime above 50.")
TURN = ChatTurn("gpt-4.1-mini", (QUESTION,))


def request(turn: ChatTurn, gateway: GatewayTraits = GatewayTraits()) -> WireRequest:
    return OPENAI_CHAT.request(turn, gateway)


def body(turn: ChatTurn) -> dict[str, Any]:
    sent = request(turn).body
    assert isinstance(sent, JsonBody)
    return cast(dict[str, Any], sent.value)


def with_settings(**chosen: Any) -> ChatTurn:
    return replace(TURN, settings=ChatSettings(**chosen))


def test_a_question_is_sent_with_nothing_that_nobody_chose() -> None:
    assert body(TURN) == {
        "model": "gpt-4.1-mini",
        "messages": [{"role": "user", "content": "Name a prime above 50."}],
        "stream": True,
        "stream_options": {"include_usage": True},
    }


def test_a_stream_and_a_whole_answer_are_asked_for_differently() -> None:
    assert request(TURN).expects is Expects.EVENTS
    whole = with_settings(stream=False)
    assert request(whole).expects is Expects.JSON
    assert body(whole)["stream"] is False
    assert "stream_options" not in body(whole)


def test_a_request_that_costs_is_never_repeatable() -> None:
    assert not request(TURN).repeatable


def test_prefix_and_key_header_follow_the_gateway() -> None:
    sent = request(TURN, GatewayTraits(api_prefix="/api/v3", auth="x-api-key"))
    assert (sent.method, sent.path, sent.auth) == ("POST", "/api/v3/chat/completions", Auth.X_API_KEY)
    assert request(TURN, GatewayTraits(auth="of a newer version")).auth is Auth.BEARER


def test_the_conversation_goes_along_without_its_empty_messages() -> None:
    history = (
        TurnMessage(Role.USER, "Hello"),
        TurnMessage(Role.ASSISTANT, " \n"),
        TurnMessage(Role.ASSISTANT, "Hi!"),
        QUESTION,
    )
    turn = replace(TURN, messages=history, settings=ChatSettings(system_prompt="Answer briefly."))
    assert [(message["role"], message["content"]) for message in body(turn)["messages"]] == [
        ("system", "Answer briefly."),
        ("user", "Hello"),
        ("assistant", "Hi!"),
        ("user", "Name a prime above 50."),
    ]


def test_a_system_prompt_that_already_leads_the_turn_is_not_sent_twice() -> None:
    messages = (TurnMessage(Role.SYSTEM, "Answer briefly."), QUESTION)
    turn = replace(TURN, messages=messages, settings=ChatSettings(system_prompt="Answer briefly."))
    assert [message["role"] for message in body(turn)["messages"]] == ["system", "user"]


def test_pictures_go_by_link_and_as_data() -> None:
    media = (MediaLink("https://a.example/cat.png"), MediaBytes(b"\x89PNG", "image/png"))
    turn = replace(TURN, messages=(TurnMessage(Role.USER, "What is it?", media),))
    encoded = base64.b64encode(b"\x89PNG").decode()
    assert body(turn)["messages"][0]["content"] == [
        {"type": "text", "text": "What is it?"},
        {"type": "image_url", "image_url": {"url": "https://a.example/cat.png"}},
        {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{encoded}"}},
    ]


def test_a_picture_alone_is_a_message() -> None:
    turn = replace(TURN, messages=(TurnMessage(Role.USER, "", (MediaLink("https://a.example/1.png"),)),))
    assert [part["type"] for part in body(turn)["messages"][0]["content"]] == ["image_url"]


def test_sound_films_and_documents_have_parts_of_their_own() -> None:
    media = (
        MediaBytes(b"RIFF", "audio/wav", kind=MediaKind.AUDIO),
        MediaLink("https://a.example/film.mp4", MediaKind.VIDEO),
        MediaBytes(b"%PDF", "application/pdf", "a.pdf", MediaKind.FILE),
    )
    turn = replace(TURN, messages=(TurnMessage(Role.USER, "", media),))
    audio, video, file = body(turn)["messages"][0]["content"]
    assert audio == {"type": "input_audio", "input_audio": {"data": "UklGRg==", "format": "wav"}}
    assert video == {"type": "video_url", "video_url": {"url": "https://a.example/film.mp4"}}
    assert file["file"]["filename"] == "a.pdf"


def test_everything_that_was_chosen_is_sent() -> None:
    chosen = {
        "temperature": 0.0,
        "top_p": 0.5,
        "frequency_penalty": -1.0,
        "presence_penalty": 0.25,
        "seed": 7,
        "n": 3,
        "reasoning_effort": "high",
    }
    sent = body(with_settings(**chosen, max_tokens=100, stop=("END", "\n\n")))
    assert {name: sent[name] for name in chosen} == chosen
    assert sent["max_tokens"] == 100
    assert sent["stop"] == ["END", "\n\n"]


def test_the_length_limit_goes_under_the_name_that_the_model_takes() -> None:
    turn = replace(
        with_settings(max_tokens=100, temperature=0.3, top_p=0.5),
        traits=ModelTraits(
            max_tokens_field="max_completion_tokens", unsupported=frozenset({"temperature", "top_p"})
        ),
    )
    sent = body(turn)
    assert sent["max_completion_tokens"] == 100
    assert not sent.keys() & {"max_tokens", "temperature", "top_p"}


def test_a_model_that_cannot_stream_is_asked_for_a_whole_answer() -> None:
    turn = replace(TURN, traits=ModelTraits(unsupported=frozenset({"stream"})))
    assert request(turn).expects is Expects.JSON
    assert body(turn)["stream"] is False


SCHEMA = '{"type":"object","properties":{"t":{"type":"number"}}}'


@pytest.mark.parametrize(
    ("chosen", "sent"),
    [
        ("text", {"type": "text"}),
        ("json_object", {"type": "json_object"}),
        (
            SCHEMA,
            {
                "type": "json_schema",
                "json_schema": {
                    "name": "answer",
                    "schema": {"type": "object", "properties": {"t": {"type": "number"}}},
                },
            },
        ),
        (
            f'{{"name":"weather","strict":true,"schema":{SCHEMA}}}',
            {
                "type": "json_schema",
                "json_schema": {
                    "name": "weather",
                    "strict": True,
                    "schema": {"type": "object", "properties": {"t": {"type": "number"}}},
                },
            },
        ),
        (
            '{"type":"json_schema","json_schema":{"name":"x"}}',
            {"type": "json_schema", "json_schema": {"name": "x"}},
        ),
    ],
)
def test_a_response_format_is_a_name_a_schema_or_the_whole_field(chosen: str, sent: dict[str, Any]) -> None:
    assert body(with_settings(response_format=chosen))["response_format"] == sent


@pytest.mark.parametrize("chosen", ["yaml", "[1]", "{", '{"a":'])
def test_a_response_format_that_is_none_is_said_at_its_field(chosen: str) -> None:
    with pytest.raises(InputError) as refused:
        request(with_settings(response_format=chosen))
    assert refused.value.kind is ErrorKind.SCHEMA_INVALID
    assert refused.value.field == "response_format"


def test_the_persons_own_json_wins_merges_and_removes() -> None:
    own: dict[str, object] = {
        "temperature": None,
        "model": "gpt-5.1-high",
        "stream_options": {"include_obfuscation": False},
        "thinking": {"type": "enabled", "budget": None},
        "stop": ["X"],
    }
    sent = body(replace(with_settings(temperature=0.3, stop=("END",)), extra=own))
    assert "temperature" not in sent
    assert sent["model"] == "gpt-5.1-high"
    assert sent["stream_options"] == {"include_usage": True, "include_obfuscation": False}
    assert sent["thinking"] == {"type": "enabled", "budget": None}
    assert sent["stop"] == ["X"]


def test_own_json_that_switches_streaming_off_changes_what_is_expected() -> None:
    assert request(replace(TURN, extra={"stream": False})).expects is Expects.JSON


def test_half_characters_do_not_break_the_request() -> None:
    turn = replace(TURN, messages=(TurnMessage(Role.USER, "a\ud83d"),))
    assert body(turn)["messages"][0]["content"] == "a\ufffd"
