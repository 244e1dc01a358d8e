"""The cards that the studio ships: whole, consistent, in both languages, and one for every entry."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.catalog.cards import Cards
from app.catalog.model_names import names_no_model
from app.domain.card import MaskPolarity, MediaFamily, MediaForm, ModelCard, SlotRole
from app.domain.form_check import SlotFill, check, defaults, shape_of
from app.domain.parameter import Condition, Parameter, ParameterKind, Send
from app.domain.text import Bilingual
from tests.coverage import LIST, known_entries

RESOURCES = Path(__file__).parents[2] / "resources"
CARDS = Cards.load(RESOURCES)
ACTIONS = {
    "openai-images": {"generate", "edit", "variation"},
    "ark-images": {"generate"},
    "gemini-images": {"generate", "predict"},
    "midjourney": {
        "imagine", "blend", "describe", "shorten", "upload", "edits", "swap-face", "video", "action", "modal",
    },
    "ideogram": {
        "generate", "edit", "remix", "reframe", "replace-background",
        "legacy-generate", "legacy-remix", "upscale", "describe",
    },
    "replicate": {"predict"},
    "fal": {"submit"},
    "kling-images": {"generations", "multi-image2image", "kolors-virtual-try-on"},
    "chat-pictures": {"draw", "film"},
    "adapter": {"submit"},
    "films": {
        "create", "create-json", "edit", "remix", "edit-film", "extend", "unified", "unified-prefixed",
        "generations", "text2video", "image2video", "multi-image2video", "video-extend", "effects",
        "lip-sync", "motion-control", "jimeng", "jimeng-native", "hailuo", "wanx", "wanx-i2v", "wanx-kf2v",
        "wanx-r2v",
        "vidu-text", "vidu-image", "vidu-frames", "vidu-reference", "grok",
    },
    "luma": {"create", "extend"},
    "runway": {"image_to_video"},
    "seedance": {"frames", "references", "frames-ark", "minimax-h3"},
    "veo": {"predict"},
}  # fmt: skip
CAPABILITIES = {
    "text_to_image", "edit", "mask", "references", "style_pictures", "transparent", "vector", "sets",
    "stream", "multi_turn", "variation", "outpaint", "background", "upscale", "describe", "shorten",
    "upload", "swap_face", "try_on", "buttons", "follow_up", "animation",
    "text_to_video", "image_to_video", "video_to_video", "first_last", "video_out", "audio_out",
    "storyboard", "characters", "private",
}  # fmt: skip
IMAGE_FAMILIES = (
    "image.openai", "image.gemini", "image.doubao", "image.midjourney",
    "image.ideogram", "image.replicate", "image.fal",
)  # fmt: skip
OTHER_ENTRIES = {
    "video.kling/image", "video.kling/try-on", "chat.openai/draw", "chat.openai/draw-stream",
    "chat.openai/draw-from-image", "chat.openai/gpts", "chat.openai/stable-diffusion",
}  # fmt: skip
each_family = pytest.mark.parametrize("family", sorted({card.family for card in CARDS.all()}))


def of_family(family: str) -> Iterator[ModelCard]:
    return (card for card in CARDS.all() if card.family == family)


def conditions(card: ModelCard) -> Iterator[Condition]:
    for parameter in card.parameters:
        yield from parameter.shown_when
    for slot in card.slots:
        yield from slot.shown_when
    for rule in card.rules:
        yield from (*rule.when, *rule.then)


def fills(card: ModelCard) -> list[SlotFill]:
    return [
        SlotFill(slot.role, slot.mimes[0], 1, is_link=slot.form is MediaForm.LINK)
        for slot in card.slots
        for _ in range(slot.least)
    ]


def test_ids_are_unique_and_nothing_shipped_is_a_problem() -> None:
    assert CARDS.problems == ()
    assert not [name for name, count in Counter(card.id for card in CARDS.all()).items() if count > 1]
    assert CARDS.get("openai.gpt-image-1") in CARDS.all(MediaFamily.IMAGE)
    assert CARDS.get("no such card") is None


@pytest.mark.skipif(not LIST.exists(), reason="the list of all entries is not here")
def test_every_entry_of_the_image_families_has_a_card() -> None:
    known = known_entries()
    wanted = OTHER_ENTRIES.union(*(known[family] for family in IMAGE_FAMILIES))
    covered = {entry for card in CARDS.all() for entry in card.covers}
    assert wanted - covered == set()
    assert covered - set().union(*known.values()) == set()


@each_family
def test_a_card_names_a_known_format_and_its_source(family: str) -> None:
    for card in of_family(family):
        assert card.action in ACTIONS[card.protocol], card.id
        assert card.source, card.id
        assert card.vendor or names_no_model(card.matches), card.id
        assert card.capabilities, card.id
        assert card.capabilities <= CAPABILITIES, card.id


@each_family
def test_a_card_speaks_both_languages(family: str) -> None:
    for card in of_family(family):
        said: list[Bilingual | None] = [card.name, *(rule.says for rule in card.rules)]
        said += [card.note] if card.note else []
        said += [text for parameter in card.parameters for text in (parameter.label, parameter.help)]
        said += [text for slot in card.slots for text in (slot.label, slot.help)]
        for text in said:
            assert text is not None, card.id
            assert text.zh, card.id
            assert text.en, card.id
            assert not any("\u4e00" <= sign <= "\u9fff" for sign in text.en), card.id


@each_family
def test_a_choice_speaks_for_itself_or_is_labelled(family: str) -> None:
    for card in of_family(family):
        for parameter in card.parameters:
            bare = [choice.value for choice in parameter.choices if choice.label is None]
            if parameter.kind is ParameterKind.RATIO:
                assert [value for value in bare if shape_of(value) is None] == [], card.id
            if parameter.kind is ParameterKind.SIZE:
                unclear = [
                    value for value in bare if shape_of(value) is None and not str(value).endswith("K")
                ]
                assert unclear == [], card.id


@each_family
def test_an_untouched_form_lacks_the_prompt_alone(family: str) -> None:
    for card in of_family(family):
        problems = check(card, {"prompt": "a boat"}, fills(card))
        unset = {
            parameter.key for parameter in card.parameters if parameter.required and not parameter.default
        }
        one_of_several = {f"slot:{slot.role}" for slot in card.slots if card.rules}
        assert {problem.field for problem in problems} <= (unset - {"prompt"}) | one_of_several, card.id


@each_family
def test_conditions_ask_for_values_that_can_be(family: str) -> None:
    for card in of_family(family):
        for condition in conditions(card):
            parameter = card.parameter(condition.of)
            if parameter is not None and parameter.choices and not parameter.free:
                possible = {choice.value for choice in parameter.choices} | {None, ""}
                assert set(condition.values) <= possible, card.id


@each_family
def test_what_decides_the_price_is_never_left_to_the_gateway(family: str) -> None:
    for card in of_family(family):
        for key in ("n", "num_images", "num_outputs", "watermark", "rendering_speed"):
            parameter = card.parameter(key)
            if parameter is not None and card.protocol not in ("chat-pictures", "adapter"):
                assert parameter.send is Send.ALWAYS or parameter.send_as.startswith("parameters."), card.id


@each_family
def test_no_two_parameters_of_a_form_take_the_same_place(family: str) -> None:
    for card in of_family(family):
        places: dict[str, list[Parameter]] = {}
        for parameter in card.parameters:
            places.setdefault(parameter.send_as or parameter.key, []).append(parameter)
        for sharing in places.values():
            assert len(sharing) == 1 or all(parameter.shown_when for parameter in sharing), card.id


def polarity(card_id: str) -> MaskPolarity:
    card = CARDS.get(card_id)
    assert card is not None
    return next(slot.polarity for slot in card.slots if slot.role is SlotRole.MASK)


@pytest.mark.parametrize(
    ("card_id", "painted"),
    [
        ("openai.gpt-image-1.edit", "transparent"),
        ("openai.flux-kontext.edit", "transparent"),
        ("midjourney.modal", "white"),
        ("replicate.sdxl", "white"),
        ("replicate.stable-diffusion-inpainting", "white"),
        ("replicate.flux-fill-pro", "white"),
        ("replicate.ideogram-v2-turbo", "black"),
        ("ideogram.v3.edit", "black"),
    ],
)
def test_masks_are_painted_as_each_vendor_wants_them(card_id: str, painted: str) -> None:
    assert polarity(card_id) == painted


def test_kling_takes_bare_base64_and_openai_files() -> None:
    kling, openai = CARDS.get("kling.try-on"), CARDS.get("openai.gpt-image-1.edit")
    assert kling is not None
    assert openai is not None
    assert {slot.form for slot in kling.slots} == {MediaForm.BASE64}
    assert {slot.form for slot in openai.slots} == {MediaForm.MULTIPART}


def test_the_same_setting_has_the_type_that_each_platform_wants() -> None:
    replicate, fal = CARDS.get("replicate.flux-kontext-pro"), CARDS.get("fal.flux-pro.kontext")
    assert replicate is not None
    assert fal is not None
    for card, as_text in ((replicate, False), (fal, True)):
        tolerance = card.parameter("safety_tolerance")
        assert tolerance is not None
        assert tolerance.as_text is as_text


def test_a_card_like_another_takes_what_it_does_not_say() -> None:
    first, second = CARDS.get("openai.gpt-image-1"), CARDS.get("openai.gpt-image-2")
    assert first is not None
    assert second is not None
    assert second.protocol == first.protocol
    assert defaults(second).keys() == defaults(first).keys()
    assert second.deprecated is False
    assert second.covers == ()


def test_community_models_carry_a_version() -> None:
    predictions = [card for card in CARDS.all() if card.protocol == "replicate"]
    versions = {card.model: card.option("version") for card in predictions if card.option("version")}
    assert len(versions["stability-ai/sdxl"]) == 64
    assert all(len(version) == 64 for version in versions.values())
    assert "google/imagen-4" not in versions


def test_cards_that_are_offered_side_by_side_have_names_of_their_own() -> None:
    for card in CARDS.all(MediaFamily.IMAGE):
        for name in (card.model, *(match.replace("*", "") for match in card.matches)):
            offered = CARDS.for_model(name, page=MediaFamily.IMAGE) if name else ()
            for names in ([one.name.zh for one in offered], [one.name.en for one in offered]):
                assert len(set(names)) == len(names), (name, names)
