"""What goes out to the images endpoints: for every card of the two formats, and as the reference shows it."""

from typing import Any, cast

import pytest

from app.domain.card import SlotRole
from app.domain.generation import Generation, SlotMedia
from app.domain.media import MediaBytes, MediaLink
from app.domain.parameter import Value
from app.domain.profile import GatewayTraits
from app.protocols.registry import CALLS
from app.wire.request import Auth, Expects, FilePart, JsonBody, MultipartBody, WireRequest
from tests.protocols.call_case import cards

PNG = MediaBytes(b"\x89PNG\r\n\x1a\n" + bytes(8), "image/png")
JPEG = MediaBytes(b"\xff\xd8\xff\xe0" + bytes(8), "image/jpeg", "猫.JPG")
PNG_ADDRESS = "data:image/png;base64,iVBORw0KGgoAAAAAAAAAAA=="
LAMP = MediaLink("https://img.example.org/lamp.png")
BASE, MASK, REFERENCE = SlotRole.BASE, SlotRole.MASK, SlotRole.REFERENCE

GENERATIONS, EDITS, VARIATIONS = "/v1/images/generations", "/v1/images/edits", "/v1/images/variations"
STREAMED = {"size": "auto", "quality": "auto", "n": 1, "stream": True, "partial_images": 2}
SQUARE = {"size": "1024x1024", "n": 1}
FLUX = {"aspect_ratio": "1:1", "size": "1024x1024", "n": 1}
SETS = {"size": "2K", "sequential_image_generation": "disabled", "watermark": False, "image": PNG_ADDRESS}
PICTURE = {"image": PNG_ADDRESS}
OBJECT = {"image": {"url": PNG_ADDRESS, "type": "image_url"}}
IN_FORM = {"image": "file"}
IN_FORM_WITH_MASK = IN_FORM | {"mask": "file"}

