"""A form is checked at its fields, in words, before anything is sent."""

from pathlib import Path

import pytest

from app.catalog.cards import Cards
from app.catalog.problem_words import ProblemWords
from app.domain.card import ModelCard, SlotRole
from app.domain.form_check import (
    Problem,
    SlotFill,
    check,
    defaults,
    shape_of,
    shown_parameters,
    shown_slots,
    streams,
)
from app.domain.generation import SlotMedia
from app.domain.media import MediaBytes, MediaLink
from app.domain.parameter import Value

RESOURCES = Path(__file__).parents[2] / "resources"
CARDS = Cards.load(RESOURCES)
WORDS = ProblemWords.load(RESOURCES)


def card(card_id: str) -> ModelCard:
    found = CARDS.get(card_id)
    assert found is not None
    return found


def problems(card_id: str, *media: SlotFill, **values: Value) -> list[tuple[str, str]]:
    return [(problem.field, problem.key) for problem in check(card(card_id), values, media)]


def picture(role: str = "base", mime: str = "image/png", size_bytes: int = 1000) -> SlotFill:
    return SlotFill(SlotRole(role), mime, size_bytes)


def test_an_untouched_form_asks_for_the_prompt() -> None:
    assert problems("openai.gpt-image-1") == [("prompt", "required")]
    assert problems("openai.gpt-image-1", prompt="a boat") == []


def test_defaults_are_the_values_of_an_untouched_form() -> None:
    values = defaults(card("openai.gpt-image-1"))
    assert values["size"] == "auto"
    assert values["n"] == 1
    assert values["user"] is None


@pytest.mark.parametrize(
    ("field", "value", "key"),
    [
        ("prompt", "x" * 32001, "too_long"),
        ("n", 11, "too_large"),
        ("n", 0, "too_small"),
        ("n", "many", "not_a_number"),
        ("n", 1.5, "not_whole"),
        ("quality", "best", "not_a_choice"),
        ("size", "1000x1000", "size"),
        ("size", "big", "size"),
    ],
)
def test_a_value_out_of_its_range_is_refused_at_its_field(field: str, value: Value, key: str) -> None:
    assert problems("openai.gpt-image-1", **{"prompt": "a boat", field: value}) == [(field, key)]


@pytest.mark.parametrize(
    ("size", "good"),
    [
        ("1040x1040", True),
        ("3840x2160", True),
        ("auto", True),
        ("1000x1000", False),
        ("3856x2160", False),
        ("3840x1024", False),
        ("512x512", False),
    ],
)
def test_free_sizes_follow_the_rule_of_the_model(size: str, good: bool) -> None:
    assert (problems("openai.gpt-image-2", prompt="a boat", size=size) == []) is good


def test_a_hidden_field_is_not_checked() -> None:
    values: dict[str, Value] = {"prompt": "a boat", "output_format": "png", "output_compression": 400}
    assert problems("openai.gpt-image-1", **values) == []
    assert problems("openai.gpt-image-1", **values | {"output_format": "webp"}) == [
        ("output_compression", "too_large")
    ]


def test_a_rule_across_fields_speaks_its_own_sentence() -> None:
    (problem,) = check(
        card("openai.gpt-image-1"),
        {"prompt": "a boat", "background": "transparent", "output_format": "jpeg"},
    )
    assert (problem.field, problem.key) == ("output_format", "rule")
    assert WORDS.sentence(problem).zh == "透明背景要用 PNG 或 WebP 格式。"


def test_previews_are_for_one_picture_at_a_time() -> None:
    one = {
        parameter.key for parameter in shown_parameters(card("openai.gpt-image-1"), {"n": 1, "stream": True})
    }
    two = {
        parameter.key for parameter in shown_parameters(card("openai.gpt-image-1"), {"n": 2, "stream": True})
    }
    assert {"stream", "partial_images"} <= one
    assert not {"stream", "partial_images"} & two


def test_a_card_streams_by_its_switch_or_by_what_it_can_do() -> None:
    assert streams(card("openai.gpt-image-1"), {})
    assert not streams(card("openai.gpt-image-1"), {"n": 2})
    assert not streams(card("openai.gpt-image-1"), {"stream": False})
    assert not streams(card("openai.dall-e-3"), {})
    assert streams(card("gemini.3-pro-image"), {})


