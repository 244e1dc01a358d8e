"""Each fault does to a client what the network or a gateway does, and only as often as it was told."""

import gzip
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest

from app.demo.answer_faults import (
    Careless,
    Cumulative,
    ErrorInStream,
    HugeLine,
    KeepAlive,
    NullChoices,
    OnlyDone,
    OtherForm,
    Page,
    Status,
    WithoutDone,
    WrongType,
)
from app.demo.faults import CHAT
from app.demo.wire_faults import (
    EndAfter,
    EndlessLine,
    GzipBomb,
    LoseAnswer,
    Redirect,
    ResetAfter,
    Silence,
    SlowFirstByte,
    Trickle,
)
from tests.gateway import Gateway

DONE = "data: [DONE]"


def question(stream: bool = True) -> dict[str, Any]:
    return {"model": "demo-chat", "stream": stream, "messages": [{"role": "user", "content": "hello"}]}


@pytest.fixture
def client(gateway: Gateway) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=gateway.root, trust_env=False) as client:
        yield client


@pytest.fixture
async def async_client(gateway: Gateway) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=gateway.root, trust_env=False) as client:
        yield client


def ask(client: httpx.Client, stream: bool = True) -> httpx.Response:
    return client.post(CHAT, json=question(stream))


def lines_of(answer: httpx.Response) -> list[str]:
    return [line for line in answer.text.splitlines() if line]


def test_without_faults_everything_works(client: httpx.Client) -> None:
    answer = ask(client)
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert lines_of(answer)[-1] == DONE


def test_a_lost_answer_was_asked_for_all_the_same(gateway: Gateway, client: httpx.Client) -> None:
    gateway.faults.set(LoseAnswer())
    with pytest.raises(httpx.RemoteProtocolError):
        ask(client)
    assert [request.json()["model"] for request in gateway.asked(CHAT)] == ["demo-chat"]
    assert ask(client).status_code == 200


def test_a_reset_leaves_what_came_before(gateway: Gateway, client: httpx.Client) -> None:
    gateway.faults.set(ResetAfter(events=3))
    arrived: list[str] = []
    with client.stream("POST", CHAT, json=question()) as answer, pytest.raises(httpx.ReadError):
        arrived.extend(line for line in answer.iter_lines() if line)
    assert len(arrived) == 3
    assert lines_of(ask(client))[-1] == DONE


@pytest.mark.parametrize("done", [True, False])
def test_a_stream_may_end_early_in_good_order(gateway: Gateway, client: httpx.Client, done: bool) -> None:
    gateway.faults.set(EndAfter(events=4, done=done))
    lines = lines_of(ask(client))
    assert len(lines) == 4 + done
    assert (lines[-1] == DONE) is done
    assert "stop" not in lines[-2]


def test_a_trickle_brings_everything(gateway: Gateway, client: httpx.Client) -> None:
    whole = ask(client, stream=False).json()["choices"]
    gateway.faults.set(Trickle(delay_s=0, size=7))
    assert ask(client, stream=False).json()["choices"] == whole


async def test_the_first_byte_may_take_long(gateway: Gateway, async_client: httpx.AsyncClient) -> None:
    gateway.faults.set(SlowFirstByte(delay_s=3600))
    with pytest.raises(httpx.ReadTimeout):
        await async_client.post(CHAT, json=question(), timeout=0.2)


async def test_a_stream_may_fall_silent(gateway: Gateway, async_client: httpx.AsyncClient) -> None:
    gateway.faults.set(Silence(events=2))
    async with async_client.stream("POST", CHAT, json=question(), timeout=0.5) as answer:
        lines = answer.aiter_lines()
        arrived = [await anext(lines) for _ in range(4)]
        with pytest.raises(httpx.ReadTimeout):
            await anext(lines)
    assert sum(line.startswith("data: ") for line in arrived) == 2


def test_an_endless_line_never_ends(gateway: Gateway, client: httpx.Client) -> None:
    gateway.faults.set(EndlessLine())
    received = 0
    with client.stream("POST", CHAT, json=question()) as answer:
        for data in answer.iter_raw():
            assert b"\n" not in data
            received += len(data)
            if received > 5_000_000:
                break


def test_a_gzip_bomb_is_small_on_the_wire(gateway: Gateway, client: httpx.Client) -> None:
    gateway.faults.set(GzipBomb(megabytes=20))
    with client.stream("POST", CHAT, json=question()) as answer:
        packed = b"".join(answer.iter_raw())
    assert len(packed) < 50_000
    assert len(gzip.decompress(packed)) == 20_000_000


def test_a_redirect_names_another_host(gateway: Gateway, client: httpx.Client) -> None:
    gateway.faults.set(Redirect("http://elsewhere.example/v1/chat/completions"))
    answer = ask(client)
    assert answer.status_code == 307
    assert answer.headers["location"] == "http://elsewhere.example/v1/chat/completions"


