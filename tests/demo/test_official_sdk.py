"""The unmodified OpenAI SDK, with its strict shape checks, is content with the demo gateway."""

import base64
from collections.abc import Iterator

import openai
import pytest
from openai import OpenAI
from openai.types.chat import ChatCompletionChunk, ChatCompletionUserMessageParam

from app.demo.answer_faults import ErrorInStream, Status
from app.demo.drawing.pictures import draw
from app.demo.faults import Fault
from app.demo.wire_faults import LoseAnswer
from tests.gateway import Gateway

HELLO: ChatCompletionUserMessageParam = {"role": "user", "content": "Hello! What is this?"}


@pytest.fixture
def client(gateway: Gateway) -> Iterator[OpenAI]:
    with client_with(gateway, gateway.key) as client:
        yield client


def client_with(gateway: Gateway, key: str) -> OpenAI:
    return OpenAI(base_url=f"{gateway.root}/v1", api_key=key, max_retries=0, _strict_response_validation=True)


def text_of(chunks: list[ChatCompletionChunk], index: int = 0) -> str:
    choices = [choice for chunk in chunks for choice in chunk.choices if choice.index == index]
    return "".join(choice.delta.content or "" for choice in choices)


def test_lists_the_demo_models(client: OpenAI) -> None:
    models = [model.id for model in client.models.list()]
    assert models[0] == "demo-chat"
    assert "gpt-image-1.5-demo" in models
    assert len(set(models)) == len(models)
    assert client.models.retrieve("demo-vision").id == "demo-vision"


def test_answers_a_plain_question(client: OpenAI) -> None:
    answer = client.chat.completions.create(model="demo-chat", messages=[HELLO])
    assert "Relay Studio" in (answer.choices[0].message.content or "")
    assert answer.choices[0].finish_reason == "stop"
    assert answer.usage is not None
    assert answer.usage.completion_tokens > 50


def test_streams_the_same_answer_with_its_usage(client: OpenAI) -> None:
    whole = client.chat.completions.create(model="demo-chat", messages=[HELLO])
    stream = client.chat.completions.create(
        model="demo-chat", messages=[HELLO], stream=True, stream_options={"include_usage": True}
    )
    chunks = list(stream)
    assert text_of(chunks) == whole.choices[0].message.content
    assert chunks[-1].usage == whole.usage


def test_usage_comes_only_where_it_is_asked_for(client: OpenAI) -> None:
    chunks = list(client.chat.completions.create(model="demo-chat", messages=[HELLO], stream=True))
    assert all(chunk.usage is None for chunk in chunks)
    silent = client.chat.completions.create(model="demo-silent-usage", messages=[HELLO])
    assert silent.usage is None


def test_earlier_messages_count_as_cached(client: OpenAI) -> None:
    answer = client.chat.completions.create(
        model="demo-chat", messages=[HELLO, {"role": "assistant", "content": "A studio."}, HELLO]
    )
    assert answer.usage is not None
    assert answer.usage.prompt_tokens_details is not None
    assert 0 < (answer.usage.prompt_tokens_details.cached_tokens or 0) < answer.usage.prompt_tokens


def test_sees_a_picture_in_a_data_url(client: OpenAI) -> None:
    url = "data:image/png;base64," + base64.b64encode(draw("tiles")).decode()
    answer = client.chat.completions.create(
        model="demo-vision",
        messages=[
            {
                "role": "user",
                "content": [
                    {"type": "text", "text": "What colours are in this picture?"},
                    {"type": "image_url", "image_url": {"url": url, "detail": "auto"}},
                ],
            }
        ],
    )
    text = answer.choices[0].message.content or ""
    assert "320 × 200" in text
    assert "teal `#20808d` 50%" in text


def test_several_answers_come_interleaved(client: OpenAI) -> None:
    chunks = list(client.chat.completions.create(model="demo-chat", messages=[HELLO], n=2, stream=True))
    order = [choice.index for chunk in chunks for choice in chunk.choices if choice.delta.content]
    assert order[:4] == [0, 1, 0, 1]
    assert text_of(chunks, 0).startswith("**Answer 1 of 2**")
    assert text_of(chunks, 1).startswith("**Answer 2 of 2**")


