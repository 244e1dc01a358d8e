"""Asynchronous pictures of gateways that nobody documents: each shipped preset, from the form to the file."""

from dataclasses import replace

import pytest

from app.domain.card import SlotRole
from app.domain.errors import ErrorKind
from app.domain.ids import ProfileId
from app.domain.profile import AdapterChange
from app.domain.remote_task import TaskState
from app.services.studio import Studio
from tests.gateway import Gateway
from tests.services.entries import ABSENT, BASE, HEIGHT, OTHER, WIDTH, Entry, cases, proved
from tests.services.making import Orders
from tests.services.test_making_replicate import data_url

GENERATIONS = "/v1/images/generations"
REFERENCE = SlotRole.REFERENCE
YIJIA, ORDINARY = "yijia-banana-pro", "qwen-image-plus-demo"

ENTRIES = (
    Entry(
        "image.gemini/yijia-own-group", "adapter.yijia-own-group", GENERATIONS, model=YIJIA,
        values={"aspect_ratio": "16:9", "size": "2K"},
        arrives={
            "model": YIJIA, "prompt": "A paper boat", "aspect_ratio": "16:9", "size": "2K", "image": ABSENT,
        },
        size=(2048, 1152),
    ),
    Entry(
        "image.gemini/yijia-pro-async", "adapter.yijia-pro-async", GENERATIONS, model=YIJIA,
        roles=(REFERENCE, REFERENCE), arrives={"model": YIJIA, "image": [data_url(BASE), data_url(OTHER)]},
        size=(WIDTH, HEIGHT),
    ),
    Entry(
        "image.gemini/yijia-pro-async", "adapter.yijia-pro-async.file", GENERATIONS, model=YIJIA,
        roles=(REFERENCE,), arrives={"model": YIJIA, "prompt": "A paper boat", "file": BASE},
        size=(WIDTH, HEIGHT),
    ),
    Entry(
        "image.gemini/non-yijia", "adapter.non-yijia", GENERATIONS, model=ORDINARY,
        arrives={"model": ORDINARY, "prompt": "A paper boat"},
    ),
)  # fmt: skip

PRESETS = [
    ("adapter.async-images", ORDINARY, f"{GENERATIONS}/async", GENERATIONS),
    ("adapter.images-tasks", ORDINARY, f"{GENERATIONS}/async", "/v1/images/tasks"),
    ("adapter.12ai", ORDINARY, "/v1/images/async/generations", "/v1/images/async/generations"),
    ("adapter.uniall", ORDINARY, "/v1/images/tasks", "/v1/images/tasks"),
    ("adapter.async-flag", ORDINARY, GENERATIONS, GENERATIONS),
    ("adapter.evolink", "nano-banana-2-unified", GENERATIONS, "/v1/tasks"),
    ("adapter.tasks", ORDINARY, "/v1/tasks", "/v1/tasks"),
]
"""Cards, a model, where it is submitted, and where it is asked for."""


@pytest.mark.parametrize("entry", cases(*ENTRIES))
async def test_the_banana_calls_of_yijia_give_files(entry: Entry, hurried: Studio, gateway: Gateway) -> None:
    await proved(entry, hurried, gateway)


@pytest.mark.covers("video.unified/progress")
async def test_the_general_query_is_asked_how_far_it_is(hurried: Studio, gateway: Gateway) -> None:
    task = await Orders(hurried).make("adapter.yijia-pro-async", "a fox", model=YIJIA)
    assert task.state is TaskState.DONE, task.error
    assert task.handle is not None
    polls = gateway.asked(f"/v1/videos/{task.handle.id}")
    assert [poll.method for poll in polls] == ["GET", "GET"]
    assert task.progress_percent == 100


@pytest.mark.parametrize(("card", "model", "submit", "ask"), PRESETS)
async def test_each_preset_submits_and_asks_at_its_own_paths(
    card: str, model: str, submit: str, ask: str, hurried: Studio, gateway: Gateway
) -> None:
    orders = Orders(hurried)
    task = await orders.make(card, "a fox", model=model, aspect_ratio="3:2")
    assert task.state is TaskState.DONE, task.error
    (asset,) = await orders.assets(task)
    assert (asset.mime, asset.width, asset.height) == ("image/png", 1024, 683)
    (asked,) = gateway.asked(submit)
    assert asked.json()["prompt"] == "a fox"
    assert task.handle is not None
    assert len(gateway.asked(f"{ask}/{task.handle.id}")) == 2


async def test_what_a_profile_changed_counts_there_alone(hurried: Studio, gateway: Gateway) -> None:
    profile = hurried.profiles.get(ProfileId("profile-1"))
    assert profile is not None
    elsewhere = (("submit_path", "/v1/tasks"), ("poll_path", "/v1/tasks/{id}"))
    change = AdapterChange("adapter.async-images", (*elsewhere, ("result_path", "data.data.*.url")))
    await hurried.profiles.save(replace(profile, adapters=(change,)), {})
    orders = Orders(hurried)
    changed = await orders.make("adapter.async-images", "a fox", model=ORDINARY)
    assert changed.state is TaskState.DONE, changed.error
    assert len(gateway.asked("/v1/tasks")) == 1
    assert not gateway.asked(f"{GENERATIONS}/async")
    await hurried.profiles.save(profile, {})
    await orders.make("adapter.async-images", "a fox", model=ORDINARY)
    assert len(gateway.asked(f"{GENERATIONS}/async")) == 1


@pytest.mark.parametrize(
    ("prompt", "kind"),
    [
        ("something moderated", ErrorKind.CONTENT_REFUSED),
        ("a failing task", ErrorKind.GATEWAY_FAILED),
        ("no picture", ErrorKind.RESULT_MISSING),
    ],
)
async def test_every_bad_end_is_told_apart(
    prompt: str, kind: ErrorKind, hurried: Studio, gateway: Gateway
) -> None:
    task = await Orders(hurried).make("adapter.yijia-pro-async", prompt, model=YIJIA)
    assert task.state is TaskState.FAILED
    assert task.error is not None
    assert task.error.kind is kind
    assert len(gateway.asked(GENERATIONS)) == 1


async def test_links_that_had_run_out_are_asked_for_anew(hurried: Studio, gateway: Gateway) -> None:
    orders = Orders(hurried)
    task = await orders.make("adapter.yijia-pro-async", "an expired link", model=YIJIA)
    assert task.state is TaskState.DONE
    assert len(await orders.files(task)) == 1