def test_a_web_page_comes_instead_of_data(gateway: Gateway, client: httpx.Client) -> None:
    gateway.faults.set(Page("Just a moment...", status=403))
    answer = ask(client)
    assert answer.status_code == 403
    assert answer.text.startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("status", [401, 402, 403, 404, 413, 429, 500, 502, 503, 504, 524])
def test_a_status_comes_with_its_usual_body(gateway: Gateway, client: httpx.Client, status: int) -> None:
    gateway.faults.set(Status(status, retry_after="7"))
    answer = ask(client)
    assert answer.status_code == status
    assert answer.headers["retry-after"] == "7"
    is_page = answer.headers["content-type"].startswith("text/html")
    assert is_page or answer.json()["error"]["message"]


def test_a_status_may_have_an_empty_body(gateway: Gateway, client: httpx.Client) -> None:
    gateway.faults.set(Status(429, body=b""))
    assert ask(client).content == b""


def test_a_stream_may_claim_to_be_json(gateway: Gateway, client: httpx.Client) -> None:
    gateway.faults.set(WrongType("application/json"))
    gateway.faults.set(WrongType(""))
    claimed, untyped = ask(client), ask(client)
    assert claimed.headers["content-type"] == "application/json"
    assert "content-type" not in untyped.headers
    assert claimed.text.startswith("data: ")


def test_the_other_form_may_come(gateway: Gateway, client: httpx.Client) -> None:
    gateway.faults.set(OtherForm(), times=2)
    assert ask(client, stream=True).json()["object"] == "chat.completion"
    assert lines_of(ask(client, stream=False))[-1] == DONE


@pytest.mark.parametrize(
    ("shape", "opening"),
    [("data", 'data: {"error"'), ("event", 'data: {"error"'), ("bare", '{"error"'), ("choice", "data: {")],
)
def test_an_error_comes_inside_a_stream(
    gateway: Gateway, client: httpx.Client, shape: str, opening: str
) -> None:
    gateway.faults.set(ErrorInStream(events=2, shape=shape))
    last = lines_of(ask(client))[-1]
    assert last.startswith(opening)
    assert json.loads(last.removeprefix("data: "))["error"]["message"] == "upstream connection reset"


def test_the_end_mark_may_be_missing_or_alone(gateway: Gateway, client: httpx.Client) -> None:
    gateway.faults.set(WithoutDone())
    gateway.faults.set(OnlyDone())
    without, alone = lines_of(ask(client)), lines_of(ask(client))
    assert '"finish_reason":"stop"' in without[-1]
    assert alone == [DONE]


def test_choices_may_be_null(gateway: Gateway, client: httpx.Client) -> None:
    gateway.faults.set(NullChoices())
    assert 'data: {"choices": null, "usage": null}' in lines_of(ask(client))


def test_comments_keep_a_stream_alive(gateway: Gateway, client: httpx.Client) -> None:
    gateway.faults.set(KeepAlive())
    lines = lines_of(ask(client))
    assert lines.count(": PING") == sum(line.startswith("data: ") for line in lines)


def test_lines_may_be_written_carelessly(gateway: Gateway, client: httpx.Client) -> None:
    gateway.faults.set(Careless())
    body = ask(client).content
    assert body.startswith(b"data:{")
    assert body.endswith(b"\r\n\r\ndata:[DONE]")


def test_one_line_may_have_megabytes(gateway: Gateway, client: httpx.Client) -> None:
    gateway.faults.set(HugeLine(megabytes=3))
    assert max(len(line) for line in lines_of(ask(client))) > 3_000_000


def test_chunks_may_repeat_the_whole_text(gateway: Gateway, client: httpx.Client) -> None:
    whole = ask(client, stream=False).json()["choices"][0]["message"]["content"]
    gateway.faults.set(Cumulative())
    chunks = [json.loads(line.removeprefix("data: ")) for line in lines_of(ask(client))[:-1]]
    texts = [text for chunk in chunks if (text := chunk["choices"][0]["delta"].get("content"))]
    assert texts[-1] == whole


def test_faults_wait_in_line_for_their_path(gateway: Gateway, client: httpx.Client) -> None:
    gateway.faults.set(Status(500), times=2)
    gateway.faults.set(Status(429))
    gateway.faults.set(Page(), path="/v1/models")
    assert [ask(client).status_code for _ in range(4)] == [500, 500, 429, 200]
    assert client.get("/v1/models").text.startswith("<!DOCTYPE html>")


def test_a_standing_fault_ends_when_it_is_cleared(gateway: Gateway, client: httpx.Client) -> None:
    gateway.faults.set(Status(503), times=None)
    assert {ask(client).status_code for _ in range(3)} == {503}
    gateway.faults.clear()
    assert ask(client).status_code == 200
