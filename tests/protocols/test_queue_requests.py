"""What goes out to Replicate, fal and Kling: for every card of the three, and as the reference shows it."""

import json
from dataclasses import replace
from typing import Any, cast

import pytest

from app.domain.card import ModelCard, SlotRole
from app.domain.generation import Generation, SlotMedia, TaskHandle
from app.domain.media import MediaBytes, MediaLink
from app.domain.parameter import Value
from app.domain.profile import GatewayTraits
from app.domain.remote_task import TaskState
from app.protocols.registry import TASKS
from app.wire.request import Auth, Expects, JsonBody, WireRequest
from app.wire.response import WireResponse
from tests.protocols.call_case import cards

PNG = MediaBytes(b"\x89PNG\r\n\x1a\n" + bytes(8), "image/png")
BASE64 = "iVBORw0KGgoAAAAAAAAAAA=="
ADDRESS = f"data:image/png;base64,{BASE64}"
CUP, TABLE = MediaLink("https://img.example/a.png"), MediaLink("https://img.example/b.png")
BASE, MASK, REFERENCE = SlotRole.BASE, SlotRole.MASK, SlotRole.REFERENCE
GATEWAY = GatewayTraits()

ONE, NUMBER = {"num_outputs": 1}, {"num_images": 1}
PICTURE, PICTURE_AND_MASK = {"image": ADDRESS}, {"image": ADDRESS, "mask": ADDRESS}
TWO_PICTURES = {"input_image_1": ADDRESS, "input_image_2": ADDRESS}
PROMPT = {"prompt": "A paper boat"}

PREDICTIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "flux-kontext-pro": ("black-forest-labs/flux-kontext-pro", PROMPT | {"input_image": ADDRESS}),
    "flux-kontext-max": ("black-forest-labs/flux-kontext-max", PROMPT | {"input_image": ADDRESS}),
    "flux-kontext-dev": ("black-forest-labs/flux-kontext-dev", PROMPT | {"input_image": ADDRESS}),
    "multi-image-kontext-pro": ("flux-kontext-apps/multi-image-kontext-pro", PROMPT | TWO_PICTURES),
    "multi-image-kontext-max": ("flux-kontext-apps/multi-image-kontext-max", PROMPT | TWO_PICTURES),
    "flux-1.1-pro-ultra": ("black-forest-labs/flux-1.1-pro-ultra", PROMPT | {"image_prompt": ADDRESS}),
    "flux-fill-pro": ("black-forest-labs/flux-fill-pro", PROMPT | PICTURE_AND_MASK),
    "flux-fill-dev": (
        "black-forest-labs/flux-fill-dev", PROMPT | ONE | {"megapixels": "1"} | PICTURE_AND_MASK,
    ),
    "flux-schnell-lora": (
        "2a6b576af31790b470f0a8442e1e9791213fa13799cbb65a9fc1436e96389574", PROMPT | ONE | PICTURE,
    ),
    "flux-dev-lora": (
        "091495765fa5ef2725a175a57b276ec30dc9d39c22d30410f2ede68a3eab66b3", PROMPT | ONE | PICTURE,
    ),
    "stable-diffusion": (
        "ac732df83cea7fff18b8472768c88ad041fa750ff7682a21affe81863cbe77e4",
        PROMPT | ONE | {"width": 768, "height": 768},
    ),
    "sdxl": (
        "7762fd07cf82c948538e41f63f77d685e02b063e37e496e96eefd46c929f9bdc",
        PROMPT | ONE | {"width": 1024, "height": 1024, "apply_watermark": True} | PICTURE_AND_MASK,
    ),
    "stable-diffusion-inpainting": (
        "95b7223104132402a9ae91cc677285bc5eb997834bd2349fa486f53910fd68b3",
        PROMPT | ONE | {"width": 512, "height": 512} | PICTURE_AND_MASK,
    ),
    "stable-diffusion-img2img": (
        "15a3689ee13b0d2616e98820eca31d4c3abcd36672df6afce5cb6feb1d66087d", PROMPT | ONE | PICTURE,
    ),
    "ideogram-v2-turbo": ("ideogram-ai/ideogram-v2-turbo", PROMPT | PICTURE_AND_MASK),
    "recraft-v3": ("recraft-ai/recraft-v3", PROMPT | {"size": "1024x1024"}),
    "recraft-v3-svg": ("recraft-ai/recraft-v3-svg", PROMPT | {"size": "1024x1024"}),
    "imagen-4": ("google/imagen-4", PROMPT | {"image_size": "1K"}),
    "imagen-4-fast": ("google/imagen-4-fast", PROMPT),
    "imagen-4-ultra": ("google/imagen-4-ultra", PROMPT | {"image_size": "1K"}),
    "rembg": ("fb8af171cfa1616ddcf1242c093f9c46bcada5ad4cf6f2fbe8b81b330ec5c003", PICTURE),
    "remove-bg": ("95fcc2a26d3899cd6c2691c900465aaeff466285a65c14638cc5f36f34befaf1", PICTURE),
    "object-removal": (
        "153b0087c2576ad30d8cbddb35275b387d1a6bf986bda5499948f843f6460faf",
        {"objects_to_remove": "person,car", "image_path": ADDRESS},
    ),
    "stable-diffusion-animation": (
        "ca1f5e306e5721e19c473e0d094e6603f0456fe759c10715fcd6c1b79242d4a5",
        {
            "prompt_start": "A paper boat", "prompt_end": "A paper boat", "width": 512, "height": 512,
            "num_animation_frames": 10, "num_interpolation_steps": 5,
        },
    ),
    "animate-diff": ("beecf59c4aee8d81bf04f0381033dfa10dc16e845b4ae00d281e2fa377e48a9f", PROMPT),
    "video-01": (
        "minimax/video-01", PROMPT | {"first_frame_image": ADDRESS, "subject_reference": ADDRESS},
    ),
    "video-01-live": ("minimax/video-01-live", PROMPT | {"first_frame_image": ADDRESS}),
    "vace-14b": (
        "prunaai/vace-14b",
        PROMPT | {
            "size": "832*480", "frame_num": 81,
            "src_video": ADDRESS, "src_mask": ADDRESS, "src_ref_images": [ADDRESS],
        },
    ),
    "riffusion": ("riffusion/riffusion", {"prompt_a": "A paper boat"}),
}  # fmt: skip
"""Model or version, and the input, of a form where nothing was chosen but the words and the pictures."""

