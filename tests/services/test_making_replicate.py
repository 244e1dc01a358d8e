"""Every model of Replicate that the gateways sell: from the form to the finished file."""

import base64
from typing import Any

import pytest

from app.demo.drawing.png import rgba_rows
from app.demo.film.filming import film
from app.domain.card import MaskPolarity, SlotRole
from app.domain.errors import ErrorKind
from app.domain.remote_task import TaskState
from app.services.studio import Studio
from tests.gateway import Gateway
from tests.services.entries import (
    ABSENT,
    BASE,
    HEIGHT,
    OTHER,
    THIRD,
    WIDTH,
    Entry,
    cases,
    found_at,
    mask,
    proved,
)
from tests.services.making import Orders

PREDICTIONS = "/replicate/v1/predictions"
BASE_ROLE, MASK, REFERENCE, FIRST = SlotRole.BASE, SlotRole.MASK, SlotRole.REFERENCE, SlotRole.FIRST_FRAME
CLIP = film("a clip", 64, 64, 0.5)
FILM: dict[str, Any] = {"ending": ".mp4", "size": None}


def data_url(data: bytes, mime: str = "image/png") -> str:
    """A picture or clip as it goes along."""
    return f"data:{mime};base64,{base64.b64encode(data).decode()}"


def sold(name: str, card: str, version: str = "", **entry: Any) -> Entry:
    """An entry, called by its version where it has one; ``arrives`` are places in the input."""
    arrives = {f"input.{place}": value for place, value in entry.pop("arrives", {}).items()}
    path = PREDICTIONS if version else f"/replicate/v1/models/{name}/predictions"
    arrives["version"] = version or ABSENT
    return Entry(f"image.replicate/{name}", f"replicate.{card}", path, arrives, **entry)


