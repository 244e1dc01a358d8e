"""A form's values become a request body: what is shown and chosen, at its path, the person's JSON last."""

from typing import Any

import pytest

from app.domain.card import MediaFamily, MediaForm, MediaSlot, ModelCard, SlotRole
from app.domain.errors import ErrorKind, InputError
from app.domain.generation import Generation, SlotMedia
from app.domain.media import MediaBytes, MediaLink
from app.domain.parameter import Condition, Parameter, ParameterKind, Send, Value
from app.domain.text import Bilingual
from app.protocols.body import fields_of, form_body, json_body, model_of

NAME = Bilingual("甲", "A")
PNG = MediaBytes(b"\x89PNG\r\n\x1a\n", "image/png", "boat.png")
PNG_BASE64 = "iVBORw0KGgo="
LINK = MediaLink("https://img.example.org/boat.png")


def parameter(key: str, kind: ParameterKind = ParameterKind.TEXT, **more: Any) -> Parameter:
    return Parameter(key, kind, NAME, **more)


def slot(send_as: str, form: MediaForm = MediaForm.DATA_URL, **more: Any) -> MediaSlot:
    return MediaSlot(SlotRole.REFERENCE, NAME, send_as=send_as, form=form, **more)


def generation(
    *parts: Parameter | MediaSlot,
    values: dict[str, Value] | None = None,
    media: tuple[MediaBytes | MediaLink, ...] = (),
    extra: dict[str, object] | None = None,
    model: str = "",
) -> Generation:
    card = ModelCard(
        "a", "image.a", MediaFamily.IMAGE, NAME, "openai-images", model=model,
        parameters=tuple(part for part in parts if isinstance(part, Parameter)),
        slots=tuple(part for part in parts if isinstance(part, MediaSlot)),
    )  # fmt: skip
    filled = tuple(SlotMedia(SlotRole.REFERENCE, item) for item in media)
    return Generation(card, "gateway-name", values or {}, filled, extra or {})


def fields(*parameters: Parameter, **values: Value) -> dict[str, object]:
    return fields_of(generation(*parameters, values=values))


def pictures(
    path: str, *media: MediaBytes | MediaLink, form: MediaForm = MediaForm.BASE64
) -> dict[str, object]:
    return json_body(generation(slot(path, form), media=media), {})


def test_a_card_may_name_the_model_itself() -> None:
    assert model_of(generation()) == "gateway-name"
    assert model_of(generation(model="vendor/model:1a2b")) == "vendor/model:1a2b"


def test_when_a_field_goes_along() -> None:
    three = [
        parameter("always", default="a", send=Send.ALWAYS),
        parameter("set", default="b", send=Send.WHEN_SET),
        parameter("changed", default="c", send=Send.WHEN_CHANGED),
    ]
    assert fields(*three) == {"always": "a", "set": "b"}
    assert fields(*three, changed="d", set="") == {"always": "a", "changed": "d"}
    assert fields(*three, always=None, set=None, changed=None) == {}


def test_a_switch_turned_off_and_a_zero_are_sent() -> None:
    switch = parameter("watermark", ParameterKind.SWITCH, default=True, send=Send.WHEN_CHANGED)
    strength = parameter("strength", ParameterKind.NUMBER)
    assert fields(switch, strength, watermark=False, strength=0) == {"watermark": False, "strength": 0}


def test_hidden_fields_stay_at_home() -> None:
    style = parameter("style", default="photo")
    grain = parameter("grain", default="fine", shown_when=(Condition("style", ("film",)),))
    weight = parameter("weight", default=1, shown_when=(Condition("slot:reference"),))
    assert fields(style, grain, weight) == {"style": "photo"}
    assert fields(style, grain, weight, style="film") == {"style": "film", "grain": "fine"}
    assert fields_of(generation(weight, media=(PNG,))) == {"weight": 1}


def test_paths_make_objects_and_keep_what_lies_beside() -> None:
    ratio = parameter("ratio", send_as="image_config.aspect_ratio")
    size = parameter("size", send_as="image_config.size.name")
    assert fields(ratio, size, ratio="1:1", size="2K") == {
        "image_config": {"aspect_ratio": "1:1", "size": {"name": "2K"}}
    }