UNTOUCHED: dict[str, tuple[str, dict[str, Any]]] = {
    "openai.images": (GENERATIONS, SQUARE),
    "openai.image-edits": (EDITS, {"n": 1} | IN_FORM_WITH_MASK),
    "openai.gpt-image-1": (GENERATIONS, STREAMED),
    "openai.gpt-image-1.edit": (EDITS, STREAMED | IN_FORM_WITH_MASK),
    "openai.gpt-image-1-mini": (GENERATIONS, STREAMED),
    "openai.gpt-image-1-mini.edit": (EDITS, STREAMED | IN_FORM_WITH_MASK),
    "openai.gpt-image-1.5": (GENERATIONS, STREAMED),
    "openai.gpt-image-1.5.edit": (EDITS, STREAMED | IN_FORM_WITH_MASK),
    "openai.gpt-image-2": (GENERATIONS, STREAMED),
    "openai.gpt-image-2.edit": (EDITS, STREAMED | IN_FORM_WITH_MASK),
    "openai.gpt-image-2.5": (GENERATIONS, STREAMED),
    "openai.gpt-image-2.5.edit": (EDITS, STREAMED | IN_FORM_WITH_MASK | {"markup": "file"}),
    "openai.gpt-image-2.6": (GENERATIONS, STREAMED),
    "openai.gpt-image-2.6.edit": (EDITS, STREAMED | IN_FORM_WITH_MASK | {"markup": "file"}),
    "openai.dall-e-3": (GENERATIONS, SQUARE | {"quality": "standard"}),
    "openai.dall-e-2": (GENERATIONS, SQUARE),
    "openai.dall-e-2.edit": (EDITS, SQUARE | IN_FORM_WITH_MASK),
    "openai.dall-e-2.variation": (VARIATIONS, SQUARE | IN_FORM),
    "openai.flux-kontext": (GENERATIONS, FLUX),
    "openai.flux-kontext.edit": (EDITS, FLUX | IN_FORM_WITH_MASK),
    "openai.flux": (GENERATIONS, FLUX),
    "openai.recraft": (GENERATIONS, SQUARE | {"style": "realistic_image"}),
    "openai.grok-imagine": (GENERATIONS, {"resolution": "1k", "n": 1}),
    "openai.grok-imagine.edit": (EDITS, {"resolution": "1k", "n": 1} | OBJECT),
    "openai.grok-imagine-2": (GENERATIONS, {"resolution": "1k", "quality": "medium", "n": 1}),
    "openai.grok-imagine-2.edit": (EDITS, {"resolution": "1k", "quality": "medium", "n": 1} | OBJECT),
    "openai.grok-2-image": (GENERATIONS, {"n": 1}),
    "openai.stable-diffusion": (GENERATIONS, SQUARE),
    "openai.qwen-image": (GENERATIONS, {"size": "1664x928", "n": 1}),
    "openai.qwen-image-2": (GENERATIONS, SQUARE),
    "openai.qwen-image-2.edit": (EDITS, SQUARE | PICTURE),
    "openai.qwen-image-edit": (EDITS, {"n": 1} | PICTURE),
    "openai.qwen-image-edit-plus": (EDITS, SQUARE | PICTURE),
    "openai.z-image": (GENERATIONS, {"size": "1024x1536", "n": 1}),
    "openai.wan2.7-image": (GENERATIONS, SQUARE),
    "openai.wan2.7-image.edit": (EDITS, SQUARE | PICTURE),
    "openai.wan2.7-image-pro": (GENERATIONS, SQUARE),
    "openai.wan2.6-t2i": (GENERATIONS, {"size": "1280x1280", "n": 1}),
    "openai.wan2.6-image": (EDITS, {"size": "1280x1280", "n": 1} | PICTURE),
    "openai.wan2.5-t2i": (GENERATIONS, {"size": "1280x1280", "n": 1}),
    "openai.wan2.5-i2i": (EDITS, {"size": "1280x1280", "n": 1, "images": [PNG_ADDRESS]}),
    "openai.wanx-t2i": (GENERATIONS, SQUARE),
    "openai.wanx-v1": (GENERATIONS, SQUARE),
    "openai.wanx-imageedit": (
        EDITS, {"n": 1, "input": {"function": "description_edit", "base_image_url": PNG_ADDRESS}},
    ),
    "gemini.imagen.images": (GENERATIONS, {"size": "1:1", "quality": "standard", "n": 1}),
    "gemini.nano-banana.images": (GENERATIONS, {"n": 1}),
    "gemini.nano-banana.images.edit": (EDITS, {"n": 1} | IN_FORM),
    "doubao.seedream-4.0": (GENERATIONS, SETS),
    "doubao.seedream-4.5": (GENERATIONS, SETS),
    "doubao.seedream-5-lite": (GENERATIONS, SETS),
    "doubao.seedream-5-pro": (GENERATIONS, {"size": "2K", "watermark": False} | PICTURE),
    "doubao.seedream-3.0": (GENERATIONS, {"size": "1024x1024", "watermark": False}),
    "doubao.seededit-3.0": (GENERATIONS, {"size": "adaptive", "watermark": False} | PICTURE),
}  # fmt: skip
"""Path and body of a form where nothing was chosen but a prompt and one picture for each of its places."""


def generation(card_id: str, *media: tuple[SlotRole, MediaBytes | MediaLink], **values: Value) -> Generation:
    """A filled-in form of a card."""
    card = cards().get(card_id)
    assert card is not None
    model = next((name for name in card.matches if name.isascii() and "*" not in name), "the-model")
    return Generation(card, model, values, tuple(SlotMedia(role, medium) for role, medium in media))


def request(wanted: Generation, gateway: GatewayTraits = GatewayTraits()) -> WireRequest:
    return CALLS[wanted.card.protocol].request(wanted, gateway)


def body(wanted: Generation) -> dict[str, Any]:
    """A JSON body."""
    sent = request(wanted).body
    assert isinstance(sent, JsonBody)
    return cast(dict[str, Any], sent.value)


def form(wanted: Generation) -> tuple[dict[str, str], list[FilePart]]:
    """The texts and the files of a form."""
    sent = request(wanted).body
    assert isinstance(sent, MultipartBody)
    assert len(dict(sent.fields)) == len(sent.fields)
    return dict(sent.fields), list(sent.files)


def as_texts(fields: dict[str, Any]) -> dict[str, str]:
    return {
        name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in fields.items()
    }


def test_every_card_of_the_two_formats_is_here() -> None:
    ours = [card.id for card in cards().all() if card.protocol in ("openai-images", "ark-images")]
    assert sorted(UNTOUCHED) == sorted(ours)


