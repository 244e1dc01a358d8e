"""A gateway's model name finds the cards that can make something of it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalog.cards import Cards
from app.catalog.model_names import EXACT, NameIndex, spellings
from app.domain.card import MediaFamily, ModelCard
from app.domain.text import Bilingual

CARDS = Cards.load(Path(__file__).parents[2] / "resources")


def closeness(matches: tuple[str, ...], name: str) -> int:
    card = ModelCard("x", "image.x", MediaFamily.IMAGE, Bilingual("x", "x"), "openai-images", matches=matches)
    return max((fit for fit, _ in NameIndex([card]).fitting(name)), default=0)


def found(name: str, *endpoint_types: str) -> list[str]:
    return [card.id for card in CARDS.for_model(name, endpoint_types, MediaFamily.IMAGE)]


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("gpt-image-1", "openai.gpt-image-1"),
        ("GPT-Image-1", "openai.gpt-image-1"),
        ("[vip]gpt-image-1", "openai.gpt-image-1"),
        ("openai/gpt-image-1.5", "openai.gpt-image-1.5"),
        ("gpt-image-1-mini-vip", "openai.gpt-image-1-mini"),
        ("gpt-image-2-2026-04-21", "openai.gpt-image-2"),
        ("gpt-image-1-all", "chat.gpt-4o-image"),
        ("gpt-4o-image-vip", "chat.gpt-4o-image"),
        ("gpt-4-gizmo-g-2fkFE8rbu", "chat.gpts"),
        ("dall-e-3-all", "openai.dall-e-3"),
        ("gemini-2.5-flash-image-preview", "gemini.2.5-flash-image"),
        ("gemini-3-pro-image-preview", "gemini.3-pro-image"),
        ("nano-banana-2", "gemini.nano-banana-2"),
        ("imagen-4.0-ultra-generate-001", "gemini.imagen-4-ultra"),
        ("doubao-seedream-5-0-pro-260628", "doubao.seedream-5-pro"),
        ("doubao-seedream-4-0-260101", "doubao.seedream-4.0"),
        ("flux-kontext-max", "openai.flux-kontext"),
        ("black-forest-labs/flux-kontext-max", "replicate.flux-kontext-max"),
        ("fal-ai/flux-pro/kontext/max", "fal.flux-pro.kontext.max"),
        ("mj_fast_imagine", "midjourney.imagine.fast"),
        ("mj_imagine", "midjourney.imagine"),
        ("mj_blend", "midjourney.blend"),
        ("ideogram_generate_V_3_TURBO", "ideogram.v3.generate.turbo"),
        ("V_2_TURBO", "ideogram.legacy.v-2-turbo"),
        ("kolors-virtual-try-on-v1-5", "kling.try-on.v1-5"),
        ("wan2.7-image-pro", "openai.wan2.7-image-pro"),
        ("gemini-3-pro-image-yijia", "gemini.3-pro-image"),
    ],
)
def test_a_name_finds_its_card(name: str, first: str) -> None:
    assert found(name)[0] == first


@pytest.mark.parametrize("name", ["midjourney-7", "mj_imagine"])
def test_a_name_for_all_of_midjourney_offers_every_action(name: str) -> None:
    assert [card.removeprefix("midjourney.") for card in found(name)] == [
        "imagine", "blend", "describe", "shorten", "upload", "edits", "swap-face",
    ]  # fmt: skip


def test_generating_and_editing_are_two_cards_of_one_model() -> None:
    assert found("gpt-image-1") == ["openai.gpt-image-1", "openai.gpt-image-1.edit"]


def test_other_ways_to_reach_a_model_come_after_its_own() -> None:
    assert found("gemini-3-pro-image-preview")[-1] == "chat.gemini-pro-image"


def test_the_gateways_word_decides_what_comes_first() -> None:
    assert found("gemini-3-pro-image-preview", "openai")[0] == "chat.gemini-pro-image"
    assert found("gemini-3-pro-image-preview", "image-generation")[0] == "gemini.nano-banana.images"
    assert found("gemini-3-pro-image-preview", "gemini", "openai")[0] == "gemini.3-pro-image"


def test_an_unknown_model_is_guessed_by_its_endpoint_types_alone() -> None:
    assert found("house-special", "image-generation") == ["openai.images", "openai.image-edits"]
    assert found("house-special", "openai") == []
    assert found("house-special") == []


@pytest.mark.parametrize(
    "name", ["gpt-4o", "claude-3-5-sonnet", "gemini-2.5-pro", "sora-2", "suno_music", ""]
)
def test_what_draws_nothing_finds_nothing(name: str) -> None:
    assert found(name) == []


def test_general_cards_take_any_name() -> None:
    general = [card.id for card in CARDS.general(MediaFamily.IMAGE)]
    assert "openai.images" in general
    assert "chat.any" in general
    assert "midjourney.imagine" not in general
    assert "gemini.3-pro-image" not in general


def test_decoration_is_taken_off_step_by_step() -> None:
    assert list(spellings(" [vip] openai/GPT-Image-1-all-2025-04-23")) == [
        "[vip] openai/gpt-image-1-all-2025-04-23",
        "gpt-image-1-all-2025-04-23",
        "gpt-image-1-all",
        "gpt-image-1",
    ]


@pytest.mark.parametrize(
    ("pattern", "name", "fits"),
    [
        ("a*c", "abc", True),
        ("a*c", "ac", True),
        ("a*c", "a", False),
        ("ab*ba", "aba", False),
        ("*b*", "abc", True),
        ("a*b*c", "a-c-b-c", True),
        ("a*b*c", "acb", False),
        ("A*", "abc", True),
        ("a.c*", "abc", False),
    ],
)
def test_a_star_stands_for_anything(pattern: str, name: str, fits: bool) -> None:
    assert (closeness((pattern,), name) > 0) is fits


def test_the_closest_pattern_counts_and_an_exact_name_most() -> None:
    assert closeness(("a*", "ab*"), "abc") > closeness(("a*",), "abc")
    assert closeness(("a*", "abc"), "abc") == EXACT


@given(st.text(max_size=200))
def test_any_name_may_be_asked_for(name: str) -> None:
    CARDS.for_model(name, ("image-generation", "something new"))