ALONE, LISTED = {"image_url": ADDRESS}, {"image_urls": [ADDRESS]}
SQUARE, SHAPE, SIZE = {"aspect_ratio": "1:1"}, {"image_size": "landscape_4_3"}, {"resolution": "1K"}
QUEUED: dict[str, dict[str, Any]] = {
    "flux-pro/kontext": PROMPT | ALONE,
    "flux-pro/kontext/text-to-image": PROMPT | SQUARE,
    "flux-pro/kontext/multi": PROMPT | LISTED,
    "flux-pro/kontext/max": PROMPT | ALONE,
    "flux-pro/kontext/max/text-to-image": PROMPT | SQUARE,
    "flux-pro/kontext/max/multi": PROMPT | LISTED,
    "nano-banana": PROMPT,
    "nano-banana/edit": PROMPT | LISTED,
    "nano-banana-pro": PROMPT | SIZE,
    "nano-banana-pro/edit": PROMPT | SIZE | LISTED,
    "nano-banana-2": PROMPT | SIZE,
    "nano-banana-2/edit": PROMPT | SIZE | LISTED,
    "flux/dev": PROMPT | SHAPE,
    "flux/dev/image-to-image": PROMPT | ALONE,
    "flux/dev/redux": SHAPE | ALONE,
    "flux/schnell/redux": SHAPE | ALONE,
    "flux-1/dev": PROMPT | SHAPE,
    "flux-1/dev/image-to-image": PROMPT | ALONE,
    "flux-1/dev/redux": SHAPE | ALONE,
    "flux-1/schnell/redux": SHAPE | ALONE,
}