def test_kinds_are_written_as_gateways_expect_them() -> None:
    several = [
        parameter("steps", ParameterKind.INTEGER),
        parameter("scale", ParameterKind.NUMBER),
        parameter("lines", ParameterKind.LINES),
        parameter("controls", ParameterKind.JSON),
        parameter("seed", ParameterKind.SEED, as_text=True),
        parameter("fast", ParameterKind.SWITCH, as_text=True),
        parameter("words"),
    ]
    sent = fields(
        *several, steps=20.0, scale=7.5, lines=("one", " ", "two"), controls='{"a": [1]}', seed=7.0,
        fast=True, words="\ud83d\udc31 half \ud83d",
    )  # fmt: skip
    assert sent == {
        "steps": 20, "scale": 7.5, "lines": ["one", "two"], "controls": {"a": [1]}, "seed": "7",
        "fast": "true", "words": "🐱 half �",
    }  # fmt: skip
    assert isinstance(sent["steps"], int)


def test_json_that_is_none_is_said_at_its_field() -> None:
    with pytest.raises(InputError) as caught:
        fields(parameter("controls", ParameterKind.JSON), controls="{")
    assert (caught.value.kind, caught.value.field) == (ErrorKind.EXTRA_JSON_INVALID, "controls")


def test_media_go_as_one_or_as_a_list() -> None:
    assert pictures("image", PNG) == {"image": PNG_BASE64}
    assert pictures("image", PNG, LINK) == {"image": [PNG_BASE64, LINK.url]}
    assert pictures("input.images[]", PNG) == {"input": {"images": [PNG_BASE64]}}
    assert pictures("subjects[].picture.url", PNG, LINK) == {
        "subjects": [{"picture": {"url": PNG_BASE64}}, {"picture": {"url": LINK.url}}]
    }
    assert pictures("", PNG) == {"reference": PNG_BASE64}
    assert pictures("image") == {}


def test_media_are_written_in_the_form_of_their_slot() -> None:
    shouted = MediaBytes(PNG.data, "image/PNG")
    assert pictures("image", shouted, form=MediaForm.DATA_URL) == {
        "image": f"data:image/png;base64,{PNG_BASE64}"
    }
    assert pictures("image", LINK, form=MediaForm.LINK) == {"image": LINK.url}
    with pytest.raises(InputError) as caught:
        pictures("image", PNG, form=MediaForm.LINK)
    assert caught.value.kind is ErrorKind.MEDIA_NEEDS_LINK


def test_media_of_a_hidden_slot_stay_at_home() -> None:
    function = parameter("function", default="edit")
    mask = slot("mask", shown_when=(Condition("function", ("inpaint",)),))
    assert json_body(generation(function, mask, media=(PNG,)), {}) == {}
    assert "mask" in json_body(generation(function, mask, media=(PNG,), values={"function": "inpaint"}), {})


def test_the_persons_own_json_wins() -> None:
    extra: dict[str, object] = {"n": None, "input": {"steps": 9}, "reference": "mine"}
    wanted = generation(slot("reference"), media=(PNG,), extra=extra)
    own = json_body(wanted, {"n": 1, "input": {"steps": 4, "seed": 7}})
    assert own == {"input": {"steps": 9, "seed": 7}, "reference": "mine"}
    assert extra == {"n": None, "input": {"steps": 9}, "reference": "mine"}


def test_a_form_writes_everything_as_text() -> None:
    wanted = generation(
        slot("image[]", MediaForm.MULTIPART),
        media=(PNG,),
        extra={"user": "me", "n": None, "tags": ["a", "b"]},
    )
    sent = form_body(
        wanted, {"n": 2, "stream": True, "scale": 7.0, "svg": {"model": "m", "deep": {"er": 1.5}}}
    )
    assert sent.fields == (
        ("stream", "true"), ("scale", "7"), ("svg[model]", "m"), ("svg[deep][er]", "1.5"), ("user", "me"),
        ("tags[]", "a"), ("tags[]", "b"),
    )  # fmt: skip
    assert [(part.field, part.name) for part in sent.files] == [("image", "image-1.png")]
