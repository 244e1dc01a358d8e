"""The unmodified client of Google is content with the chat models of the demo gateway."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from google import genai
from google.genai import errors, types

from app.demo.film.mp4 import write_mp4
from tests.demo.native_files import PICTURE, pdf, sound
from tests.gateway import Gateway

FLASH, PRO = "gemini-2.5-flash-demo", "gemini-3-pro-demo"
WEATHER = types.Tool(
    function_declarations=[
        types.FunctionDeclaration(
            name="get_weather",
            description="Current weather",
            parameters=types.Schema(
                type=types.Type.OBJECT, properties={"city": types.Schema(type=types.Type.STRING)}
            ),
        )
    ]
)
THOUGHTS = types.ThinkingConfig(include_thoughts=True)
Answer = types.GenerateContentResponse


@pytest.fixture
def client(gateway: Gateway) -> Iterator[genai.Client]:
    client = client_with(gateway, gateway.key)
    yield client
    client.close()


def client_with(gateway: Gateway, key: str) -> genai.Client:
    options = types.HttpOptions(base_url=gateway.root, api_version="v1beta")
    return genai.Client(api_key=key, http_options=options)


def config(**fields: Any) -> types.GenerateContentConfig:
    """Functions are called by the test, not by the client."""
    no_loop = types.AutomaticFunctionCallingConfig(disable=True)
    return types.GenerateContentConfig(automatic_function_calling=no_loop, **fields)


def ask(client: genai.Client, contents: Any, model: str = FLASH, **fields: Any) -> Answer:
    return client.models.generate_content(model=model, contents=contents, config=config(**fields))


def chunks_of(client: genai.Client, contents: Any, model: str = FLASH, **fields: Any) -> list[Answer]:
    return list(
        client.models.generate_content_stream(model=model, contents=contents, config=config(**fields))
    )


def content_of(answer: Answer) -> types.Content:
    assert answer.candidates
    assert answer.candidates[0].content is not None
    return answer.candidates[0].content


def reason_of(answer: Answer) -> types.FinishReason | None:
    assert answer.candidates
    return answer.candidates[0].finish_reason


def said(text: str) -> types.Content:
    return types.Content(role="user", parts=[types.Part(text=text)])


def results(answer: Answer, response: dict[str, Any]) -> types.Content:
    parts = [
        types.Part(function_response=types.FunctionResponse(id=call.id, name=call.name, response=response))
        for call in answer.function_calls or ()
    ]
    return types.Content(role="user", parts=parts)


def test_answers_a_plain_question(client: genai.Client) -> None:
    answer = ask(client, "Hello! What is this?", system_instruction="Answer briefly.")
    assert "Relay Studio" in (answer.text or "")
    assert reason_of(answer) is types.FinishReason.STOP
    assert answer.usage_metadata is not None
    assert answer.model_version == FLASH


def test_streams_the_same_answer(client: genai.Client) -> None:
    whole = ask(client, "你好，这是什么软件？")
    chunks = chunks_of(client, "你好，这是什么软件？")
    assert "".join(chunk.text or "" for chunk in chunks) == whole.text
    assert chunks[-1].usage_metadata == whole.usage_metadata
    assert [reason_of(chunk) for chunk in chunks if reason_of(chunk)] == [types.FinishReason.STOP]


def test_thoughts_are_told_only_where_wanted(client: genai.Client) -> None:
    plain = ask(client, "Hello!")
    assert not any(part.thought for part in plain.parts or ())
    assert plain.usage_metadata is not None
    assert (plain.usage_metadata.thoughts_token_count or 0) > 20
    chunks = chunks_of(client, "Hello!", thinking_config=THOUGHTS)
    thoughts = [part.text or "" for chunk in chunks for part in chunk.parts or () if part.thought]
    assert "demo model" in "".join(thoughts)
    assert content_of(chunks[-1]).parts[-1].thought_signature  # type: ignore[index]  # it has one
    quick = ask(client, "Hello!", thinking_config=types.ThinkingConfig(thinking_budget=0))
    assert quick.usage_metadata is not None
    assert not quick.usage_metadata.thoughts_token_count


@pytest.mark.parametrize(
    ("model", "thinking", "message"),
    [
        (FLASH, {"thinking_level": "LOW"}, "not supported"),
        (PRO, {"thinking_level": "LOW", "thinking_budget": 100}, "only set only one"),
        (PRO, {"thinking_budget": 0}, "only works in thinking mode"),
    ],
)
def test_wishes_that_contradict_themselves_are_refused(
    client: genai.Client, model: str, thinking: dict[str, Any], message: str
) -> None:
    with pytest.raises(errors.ClientError, match=message) as refused:
        ask(client, "Hello!", model, thinking_config=types.ThinkingConfig(**thinking))
    assert refused.value.status == "INVALID_ARGUMENT"


def test_files_of_every_kind_are_told(client: genai.Client, gateway: Gateway) -> None:
    film = write_mp4(16, 16, [], 10)
    link = "https://www.youtube.com/watch?v=demo"
    answer = ask(client, [
        types.Part.from_bytes(data=PICTURE, mime_type="image/png"),
        types.Part.from_bytes(data=pdf(5), mime_type="application/pdf"),
        types.Part.from_bytes(data=sound(2.5), mime_type="audio/wav"),
        types.Part.from_bytes(data=film, mime_type="video/mp4"),
        types.Part.from_uri(file_uri=link, mime_type="video/mp4"),
        types.Part.from_uri(file_uri=f"{gateway.root}/demo/pictures/rings.png", mime_type="image/png"),
        "What are these?",
    ])  # fmt: skip
    text = answer.text or ""
    assert "I looked at 2 picture(s)" in text
    assert "PDF of **5** page(s)" in text
    assert "2.5 seconds" in text
    assert "a video (video/mp4)" in text
    assert link in text


@pytest.mark.parametrize(
    ("data", "mime", "message"),
    [
        (b"no pdf", "application/pdf", "no pages"),
        (PICTURE, "image/jpg", "Unsupported MIME type"),
        (b"no picture", "image/png", "Unable to process input image"),
    ],
)
def test_files_that_cannot_be_read_are_refused(
    client: genai.Client, data: bytes, mime: str, message: str
) -> None:
    with pytest.raises(errors.ClientError, match=message):
        ask(client, [types.Part.from_bytes(data=data, mime_type=mime), "What is this?"])


def test_pages_elsewhere_are_no_files(client: genai.Client) -> None:
    page = types.Part.from_uri(file_uri="https://example.org/", mime_type="text/html")
    with pytest.raises(errors.ClientError, match="Cannot fetch content"):
        ask(client, [page, "What is this?"])


@pytest.mark.parametrize("model", [FLASH, PRO])
def test_several_functions_are_called_at_once(client: genai.Client, model: str) -> None:
    question = said("What is the weather in Lyon and in Oslo?")
    first = ask(client, [question], model, tools=[WEATHER])
    assert [call.args for call in first.function_calls or ()] == [{"city": "Lyon"}, {"city": "Oslo"}]
    signed = [part for part in first.parts or () if part.function_call and part.thought_signature]
    assert len(signed) == 1
    second = ask(client, [question, content_of(first), results(first, {"t": 19})], model, tools=[WEATHER])
    assert "19" in (second.text or "")


def test_calls_one_after_another_keep_their_signatures(client: genai.Client) -> None:
    contents = [said("Step by step, what is the weather in Lyon and in Oslo?")]
    cities = []
    while (answer := ask(client, contents, PRO, tools=[WEATHER])).function_calls:
        cities += [call.args for call in answer.function_calls]
        contents += [content_of(answer), results(answer, {"error": "offline"})]
    assert cities == [{"city": "Lyon"}, {"city": "Oslo"}]
    assert "failed" in (answer.text or "")
    contents[1].parts[-1].thought_signature = None  # type: ignore[index]  # the call
    with pytest.raises(errors.ClientError, match="missing a thought_signature"):
        ask(client, contents, PRO, tools=[WEATHER])


def test_calls_of_finished_turns_need_no_signature(client: genai.Client) -> None:
    question = said("What is the weather in Lyon?")
    first = ask(client, [question], PRO, tools=[WEATHER])
    for part in first.parts or ():
        part.thought_signature = None
    earlier = [question, content_of(first), results(first, {"t": 19})]
    assert ask(client, [*earlier, said("Thank you, hello")], PRO).text


@pytest.mark.parametrize(
    ("signature", "question", "is_taken"),
    [
        ("Y2hhbmdlZA==", "What is the weather in Lyon?", False),
        ("", "What is the weather in Lyon on another account?", False),
        ("skip_thought_signature_validator", "What is the weather in Lyon?", True),
    ],
)
def test_only_the_own_signature_or_the_place_holder_is_taken(
    client: genai.Client, signature: str, question: str, is_taken: bool
) -> None:
    first = ask(client, [said(question)], PRO, tools=[WEATHER])
    sent = [said(question), content_of(first), results(first, {"t": 19})]
    body = {
        "contents": [content.model_dump(mode="json", by_alias=True, exclude_none=True) for content in sent]
    }
    call = body["contents"][1]["parts"][-1]
    call["thoughtSignature"] = signature or call["thoughtSignature"]
    options = types.GenerateContentConfig(http_options=types.HttpOptions(extra_body=body))
    if is_taken:
        assert client.models.generate_content(model=PRO, contents="x", config=options).text
    else:
        with pytest.raises(errors.ClientError, match="Corrupted thought signature"):
            client.models.generate_content(model=PRO, contents="x", config=options)


def test_as_many_results_as_calls(client: genai.Client) -> None:
    question = said("What is the weather in Lyon and in Oslo?")
    first = ask(client, [question], tools=[WEATHER])
    back = results(first, {"t": 19})
    back.parts = (back.parts or [])[:1]
    with pytest.raises(errors.ClientError, match="number of function response parts"):
        ask(client, [question, content_of(first), back], tools=[WEATHER])


def test_a_search_brings_grounding_in_bytes(client: genai.Client) -> None:
    search = types.Tool(google_search=types.GoogleSearch())
    chunks = chunks_of(client, "哪些域名是保留的？", tools=[search])
    text = "".join(chunk.text or "" for chunk in chunks).encode()
    assert chunks[-1].candidates is not None
    found = chunks[-1].candidates[0].grounding_metadata
    assert found is not None
    assert found.web_search_queries == ["哪些域名是保留的？"]
    assert len(found.grounding_chunks or ()) == 2
    for support in found.grounding_supports or ():
        assert support.segment is not None
        cut = text[support.segment.start_index or 0 : support.segment.end_index]
        assert cut.decode() == support.segment.text
    with pytest.raises(errors.ClientError, match="cannot be combined"):
        ask(client, "Hello", tools=[search, WEATHER])


def test_pages_are_read_and_code_runs(client: genai.Client, gateway: Gateway) -> None:
    pages = types.Tool(url_context=types.UrlContext())
    answer = ask(client, f"Compare {gateway.root}/ with https://example.org/", tools=[pages])
    assert answer.candidates is not None
    read = answer.candidates[0].url_context_metadata
    assert read is not None
    states = [page.url_retrieval_status for page in read.url_metadata or ()]
    assert states == [types.UrlRetrievalStatus.URL_RETRIEVAL_STATUS_SUCCESS,
                      types.UrlRetrievalStatus.URL_RETRIEVAL_STATUS_ERROR]  # fmt: skip
    ran = ask(client, "Add 20 and 22", tools=[types.Tool(code_execution=types.ToolCodeExecution())])
    assert "sum" in (ran.executable_code or "")
    assert ran.code_execution_result == "42\n"


@pytest.mark.parametrize("field", ["response_schema", "response_json_schema"])
def test_an_answer_has_the_wanted_form(client: genai.Client, field: str) -> None:
    schema: dict[str, Any] = {"type": "object", "properties": {"age": {"type": "integer"}}}
    wanted: dict[str, Any] = {"response_mime_type": "application/json", field: schema}
    answer = ask(client, "Ada is 36", **wanted)
    assert json.loads(answer.text or "") == {"age": 36}


def test_every_ending_can_be_reached(client: genai.Client) -> None:
    blocked = ask(client, "something moderated")
    assert blocked.prompt_feedback is not None
    assert blocked.prompt_feedback.block_reason is types.BlockedReason.PROHIBITED_CONTENT
    assert reason_of(ask(client, "a withheld answer")) is types.FinishReason.SAFETY
    short = ask(client, "Hello!", max_output_tokens=5)
    assert reason_of(short) is types.FinishReason.MAX_TOKENS
    assert not short.text
    broken = ask(client, "A malformed call of the weather in Lyon", tools=[WEATHER])
    assert reason_of(broken) is types.FinishReason.MALFORMED_FUNCTION_CALL
    assert ask(client, "no answer").text in ("", None)
    stopped = ask(client, "Hello! What is this?", stop_sequences=["Relay"])
    assert "Relay" not in (stopped.text or "")
    assert reason_of(chunks_of(client, "cut off")[-1]) is None
    with pytest.raises(errors.ClientError, match="exceeds the maximum"):
        ask(client, "context too long")
    with pytest.raises(errors.ServerError, match="overloaded"):
        ask(client, "a failing answer")


def test_a_stream_can_fail(client: genai.Client) -> None:
    with pytest.raises(errors.APIError, match="overloaded"):
        chunks_of(client, "a failing answer")


@pytest.mark.parametrize(("key", "code"), [("sk-bad", 401), ("sk-empty", 403), ("sk-busy", 429)])
def test_refused_keys_become_the_right_error(gateway: Gateway, key: str, code: int) -> None:
    client = client_with(gateway, key)
    with pytest.raises(errors.ClientError) as refused:
        ask(client, "Hello")
    assert refused.value.code == code
    client.close()


def test_models_of_other_formats_have_no_channel(client: genai.Client) -> None:
    with pytest.raises(errors.ServerError, match="无可用渠道"):
        ask(client, "Hello", "demo-chat")
