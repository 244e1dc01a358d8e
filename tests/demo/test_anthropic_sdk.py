"""The unmodified client of Anthropic, with its strict shape checks, is content with the demo gateway."""

import json
from collections.abc import Iterator
from typing import Any

import anthropic
import pytest
from anthropic import Anthropic
from anthropic.types import (
    Message,
    MessageParam,
    RawMessageStreamEvent,
    TextBlock,
    ThinkingBlock,
    ToolUseBlock,
)

from tests.demo.native_files import PICTURE_BASE64, in_base64, pdf
from tests.gateway import Gateway

SONNET, OPUS = "claude-sonnet-4-5-demo", "claude-opus-4-7-demo"
WEATHER: Any = {
    "name": "get_weather",
    "description": "Current weather",
    "input_schema": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
}
THINKING: Any = {"type": "enabled", "budget_tokens": 2000}
SEARCH: Any = {"type": "web_search_20250305", "name": "web_search", "max_uses": 2}


@pytest.fixture
def client(gateway: Gateway) -> Iterator[Anthropic]:
    with client_with(gateway, gateway.key) as client:
        yield client


def client_with(gateway: Gateway, key: str) -> Anthropic:
    return Anthropic(base_url=gateway.root, api_key=key, max_retries=0, _strict_response_validation=True)


def said(content: Any) -> MessageParam:
    return {"role": "user", "content": content}


def ask(client: Anthropic, content: Any, **more: Any) -> Message:
    fields = {"model": SONNET, "max_tokens": 4000, **more}
    answer = client.messages.create(messages=[said(content)], **fields)
    assert isinstance(answer, Message)
    return answer


def events_of(client: Anthropic, content: Any, **more: Any) -> list[RawMessageStreamEvent]:
    fields = {"model": SONNET, "max_tokens": 4000, **more}
    return list(client.messages.create(messages=[said(content)], stream=True, **fields))


def text_of(message: Message) -> str:
    return "".join(block.text for block in message.content if isinstance(block, TextBlock))


def calls_of(message: Message) -> list[ToolUseBlock]:
    return [block for block in message.content if isinstance(block, ToolUseBlock)]


def results(calls: list[ToolUseBlock], text: str = "19 degrees", **more: Any) -> MessageParam:
    rows = [{"type": "tool_result", "tool_use_id": call.id, "content": text, **more} for call in calls]
    return said(rows)


def test_answers_a_plain_question(client: Anthropic) -> None:
    answer = ask(client, "Hello! What is this?", system="Answer briefly.")
    assert "Relay Studio" in text_of(answer)
    assert answer.stop_reason == "end_turn"
    assert answer.usage.output_tokens > 50


def test_the_key_may_stand_in_either_header(client: Anthropic, gateway: Gateway) -> None:
    ask(client, "Hello")
    assert gateway.requests[-1].header("authorization") == f"Bearer {gateway.key}"
    with pytest.raises(anthropic.AuthenticationError):
        ask(client, "Hello", extra_headers={"x-api-key": "sk-bad"})


def test_streams_the_same_answer_with_every_kind_of_event(client: Anthropic) -> None:
    whole = ask(client, "Hello! What is this?", thinking=THINKING)
    with client.messages.stream(
        model=SONNET, max_tokens=4000, messages=[said("Hello! What is this?")], thinking=THINKING
    ) as stream:
        kinds = {event.type for event in stream}
        final = stream.get_final_message()
    assert text_of(final) == text_of(whole)
    assert final.usage == whole.usage
    assert {"message_start", "content_block_start", "content_block_delta", "content_block_stop",
            "message_delta", "message_stop", "thinking", "signature", "text"} <= kinds  # fmt: skip


def test_answers_chinese_in_chinese(client: Anthropic) -> None:
    assert "中转工坊" in text_of(ask(client, "你好，这是什么软件？"))


def test_a_ping_comes_between_the_events(client: Anthropic) -> None:
    body = {"model": SONNET, "stream": True, "messages": [said("Hello")]}
    raw = client.post("/v1/messages", body=body, cast_to=str)
    assert 'event: ping\ndata: {"type":"ping"}\n\n' in raw