@pytest.mark.parametrize("card_id", UNTOUCHED)
def test_an_untouched_form_sends_what_decides_the_price_and_nothing_more(card_id: str) -> None:
    card = cards().get(card_id)
    assert card is not None
    wanted = generation(card_id, *((slot.role, PNG) for slot in card.slots), prompt="A paper boat")
    path, fields = UNTOUCHED[card_id]
    prompt = {"prompt": "A paper boat"} if card.parameter("prompt") else {}
    expected = {"model": wanted.model} | prompt | fields
    sent = request(wanted)
    assert (sent.method, sent.path, sent.auth, sent.repeatable) == ("POST", path, Auth.BEARER, False)
    assert sent.expects is (Expects.EVENTS if fields.get("stream") else Expects.JSON)
    if isinstance(sent.body, JsonBody):
        assert sent.body.value == expected
    else:
        texts, files = form(wanted)
        assert texts | {part.field: "file" for part in files} == as_texts(expected)


def test_a_picture_is_asked_for_as_the_reference_shows_it() -> None:
    wanted = generation(
        "openai.gpt-image-1.5", prompt="A paper boat on a teal lake, top view", size="1536x1024",
        quality="medium", output_format="jpeg", output_compression=85, stream=False,
    )  # fmt: skip
    assert body(wanted) == {
        "model": "gpt-image-1.5", "prompt": "A paper boat on a teal lake, top view", "size": "1536x1024",
        "quality": "medium", "output_format": "jpeg", "output_compression": 85, "n": 1, "stream": False,
    }  # fmt: skip


def test_what_the_form_hides_is_not_sent() -> None:
    several = body(generation("openai.gpt-image-1.5", prompt="A boat", n=2, output_compression=40))
    assert not {"stream", "partial_images", "output_compression"} & several.keys()
    assert request(generation("openai.gpt-image-1.5", prompt="A boat", n=2)).expects is Expects.JSON


def test_an_animation_and_a_drawing_have_fields_of_their_own() -> None:
    animated = body(generation("openai.gpt-image-2.5", prompt="A boat", output_format="gif", frame_count=12))
    assert (animated["output_format"], animated["frame_count"]) == ("gif", 12)
    assert "stream" not in animated
    drawn = generation("openai.gpt-image-2.5", prompt="A boat", output_format="svg", svg_model="gpt-6")
    assert body(drawn)["svg"] == {"model": "gpt-6"}
    edited = generation("openai.gpt-image-2.5.edit", (BASE, PNG), output_format="svg", svg_model="gpt-6")
    assert form(edited)[0]["svg[model]"] == "gpt-6"


def test_one_picture_to_edit_has_another_name_than_several() -> None:
    _, alone = form(generation("openai.gpt-image-1.edit", (BASE, JPEG), prompt="A hat"))
    assert [(part.field, part.name, part.mime) for part in alone] == [("image", "image-1.jpg", "image/jpeg")]
    _, several = form(generation("openai.gpt-image-1.edit", (BASE, JPEG), (MASK, PNG), (BASE, PNG)))
    assert [(part.field, part.name, part.mime) for part in several] == [
        ("image[]", "image-1.jpg", "image/jpeg"),
        ("image[]", "image-2.png", "image/png"),
        ("mask", "mask-1.png", "image/png"),
    ]
    assert several[0].data == JPEG.data


def test_a_file_of_unknown_type_is_sent_as_what_it_is() -> None:
    unnamed = MediaBytes(PNG.data, "application/octet-stream")
    shouted = MediaBytes(PNG.data, "image/PNG")
    _, files = form(generation("openai.gpt-image-1.edit", (BASE, unnamed), (BASE, shouted)))
    assert [part.mime for part in files] == ["image/png", "image/png"]


def test_a_link_in_a_form_is_left_for_the_gateway_to_fetch() -> None:
    texts, files = form(generation("openai.gpt-image-1.edit", (BASE, LAMP), prompt="A hat"))
    assert texts["image[]"] == LAMP.url
    assert files == []


