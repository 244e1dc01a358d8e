"""Every entry of the images endpoint: OpenAI's models, FLUX, Recraft, Seedream and SeedEdit."""

import base64

import pytest

from app.demo.drawing.png import rgba_rows
from app.domain.card import SlotRole
from app.domain.errors import ErrorKind
from app.domain.remote_task import TaskState
from app.services.events import PartialShown
from app.services.studio import Studio
from tests.gateway import Gateway
from tests.services.entries import ABSENT, BASE, HEIGHT, OTHER, WIDTH, Entry, cases, proved
from tests.services.making import Orders

GENERATIONS, EDITS = "/v1/images/generations", "/v1/images/edits"
BASE_ADDRESS = "data:image/png;base64," + base64.b64encode(BASE).decode()
OTHER_ADDRESS = "data:image/png;base64," + base64.b64encode(OTHER).decode()
BASE_ROLE, MASK, REFERENCE = SlotRole.BASE, SlotRole.MASK, SlotRole.REFERENCE
NO_STREAM = {"stream": False}

ENTRIES = (
    Entry(
        "image.openai/generate", "openai.images", GENERATIONS, model="qwen-image-plus-demo",
        values={"size": "1024x768", "seed": 7},
        arrives={"model": "qwen-image-plus-demo", "prompt": "A paper boat", "size": "1024x768", "seed": 7},
        size=(1024, 768),
    ),
    Entry(
        "image.openai/edit", "openai.image-edits", EDITS, model="gpt-image-1.5-demo",
        roles=(BASE_ROLE, BASE_ROLE), values=NO_STREAM,
        arrives={"image[]": [BASE, OTHER], "prompt": "A paper boat"}, size=(WIDTH, HEIGHT),
    ),
    Entry(
        "image.openai/dall-e-3", "openai.dall-e-3", GENERATIONS,
        values={"size": "1792x1024", "quality": "hd", "style": "natural"},
        arrives={"size": "1792x1024", "quality": "hd", "style": "natural"}, size=(1792, 1024),
    ),
    Entry(
        "image.openai/gpt-image-create", "openai.gpt-image-1", GENERATIONS,
        values={"size": "1536x1024", "quality": "high", "background": "transparent", "n": 2} | NO_STREAM,
        arrives={"background": "transparent", "quality": "high", "n": 2, "response_format": ABSENT},
        size=(1536, 1024), count=2,
    ),
    Entry(
        "image.openai/gpt-image-edit", "openai.gpt-image-1.edit", EDITS,
        roles=(BASE_ROLE,), values={"input_fidelity": "high"} | NO_STREAM,
        arrives={"image": BASE, "input_fidelity": "high", "quality": "auto", "mask": ABSENT},
        size=(WIDTH, HEIGHT),
    ),
    Entry(
        "image.openai/gpt-image-mask", "openai.gpt-image-1.edit", EDITS,
        roles=(BASE_ROLE, MASK), values=NO_STREAM, arrives={"image": BASE}, size=(WIDTH, HEIGHT),
    ),
    Entry(
        "image.openai/gpt-image-stream", "openai.gpt-image-1", GENERATIONS,
        values={"stream": True, "partial_images": 3}, arrives={"stream": True, "partial_images": 3},
    ),
    Entry(
        "image.openai/flux-create", "openai.flux-kontext", GENERATIONS, values={"aspect_ratio": "16:9"},
        arrives={"aspect_ratio": "16:9", "size": "1792x1024"}, size=(1024, 576),
    ),
    Entry(
        "image.openai/flux-edit", "openai.flux-kontext.edit", EDITS, roles=(BASE_ROLE,),
        values={"aspect_ratio": "3:2"}, arrives={"image": BASE, "aspect_ratio": "3:2"}, size=(WIDTH, HEIGHT),
    ),
    Entry(
        "image.openai/recraft", "openai.recraft", GENERATIONS,
        values={"style": "vector_illustration", "substyle_vector": "line_art"},
        arrives={"style": "vector_illustration", "substyle": "line_art"}, size=None, ending=".svg",
    ),
    Entry(
        "image.doubao/seedream4-text", "doubao.seedream-4.0", GENERATIONS, model="doubao-seedream-4-0-demo",
        values={"size": "2304x1728"},
        arrives={"size": "2304x1728", "watermark": False, "n": ABSENT, "image": ABSENT}, size=(2304, 1728),
    ),
    Entry(
        "image.doubao/seedream4-image", "doubao.seedream-4.0", GENERATIONS, model="doubao-seedream-4-0-demo",
        roles=(REFERENCE,), arrives={"image": BASE_ADDRESS, "sequential_image_generation": "disabled"},
        size=(WIDTH, HEIGHT),
    ),
    Entry(
        "image.doubao/seedream4-multi", "doubao.seedream-4.0", GENERATIONS, model="doubao-seedream-4-0-demo",
        roles=(REFERENCE, REFERENCE), values={"sequential_image_generation": "auto", "max_images": 3},
        arrives={
            "image": [BASE_ADDRESS, OTHER_ADDRESS], "sequential_image_generation": "auto",
            "sequential_image_generation_options": {"max_images": 3},
        },
        size=(WIDTH, HEIGHT), count=3,
    ),
    Entry(
        "image.doubao/seedream3-text", "doubao.seedream-3.0", GENERATIONS, model="doubao-seedream-3-0-demo",
        values={"size": "1280x720", "guidance_scale": 4.5, "seed": 7},
        arrives={"size": "1280x720", "guidance_scale": 4.5, "seed": 7}, size=(1280, 720),
    ),
    Entry(
        "image.doubao/seededit3", "doubao.seededit-3.0", GENERATIONS, model="doubao-seededit-3-0-demo",
        roles=(BASE_ROLE,), arrives={"image": BASE_ADDRESS, "size": "adaptive"}, size=(WIDTH, HEIGHT),
    ),
)  # fmt: skip