def test_thoughts_are_signed_and_shown_only_where_wanted(client: Anthropic) -> None:
    thought = ask(client, "Hello!", thinking=THINKING).content[0]
    assert isinstance(thought, ThinkingBlock)
    assert thought.thinking
    assert thought.signature
    hidden = ask(client, "Hello!", model=OPUS, thinking={"type": "adaptive", "display": "omitted"})
    assert isinstance(hidden.content[0], ThinkingBlock)
    assert hidden.content[0].thinking == ""
    assert hidden.content[0].signature == thought.signature
    assert isinstance(ask(client, "Hello!", thinking={"type": "disabled"}).content[0], TextBlock)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"thinking": {"type": "enabled", "budget_tokens": 1000}}, "greater than or equal to 1024"),
        ({"thinking": {"type": "enabled", "budget_tokens": 4000}}, "must be greater than"),
        ({"thinking": {"type": "maybe"}}, "Input tag 'maybe'"),
        ({"thinking": THINKING, "extra_body": {"temperature": 0.2}}, "may only be set to 1"),
        ({"thinking": THINKING, "tools": [WEATHER], "tool_choice": {"type": "any"}}, "forces tool use"),
        ({"extra_body": {"temperature": 1.5}}, "temperature"),
        ({"max_tokens": -1}, "max_tokens"),
        ({"tools": [{"name": "broken", "input_schema": {}}]}, "input_schema"),
    ],
)
def test_wishes_that_contradict_themselves_are_refused(
    client: Anthropic, wrong: dict[str, Any], message: str
) -> None:
    with pytest.raises(anthropic.BadRequestError, match=message):
        ask(client, "Hello!", **wrong)


def test_a_picture_is_seen(client: Anthropic) -> None:
    source = {"type": "base64", "media_type": "image/png", "data": PICTURE_BASE64}
    content = [{"type": "image", "source": source}, {"type": "text", "text": "Which colours?"}]
    assert "320 × 200" in text_of(ask(client, content))
    source["media_type"] = "image/jpeg"
    with pytest.raises(anthropic.BadRequestError, match="does not match"):
        ask(client, content)


def test_a_picture_of_the_gateway_is_seen_by_its_address(client: Anthropic, gateway: Gateway) -> None:
    address = f"{gateway.root}/demo/pictures/tiles.png"
    content = [
        {"type": "image", "source": {"type": "url", "url": address}},
        {"type": "text", "text": "Colours?"},
    ]
    assert "teal" in text_of(ask(client, content))


@pytest.mark.parametrize("is_packed", [False, True])
def test_documents_are_counted(client: Anthropic, is_packed: bool) -> None:
    data = in_base64(pdf(7, is_packed=is_packed))
    source = {"type": "base64", "media_type": "application/pdf", "data": data}
    notes = {"type": "text", "media_type": "text/plain", "data": "one\ntwo\nthree"}
    content = [
        {"type": "document", "source": source, "title": "plan.pdf"},
        {"type": "document", "source": notes, "title": "notes.txt"},
        {"type": "document", "source": {"type": "url", "url": "https://example.org/a.pdf"}},
        {"type": "text", "text": "Summarise them"},
    ]
    text = text_of(ask(client, content))
    assert "**plan.pdf**: a PDF of **7** page(s)" in text
    assert "**notes.txt**: text of 3 line(s)" in text
    assert "https://example.org/a.pdf" in text


@pytest.mark.parametrize(("data", "message"), [(b"no pdf", "not valid"), (pdf(1) + b"/Encrypt", "password")])
def test_documents_that_cannot_be_read_are_refused(client: Anthropic, data: bytes, message: str) -> None:
    source = {"type": "base64", "media_type": "application/pdf", "data": in_base64(data)}
    content = [{"type": "document", "source": source}, {"type": "text", "text": "Summarise"}]
    with pytest.raises(anthropic.BadRequestError, match=message):
        ask(client, content)


def test_several_tools_are_called_at_once_and_all_results_come_back(client: Anthropic) -> None:
    question = said("What is the weather in Lyon and in Oslo?")
    asked = {"model": SONNET, "max_tokens": 4000, "tools": [WEATHER], "thinking": THINKING}
    with client.messages.stream(messages=[question], **asked) as stream:
        first = stream.get_final_message()
    calls = calls_of(first)
    assert [call.input for call in calls] == [{"city": "Lyon"}, {"city": "Oslo"}]
    assert first.stop_reason == "tool_use"
    second = client.messages.create(messages=[question, first.to_param(), results(calls)], **asked)
    assert "19 degrees" in text_of(second)
    assert second.stop_reason == "end_turn"


