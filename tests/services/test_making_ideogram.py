"""Every call of Ideogram: forms, JSON, JSON inside a form, and descriptions."""

import json

import pytest

from app.demo.drawing.png import rgba_rows
from app.domain.card import SlotRole
from app.domain.errors import ErrorKind
from app.domain.remote_task import TaskState
from app.services.studio import Studio
from tests.gateway import Gateway
from tests.services.entries import ABSENT, BASE, HEIGHT, OTHER, WIDTH, Entry, cases, found_at, proved, said_in
from tests.services.making import Orders

V3 = "/ideogram/v1/ideogram-v3"
BASE_ROLE, MASK, STYLE = SlotRole.BASE, SlotRole.MASK, SlotRole.STYLE
CODES = ("0A1B2C3D", "DEADBEEF")

ENTRIES = (
    Entry(
        "image.ideogram/v3-generate", "ideogram.v3.generate", f"{V3}/generate",
        values={
            "aspect_ratio": "3x4", "rendering_speed": "TURBO", "magic_prompt": "OFF", "num_images": 2,
            "style_codes": CODES, "negative_prompt": "text", "seed": 7, "palette": "EMBER",
        },
        arrives={
            "prompt": "A paper boat", "aspect_ratio": "3x4", "rendering_speed": "TURBO",
            "magic_prompt": "OFF", "num_images": "2", "style_codes": list(CODES), "negative_prompt": "text",
            "seed": "7", "color_palette": '{"name": "EMBER"}', "style_type": ABSENT, "resolution": ABSENT,
        },
        size=(768, 1024), count=2,
    ),
    Entry(
        "image.ideogram/v3-edit", "ideogram.v3.edit", f"{V3}/edit", roles=(BASE_ROLE, MASK, STYLE),
        values={"style_type": "DESIGN", "magic_prompt": "ON"},
        arrives={
            "image": BASE, "style_reference_images": OTHER, "style_type": "DESIGN", "magic_prompt": "ON",
            "aspect_ratio": ABSENT,
        },
        size=(WIDTH, HEIGHT),
    ),
    Entry(
        "image.ideogram/v3-remix", "ideogram.v3.remix", f"{V3}/remix", roles=(BASE_ROLE,),
        values={"image_weight": 80, "resolution": "1344x768"},
        arrives={"image": BASE, "image_weight": "80", "resolution": "1344x768", "aspect_ratio": ABSENT},
        size=(1344, 768),
    ),
    Entry(
        "image.ideogram/v3-reframe", "ideogram.v3.reframe", f"{V3}/reframe", roles=(BASE_ROLE,), prompt="",
        values={"resolution": "1536x640"},
        arrives={"image": BASE, "resolution": "1536x640", "prompt": ABSENT}, size=(1536, 640),
    ),
    Entry(
        "image.ideogram/v3-replace-background", "ideogram.v3.replace-background", f"{V3}/replace-background",
        roles=(BASE_ROLE,), values={"style_preset": "WATERCOLOR"},
        arrives={"image": BASE, "prompt": "A paper boat", "style_preset": "WATERCOLOR"}, size=(WIDTH, HEIGHT),
    ),
    Entry(
        "image.ideogram/generate", "ideogram.legacy.generate", "/ideogram/generate",
        values={"model": "V_2_TURBO", "aspect_ratio": "ASPECT_16_9", "style_type": "RENDER_3D"},
        arrives={
            "image_request.model": "V_2_TURBO", "image_request.aspect_ratio": "ASPECT_16_9",
            "image_request.style_type": "RENDER_3D", "image_request.prompt": "A paper boat",
        },
        size=(1024, 576),
    ),
    Entry(
        "image.ideogram/remix", "ideogram.legacy.remix", "/ideogram/remix", roles=(BASE_ROLE,),
        values={"image_weight": 20, "aspect_ratio": "ASPECT_3_4"}, arrives={"image_file": BASE},
        size=(768, 1024),
    ),
    Entry(
        "image.ideogram/upscale", "ideogram.upscale", "/ideogram/upscale", roles=(BASE_ROLE,), prompt="",
        values={"resemblance": 70, "detail": 30}, arrives={"image_file": BASE},
        size=(2 * WIDTH, 2 * HEIGHT),
    ),
)  # fmt: skip


@pytest.mark.parametrize("entry", cases(*ENTRIES))
async def test_an_entry_becomes_a_file(entry: Entry, studio: Studio, gateway: Gateway) -> None:
    await proved(entry, studio, gateway)


async def test_only_what_is_black_in_the_mask_changes(studio: Studio, gateway: Gateway) -> None:
    task = await proved(ENTRIES[1], studio, gateway)
    (path,) = await Orders(studio).files(task)
    before, after = rgba_rows(BASE), rgba_rows(path.read_bytes())
    assert before[HEIGHT // 2 :] == after[HEIGHT // 2 :]
    assert before[: HEIGHT // 2] != after[: HEIGHT // 2]


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (ENTRIES[6], {"image_weight": 20, "aspect_ratio": "ASPECT_3_4", "prompt": "A paper boat"}),
        (ENTRIES[7], {"resemblance": 70, "detail": 30, "num_images": 1}),
    ],
    ids=["remix", "upscale"],
)
async def test_older_forms_hold_their_values_as_json(
    entry: Entry, says: dict[str, object], studio: Studio, gateway: Gateway
) -> None:
    await proved(entry, studio, gateway)
    (asked,) = gateway.asked(entry.path)
    request = json.loads(str(found_at(said_in(asked), "image_request")))
    assert {name: request.get(name) for name in says} == says


@pytest.mark.covers("image.ideogram/describe")
async def test_a_picture_is_described(studio: Studio, gateway: Gateway) -> None:
    picture = await studio.generate.input_from_bytes(BASE_ROLE, BASE, "base.png")
    task = await Orders(studio).make("ideogram.describe", "", picture, describe_model_version="V_2")
    assert task.state is TaskState.DONE, task.error
    (asked,) = gateway.asked("/ideogram/describe")
    assert said_in(asked) == {"describe_model_version": "V_2", "image_file": BASE}
    assert len(task.texts) == 2
    assert "160 by 96" in task.texts[0]
    assert not task.assets


async def test_what_it_used_is_told(studio: Studio, gateway: Gateway) -> None:
    task = await Orders(studio).make("ideogram.v3.generate", "A paper boat", seed=7, style_type="DESIGN")
    assert task.outputs[0].revised_prompt.startswith("A paper boat, ")
    assert (task.facts["seed"], task.facts["size"], task.facts["style"]) == ("7", "1024x1024", "DESIGN")


async def test_an_unsafe_picture_among_others_is_left_out(studio: Studio, gateway: Gateway) -> None:
    orders = Orders(studio)
    task = await orders.make("ideogram.v3.generate", "the last withheld", num_images=2)
    assert task.state is TaskState.DONE
    assert len(await orders.files(task)) == 1
    assert [output.error.kind for output in task.outputs if output.error] == [ErrorKind.CONTENT_REFUSED]


@pytest.mark.parametrize(
    ("prompt", "kind"),
    [
        ("something moderated", ErrorKind.CONTENT_REFUSED),
        ("no picture", ErrorKind.RESULT_MISSING),
        ("error in 200", ErrorKind.UPSTREAM_UNREACHABLE),
    ],
)
async def test_every_bad_end_is_told_apart(
    prompt: str, kind: ErrorKind, studio: Studio, gateway: Gateway
) -> None:
    task = await Orders(studio).make("ideogram.v3.generate", prompt)
    assert task.error is not None
    assert task.error.kind is kind
