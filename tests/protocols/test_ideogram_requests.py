"""What Ideogram is sent, card by card, against the vendor's own examples."""

import json
from typing import Any, cast

import pytest

from app.domain.card import SlotRole
from app.domain.generation import Generation, SlotMedia
from app.domain.media import MediaBytes, MediaLink
from app.domain.parameter import Value
from app.domain.profile import GatewayTraits
from app.protocols.registry import CALLS
from app.wire.request import Auth, Expects, JsonBody, MultipartBody, WireRequest
from tests.protocols.call_case import cards

PNG = MediaBytes(b"\x89PNG\r\n\x1a\n" + bytes(8), "image/png")
JPEG = MediaBytes(b"\xff\xd8\xff\xe0" + bytes(8), "image/jpeg")
BASE, MASK, STYLE, FACE = SlotRole.BASE, SlotRole.MASK, SlotRole.STYLE, SlotRole.FACE

V3 = "/ideogram/v1/ideogram-v3"
PRICED = {"rendering_speed": "DEFAULT", "num_images": "1"}
PROMPT = {"prompt": "A paper boat"}
STYLED = {"style_reference_images": "file"}
CHARACTER = {"character_reference_images": "file"}
IMAGE, IMAGE_FILE = {"image": "file"}, {"image_file": "file"}
LEGACY = {"prompt": "A paper boat", "model": "V_2", "num_images": 1}

UNTOUCHED: dict[str, tuple[str, dict[str, Any]]] = {
    "ideogram.v3.generate": (f"{V3}/generate", PROMPT | PRICED | STYLED | CHARACTER),
    "ideogram.v3.generate.turbo": (
        f"{V3}/generate", PROMPT | PRICED | {"rendering_speed": "TURBO"} | STYLED | CHARACTER,
    ),
    "ideogram.v3.generate.quality": (
        f"{V3}/generate", PROMPT | PRICED | {"rendering_speed": "QUALITY"} | STYLED | CHARACTER,
    ),
    "ideogram.v3.edit": (
        f"{V3}/edit", PROMPT | PRICED | IMAGE | {"mask": "file"} | STYLED | CHARACTER,
    ),
    "ideogram.v3.remix": (f"{V3}/remix", PROMPT | PRICED | IMAGE | STYLED | CHARACTER),
    "ideogram.v3.reframe": (f"{V3}/reframe", {"resolution": "1344x768"} | PRICED | IMAGE | STYLED),
    "ideogram.v3.replace-background": (f"{V3}/replace-background", PROMPT | PRICED | IMAGE | STYLED),
    "ideogram.legacy.generate": ("/ideogram/generate", {"image_request": LEGACY}),
    "ideogram.legacy.v-1": ("/ideogram/generate", {"image_request": LEGACY | {"model": "V_1"}}),
    "ideogram.legacy.v-1-turbo": ("/ideogram/generate", {"image_request": LEGACY | {"model": "V_1_TURBO"}}),
    "ideogram.legacy.v-2-turbo": ("/ideogram/generate", {"image_request": LEGACY | {"model": "V_2_TURBO"}}),
    "ideogram.legacy.v-2a": ("/ideogram/generate", {"image_request": LEGACY | {"model": "V_2A"}}),
    "ideogram.legacy.v-2a-turbo": ("/ideogram/generate", {"image_request": LEGACY | {"model": "V_2A_TURBO"}}),
    "ideogram.legacy.remix": ("/ideogram/remix", {"image_request": LEGACY} | IMAGE_FILE),
    "ideogram.upscale": (
        "/ideogram/upscale", {"image_request": {"prompt": "A paper boat", "num_images": 1}} | IMAGE_FILE,
    ),
    "ideogram.describe": ("/ideogram/describe", IMAGE_FILE),
}  # fmt: skip
"""Path and body of a form where nothing was chosen but a prompt and one picture for each of its places."""


def generation(card_id: str, *media: tuple[SlotRole, MediaBytes | MediaLink], **values: Value) -> Generation:
    """A filled-in form of a card."""
    card = cards().get(card_id)
    assert card is not None
    return Generation(card, "ideogram", values, tuple(SlotMedia(role, medium) for role, medium in media))


def request(wanted: Generation) -> WireRequest:
    return CALLS["ideogram"].request(wanted, GatewayTraits())


def shown(wanted: Generation) -> dict[str, Any]:
    """A body as one value: texts of a form as they are, its JSON parts read, its files as such."""
    sent = request(wanted).body
    if isinstance(sent, JsonBody):
        return cast(dict[str, Any], sent.value)
    assert isinstance(sent, MultipartBody)
    read = {name: json.loads(text) if text.startswith("{") else text for name, text in sent.fields}
    return read | {part.field: "file" for part in sent.files}


def texts(wanted: Generation) -> tuple[tuple[str, str], ...]:
    sent = request(wanted).body
    assert isinstance(sent, MultipartBody)
    return sent.fields


def test_every_card_of_the_format_is_here() -> None:
    assert sorted(UNTOUCHED) == sorted(card.id for card in cards().all() if card.protocol == "ideogram")