ENTRIES = (
    sold(
        "black-forest-labs/flux-kontext-pro", "flux-kontext-pro", roles=(BASE_ROLE,),
        values={"aspect_ratio": "16:9", "safety_tolerance": 1, "seed": 7},
        arrives={
            "prompt": "A paper boat", "input_image": data_url(BASE), "aspect_ratio": "16:9",
            "safety_tolerance": 1, "seed": 7, "prompt_upsampling": ABSENT,
        },
        size=(1024, 576),
    ),
    sold(
        "black-forest-labs/flux-kontext-max", "flux-kontext-max", values={"output_format": "jpg"},
        arrives={"prompt": "A paper boat", "input_image": ABSENT, "output_format": "jpg", "seed": ABSENT},
    ),
    sold(
        "black-forest-labs/flux-kontext-dev", "flux-kontext-dev", roles=(BASE_ROLE,),
        values={"guidance": 3.5, "num_inference_steps": 20, "go_fast": False},
        arrives={
            "input_image": data_url(BASE), "guidance": 3.5, "num_inference_steps": 20, "go_fast": False,
        },
        size=(WIDTH, HEIGHT),
    ),
    sold(
        "flux-kontext-apps/multi-image-kontext-pro", "multi-image-kontext-pro", roles=(BASE_ROLE, REFERENCE),
        arrives={"input_image_1": data_url(BASE), "input_image_2": data_url(OTHER)}, size=(WIDTH, HEIGHT),
    ),
    sold(
        "flux-kontext-apps/multi-image-kontext-max", "multi-image-kontext-max", roles=(BASE_ROLE, REFERENCE),
        values={"aspect_ratio": "1:1"},
        arrives={"input_image_1": data_url(BASE), "input_image_2": data_url(OTHER), "aspect_ratio": "1:1"},
    ),
    sold(
        "black-forest-labs/flux-1.1-pro-ultra", "flux-1.1-pro-ultra", roles=(REFERENCE,),
        values={"aspect_ratio": "2:3", "raw": True, "image_prompt_strength": 0.4},
        arrives={
            "image_prompt": data_url(BASE), "image_prompt_strength": 0.4, "raw": True, "aspect_ratio": "2:3",
        },
        size=(683, 1024),
    ),
    sold(
        "black-forest-labs/flux-fill-pro", "flux-fill-pro", roles=(BASE_ROLE, MASK),
        values={"steps": 30, "guidance": 40},
        arrives={
            "image": data_url(BASE), "mask": data_url(mask(MaskPolarity.WHITE)), "steps": 30, "guidance": 40,
        },
        size=(WIDTH, HEIGHT),
    ),
    sold(
        "black-forest-labs/flux-fill-dev", "flux-fill-dev", roles=(BASE_ROLE, MASK),
        values={"num_outputs": 2, "megapixels": "match_input"},
        arrives={
            "mask": data_url(mask(MaskPolarity.WHITE)), "num_outputs": 2, "megapixels": "match_input",
            "lora_scale": ABSENT,
        },
        size=(WIDTH, HEIGHT), count=2,
    ),
    sold(
        "lucataco/flux-schnell-lora", "flux-schnell-lora",
        "2a6b576af31790b470f0a8442e1e9791213fa13799cbb65a9fc1436e96389574",
        values={"hf_lora": "someone/frosting", "lora_scale": 0.5, "aspect_ratio": "4:5"},
        arrives={"hf_lora": "someone/frosting", "lora_scale": 0.5, "aspect_ratio": "4:5", "image": ABSENT},
        size=(819, 1024),
    ),
    sold(
        "lucataco/flux-dev-lora", "flux-dev-lora",
        "091495765fa5ef2725a175a57b276ec30dc9d39c22d30410f2ede68a3eab66b3", roles=(BASE_ROLE,),
        values={"prompt_strength": 0.6, "aspect_ratio": "3:2", "num_outputs": 3},
        arrives={"image": data_url(BASE), "prompt_strength": 0.6, "num_outputs": 3},
        size=(1024, 683), count=3,
    ),
    sold(
        "stability-ai/stable-diffusion", "stable-diffusion",
        "ac732df83cea7fff18b8472768c88ad041fa750ff7682a21affe81863cbe77e4",
        values={"width": 768, "height": 512, "scheduler": "K_EULER", "negative_prompt": "text"},
        arrives={"width": 768, "height": 512, "scheduler": "K_EULER", "negative_prompt": "text"},
        size=(768, 512),
    ),
    sold(
        "stability-ai/sdxl", "sdxl", "7762fd07cf82c948538e41f63f77d685e02b063e37e496e96eefd46c929f9bdc",
        values={
            "width": 1152, "height": 896, "refine": "expert_ensemble_refiner", "high_noise_frac": 0.7,
            "num_outputs": 2, "seed": 42,
        },
        arrives={
            "width": 1152, "height": 896, "refine": "expert_ensemble_refiner", "high_noise_frac": 0.7,
            "num_outputs": 2, "seed": 42, "prompt_strength": ABSENT, "mask": ABSENT,
        },
        size=(1152, 896), count=2,
    ),
    sold(
        "stability-ai/stable-diffusion-inpainting", "stable-diffusion-inpainting",
        "95b7223104132402a9ae91cc677285bc5eb997834bd2349fa486f53910fd68b3", roles=(BASE_ROLE, MASK),
        values={"width": 512, "height": 512},
        arrives={"image": data_url(BASE), "mask": data_url(mask(MaskPolarity.WHITE)), "width": 512},
        size=(WIDTH, HEIGHT),
    ),
    sold(
        "stability-ai/stable-diffusion-img2img", "stable-diffusion-img2img",
        "15a3689ee13b0d2616e98820eca31d4c3abcd36672df6afce5cb6feb1d66087d", roles=(BASE_ROLE,),
        values={"prompt_strength": 0.3},
        arrives={"image": data_url(BASE), "prompt_strength": 0.3, "width": ABSENT}, size=(WIDTH, HEIGHT),
    ),
    sold(
        "ideogram-ai/ideogram-v2-turbo", "ideogram-v2-turbo", roles=(BASE_ROLE, MASK),
        values={"style_type": "Design", "magic_prompt_option": "Off"},
        arrives={
            "image": data_url(BASE), "mask": data_url(mask(MaskPolarity.BLACK)), "style_type": "Design",
            "magic_prompt_option": "Off",
        },
        size=(WIDTH, HEIGHT),
    ),
    sold(
        "recraft-ai/recraft-v3", "recraft-v3",
        values={"size": "1820x1024", "style": "digital_illustration/pixel_art"},
        arrives={"size": "1820x1024", "style": "digital_illustration/pixel_art"}, size=(1820, 1024),
    ),
    sold(
        "recraft-ai/recraft-v3-svg", "recraft-v3-svg", values={"style": "linocut"},
        arrives={"style": "linocut"}, ending=".svg", size=None,
    ),
    sold(
        "google/imagen-4", "imagen-4", values={"aspect_ratio": "16:9", "image_size": "2K"},
        arrives={"aspect_ratio": "16:9", "image_size": "2K", "safety_filter_level": ABSENT},
        size=(2048, 1152),
    ),
    sold(
        "google/imagen-4-fast", "imagen-4-fast", values={"aspect_ratio": "3:4"},
        arrives={"aspect_ratio": "3:4", "image_size": ABSENT}, size=(768, 1024),
    ),
    sold(
        "google/imagen-4-ultra", "imagen-4-ultra", values={"safety_filter_level": "block_low_and_above"},
        arrives={"safety_filter_level": "block_low_and_above"},
    ),
    sold(
        "cjwbw/rembg", "rembg", "fb8af171cfa1616ddcf1242c093f9c46bcada5ad4cf6f2fbe8b81b330ec5c003",
        roles=(BASE_ROLE,), prompt="", arrives={"image": data_url(BASE), "prompt": ABSENT},
        size=(WIDTH, HEIGHT),
    ),
    sold(
        "lucataco/remove-bg", "remove-bg", "95fcc2a26d3899cd6c2691c900465aaeff466285a65c14638cc5f36f34befaf1",
        roles=(BASE_ROLE,), prompt="", arrives={"image": data_url(BASE), "prompt": ABSENT},
        size=(WIDTH, HEIGHT),
    ),
    sold(
        "sujaykhandekar/object-removal", "object-removal",
        "153b0087c2576ad30d8cbddb35275b387d1a6bf986bda5499948f843f6460faf", roles=(BASE_ROLE,), prompt="",
        values={"objects_to_remove": "dog,bicycle"},
        arrives={"image_path": data_url(BASE), "objects_to_remove": "dog,bicycle", "image": ABSENT},
        size=(WIDTH, HEIGHT),
    ),
    sold(
        "andreasjansson/stable-diffusion-animation", "stable-diffusion-animation",
        "ca1f5e306e5721e19c473e0d094e6603f0456fe759c10715fcd6c1b79242d4a5", prompt="a seed | a tree",
        values={"prompt_start": "a seed", "prompt_end": "a tree", "width": 256, "height": 192},
        arrives={"prompt_start": "a seed", "prompt_end": "a tree", "num_animation_frames": 10, "width": 256},
        ending=".gif", size=(256, 192),
    ),
    sold(
        "lucataco/animate-diff", "animate-diff",
        "beecf59c4aee8d81bf04f0381033dfa10dc16e845b4ae00d281e2fa377e48a9f",
        values={"n_prompt": "text", "path": "lyriel_v16.safetensors", "steps": 10},
        arrives={"n_prompt": "text", "path": "lyriel_v16.safetensors", "steps": 10}, **FILM,
    ),
    sold(
        "minimax/video-01", "video-01", roles=(FIRST, SlotRole.FACE), values={"prompt_optimizer": False},
        arrives={
            "first_frame_image": data_url(BASE), "subject_reference": data_url(OTHER),
            "prompt_optimizer": False,
        },
        **FILM,
    ),
    sold(
        "minimax/video-01-live", "video-01-live", roles=(FIRST,),
        arrives={"first_frame_image": data_url(BASE)}, **FILM,
    ),
    Entry(
        "image.replicate/prunaai/vace-14b", "replicate.vace-14b",
        "/replicate/v1/models/prunaai/vace-14b/predictions",
        {
            "version": "51299232dc3d0946d5f5ed74935d85243e172698f747d291460db1e6ef3669fb",
            "input.src_video": data_url(CLIP, "video/mp4"), "input.src_ref_images": [data_url(OTHER)],
            "input.size": "480*832", "input.frame_num": 41, "input.seed": -1,
        },
        roles=(SlotRole.VIDEO, REFERENCE), pictures=(CLIP, OTHER),
        values={"size": "480*832", "frame_num": 41, "seed": -1}, ending=".mp4", size=None,
    ),
)  # fmt: skip