DRAWN = PROMPT | {"resolution": "1k", "n": 1, "image": BASE64}
JOINED = PROMPT | {
    "n": 1, "subject_image_list": [{"subject_image": BASE64}], "scene_image": BASE64, "style_image": BASE64,
}  # fmt: skip
WORN = {"human_image": BASE64, "cloth_image": BASE64}
KLING: dict[str, tuple[str, str, dict[str, Any]]] = {
    "kling.image": ("generations", "kling-v1", DRAWN),
    "kling.image.v1-5": ("generations", "kling-v1-5", DRAWN),
    "kling.image.v2": ("generations", "kling-v2", DRAWN),
    "kling.image.v2-new": ("generations", "kling-v2-new", DRAWN),
    "kling.image.v2-1": ("generations", "kling-v2-1", DRAWN),
    "kling.multi-image": ("multi-image2image", "kling-v2", JOINED),
    "kling.multi-image.v2-1": ("multi-image2image", "kling-v2-1", JOINED),
    "kling.try-on": ("kolors-virtual-try-on", "kolors-virtual-try-on-v1", WORN),
    "kling.try-on.v1-5": ("kolors-virtual-try-on", "kolors-virtual-try-on-v1-5", WORN),
}


def generation(card_id: str, *media: tuple[SlotRole, MediaBytes | MediaLink], **values: Value) -> Generation:
    """A filled-in form of a card."""
    card = cards().get(card_id)
    assert card is not None
    return Generation(card, "the-name", values, tuple(SlotMedia(role, medium) for role, medium in media))


def untouched(card_id: str) -> Generation:
    """A form that holds nothing but the words and one picture for each place."""
    card = cards().get(card_id)
    assert card is not None
    words: dict[str, Value] = {
        key: "A paper boat"
        for key in ("prompt", "prompt_start", "prompt_end", "prompt_a")
        if card.parameter(key)
    }
    return generation(card_id, *((slot.role, PNG) for slot in card.slots), **words)


def submit(wanted: Generation, gateway: GatewayTraits = GATEWAY) -> WireRequest:
    sent = TASKS[wanted.card.protocol].submit(wanted, gateway)
    assert (sent.method, sent.repeatable, sent.expects) == ("POST", False, Expects.JSON)
    return sent


def body(wanted: Generation) -> dict[str, Any]:
    sent = submit(wanted).body
    assert isinstance(sent, JsonBody)
    return cast(dict[str, Any], sent.value)


def ids(protocol: str) -> list[str]:
    return sorted(card.id for card in cards().all() if card.protocol == protocol)


def test_every_card_of_the_three_formats_is_here() -> None:
    assert sorted(f"replicate.{name}" for name in PREDICTIONS) == ids("replicate")
    assert sorted(f"fal.{path.replace('/', '.')}" for path in QUEUED) == ids("fal")
    assert sorted(KLING) == ids("kling-images")


@pytest.mark.parametrize("name", PREDICTIONS)
def test_a_prediction_is_asked_for_by_name_or_by_version(name: str) -> None:
    wanted, (model, sent) = untouched(f"replicate.{name}"), PREDICTIONS[name]
    if "/" in model:
        assert submit(wanted).path == f"/replicate/v1/models/{model}/predictions"
        assert body(wanted)["input"] == sent
    else:
        assert submit(wanted).path == "/replicate/v1/predictions"
        assert body(wanted) == {"version": model, "input": sent}


@pytest.mark.parametrize("path", QUEUED)
def test_the_queue_takes_the_input_itself(path: str) -> None:
    wanted = untouched(f"fal.{path.replace('/', '.')}")
    assert submit(wanted).path == f"/fal-ai/{path}"
    assert body(wanted) == QUEUED[path] | NUMBER


@pytest.mark.parametrize("card_id", KLING)
def test_kling_is_told_the_model_under_both_names(card_id: str) -> None:
    wanted, (action, model, sent) = untouched(card_id), KLING[card_id]
    assert submit(wanted).path == f"/kling/v1/images/{action}"
    assert body(wanted) == {"model": model, "model_name": model} | sent