def test_calls_one_after_another_take_several_rounds(client: Anthropic) -> None:
    messages = [said("Step by step, what is the weather in Lyon and in Oslo?")]
    cities = []
    while calls := calls_of(answer := client.messages.create(
        model=SONNET, max_tokens=4000, messages=messages, tools=[WEATHER], thinking=THINKING
    )):  # fmt: skip
        cities += [call.input["city"] for call in calls]
        messages += [answer.to_param(), results(calls)]
    assert cities == ["Lyon", "Oslo"]


def test_a_failed_tool_is_told(client: Anthropic) -> None:
    question = said("What is the weather in Lyon?")
    first = client.messages.create(model=SONNET, max_tokens=4000, messages=[question], tools=[WEATHER])
    back = results(calls_of(first), "offline", is_error=True)
    second = client.messages.create(
        model=SONNET, max_tokens=4000, messages=[question, first.to_param(), back], tools=[WEATHER]
    )
    assert "`get_weather` failed: offline" in text_of(second)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda blocks: blocks[0].update(signature="changed"), "Invalid `signature`"),
        (lambda blocks: blocks[0].update(thinking="changed"), "Invalid `signature`"),
        (lambda blocks: blocks.pop(0), "must start with a thinking block"),
        (
            lambda blocks: blocks[-1].update(id="toolu_other"),
            "unexpected `tool_use_id`|without `tool_result`",
        ),
    ],
)
def test_what_comes_back_changed_is_refused(client: Anthropic, spoil: Any, message: str) -> None:
    question = said("What is the weather in Lyon?")
    asked: Any = {"model": SONNET, "max_tokens": 4000, "tools": [WEATHER], "thinking": THINKING}
    first = client.messages.create(messages=[question], **asked)
    blocks = [block.model_dump(exclude_none=True) for block in first.content]
    spoil(blocks)
    with pytest.raises(anthropic.BadRequestError, match=message):
        client.messages.create(
            messages=[question, {"role": "assistant", "content": blocks}, results(calls_of(first))], **asked
        )


def test_a_missing_result_is_refused(client: Anthropic) -> None:
    question = said("What is the weather in Lyon and in Oslo?")
    first = client.messages.create(model=SONNET, max_tokens=4000, messages=[question], tools=[WEATHER])
    with pytest.raises(anthropic.BadRequestError, match="without `tool_result` blocks immediately after"):
        client.messages.create(
            model=SONNET, max_tokens=4000, tools=[WEATHER],
            messages=[question, first.to_param(), results(calls_of(first)[:1])],
        )  # fmt: skip


def test_a_search_brings_results_and_citations(client: Anthropic) -> None:
    with client.messages.stream(
        model=SONNET, max_tokens=4000, messages=[said("Which names are reserved?")], tools=[SEARCH]
    ) as stream:
        answer = stream.get_final_message()
    kinds = [block.type for block in answer.content]
    assert kinds[:3] == ["server_tool_use", "web_search_tool_result", "text"]
    cited = [block for block in answer.content if isinstance(block, TextBlock) and block.citations]
    assert len(cited) == 2
    assert answer.usage.server_tool_use is not None
    assert answer.usage.server_tool_use.web_search_requests == 1
    again = [said("Which names are reserved?"), answer.to_param(), said("Thank you, hello")]
    assert text_of(client.messages.create(model=SONNET, max_tokens=4000, messages=again, tools=[SEARCH]))


def test_a_paused_search_goes_on_when_it_is_called_again(client: Anthropic) -> None:
    question = said("A long search, please")
    asked: Any = {"model": SONNET, "max_tokens": 4000, "tools": [SEARCH]}
    first = client.messages.create(messages=[question], **asked)
    assert first.stop_reason == "pause_turn"
    second = client.messages.create(messages=[question, first.to_param()], **asked)
    assert second.stop_reason == "end_turn"
    assert "RFC 2606" in text_of(second)


def test_an_answer_has_the_wanted_form(client: Anthropic) -> None:
    schema = {"type": "object", "properties": {"name": {"type": "string"}, "age": {"type": "integer"}}}
    form = {"format": {"type": "json_schema", "schema": schema}}
    answer = json.loads(text_of(ask(client, "Ada is 36", output_config=form)))
    assert answer == {"name": "Ada is 36", "age": 36}