def test_flux_is_told_the_ratio_and_the_nearest_size() -> None:
    def sent(ratio: str) -> object:
        return body(generation("openai.flux-kontext", prompt="A boat", aspect_ratio=ratio))["size"]

    assert [sent(ratio) for ratio in ("21:9", "4:3", "1:1", "9:16")] == [
        "1792x1024", "1792x1024", "1024x1024", "1024x1792",
    ]  # fmt: skip
    chosen = body(generation("openai.flux-kontext", prompt="A boat", aspect_ratio="9:16", size="1024x1024"))
    assert chosen["size"] == "1024x1024"


def test_recraft_sends_the_sub_style_of_the_style_that_is_chosen() -> None:
    wanted = generation(
        "openai.recraft", prompt="A fox", style="vector_illustration", substyle_vector="line_art",
        substyle_realistic="hdr", controls='{"colors": [{"rgb": [200, 30, 30]}], "no_text": true}',
        random_seed=7, n=2,
    )  # fmt: skip
    assert body(wanted) == {
        "model": "recraftv3", "prompt": "A fox", "size": "1024x1024", "style": "vector_illustration",
        "substyle": "line_art", "n": 2, "controls": {"colors": [{"rgb": [200, 30, 30]}], "no_text": True},
        "random_seed": 7,
    }  # fmt: skip


def test_grok_takes_pictures_as_objects() -> None:
    several = body(generation("openai.grok-imagine.edit", (BASE, PNG), (BASE, LAMP), prompt="Join them"))
    assert several["images"] == [
        {"url": PNG_ADDRESS, "type": "image_url"},
        {"url": LAMP.url, "type": "image_url"},
    ]
    assert "image" not in several


def test_vendor_settings_of_dashscope_take_size_and_number_with_them() -> None:
    wanted = generation("openai.qwen-image", prompt="Poster with the word HELLO", size="1328x1328", seed=11)
    assert body(wanted) == {
        "model": "qwen-image", "prompt": "Poster with the word HELLO",
        "parameters": {"seed": 11, "size": "1328*1328", "n": 1},
    }  # fmt: skip


def test_a_set_is_asked_for_as_the_reference_shows_it() -> None:
    wanted = generation(
        "doubao.seedream-4.0", (REFERENCE, LAMP), (REFERENCE, JPEG),
        prompt="Put the lamp of picture 1 on the desk of picture 2, 3 views",
        sequential_image_generation="auto", max_images=3, response_format="url",
    )  # fmt: skip
    assert body(wanted) == {
        "model": "doubao-seedream-4-0-250828",
        "prompt": "Put the lamp of picture 1 on the desk of picture 2, 3 views",
        "image": [LAMP.url, "data:image/jpeg;base64,/9j/4AAAAAAAAAAA"],
        "size": "2K", "sequential_image_generation": "auto",
        "sequential_image_generation_options": {"max_images": 3}, "watermark": False, "stream": False,
    }  # fmt: skip


def test_a_set_can_be_watched_as_it_grows() -> None:
    wanted = generation("doubao.seedream-4.0", sequential_image_generation="auto", stream=True)
    assert request(wanted).expects is Expects.EVENTS


def test_what_only_some_versions_of_seedream_take() -> None:
    third = body(generation("doubao.seedream-3.0", prompt="A boat", seed=7, guidance_scale=4.0))
    assert (third["seed"], third["guidance_scale"]) == (7, 4.0)
    edited = body(generation("doubao.seededit-3.0", (BASE, PNG), prompt="A boat", guidance_scale=6.0))
    assert (edited["size"], edited["guidance_scale"], edited["image"]) == ("adaptive", 6.0, PNG_ADDRESS)
    lite = generation("doubao.seedream-5-lite", prompt="A boat", tools='[{"type":"web_search"}]')
    assert body(lite)["tools"] == [{"type": "web_search"}]
    pro = generation("doubao.seedream-5-pro", (REFERENCE, PNG), background="transparent", output_format="png")
    assert (body(pro)["background"], body(pro)["output_format"]) == ("transparent", "png")


def test_prefix_and_key_header_follow_the_gateway() -> None:
    sent = request(
        generation("doubao.seedream-4.0", prompt="A boat"),
        GatewayTraits(api_prefix="/api/v3", auth="x-api-key"),
    )
    assert (sent.path, sent.auth) == ("/api/v3/images/generations", Auth.X_API_KEY)
