"""The unmodified OpenAI SDK, with its strict shape checks, is content with /v1/responses."""

import json
from collections.abc import Iterator
from typing import Any

import openai
import pytest
from openai import OpenAI
from openai.types.responses import (
    Response,
    ResponseCodeInterpreterToolCall,
    ResponseCompletedEvent,
    ResponseFunctionToolCall,
    ResponseFunctionWebSearch,
    ResponseOutputMessage,
    ResponseOutputText,
    ResponseReasoningItem,
    ResponseStreamEvent,
)

from tests.demo.native_files import PICTURE_BASE64, in_base64, pdf, sound
from tests.gateway import Gateway

CODEX, RESEARCH = "gpt-5-codex-demo", "o4-mini-deep-research-demo"
WEATHER: Any = {
    "type": "function",
    "name": "get_weather",
    "description": "Current weather",
    "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    "strict": True,
}
STATELESS: Any = {"store": False, "include": ["reasoning.encrypted_content"]}


@pytest.fixture
def client(gateway: Gateway) -> Iterator[OpenAI]:
    with client_with(gateway, gateway.key) as client:
        yield client


def client_with(gateway: Gateway, key: str) -> OpenAI:
    return OpenAI(base_url=f"{gateway.root}/v1", api_key=key, max_retries=0, _strict_response_validation=True)


def ask(client: OpenAI, asked: Any, **more: Any) -> Response:
    answer = client.responses.create(**{"model": CODEX, "input": asked, **more})
    assert isinstance(answer, Response)
    return answer


def events_of(client: OpenAI, asked: Any, **more: Any) -> list[ResponseStreamEvent]:
    return list(client.responses.create(**{"model": CODEX, "input": asked, "stream": True, **more}))


def said(*parts: dict[str, Any]) -> list[Any]:
    return [{"role": "user", "content": [*parts, {"type": "input_text", "text": "What is this?"}]}]


def calls_of(answer: Response) -> list[ResponseFunctionToolCall]:
    return [item for item in answer.output if isinstance(item, ResponseFunctionToolCall)]


def results(answer: Response, text: str = "19 degrees") -> list[Any]:
    return [
        {"type": "function_call_output", "call_id": call.call_id, "output": text} for call in calls_of(answer)
    ]


def message_of(answer: Response) -> ResponseOutputMessage:
    (message,) = [item for item in answer.output if isinstance(item, ResponseOutputMessage)]
    return message


def sent_back(answer: Response) -> list[Any]:
    return [item.model_dump(exclude_none=True) for item in answer.output]


def test_answers_a_plain_question(client: OpenAI) -> None:
    answer = ask(client, "Hello! What is this?", instructions="Answer briefly.")
    assert "Relay Studio" in answer.output_text
    assert answer.status == "completed"
    assert answer.usage is not None
    assert answer.usage.total_tokens == answer.usage.input_tokens + answer.usage.output_tokens


def test_streams_the_same_answer_with_every_kind_of_event(client: OpenAI) -> None:
    asked: Any = {"reasoning": {"effort": "medium", "summary": "auto"}}
    whole = ask(client, "Hello! What is this?", **asked)
    events = events_of(client, "Hello! What is this?", **asked)
    assert (
        "".join(event.delta for event in events if event.type == "response.output_text.delta")
        == whole.output_text
    )
    assert [event.sequence_number for event in events] == list(range(len(events)))
    assert list(dict.fromkeys(event.type for event in events)) == [
        "response.created", "response.in_progress", "response.output_item.added",
        "response.reasoning_summary_part.added", "response.reasoning_summary_text.delta",
        "response.reasoning_summary_text.done", "response.reasoning_summary_part.done",
        "response.output_item.done", "response.content_part.added", "response.output_text.delta",
        "response.output_text.done", "response.content_part.done", "response.completed",
    ]  # fmt: skip
    assert isinstance(events[-1], ResponseCompletedEvent)
    assert events[-1].response.usage == whole.usage


def test_the_sdk_can_put_a_stream_together(client: OpenAI) -> None:
    with client.responses.stream(model=CODEX, input="Weather in Lyon", tools=[WEATHER]) as stream:
        for _ in stream:
            pass
        answer = stream.get_final_response()
    (call,) = calls_of(answer)
    assert json.loads(call.arguments) == {"city": "Lyon"}


def test_thoughts_are_told_and_sealed_only_where_wanted(client: OpenAI) -> None:
    plain = ask(client, "Hello!").output[0]
    assert isinstance(plain, ResponseReasoningItem)
    assert plain.summary == []
    assert plain.encrypted_content is None
    told = ask(client, "Hello!", reasoning={"summary": "auto"}, **STATELESS).output[0]
    assert isinstance(told, ResponseReasoningItem)
    assert len(told.summary) > 1
    assert told.encrypted_content
    assert ask(client, "Hello!", reasoning={"effort": "none"}).output[0].type == "message"


def test_a_picture_is_seen(client: OpenAI) -> None:
    address = f"data:image/png;base64,{PICTURE_BASE64}"
    answer = ask(client, said({"type": "input_image", "image_url": address, "detail": "auto"}))
    assert "320 × 200" in answer.output_text
    with pytest.raises(openai.BadRequestError, match="expected an image URL"):
        ask(client, said({"type": "input_image", "image_url": {"url": address}}))


