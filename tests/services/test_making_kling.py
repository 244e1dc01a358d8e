"""Kling's pictures, and clothes tried on: from the form to the finished file."""

import base64

import pytest

from app.demo.drawing.painting import paint
from app.domain.card import SlotRole
from app.domain.errors import ErrorKind
from app.domain.remote_task import TaskState
from app.services.studio import Studio
from tests.gateway import Gateway
from tests.services.entries import ABSENT, BASE, Entry, cases, proved
from tests.services.making import Orders

IMAGES = "/kling/v1/images"
REFERENCE = SlotRole.REFERENCE
PICTURES = tuple(paint(words, 320, 400).png() for words in ("one", "two", "three"))
BARE = [base64.b64encode(picture).decode() for picture in PICTURES]
"""As they go along: without the head of a data URL, which the vendor refuses."""

ENTRIES = (
    Entry(
        "video.kling/image", "kling.image", f"{IMAGES}/generations", model="kling-v2",
        values={"model_name": "kling-v2", "aspect_ratio": "3:2", "n": 2, "resolution": "2k"},
        arrives={
            "model_name": "kling-v2", "model": "kling-v2", "prompt": "A paper boat", "aspect_ratio": "3:2",
            "n": 2, "resolution": "2k", "image": ABSENT, "image_fidelity": ABSENT,
        },
        size=(2048, 1365), count=2,
    ),
    Entry(
        "video.kling/image", "kling.image", f"{IMAGES}/generations", model="kling-image",
        roles=(REFERENCE,), pictures=PICTURES,
        values={
            "model_name": "kling-v1-5", "image_reference": "subject", "image_fidelity": 0.7,
            "human_fidelity": 0.6, "aspect_ratio": "1:1",
        },
        arrives={
            "model_name": "kling-v1-5", "image": BARE[0], "image_reference": "subject", "image_fidelity": 0.7,
            "human_fidelity": 0.6, "negative_prompt": ABSENT,
        },
    ),
    Entry(
        "video.kling/image", "kling.multi-image", f"{IMAGES}/multi-image2image", model="kling-v2",
        roles=(REFERENCE, REFERENCE, SlotRole.BASE), pictures=PICTURES, values={"aspect_ratio": "16:9"},
        arrives={
            "subject_image_list": [{"subject_image": BARE[0]}, {"subject_image": BARE[1]}],
            "scene_image": BARE[2], "style_image": ABSENT, "model_name": "kling-v2",
        },
        size=(1024, 576),
    ),
    Entry(
        "video.kling/try-on", "kling.try-on", f"{IMAGES}/kolors-virtual-try-on", prompt="",
        model="kolors-virtual-try-on-v1", roles=(SlotRole.PERSON, SlotRole.GARMENT), pictures=PICTURES,
        arrives={
            "model_name": "kolors-virtual-try-on-v1", "human_image": BARE[0], "cloth_image": BARE[1],
            "prompt": ABSENT,
        },
        size=(320, 400),
    ),
)  # fmt: skip


@pytest.mark.parametrize("entry", cases(*ENTRIES))
async def test_each_action_takes_its_form_and_gives_files(
    entry: Entry, hurried: Studio, gateway: Gateway
) -> None:
    task = await proved(entry, hurried, gateway)
    assert task.handle is not None
    polls = gateway.asked(f"{entry.path}/{task.handle.id}")
    assert len(polls) == 2
    (asked,) = gateway.asked(entry.path)
    assert asked.json()["external_task_id"] == task.id


async def test_the_vendor_refuses_the_same_order_twice(hurried: Studio, gateway: Gateway) -> None:
    orders = Orders(hurried)
    first = await orders.make("kling.image", "a fox", model="kling-v2", external_task_id="mine")
    again = await orders.make("kling.image", "a fox", model="kling-v2", external_task_id="mine")
    assert first.state is TaskState.DONE
    assert again.state is TaskState.FAILED
    assert again.error is not None
    assert "external_task_id" in again.error.values["reason"]


async def test_a_picture_that_is_too_small_is_told_in_the_vendors_words(
    hurried: Studio, gateway: Gateway
) -> None:
    small = await hurried.generate.input_from_bytes(REFERENCE, BASE, "small.png")
    task = await Orders(hurried).make("kling.image", "a fox", small, model="kling-v2")
    assert task.state is TaskState.FAILED
    assert task.error is not None
    assert "at least 300px" in task.error.values["reason"]


@pytest.mark.parametrize(
    ("prompt", "kind"),
    [
        ("something moderated", ErrorKind.CONTENT_REFUSED),
        ("the last withheld", ErrorKind.CONTENT_REFUSED),
        ("a failing task", ErrorKind.GATEWAY_FAILED),
        ("no picture", ErrorKind.RESULT_MISSING),
        ("error in 200", ErrorKind.GATEWAY_FAILED),
    ],
)
async def test_every_bad_end_is_told_apart(
    prompt: str, kind: ErrorKind, hurried: Studio, gateway: Gateway
) -> None:
    task = await Orders(hurried).make("kling.image", prompt, model="kling-v2")
    assert task.state is TaskState.FAILED
    assert task.error is not None
    assert task.error.kind is kind
    assert len(gateway.asked(f"{IMAGES}/generations")) == 1


async def test_links_that_had_run_out_are_asked_for_anew(hurried: Studio, gateway: Gateway) -> None:
    orders = Orders(hurried)
    task = await orders.make("kling.image", "an expired link", model="kling-v2")
    assert task.state is TaskState.DONE
    assert len(await orders.files(task)) == 1
