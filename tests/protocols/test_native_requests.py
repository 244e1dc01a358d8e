"""What goes out in the makers' own formats, and what is refused before anything goes out."""

from typing import Any

import pytest

from app.domain.conversation import ChatSettings, NativePart, Role
from app.domain.errors import ErrorKind, InputError
from app.domain.media import MediaBytes, MediaKind, MediaLink
from app.domain.model import ModelTraits
from app.domain.profile import GatewayTraits
from app.domain.turn import ChatTurn, TurnMessage
from app.services.conversation.chat_protocols import chat_protocol
from app.wire.request import Expects, WireRequest
from tests.protocols.filled import PNG, PNG_ADDRESS, PNG_BASE64, body_of

GATEWAY = GatewayTraits()
PDF = MediaBytes(b"%PDF-1.4", "application/pdf", "a.pdf", MediaKind.FILE)
PDF_BASE64 = "JVBERi0xLjQ="
ASK = TurnMessage(Role.USER, "Name a prime above 50.")
SCHEMA = '{"type": "object", "properties": {"prime": {"type": "integer"}}}'


def turn(*messages: TurnMessage, traits: ModelTraits = ModelTraits(), **settings: Any) -> ChatTurn:
    """A turn with some settings."""
    return ChatTurn("the-model", messages or (ASK,), ChatSettings(model="the-model", **settings), traits)


def sent(protocol: str, asked: ChatTurn) -> WireRequest:
    """Its request."""
    return chat_protocol(protocol).request(asked, GATEWAY)


def body(protocol: str, asked: ChatTurn) -> dict[str, Any]:
    """The body of its request."""
    return body_of(sent(protocol, asked))