@pytest.mark.parametrize("entry", cases(*ENTRIES))
async def test_an_entry_becomes_a_file(entry: Entry, studio: Studio, gateway: Gateway) -> None:
    await proved(entry, studio, gateway)


async def test_only_what_the_mask_leaves_open_changes(studio: Studio, gateway: Gateway) -> None:
    entry = next(entry for entry in ENTRIES if entry.covers == "image.openai/gpt-image-mask")
    task = await proved(entry, studio, gateway)
    (path,) = await Orders(studio).files(task)
    before, after = rgba_rows(BASE), rgba_rows(path.read_bytes())
    assert before[HEIGHT // 2 :] == after[HEIGHT // 2 :]
    assert before[: HEIGHT // 2] != after[: HEIGHT // 2]


async def test_previews_are_told_before_the_picture(studio: Studio, gateway: Gateway) -> None:
    steps: list[int] = []

    def note(event: PartialShown) -> None:
        steps.append(event.picture.step)

    studio.hub.listen(PartialShown, note)
    entry = next(entry for entry in ENTRIES if entry.covers == "image.openai/gpt-image-stream")
    await proved(entry, studio, gateway)
    assert steps == [0, 1, 2]


async def test_a_set_keeps_what_is_good_and_says_what_is_missing(studio: Studio, gateway: Gateway) -> None:
    orders = Orders(studio)
    task = await orders.make(
        "doubao.seedream-4.0", "the last withheld", model="doubao-seedream-4-0-demo",
        sequential_image_generation="auto", max_images=3, stream=True,
    )  # fmt: skip
    assert task.state is TaskState.DONE
    assert len(await orders.files(task)) == 2
    errors = [output.error.kind for output in task.outputs if output.error]
    assert errors == [ErrorKind.CONTENT_REFUSED]


async def test_what_a_model_rewrites_is_kept(studio: Studio, gateway: Gateway) -> None:
    task = await Orders(studio).make("openai.dall-e-3", "A paper boat")
    assert [output.revised_prompt for output in task.outputs] == ["A paper boat (revised)"]


@pytest.mark.parametrize("card", ["openai.grok-imagine.edit", "openai.qwen-image-edit"])
async def test_other_vendors_edits_go_as_json(card: str, studio: Studio, gateway: Gateway) -> None:
    base = await studio.generate.input_from_bytes(BASE_ROLE, BASE, "base.png")
    orders = Orders(studio)
    task = await orders.make(card, "Make it night", base)
    assert task.state is TaskState.DONE, task.error
    asked = [request for request in gateway.requests if request.path.startswith("/v1/images/")]
    image = asked[0].json()["image"]
    assert (image["url"] if isinstance(image, dict) else image) == BASE_ADDRESS
    (made,) = await orders.assets(task)
    assert (made.width, made.height) == (WIDTH, HEIGHT)