def test_marked_beginnings_are_cached(client: Anthropic) -> None:
    mark = {"cache_control": {"type": "ephemeral", "ttl": "1h"}}
    system = [{"type": "text", "text": "A long story of a test that marks its cache.", **mark}]
    first = ask(client, "Hello", system=system).usage
    second = ask(client, "Good bye", system=system).usage
    assert first.cache_read_input_tokens == 0
    assert first.cache_creation is not None
    assert first.cache_creation.ephemeral_1h_input_tokens == second.cache_read_input_tokens != 0
    assert second.cache_creation_input_tokens == 0
    with pytest.raises(anthropic.BadRequestError, match="maximum of 4"):
        ask(client, [{"type": "text", "text": str(number), **mark} for number in range(5)])


@pytest.mark.parametrize(
    ("question", "more", "reason"),
    [
        ("something moderated", {}, "refusal"),
        ("a withheld answer", {}, "refusal"),
        ("context too long", {}, "model_context_window_exceeded"),
        ("Hello", {"max_tokens": 5}, "max_tokens"),
        ("Hello", {"stop_sequences": ["Relay"]}, "stop_sequence"),
        ("no answer", {}, "end_turn"),
    ],
)
def test_every_ending_can_be_reached(
    client: Anthropic, question: str, more: dict[str, Any], reason: str
) -> None:
    whole = ask(client, question, **more)
    assert whole.stop_reason == reason
    assert (whole.stop_details is not None) == (reason == "refusal")
    with client.messages.stream(
        **{"max_tokens": 4000, **more}, model=SONNET, messages=[said(question)]
    ) as stream:
        streamed = stream.get_final_message()
    assert streamed.stop_reason == reason
    assert text_of(streamed)[:200] == text_of(whole)[:200]


def test_a_stream_can_fail_or_break_off(client: Anthropic) -> None:
    with pytest.raises(anthropic.APIStatusError, match="Overloaded"):
        events_of(client, "a failing answer")
    with pytest.raises(anthropic.APIStatusError) as whole:
        ask(client, "a failing answer")
    assert whole.value.status_code == 529
    assert events_of(client, "cut off")[-1].type == "content_block_delta"


def test_arguments_can_be_no_json(client: Anthropic) -> None:
    events = events_of(client, "A malformed call of the weather in Lyon", tools=[WEATHER])
    pieces = [
        event.delta.partial_json for event in events
        if event.type == "content_block_delta" and event.delta.type == "input_json_delta"
    ]  # fmt: skip
    with pytest.raises(ValueError):
        json.loads("".join(pieces))


def test_another_account_does_not_know_the_signatures(client: Anthropic) -> None:
    first = ask(client, "Hello!", thinking=THINKING)
    messages = [said("Hello!"), first.to_param(), said("You are on another account")]
    with pytest.raises(anthropic.BadRequestError, match="Invalid `signature`"):
        client.messages.create(model=SONNET, max_tokens=4000, messages=messages)


@pytest.mark.parametrize(
    ("key", "error"),
    [
        ("sk-bad", anthropic.AuthenticationError),
        ("sk-empty", anthropic.PermissionDeniedError),
        ("sk-busy", anthropic.RateLimitError),
    ],
)
def test_what_the_relay_refuses_has_its_own_shape(
    gateway: Gateway, key: str, error: type[anthropic.APIStatusError]
) -> None:
    with client_with(gateway, key) as client, pytest.raises(error) as refused:
        ask(client, "Hello")
    assert isinstance(refused.value.body, dict)
    assert refused.value.body["error"]["type"] == "new_api_error"


def test_what_the_model_refuses_has_anthropics_shape(client: Anthropic) -> None:
    with pytest.raises(anthropic.BadRequestError, match="prefill") as refused:
        client.messages.create(
            model=SONNET, max_tokens=4000, messages=[said("Hello"), {"role": "assistant", "content": "I"}]
        )
    assert isinstance(refused.value.body, dict)
    assert refused.value.body["type"] == "error"
    assert refused.value.body["error"]["type"] == "invalid_request_error"


def test_models_of_other_formats_are_not_converted(client: Anthropic) -> None:
    with pytest.raises(anthropic.InternalServerError, match="not implemented"):
        ask(client, "Hello", model="demo-chat")
    with pytest.raises(anthropic.InternalServerError, match="无可用渠道"):
        ask(client, "Hello", model="claude-missing")