def test_files_and_sounds_are_counted(client: OpenAI) -> None:
    data = f"data:application/pdf;base64,{in_base64(pdf(3))}"
    heard = {"data": in_base64(sound(1.5)), "format": "wav"}
    answer = ask(client, said(
        {"type": "input_file", "filename": "plan.pdf", "file_data": data},
        {"type": "input_file", "file_url": "https://example.org/a.pdf"},
        {"type": "input_audio", "input_audio": heard},
    ))  # fmt: skip
    assert "**plan.pdf**: a PDF of **3** page(s)" in answer.output_text
    assert "https://example.org/a.pdf" in answer.output_text
    assert "1.5 seconds" in answer.output_text
    with pytest.raises(openai.BadRequestError, match="not a valid PDF"):
        ask(client, said({"type": "input_file", "filename": "x.pdf",
                          "file_data": f"data:application/pdf;base64,{in_base64(b'text')}"}))  # fmt: skip


def test_tools_without_a_memory(client: OpenAI) -> None:
    question: list[Any] = [{"role": "user", "content": "What is the weather in Lyon and in Oslo?"}]
    first = ask(client, question, tools=[WEATHER], **STATELESS)
    assert [json.loads(call.arguments)["city"] for call in calls_of(first)] == ["Lyon", "Oslo"]
    second = ask(client, [*question, *sent_back(first), *results(first)], tools=[WEATHER], **STATELESS)
    assert "`get_weather`: 19 degrees" in second.output_text


def test_tools_with_the_memory_of_the_gateway(client: OpenAI) -> None:
    first = ask(client, "What is the weather in Lyon?", tools=[WEATHER])
    second = ask(client, results(first), tools=[WEATHER], previous_response_id=first.id)
    assert "19 degrees" in second.output_text
    third = ask(client, "What did I ask before?", previous_response_id=second.id)
    assert "weather in Lyon" in third.output_text


def test_one_call_at_a_time_where_it_is_wanted(client: OpenAI) -> None:
    asked: Any = {"tools": [WEATHER], "parallel_tool_calls": False}
    answer = ask(client, "What is the weather in Lyon and in Oslo?", **asked)
    cities = []
    while calls := calls_of(answer):
        (call,) = calls
        cities.append(json.loads(call.arguments)["city"])
        answer = ask(client, results(answer), previous_response_id=answer.id, **asked)
    assert cities == ["Lyon", "Oslo"]


def test_what_was_not_kept_cannot_be_gone_on_from(client: OpenAI) -> None:
    forgotten = ask(client, "Hello!", store=False)
    kept = ask(client, "Hello!")
    for previous, question in ((forgotten.id, "Hello!"), (kept.id, "Now from another account")):
        with pytest.raises(
            openai.BadRequestError, match=f"Previous response with id '{previous}' not found"
        ) as no:
            ask(client, question, previous_response_id=previous)
        assert no.value.code == "previous_response_not_found"


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda items: items.pop(2), "without its required following item"),
        (lambda items: items[1].update(encrypted_content="changed"), "could not be verified"),
        (lambda items: items[1].pop("encrypted_content"), "Items are not persisted"),
        (lambda items: items.pop(3), "No tool output found"),
        (lambda items: items[3].update(call_id="call_other"), "No tool call found"),
    ],
)
def test_items_that_do_not_belong_together_are_refused(client: OpenAI, spoil: Any, message: str) -> None:
    question: list[Any] = [{"role": "user", "content": "What is the weather in Lyon?"}]
    first = ask(client, question, tools=[WEATHER], **STATELESS)
    items = [*question, *sent_back(first), *results(first)]
    spoil(items)
    with pytest.raises(openai.APIStatusError, match=message):
        ask(client, items, tools=[WEATHER], **STATELESS)


@pytest.mark.parametrize("kind", ["web_search", "web_search_preview"])
def test_a_search_brings_citations(client: OpenAI, kind: str) -> None:
    events = events_of(client, "Which names are reserved?", tools=[{"type": kind}],
                       include=["web_search_call.action.sources"])  # fmt: skip
    assert isinstance(events[-1], ResponseCompletedEvent)
    answer = events[-1].response
    kinds = {event.type for event in events}
    assert {"response.web_search_call.searching", "response.output_text.annotation.added"} <= kinds
    (search,) = [item for item in answer.output if isinstance(item, ResponseFunctionWebSearch)]
    assert search.action.type == "search"
    assert len(search.action.sources or ()) == 2
    (told,) = message_of(answer).content
    assert isinstance(told, ResponseOutputText)
    cited = [
        told.text[note.start_index : note.end_index]
        for note in told.annotations
        if note.type == "url_citation"
    ]
    assert cited[1].startswith("RFC 2606 reserves")