def test_claude_has_its_path_its_version_and_its_system_prompt_apart() -> None:
    system = TurnMessage(Role.SYSTEM, "Answer briefly.")
    request = sent("anthropic", turn(system, ASK, temperature=0.5, stop=("END",), max_tokens=100))
    assert (request.path, request.expects) == ("/v1/messages", Expects.EVENTS)
    assert ("anthropic-version", "2023-06-01") in request.headers
    assert body_of(request) == {
        "model": "the-model", "max_tokens": 100, "stream": True, "system": "Answer briefly.",
        "temperature": 0.5, "stop_sequences": ["END"],
        "messages": [{"role": "user", "content": [{"type": "text", "text": ASK.text}]}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("effort", "thinking", "expected"),
    [
        ("high", "budget", {"thinking": {"type": "enabled", "budget_tokens": 16384}}),
        ("max", "adaptive", {"thinking": {"type": "adaptive"}, "output_config": {"effort": "max"}}),
        ("none", "budget", {"thinking": {"type": "disabled"}}),
    ],
)
def test_claude_thinks_as_its_model_wants_it(effort: str, thinking: str, expected: dict[str, Any]) -> None:
    asked = body("anthropic", turn(traits=ModelTraits(thinking=thinking), reasoning_effort=effort, top_p=0.9))
    assert {name: asked[name] for name in expected} == expected
    assert "top_p" not in asked
    budget = asked["thinking"].get("budget_tokens", 0)
    assert asked["max_tokens"] == budget + 8192


def test_claude_reads_pictures_and_documents_before_the_question() -> None:
    link = MediaLink("https://files.example.org/b.pdf", MediaKind.FILE)
    asked = body("anthropic", turn(TurnMessage(Role.USER, "Compare.", (PNG, PDF, link))))
    picture, document, linked, words = asked["messages"][0]["content"]
    assert picture["source"] == {"type": "base64", "media_type": "image/png", "data": PNG_BASE64}
    assert (document["type"], document["title"]) == ("document", "a.pdf")
    assert document["source"]["data"] == PDF_BASE64
    assert linked == {"type": "document", "source": {"type": "url", "url": link.url}}
    assert words == {"type": "text", "text": "Compare."}


def test_an_answer_goes_back_in_its_own_blocks() -> None:
    native = NativePart("anthropic", '[{"type":"thinking","thinking":"hm","signature":"Eq"}]')
    answer = TurnMessage(Role.ASSISTANT, "53", native=native)
    asked = body("anthropic", turn(ASK, answer, TurnMessage(Role.USER, "And above 60?")))
    assert asked["messages"][1]["content"] == [{"type": "thinking", "thinking": "hm", "signature": "Eq"}]
    other = body("gemini", turn(ASK, answer, ASK))
    assert other["contents"][1] == {"role": "model", "parts": [{"text": "53"}]}


def test_two_questions_in_a_row_are_one_turn() -> None:
    asked = body("anthropic", turn(ASK, TurnMessage(Role.USER, "Please.")))
    assert [part["text"] for part in asked["messages"][0]["content"]] == [ASK.text, "Please."]
    assert len(body("gemini", turn(ASK, ASK))["contents"]) == 1


@pytest.mark.parametrize(
    ("protocol", "tools"),
    [
        ("anthropic", [{"type": "web_search_20250305", "name": "web_search", "max_uses": 5}]),
        ("responses", [{"type": "web_search"}]),
        ("gemini", [{"googleSearch": {}}]),
    ],
)
def test_each_searches_the_web_in_its_own_words(protocol: str, tools: list[Any]) -> None:
    assert body(protocol, turn(web_search=True))["tools"] == tools
    assert "tools" not in body(protocol, turn())


def test_each_takes_a_schema_at_its_place() -> None:
    schema = {"type": "object", "properties": {"prime": {"type": "integer"}}}
    claude = body("anthropic", turn(response_format=SCHEMA))["output_config"]["format"]
    responses = body("responses", turn(response_format=SCHEMA))["text"]["format"]
    gemini = body("gemini", turn(response_format=SCHEMA))["generationConfig"]
    assert claude == {"type": "json_schema", "schema": schema}
    assert (responses["type"], responses["schema"]) == ("json_schema", schema)
    assert gemini == {"responseMimeType": "application/json", "responseJsonSchema": schema}


def test_responses_keep_nothing_at_the_gateway_and_bring_their_thoughts() -> None:
    traits = ModelTraits(reasoning=True, unsupported=frozenset({"temperature"}))
    native = NativePart("responses", '[{"type":"reasoning","id":"rs_1","encrypted_content":"gA"}]')
    answer = TurnMessage(Role.ASSISTANT, "53", native=native)
    asked = body("responses", turn(ASK, answer, ASK, traits=traits, reasoning_effort="low", temperature=1.0))
    assert (asked["store"], asked["include"]) == (False, ["reasoning.encrypted_content"])
    assert asked["reasoning"] == {"effort": "low", "summary": "auto"}
    assert "temperature" not in asked
    assert asked["input"][1] == {"type": "reasoning", "id": "rs_1", "encrypted_content": "gA"}


def test_responses_have_parts_of_their_own() -> None:
    plain = TurnMessage(Role.ASSISTANT, "53")
    asked = body("responses", turn(TurnMessage(Role.USER, "Look.", (PNG, PDF)), plain, ASK))
    words, picture, file = asked["input"][0]["content"]
    assert words == {"type": "input_text", "text": "Look."}
    assert picture == {"type": "input_image", "image_url": PNG_ADDRESS, "detail": "auto"}
    assert file["file_data"] == f"data:application/pdf;base64,{PDF_BASE64}"
    assert asked["input"][1]["content"] == [{"type": "output_text", "text": "53"}]


def test_gemini_streams_at_a_path_of_its_own() -> None:
    streamed, whole = sent("gemini", turn()), sent("gemini", turn(stream=False))
    assert streamed.path == "/v1beta/models/the-model:streamGenerateContent"
    assert streamed.query == (("alt", "sse"),)
    assert (whole.path, whole.query) == ("/v1beta/models/the-model:generateContent", ())


@pytest.mark.parametrize(
    ("thinking", "effort", "expected"),
    [
        ("level", "high", {"includeThoughts": True, "thinkingLevel": "HIGH"}),
        ("budget", "low", {"includeThoughts": True, "thinkingBudget": 2048}),
        ("budget", "none", {"includeThoughts": False, "thinkingBudget": 0}),
        ("budget", "", {"includeThoughts": True}),
    ],
)
def test_gemini_thinks_by_level_or_by_budget(thinking: str, effort: str, expected: dict[str, Any]) -> None:
    traits = ModelTraits(reasoning=True, thinking=thinking)
    config = body("gemini", turn(traits=traits, reasoning_effort=effort))["generationConfig"]
    assert config["thinkingConfig"] == expected


def test_gemini_hears_watches_and_reads() -> None:
    clip = MediaBytes(b"\0\0\0\x18ftyp", "video/mp4", "a.mp4", MediaKind.VIDEO)
    asked = body("gemini", turn(TurnMessage(Role.USER, "What is it?", (clip, PDF))))
    film, document, words = asked["contents"][0]["parts"]
    assert film["inlineData"]["mimeType"] == "video/mp4"
    assert document["inlineData"] == {"mimeType": "application/pdf", "data": PDF_BASE64}
    assert words == {"text": "What is it?"}


def test_gemini_reads_pages_and_runs_code_and_responses_run_code() -> None:
    everything = body("gemini", turn(web_search=True, read_pages=True, run_code=True))["tools"]
    assert everything == [{"googleSearch": {}}, {"urlContext": {}}, {"codeExecution": {}}]
    code = {"type": "code_interpreter", "container": {"type": "auto"}}
    assert body("responses", turn(run_code=True))["tools"] == [code]


def test_chat_completions_search_by_their_own_option_and_deepseek_has_a_switch() -> None:
    assert body("openai", turn(web_search=True))["web_search_options"] == {}
    switch = ModelTraits(thinking="switch")
    assert body("openai", turn(traits=switch, reasoning_effort="none"))["thinking"] == {"type": "disabled"}
    assert body("openai", turn(traits=switch, reasoning_effort="high"))["thinking"] == {"type": "enabled"}
    assert "thinking" not in body("openai", turn(traits=switch))


@pytest.mark.parametrize(
    ("protocol", "settings", "field"),
    [
        ("openai", {"run_code": True}, "run_code"),
        ("anthropic", {"read_pages": True}, "read_pages"),
        ("anthropic", {"seed": 7}, "seed"),
        ("anthropic", {"n": 2}, "n"),
        ("anthropic", {"response_format": "json_object"}, "response_format"),
        ("responses", {"stop": ("END",)}, "stop"),
        ("responses", {"frequency_penalty": 0.5}, "frequency_penalty"),
    ],
)
def test_what_a_format_has_no_place_for_is_refused_by_name(
    protocol: str, settings: dict[str, Any], field: str
) -> None:
    with pytest.raises(InputError) as refused:
        sent(protocol, turn(**settings))
    assert refused.value.kind is ErrorKind.NOT_CARRIED
    assert refused.value.values["field"] == field


def test_claude_neither_hears_nor_watches() -> None:
    clip = MediaBytes(b"RIFF", "audio/wav", "a.wav", MediaKind.AUDIO)
    with pytest.raises(InputError):
        sent("anthropic", turn(TurnMessage(Role.USER, "Listen.", (clip,))))


@pytest.mark.parametrize("protocol", ["anthropic", "responses", "gemini"])
def test_the_persons_own_json_wins(protocol: str) -> None:
    asked = turn()
    own = ChatTurn(asked.model, asked.messages, asked.settings, asked.traits, {"metadata": {"a": "b"}})
    assert body(protocol, own)["metadata"] == {"a": "b"}