@pytest.mark.parametrize("entry", cases(*ENTRIES))
async def test_each_model_takes_its_form_and_gives_a_file(
    entry: Entry, hurried: Studio, gateway: Gateway
) -> None:
    task = await proved(entry, hurried, gateway)
    assert task.handle is not None
    assert len(gateway.asked(f"{PREDICTIONS}/{task.handle.id}")) >= 2


@pytest.mark.covers("image.replicate/riffusion/riffusion")
async def test_a_sound_comes_with_its_picture(hurried: Studio, gateway: Gateway) -> None:
    orders = Orders(hurried)
    wish = {"prompt_a": "funky synth solo", "prompt_b": "calm piano", "alpha": 0.25, "seed_image_id": "agile"}
    task = await orders.make("replicate.riffusion", "", filled=wish)
    assert task.state is TaskState.DONE, task.error
    (asked,) = gateway.asked("/replicate/v1/models/riffusion/riffusion/predictions")
    assert {name: asked.json()["input"][name] for name in wish} == wish
    sound, picture = await orders.files(task)
    assert sound.read_bytes()[:4] == b"RIFF"
    assert picture.suffix == ".png"
    assert task.prompt == "funky synth solo | calm piano"


@pytest.mark.covers("image.replicate/query")
async def test_a_prediction_is_asked_for_until_it_is_done(hurried: Studio, gateway: Gateway) -> None:
    task = await Orders(hurried).make("replicate.imagen-4", "a fox")
    assert task.handle is not None
    polls = gateway.asked(f"{PREDICTIONS}/{task.handle.id}")
    assert len(polls) == 2
    assert {poll.method for poll in polls} == {"GET"}
    assert {poll.header("authorization") for poll in polls} == {f"Bearer {gateway.key}"}
    assert task.progress_percent == 100
    assert task.facts["seed"].isdecimal()