def test_fal_is_asked_as_the_reference_shows_it() -> None:
    wanted = generation(
        "fal.flux-pro.kontext.max.multi", (BASE, CUP), (BASE, TABLE),
        prompt="put the cup of the first picture on the table of the second", aspect_ratio="3:2",
        safety_tolerance=3, output_format="png",
    )  # fmt: skip
    assert submit(wanted).path == "/fal-ai/flux-pro/kontext/max/multi"
    assert body(wanted) == {
        "prompt": "put the cup of the first picture on the table of the second",
        "image_urls": ["https://img.example/a.png", "https://img.example/b.png"],
        "aspect_ratio": "3:2", "num_images": 1, "safety_tolerance": "3", "output_format": "png",
    }  # fmt: skip


def test_the_same_setting_has_another_type_at_replicate() -> None:
    wanted = generation("replicate.flux-kontext-pro", prompt="make it winter", safety_tolerance=3, seed=7)
    assert body(wanted) == {"input": {"prompt": "make it winter", "safety_tolerance": 3, "seed": 7}}


def test_a_version_may_go_along_with_the_name() -> None:
    wanted = untouched("replicate.vace-14b")
    assert submit(wanted).path == "/replicate/v1/models/prunaai/vace-14b/predictions"
    assert body(wanted)["version"].startswith("51299232")


def test_a_mask_goes_only_where_its_picture_does() -> None:
    alone = body(generation("replicate.sdxl", (MASK, PNG), prompt="A boat"))["input"]
    assert "mask" not in alone
    extended = generation("replicate.flux-fill-pro", (BASE, PNG), (MASK, PNG), outpaint="Make square")
    assert body(extended)["input"].keys() == {"image", "outpaint"}


def test_the_own_json_of_the_person_is_part_of_the_input() -> None:
    card = cards().get("replicate.flux-kontext-pro")
    assert card is not None
    wanted = Generation(card, "", {"prompt": "A boat"}, extra={"seed": 5, "prompt": "A ship"})
    assert body(wanted) == {"input": {"prompt": "A ship", "seed": 5}}
    card = cards().get("fal.flux.dev")
    assert card is not None
    exact = Generation(card, "", {"prompt": "A boat"}, extra={"image_size": {"width": 1280, "height": 720}})
    assert body(exact)["image_size"] == {"width": 1280, "height": 720}


def test_kling_takes_several_subjects_and_a_link_as_it_is() -> None:
    wanted = generation("kling.multi-image", (REFERENCE, PNG), (REFERENCE, CUP), prompt="On one table", n=2)
    assert body(wanted)["subject_image_list"] == [{"subject_image": BASE64}, {"subject_image": CUP.url}]
    assert body(wanted)["n"] == 2


def test_kling_knows_each_request_by_the_id_of_the_studio() -> None:
    card = cards().get("kling.image")
    assert card is not None
    assert body(Generation(card, "", {}, client_id="task-1"))["external_task_id"] == "task-1"
    named = Generation(card, "", {"external_task_id": "mine"}, client_id="task-1")
    assert body(named)["external_task_id"] == "mine"


def test_a_newer_model_of_kling_can_be_typed() -> None:
    sent = body(generation("kling.image", prompt="A boat", model_name="kling-v3"))
    assert (sent["model_name"], sent["model"]) == ("kling-v3", "kling-v3")


def test_a_task_is_asked_for_and_cancelled_below_the_gateway() -> None:
    handle = TaskHandle("rl:2026/07 a")
    asked = TASKS["replicate"].poll(handle, GATEWAY)
    assert (asked.method, asked.path) == ("GET", "/replicate/v1/predictions/rl%3A2026%2F07%20a")
    assert asked.repeatable
    cancelled = TASKS["replicate"].cancel(handle, GATEWAY)
    assert cancelled is not None
    assert (cancelled.method, cancelled.path) == ("POST", f"{asked.path}/cancel")
    kling = TaskHandle("Cl5a", (("action", "kolors-virtual-try-on"),))
    assert TASKS["kling-images"].poll(kling, GATEWAY).path == "/kling/v1/images/kolors-virtual-try-on/Cl5a"
    assert TASKS["kling-images"].cancel(kling, GATEWAY) is None