def test_pictures_are_counted_weighed_and_looked_at() -> None:
    edit = "openai.gpt-image-1.edit"
    assert problems(edit, prompt="red") == [("slot:base", "too_few")]
    assert problems(edit, picture(), prompt="red") == []
    assert problems(edit, *[picture()] * 17, prompt="red") == [("slot:base", "too_many")]
    assert problems(edit, picture(mime="image/gif"), prompt="red") == [("slot:base", "wrong_type")]
    assert problems(edit, picture(mime="IMAGE/PNG"), prompt="red") == []
    assert problems(edit, picture(size_bytes=60_000_000), prompt="red") == [("slot:base", "too_heavy")]


def test_a_picture_that_has_no_place_is_too_many() -> None:
    assert problems("openai.dall-e-3", picture("reference"), prompt="red") == [("slot:reference", "too_many")]


def test_a_picture_may_open_fields_and_slots() -> None:
    kling = card("kling.image")
    values = defaults(kling) | {"model_name": "kling-v1-5", "prompt": "a boat"}
    without = {parameter.key for parameter in shown_parameters(kling, values)}
    with_one = {parameter.key for parameter in shown_parameters(kling, values, frozenset({"reference"}))}
    assert with_one - without == {"image_reference", "image_fidelity"}
    assert without - with_one == {"negative_prompt"}
    assert problems("kling.image", picture("reference"), **values) == [("image_reference", "rule")]


def test_a_slot_may_depend_on_a_field() -> None:
    fill = card("replicate.flux-fill-pro")
    plain, extended = defaults(fill), defaults(fill) | {"outpaint": "Make square"}
    assert [slot.role for slot in shown_slots(fill, plain)] == [SlotRole.BASE, SlotRole.MASK]
    assert [slot.role for slot in shown_slots(fill, extended)] == [SlotRole.BASE]


def test_json_that_is_none_is_told() -> None:
    assert problems("openai.recraft", prompt="x", controls="{no") == [("controls", "not_json")]
    assert problems("openai.recraft", prompt="x", controls="[" * 100_000) == [("controls", "not_json")]
    assert problems("openai.recraft", prompt="x", controls='{"no_text": true}') == []


def test_what_a_slot_holds_is_told_of_bytes_and_links() -> None:
    known = SlotFill.of(SlotMedia(SlotRole.BASE, MediaBytes(b"abc", "image/png")))
    link = SlotFill.of(SlotMedia(SlotRole.BASE, MediaLink("https://img.example/a.png")))
    assert known == SlotFill(SlotRole.BASE, "image/png", 3)
    assert link == SlotFill(SlotRole.BASE, is_link=True)
    assert problems("openai.gpt-image-1.edit", link, prompt="red") == []


@pytest.mark.parametrize(
    ("problem", "zh", "en"),
    [
        (Problem("n", "too_large", {"maximum": "10"}), "不能大于 10。", "10 at most."),
        (Problem("slot:base", "too_few", {"least": "1"}), "至少需要 1 个文件。", "1 needed at least."),
    ],
)
def test_a_sentence_is_filled_in(problem: Problem, zh: str, en: str) -> None:
    assert WORDS.sentence(problem).zh == zh
    assert WORDS.sentence(problem).en == en


@pytest.mark.parametrize(
    "values",
    [
        {"prompt": ""},
        {"prompt": "x" * 40_000},
        {"prompt": "x", "n": 99},
        {"prompt": "x", "n": -1},
        {"prompt": "x", "n": "?"},
        {"prompt": "x", "n": 1.5},
        {"prompt": "x", "size": "?"},
        {"prompt": "x", "quality": "y" * 500},
    ],
)
def test_no_sentence_keeps_a_placeholder(values: dict[str, Value]) -> None:
    for problem in check(card("openai.gpt-image-1"), values, [picture("mask", "image/gif", 10**9)] * 2):
        sentence = WORDS.sentence(problem)
        assert "{" not in sentence.zh + sentence.en
        assert len(sentence.en) < 200


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        ("16:9", (16, 9)),
        ("16x9", (16, 9)),
        ("ASPECT_10_16", (10, 16)),
        ("832*480", (832, 480)),
        ("landscape_4_3", (4, 3)),
        ("portrait_4_3", (3, 4)),
        ("9:19.5", (9, 19.5)),
        ("auto", None),
        ("0x0", None),
        ("", None),
        (None, None),
        (7, None),
    ],
)
def test_every_spelling_of_a_shape_is_understood(value: Value, shape: tuple[float, float] | None) -> None:
    assert shape_of(value) == shape