@pytest.mark.parametrize("card_id", UNTOUCHED)
def test_an_untouched_form_sends_what_decides_the_price_and_nothing_more(card_id: str) -> None:
    card = cards().get(card_id)
    assert card is not None
    wanted = generation(card_id, *((slot.role, PNG) for slot in card.slots), prompt="A paper boat")
    path, expected = UNTOUCHED[card_id]
    sent = request(wanted)
    assert (sent.method, sent.path, sent.auth, sent.repeatable) == ("POST", path, Auth.BEARER, False)
    assert sent.expects is Expects.JSON
    assert isinstance(sent.body, JsonBody) is (card.action == "legacy-generate")
    assert shown(wanted) == expected


def test_a_poster_is_asked_for_as_the_reference_shows_it() -> None:
    wanted = generation(
        "ideogram.v3.generate", prompt="A travel poster for a lighthouse", aspect_ratio="3x4",
        rendering_speed="TURBO", magic_prompt="OFF", num_images=2, style_type="DESIGN",
    )  # fmt: skip
    assert dict(texts(wanted)) == {
        "prompt": "A travel poster for a lighthouse", "aspect_ratio": "3x4", "rendering_speed": "TURBO",
        "magic_prompt": "OFF", "num_images": "2", "style_type": "DESIGN",
    }  # fmt: skip


def test_an_older_picture_is_asked_for_as_the_reference_shows_it() -> None:
    wanted = generation(
        "ideogram.legacy.generate", prompt="Neon sign reading OPEN", model="V_2_TURBO",
        aspect_ratio="ASPECT_16_9", magic_prompt_option="AUTO", style_type="REALISTIC",
    )  # fmt: skip
    assert shown(wanted) == {
        "image_request": {
            "prompt": "Neon sign reading OPEN", "model": "V_2_TURBO", "aspect_ratio": "ASPECT_16_9",
            "magic_prompt_option": "AUTO", "style_type": "REALISTIC", "num_images": 1,
        }
    }  # fmt: skip


def test_lists_repeat_the_bare_name() -> None:
    wanted = generation(
        "ideogram.v3.generate", (STYLE, PNG), (STYLE, JPEG), style_codes=("0A1B2C3D", "", "FFEE0011")
    )
    assert [text for name, text in texts(wanted) if name == "style_codes"] == ["0A1B2C3D", "FFEE0011"]
    sent = request(wanted).body
    assert isinstance(sent, MultipartBody)
    assert [(part.field, part.name, part.mime) for part in sent.files] == [
        ("style_reference_images", "style_reference_images-1.png", "image/png"),
        ("style_reference_images", "style_reference_images-2.jpg", "image/jpeg"),
    ]


def test_a_palette_is_one_json_part() -> None:
    members = [{"color_hex": "#112233", "color_weight": 0.5}]
    named = generation("ideogram.v3.generate", palette="EMBER", own_palette=json.dumps(members))
    assert shown(named)["color_palette"] == {"name": "EMBER"}
    own = generation("ideogram.v3.replace-background", (BASE, PNG), own_palette=json.dumps(members))
    assert shown(own)["color_palette"] == {"members": members}
    legacy = generation("ideogram.legacy.generate", palette="FRESH")
    assert shown(legacy)["image_request"]["color_palette"] == {"name": "FRESH"}


def test_a_region_is_edited_with_its_mask_as_files() -> None:
    wanted = generation("ideogram.v3.edit", (MASK, PNG), (BASE, JPEG), prompt="A hat")
    sent = request(wanted).body
    assert isinstance(sent, MultipartBody)
    assert [(part.field, part.name, part.data) for part in sent.files] == [
        ("image", "image-1.jpg", JPEG.data),
        ("mask", "mask-1.png", PNG.data),
    ]


def test_a_picture_is_remixed_in_both_generations() -> None:
    third = shown(generation("ideogram.v3.remix", (BASE, PNG), prompt="A hat", image_weight=70))
    assert third == {"prompt": "A hat", "image_weight": "70"} | PRICED | IMAGE
    legacy = shown(generation("ideogram.legacy.remix", (BASE, PNG), prompt="A hat", image_weight=70))
    request_of = {"prompt": "A hat", "image_weight": 70, "model": "V_2", "num_images": 1}
    assert legacy == {"image_request": request_of} | IMAGE_FILE


def test_a_picture_is_enlarged_and_described() -> None:
    enlarged = shown(generation("ideogram.upscale", (BASE, PNG), resemblance=80, detail=20, seed=3))
    assert enlarged["image_request"] == {"resemblance": 80, "detail": 20, "num_images": 1, "seed": 3}
    described = shown(generation("ideogram.describe", (BASE, PNG), describe_model_version="V_2"))
    assert described == {"describe_model_version": "V_2"} | IMAGE_FILE


def test_what_the_person_adds_as_json_wins() -> None:
    made = generation("ideogram.v3.generate", prompt="A boat")
    extra = {"num_images": 3, "rendering_speed": None, "color_palette": {"name": "MELON"}}
    wanted = Generation(made.card, made.model, made.values, extra=extra)
    assert shown(wanted) == {"prompt": "A boat", "num_images": "3", "color_palette": {"name": "MELON"}}
    legacy = generation("ideogram.legacy.remix", (BASE, PNG), prompt="A boat")
    inner = {"image_request": {"num_images": 4}}
    wanted = Generation(legacy.card, legacy.model, legacy.values, legacy.media, extra=inner)
    assert shown(wanted)["image_request"]["num_images"] == 4