def test_the_key_is_shown_as_the_gateway_wants_it() -> None:
    shown = GatewayTraits(auth="x-api-key")
    for protocol in ("replicate", "fal", "kling-images"):
        assert TASKS[protocol].poll(TaskHandle("1"), shown).auth is Auth.X_API_KEY
        assert TASKS[protocol].poll_many((TaskHandle("1"), TaskHandle("2")), shown) is None
    assert submit(untouched("fal.nano-banana"), shown).auth is Auth.X_API_KEY


def test_a_request_in_the_queue_is_followed_to_its_result() -> None:
    fal, wanted = TASKS["fal"], untouched("fal.flux-pro.kontext.max.multi")
    handle = fal.parse_submit(answer({"request_id": "7c1e", "status": "IN_QUEUE"}), wanted).handle
    asked = fal.poll(handle, GATEWAY)
    assert (asked.path, asked.query) == ("/fal-ai/flux-pro/requests/7c1e/status", (("logs", "1"),))
    handle = fal.parse_poll(answer({"status": "IN_PROGRESS"}), [handle])["7c1e"].handle
    assert fal.poll(handle, GATEWAY) == asked
    completed = fal.parse_poll(answer({"status": "COMPLETED"}), [handle])["7c1e"]
    assert completed.result_ready
    assert completed.state is TaskState.RUNNING
    result = fal.poll(completed.handle, GATEWAY)
    assert (result.path, result.query, result.repeatable) == ("/fal-ai/flux-pro/requests/7c1e", (), True)
    done = fal.parse_poll(answer({"images": [{"url": CUP.url}]}), [completed.handle])["7c1e"]
    assert done.state is TaskState.DONE
    assert fal.poll(done.handle, GATEWAY) == result
    cancelled = fal.cancel(handle, GATEWAY)
    assert cancelled is not None
    assert (cancelled.method, cancelled.path) == ("PUT", "/fal-ai/flux-pro/requests/7c1e/cancel")


def test_the_result_tells_where_a_gateway_knows_no_status() -> None:
    fal, handle = TASKS["fal"], TaskHandle("7c1e", (("app", "flux"),))
    handle = fal.parse_poll(WireResponse(404, {}, b"no such path"), [handle])["7c1e"].handle
    asked = fal.poll(handle, GATEWAY)
    assert asked.path == "/fal-ai/flux/requests/7c1e"
    early = WireResponse(400, {}, b'{"detail": "Request is still in progress"}')
    waiting = fal.parse_poll(early, [handle])["7c1e"]
    assert waiting.state is TaskState.RUNNING
    assert fal.poll(waiting.handle, GATEWAY) == asked


@pytest.mark.parametrize("name", ["fal-ai/flux/dev", "flux/dev", "/fal-ai/flux/dev"])
def test_an_app_of_fal_is_known_by_either_name(name: str) -> None:
    card = cards().get("fal.flux.dev")
    assert card is not None
    wanted = Generation(_without_model(card), name, PROMPT)
    assert submit(wanted).path == "/fal-ai/flux/dev"
    handle = TASKS["fal"].parse_submit(answer({"request_id": "1", "status": "IN_QUEUE"}), wanted).handle
    assert handle.get("app") == "flux"


def test_a_version_can_stand_in_the_name_of_a_model() -> None:
    card = cards().get("replicate.flux-kontext-pro")
    assert card is not None
    wanted = Generation(_without_model(card), "someone/their-model:0a1b", PROMPT)
    assert submit(wanted).path == "/replicate/v1/predictions"
    assert body(wanted) == {"version": "someone/their-model:0a1b", "input": PROMPT}


def answer(value: object) -> WireResponse:
    return WireResponse(200, {}, json.dumps(value).encode())


def _without_model(card: ModelCard) -> ModelCard:
    return replace(card, model="")
