"""What goes out for tasks that a card describes: for every card, and what its options change."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain.card import SlotRole
from app.domain.errors import ErrorKind, InputError
from app.domain.generation import Generation, TaskHandle
from app.domain.profile import GatewayTraits
from app.domain.remote_task import TaskState
from app.protocols.adapter import ADAPTER
from app.protocols.json_paths import values_at
from app.wire.request import Auth, JsonBody, MultipartBody
from app.wire.response import WireResponse
from tests.protocols.filled import JPEG, LAMP, PNG, PNG_ADDRESS, body_of, cards_of, filled

REFERENCE = SlotRole.REFERENCE
GATEWAY = GatewayTraits()
ASYNC, GENERATIONS = "/v1/images/generations/async", "/v1/images/generations"

PATHS = {
    "adapter.async-images": (ASYNC, f"{GENERATIONS}/t1"),
    "adapter.yijia-own-group": (GENERATIONS, "/v1/videos/t1"),
    "adapter.yijia-pro-async": (GENERATIONS, "/v1/videos/t1"),
    "adapter.yijia-pro-async.file": (GENERATIONS, "/v1/videos/t1"),
    "adapter.non-yijia": (GENERATIONS, "/v1/videos/t1"),
    "adapter.images-tasks": (ASYNC, "/v1/images/tasks/t1"),
    "adapter.12ai": ("/v1/images/async/generations", "/v1/images/async/generations/t1"),
    "adapter.uniall": ("/v1/images/tasks", "/v1/images/tasks/t1"),
    "adapter.async-flag": (GENERATIONS, f"{GENERATIONS}/t1"),
    "adapter.evolink": (GENERATIONS, "/v1/tasks/t1"),
    "adapter.tasks": ("/v1/tasks", "/v1/tasks/t1"),
}
ADDED: dict[str, dict[str, Any]] = {
    "adapter.uniall": {"task_type": "text2image"},
    "adapter.async-flag": {"async": True},
}


def with_options(wanted: Generation, **options: str) -> Generation:
    changed = dict(wanted.card.options) | options
    return replace(wanted, card=replace(wanted.card, options=tuple(changed.items())))


def test_every_card_is_here() -> None:
    assert sorted(PATHS) == cards_of("adapter")


@pytest.mark.parametrize("card_id", PATHS)
def test_a_task_is_submitted_and_asked_for_where_the_card_says(card_id: str) -> None:
    wanted = filled(card_id, prompt="A paper boat")
    sent = ADAPTER.submit(wanted, GATEWAY)
    assert (sent.method, sent.path, sent.auth, sent.repeatable) == (
        "POST", PATHS[card_id][0], Auth.BEARER, False,
    )  # fmt: skip
    expected = {"model": "the-model", "prompt": "A paper boat"} | ADDED.get(card_id, {})
    if isinstance(sent.body, MultipartBody):
        assert dict(sent.body.fields) == expected
    else:
        assert body_of(sent) == expected
    handle = ADAPTER.parse_submit(WireResponse(200, {}, b'{"id": "t1"}'), wanted).handle
    asked = ADAPTER.poll(handle, GATEWAY)
    assert (asked.method, asked.path, asked.body, asked.repeatable) == ("GET", PATHS[card_id][1], None, True)
    assert ADAPTER.cancel(handle, GATEWAY) is None
    assert ADAPTER.poll_many([handle], GATEWAY) is None


def test_pictures_go_as_the_card_says() -> None:
    def image(card_id: str, *media: Any) -> dict[str, Any]:
        return body_of(ADAPTER.submit(filled(card_id, *((REFERENCE, one) for one in media)), GATEWAY))

    assert image("adapter.async-images", PNG)["image"] == PNG_ADDRESS
    assert image("adapter.async-images", PNG, LAMP)["image"] == [PNG_ADDRESS, LAMP.url]
    assert image("adapter.12ai", PNG)["images"] == [PNG_ADDRESS]


def test_files_go_under_the_name_file() -> None:
    form = ADAPTER.submit(filled("adapter.yijia-pro-async.file", (REFERENCE, JPEG), prompt="A"), GATEWAY).body
    assert isinstance(form, MultipartBody)
    assert [(part.field, part.data) for part in form.files] == [("file", JPEG.data)]


def test_the_persons_own_json_wins_over_the_fixed_one() -> None:
    wanted = filled("adapter.async-flag", prompt="A", size="2K", n=2, extra={"async": None, "webhook": "x"})
    assert body_of(ADAPTER.submit(wanted, GATEWAY)) == {
        "model": "the-model", "prompt": "A", "size": "2K", "n": 2, "webhook": "x",
    }  # fmt: skip


@pytest.mark.parametrize("fixed", ["{", "[1]", "null"])
def test_fixed_json_that_is_none_is_told_before_anything_is_paid(fixed: str) -> None:
    wanted = with_options(filled("adapter.async-images", prompt="A"), fixed=fixed)
    with pytest.raises(InputError) as caught:
        ADAPTER.submit(wanted, GATEWAY)
    assert caught.value.kind is ErrorKind.EXTRA_JSON_INVALID


@pytest.mark.parametrize(
    ("options", "method", "path", "query", "body"),
    [
        ({"poll_path": "/v1/t/{id}"}, "GET", "/v1/t/a%2Fb:1", (), None),
        ({"poll_path": "/q?kind=image&id={id}"}, "GET", "/q", (("kind", "image"), ("id", "a/b:1")), None),
        ({"poll_path": "/v1/fetch", "poll_method": "post"}, "POST", "/v1/fetch", (), {"id": "a/b:1"}),
        ({"poll_path": "/v1/{id}/get", "poll_method": "POST"}, "POST", "/v1/a%2Fb:1/get", (), None),
    ],
)
def test_a_task_can_be_asked_for_in_several_ways(
    options: dict[str, str], method: str, path: str, query: object, body: object
) -> None:
    asked = ADAPTER.poll(TaskHandle("a/b:1", tuple(options.items())), GATEWAY)
    assert (asked.method, asked.path, asked.query) == (method, path, query)
    assert asked.body == (None if body is None else JsonBody(body))


def test_a_task_is_read_after_a_restart_with_nothing_but_its_handle() -> None:
    wanted = with_options(filled("adapter.tasks"), status_path="data.state", done_words="fertig")
    handle = ADAPTER.parse_submit(WireResponse(200, {}, b'{"data": "t1"}'), wanted).handle
    stored = TaskHandle(handle.id, tuple(dict(handle.extra).items()))
    answer = b'{"data": {"state": "FERTIG", "result_url": "https://img.example.org/1.png"}}'
    said = ADAPTER.parse_poll(WireResponse(200, {}, answer), [stored])["t1"]
    assert said.state is TaskState.DONE
    assert [output.media for output in said.outputs] == [replace(LAMP, url="https://img.example.org/1.png")]


def test_places_in_answers() -> None:
    value = {"data": [{"url": "a"}, {"url": None}, {"url": "b"}], "0": "zero"}
    assert list(values_at(value, "data.*.url")) == ["a", "b"]
    assert list(values_at(value, "data.2.url")) == ["b"]
    assert list(values_at(value, "0")) == ["zero"]
    for path in ("data.7.url", "data.url", "x.*.y", "data.99999999999999999999", "", "*"):
        assert list(values_at(value, path)) == []