async def test_the_seed_that_was_used_makes_the_same_picture_again(hurried: Studio, gateway: Gateway) -> None:
    orders = Orders(hurried)
    first = await orders.make("replicate.stable-diffusion", "a fox", width=256, height=256)
    again = await orders.make(
        "replicate.stable-diffusion", "a fox", width=256, height=256, seed=int(first.facts["seed"])
    )
    other = await orders.make("replicate.stable-diffusion", "a fox", width=256, height=256, seed=1)
    pictures = [rgba_rows((await orders.files(task))[0].read_bytes()) for task in (first, again, other)]
    assert pictures[0] == pictures[1] != pictures[2]
    assert (await orders.assets(first))[0].provenance.seed == first.facts["seed"]


async def test_a_mask_changes_what_it_leaves_open_alone(hurried: Studio, gateway: Gateway) -> None:
    orders = Orders(hurried)
    base = await hurried.generate.input_from_bytes(BASE_ROLE, THIRD, "base.png")
    painted = await hurried.generate.input_from_bytes(MASK, mask(MaskPolarity.WHITE), "mask.png")
    task = await orders.make("replicate.flux-fill-pro", "a lake", base, painted)
    before, after = rgba_rows(THIRD), rgba_rows((await orders.files(task))[0].read_bytes())
    assert before[HEIGHT // 2 :] == after[HEIGHT // 2 :]
    assert before[: HEIGHT // 2] != after[: HEIGHT // 2]


@pytest.mark.parametrize(
    ("prompt", "kind", "words"),
    [
        ("something moderated", ErrorKind.CONTENT_REFUSED, "E005"),
        ("a failing task", ErrorKind.GATEWAY_FAILED, "E6716"),
        ("the last withheld", ErrorKind.CONTENT_REFUSED, "NSFW"),
        ("no picture", ErrorKind.RESULT_MISSING, ""),
        ("error in 200", ErrorKind.UPSTREAM_UNREACHABLE, ""),
    ],
)
async def test_every_bad_end_is_told_apart(
    prompt: str, kind: ErrorKind, words: str, hurried: Studio, gateway: Gateway
) -> None:
    task = await Orders(hurried).make("replicate.imagen-4", prompt)
    assert task.state is TaskState.FAILED
    assert task.error is not None
    assert task.error.kind is kind
    assert words in task.error.values.get("reason", "")
    assert len(gateway.asked("/replicate/v1/models/google/imagen-4/predictions")) == 1


async def test_links_that_had_run_out_are_asked_for_anew(hurried: Studio, gateway: Gateway) -> None:
    orders = Orders(hurried)
    task = await orders.make("replicate.imagen-4", "an expired link")
    assert task.state is TaskState.DONE
    assert len(await orders.files(task)) == 1


async def test_a_task_that_the_gateway_lost_is_given_up(hurried: Studio, gateway: Gateway) -> None:
    task = await Orders(hurried).make("replicate.imagen-4", "a forgotten task")
    assert task.state is TaskState.EXPIRED
    assert task.error is not None
    assert task.error.kind is ErrorKind.TASK_FORGOTTEN


async def test_a_version_of_the_persons_own_is_called_by_it(hurried: Studio, gateway: Gateway) -> None:
    version = "7762fd07cf82c948538e41f63f77d685e02b063e37e496e96eefd46c929f9bdc"
    task = await Orders(hurried).make("replicate.sdxl", "a fox", model=f"stability-ai/sdxl:{version}")
    assert task.state is TaskState.DONE, task.error
    (asked,) = gateway.asked(PREDICTIONS)
    assert found_at(asked.json(), "version") == version