def test_code_runs_at_the_gateway(client: OpenAI) -> None:
    tool: Any = {"type": "code_interpreter", "container": {"type": "auto"}}
    answer = ask(client, "Add 20 and 22", tools=[tool], include=["code_interpreter_call.outputs"])
    (run,) = [item for item in answer.output if isinstance(item, ResponseCodeInterpreterToolCall)]
    assert run.outputs is not None
    assert run.outputs[0].type == "logs"
    assert run.outputs[0].logs == "42\n"


def test_an_answer_has_the_wanted_form(client: OpenAI) -> None:
    schema = {"type": "object", "properties": {"age": {"type": "integer"}}, "required": ["age"]}
    form: Any = {"format": {"type": "json_schema", "name": "person", "schema": schema, "strict": True}}
    assert json.loads(ask(client, "Ada is 36", text=form).output_text) == {"age": 36}
    del form["format"]["name"]
    with pytest.raises(openai.BadRequestError, match=r"text\.format\.name"):
        ask(client, "Ada is 36", text=form)


def test_an_answer_runs_in_the_background(client: OpenAI) -> None:
    asked: Any = {"model": RESEARCH, "background": True, "tools": [{"type": "web_search_preview"}]}
    answer = ask(client, "Research names", **asked)
    assert answer.status == "queued"
    stages = []
    while (answer := client.responses.retrieve(answer.id)).status in ("queued", "in_progress"):
        stages.append(answer.status)
    assert stages
    assert answer.status == "completed"
    assert [item.type for item in answer.output].count("web_search_call") == 3
    rest = list(client.responses.retrieve(answer.id, stream=True, starting_after=2))
    assert rest[0].sequence_number == 3
    assert rest[-1].type == "response.completed"
    client.responses.delete(answer.id)
    with pytest.raises(openai.NotFoundError):
        client.responses.retrieve(answer.id)


def test_an_answer_in_the_background_can_be_cancelled(client: OpenAI) -> None:
    asked: Any = {"model": RESEARCH, "tools": [{"type": "web_search_preview"}]}
    running = ask(client, "Research names", background=True, **asked)
    assert client.responses.cancel(running.id).status == "cancelled"
    assert client.responses.retrieve(running.id).status == "cancelled"
    with pytest.raises(openai.BadRequestError, match="synchronous"):
        client.responses.cancel(ask(client, "Research names", **asked).id)


def test_the_relay_drops_the_background_of_other_models(client: OpenAI) -> None:
    answer = ask(client, "Hello!", background=True)
    assert answer.status == "completed"
    with pytest.raises(openai.NotFoundError, match="Invalid URL"):
        client.responses.retrieve(answer.id)


def test_every_ending_can_be_reached(client: OpenAI) -> None:
    refused = message_of(ask(client, "something moderated"))
    assert refused.content[0].type == "refusal"
    withheld = ask(client, "a withheld answer")
    assert withheld.status == "incomplete"
    assert withheld.incomplete_details is not None
    assert withheld.incomplete_details.reason == "content_filter"
    short = events_of(client, "Hello!", max_output_tokens=16)[-1]
    assert short.type == "response.incomplete"
    failed = events_of(client, "a failing answer")[-1]
    assert failed.type == "response.failed"
    assert ask(client, "a failing answer").status == "failed"
    assert events_of(client, "cut off")[-1].type == "response.content_part.done"
    assert [item.type for item in ask(client, "no answer").output] == ["reasoning"]
    with pytest.raises(openai.BadRequestError) as too_long:
        ask(client, "context too long")
    assert too_long.value.code == "context_length_exceeded"


def test_arguments_can_be_no_json(client: OpenAI) -> None:
    (call,) = calls_of(ask(client, "A malformed call of the weather in Lyon", tools=[WEATHER]))
    with pytest.raises(ValueError):
        json.loads(call.arguments)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"temperature": 0.5}, "unsupported_parameter"),
        ({"tools": [{"type": "function", "function": {"name": "nested"}}]}, "missing_required_parameter"),
        ({"tools": [{"type": "telepathy"}]}, "invalid_value"),
        ({"model": RESEARCH}, "invalid_value"),
        (
            {"input": [{"role": "assistant", "content": [{"type": "input_text", "text": "a"}]}]},
            "invalid_value",
        ),
    ],
)
def test_wrong_requests_are_refused(client: OpenAI, wrong: dict[str, Any], error: str) -> None:
    with pytest.raises(openai.BadRequestError) as refused:
        ask(client, **{"asked": "Hello", **wrong})
    assert refused.value.code == error


def test_codex_speaks_no_older_format(client: OpenAI) -> None:
    with pytest.raises(openai.BadRequestError, match="only supported in v1/responses"):
        client.chat.completions.create(model=CODEX, messages=[{"role": "user", "content": "Hello"}])
    with pytest.raises(openai.InternalServerError, match="not implemented"):
        ask(client, "Hello", model="demo-chat")


@pytest.mark.parametrize(
    ("key", "error"), [("sk-bad", openai.AuthenticationError), ("sk-busy", openai.RateLimitError)]
)
def test_refused_keys_become_the_right_error(gateway: Gateway, key: str, error: type[Exception]) -> None:
    with client_with(gateway, key) as client, pytest.raises(error):
        ask(client, "Hello")
