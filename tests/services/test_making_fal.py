"""Every app of fal.ai that the gateways sell: from the form through the queue to the finished file."""

from typing import Any

import pytest

from app.domain.card import SlotRole
from app.domain.errors import ErrorKind
from app.domain.remote_task import TaskState
from app.services.studio import Studio
from tests.gateway import Gateway
from tests.services.entries import ABSENT, BASE, HEIGHT, OTHER, WIDTH, Entry, cases, proved
from tests.services.making import Orders
from tests.services.test_making_replicate import data_url

BASE_ROLE = SlotRole.BASE
KONTEXT = "flux-pro/kontext"


def sold(app: str, **entry: Any) -> Entry:
    """An entry: the body is the input itself, and the path is the app."""
    card = f"fal.{app.replace('/', '.')}"
    return Entry(f"image.fal/{app}", card, f"/fal-ai/{app}", **entry)


ENTRIES = (
    sold(
        KONTEXT, roles=(BASE_ROLE,), values={"guidance_scale": 5.0, "safety_tolerance": 4, "num_images": 2},
        arrives={
            "prompt": "A paper boat", "image_url": data_url(BASE), "guidance_scale": 5.0,
            "safety_tolerance": "4", "num_images": 2, "aspect_ratio": ABSENT, "sync_mode": ABSENT,
        },
        size=(WIDTH, HEIGHT), count=2,
    ),
    sold(
        f"{KONTEXT}/text-to-image", values={"aspect_ratio": "21:9", "enhance_prompt": True},
        arrives={"aspect_ratio": "21:9", "enhance_prompt": True, "image_url": ABSENT, "num_images": 1},
        size=(1024, 439),
    ),
    sold(
        f"{KONTEXT}/multi", roles=(BASE_ROLE, BASE_ROLE), values={"aspect_ratio": "3:2"},
        arrives={"image_urls": [data_url(BASE), data_url(OTHER)], "aspect_ratio": "3:2"}, size=(1024, 683),
    ),
    sold(
        f"{KONTEXT}/max", roles=(BASE_ROLE,), values={"seed": 7, "output_format": "png"},
        arrives={"image_url": data_url(BASE), "seed": 7, "output_format": "png"}, size=(WIDTH, HEIGHT),
    ),
    sold(
        f"{KONTEXT}/max/text-to-image", values={"aspect_ratio": "9:16"},
        arrives={"aspect_ratio": "9:16", "image_urls": ABSENT}, size=(576, 1024),
    ),
    sold(
        f"{KONTEXT}/max/multi", roles=(BASE_ROLE,), arrives={"image_urls": [data_url(BASE)]},
        size=(WIDTH, HEIGHT),
    ),
    sold(
        "nano-banana", values={"aspect_ratio": "4:5", "num_images": 3, "limit_generations": True},
        arrives={"aspect_ratio": "4:5", "num_images": 3, "limit_generations": True},
        size=(819, 1024), count=3,
    ),
    sold(
        "nano-banana/edit", roles=(BASE_ROLE, BASE_ROLE),
        arrives={"image_urls": [data_url(BASE), data_url(OTHER)]}, size=(WIDTH, HEIGHT),
    ),
    sold(
        "flux/dev",
        values={"image_size": "portrait_16_9", "acceleration": "high", "enable_safety_checker": False},
        arrives={"image_size": "portrait_16_9", "acceleration": "high", "enable_safety_checker": False},
        size=(576, 1024),
    ),
    sold(
        "flux/dev/image-to-image", roles=(BASE_ROLE,), values={"strength": 0.6, "num_inference_steps": 30},
        arrives={
            "image_url": data_url(BASE), "strength": 0.6, "num_inference_steps": 30, "image_size": ABSENT,
        },
        size=(WIDTH, HEIGHT),
    ),
    sold(
        "flux/dev/redux", roles=(BASE_ROLE,), prompt="", values={"image_size": "square_hd"},
        arrives={"image_url": data_url(BASE), "prompt": ABSENT, "image_size": "square_hd"},
    ),
    sold(
        "flux/schnell/redux", roles=(BASE_ROLE,), prompt="",
        arrives={"image_url": data_url(BASE), "prompt": ABSENT, "guidance_scale": ABSENT}, size=(1024, 768),
    ),
)  # fmt: skip


@pytest.mark.parametrize("entry", cases(*ENTRIES))
async def test_each_app_takes_its_form_and_gives_a_file(
    entry: Entry, hurried: Studio, gateway: Gateway
) -> None:
    task = await proved(entry, hurried, gateway)
    assert task.handle is not None
    assert len(gateway.asked(f"{requests_of(entry.path)}/{task.handle.id}")) == 1


def requests_of(path: str) -> str:
    """Where a request is asked for: at the first part of its app."""
    return f"/fal-ai/{path.split('/')[2]}/requests"


@pytest.mark.covers("image.fal/result")
async def test_the_status_is_asked_for_until_there_is_a_result(hurried: Studio, gateway: Gateway) -> None:
    task = await Orders(hurried).make("fal.flux-pro.kontext.text-to-image", "a fox", seed=7)
    assert task.handle is not None
    asked = [
        (request.method, request.path.removeprefix("/fal-ai/flux-pro"))
        for request in gateway.requests
        if request.path.startswith("/fal-ai/")
    ]
    status, result = (f"/requests/{task.handle.id}{end}" for end in ("/status", ""))
    assert asked == [("POST", "/kontext/text-to-image"), ("GET", status), ("GET", status), ("GET", result)]
    assert gateway.asked(f"/fal-ai/flux-pro{status}")[0].query == "logs=1"
    assert task.facts["seed"] == "7"


@pytest.mark.parametrize(
    ("prompt", "kind"),
    [
        ("something moderated", ErrorKind.CONTENT_REFUSED),
        ("the last withheld", ErrorKind.CONTENT_REFUSED),
        ("a failing task", ErrorKind.GATEWAY_FAILED),
        ("no picture", ErrorKind.RESULT_MISSING),
        ("error in 200", ErrorKind.UPSTREAM_UNREACHABLE),
    ],
)
async def test_every_bad_end_is_told_apart(
    prompt: str, kind: ErrorKind, hurried: Studio, gateway: Gateway
) -> None:
    task = await Orders(hurried).make("fal.flux.dev", prompt)
    assert task.state is TaskState.FAILED
    assert task.error is not None
    assert task.error.kind is kind
    assert len(gateway.asked("/fal-ai/flux/dev")) == 1


async def test_a_black_picture_among_others_is_left_out(hurried: Studio, gateway: Gateway) -> None:
    orders = Orders(hurried)
    task = await orders.make("fal.flux.dev", "the last withheld", num_images=2)
    assert task.state is TaskState.DONE
    assert len(await orders.files(task)) == 1
    assert [output.error.kind for output in task.outputs if output.error] == [ErrorKind.CONTENT_REFUSED]


async def test_links_that_had_run_out_are_asked_for_anew(hurried: Studio, gateway: Gateway) -> None:
    orders = Orders(hurried)
    task = await orders.make("fal.flux.dev", "an expired link")
    assert task.state is TaskState.DONE
    assert len(await orders.files(task)) == 1


async def test_what_the_runner_refuses_is_told_in_its_words(hurried: Studio, gateway: Gateway) -> None:
    picture = await hurried.generate.input_from_bytes(BASE_ROLE, b"GIF89a, torn", "torn.gif")
    task = await Orders(hurried).make("fal.flux-pro.kontext", "winter", picture)
    assert task.state is TaskState.FAILED
    assert task.error is not None
    assert "Failed to download the file" in task.error.values["reason"]