def test_thoughts_are_counted_and_kept_apart(client: OpenAI) -> None:
    answer = client.chat.completions.create(model="demo-thinking", messages=[HELLO])
    extra = answer.choices[0].message.model_extra or {}
    assert "demo model" in extra["reasoning_content"]
    assert answer.usage is not None
    assert answer.usage.completion_tokens_details is not None
    assert (answer.usage.completion_tokens_details.reasoning_tokens or 0) > 20


def test_stops_at_the_wanted_length_or_word(client: OpenAI) -> None:
    short = client.chat.completions.create(model="demo-chat", messages=[HELLO], max_completion_tokens=5)
    assert short.choices[0].finish_reason == "length"
    stopped = client.chat.completions.create(model="demo-chat", messages=[HELLO], stop=["Relay"])
    assert "Relay" not in (stopped.choices[0].message.content or "")
    assert stopped.choices[0].finish_reason == "stop"


@pytest.mark.parametrize(
    ("key", "error"),
    [
        ("sk-bad", openai.AuthenticationError),
        ("sk-empty", openai.PermissionDeniedError),
        ("sk-busy", openai.RateLimitError),
    ],
)
def test_refused_keys_become_the_right_error(gateway: Gateway, key: str, error: type[Exception]) -> None:
    with client_with(gateway, key) as client, pytest.raises(error):
        client.chat.completions.create(model="demo-chat", messages=[HELLO])


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (LoseAnswer(), openai.APIConnectionError),
        (Status(402), openai.APIStatusError),
        (Status(404), openai.NotFoundError),
        (Status(429, retry_after="1"), openai.RateLimitError),
        (Status(524), openai.InternalServerError),
        (ErrorInStream(), openai.APIError),
    ],
    ids=lambda value: type(value).__name__,
)
def test_faults_become_the_right_error(
    gateway: Gateway, client: OpenAI, fault: Fault, error: type[Exception]
) -> None:
    gateway.faults.set(fault)
    with pytest.raises(error):
        list(client.chat.completions.create(model="demo-chat", messages=[HELLO], stream=True))


def test_an_unknown_model_has_no_channel(client: OpenAI) -> None:
    with pytest.raises(openai.InternalServerError) as failure:
        client.chat.completions.create(model="gpt-missing", messages=[HELLO])
    assert failure.value.status_code == 503
    assert failure.value.code == "model_not_found"


def test_a_wrong_parameter_is_a_bad_request(client: OpenAI) -> None:
    with pytest.raises(openai.BadRequestError, match="temperature"):
        client.chat.completions.create(model="demo-chat", messages=[HELLO], temperature=3)


def test_a_refusal_and_a_filter_are_told_in_their_own_fields(client: OpenAI) -> None:
    refused = client.chat.completions.create(model="demo-refusal", messages=[HELLO])
    assert refused.choices[0].message.content is None
    assert refused.choices[0].message.refusal
    filtered = client.chat.completions.create(model="demo-filter", messages=[HELLO])
    assert filtered.choices[0].finish_reason == "content_filter"


def test_pictures_are_drawn_in_conversations(client: OpenAI) -> None:
    boat: ChatCompletionUserMessageParam = {"role": "user", "content": "A paper boat, 16:9"}
    chunks = list(client.chat.completions.create(model="gpt-4o-image-demo", messages=[boat], stream=True))
    assert "> Progress 37%" in text_of(chunks)
    assert "/demo/media/" in text_of(chunks)
    whole = client.chat.completions.create(model="nano-banana-demo", messages=[boat])
    assert "![image](data:image/png;base64," in (whole.choices[0].message.content or "")
    withheld: ChatCompletionUserMessageParam = {"role": "user", "content": "a withheld boat"}
    refused = client.chat.completions.create(model="nano-banana-demo", messages=[withheld])
    assert refused.choices[0].finish_reason == "content_filter"
