"""Filling in the forms of real cards."""

from PySide6.QtWidgets import QComboBox, QSlider

from app.domain.card import SlotRole
from app.domain.parameter import Value
from app.ui.forms.carrying import carried_values
from app.ui.languages import Languages
from tests.ui.card_forms import Painter, picture


def test_an_untouched_form_holds_the_defaults_and_blames_nobody(painter: Painter) -> None:
    painter.chooses_model("openai.gpt-image-1")
    values = painter.form.values()
    assert values["prompt"] is None
    assert (values["size"], values["n"], values["stream"]) == ("auto", 1, True)
    assert painter.reads("form.prompt.problem") == ""
    assert not painter.form.can_be_sent


def test_what_is_missing_is_said_when_one_wants_to_send(painter: Painter) -> None:
    painter.chooses_model("openai.gpt-image-1")
    assert [problem.key for problem in painter.form.problems()] == ["required"]
    assert painter.reads("form.prompt.problem") == "This is needed."
    painter.form.focus_problem()
    assert painter.find("images.prompt").hasFocus()
    painter.writes("images.prompt", "a cat")
    assert painter.reads("form.prompt.problem") == ""
    assert painter.form.problems() == ()


def test_a_number_out_of_range_is_named_while_it_is_typed(painter: Painter) -> None:
    painter.chooses_model("openai.gpt-image-1")
    painter.writes("form.n", "11")
    assert painter.reads("form.n.problem") == "10 at most."
    painter.writes("form.n", "some")
    assert painter.reads("form.n.problem") == "A number is needed."
    painter.writes("form.n", "2.5")
    assert painter.reads("form.n.problem") == "A whole number is needed."
    painter.writes("form.n", "4")
    assert painter.reads("form.n.problem") == ""
    assert painter.form.values()["n"] == 4


def test_an_empty_number_leaves_it_to_the_model(painter: Painter) -> None:
    painter.chooses_model("openai.gpt-image-1")
    painter.writes("form.n", "")
    assert painter.form.values()["n"] is None


def test_what_does_not_apply_is_not_shown(painter: Painter) -> None:
    painter.chooses_model("openai.gpt-image-1")
    painter.clicks("form.more")
    assert painter.sees("form.stream")
    assert not painter.sees("form.output_compression")
    painter.picks("form.output_format", "JPEG")
    assert painter.sees("form.output_compression")
    painter.writes("form.n", "3")
    assert not painter.sees("form.stream")
    assert not painter.sees("form.partial_images")


def test_a_broken_rule_unfolds_what_it_is_about(painter: Painter) -> None:
    painter.chooses_model("openai.gpt-image-1")
    painter.writes("images.prompt", "an icon")
    painter.clicks("form.more")
    painter.picks("form.background", "Transparent")
    painter.picks("form.output_format", "JPEG")
    assert painter.reads("form.output_format.problem") == "A transparent background needs PNG or WebP."
    painter.clicks("form.more")
    assert not painter.sees("form.output_format")
    assert len(painter.form.problems()) == 1
    assert painter.sees("form.output_format")
    painter.picks("form.background", "Opaque")
    assert painter.form.problems() == ()


def test_a_size_is_one_of_the_shapes_or_ones_own(painter: Painter) -> None:
    painter.chooses_model("openai.gpt-image-2.5")
    painter.clicks("form.size.1536x1024")
    assert painter.form.values()["size"] == "1536x1024"
    painter.writes("form.size.width", "1600")
    assert painter.form.values()["size"] == "1536x1024"
    painter.writes("form.size.height", "1601")
    assert painter.form.values()["size"] == "1600x1601"
    assert "1600x1601" in painter.reads("form.size.problem")
    painter.writes("form.size.height", "1600")
    assert painter.reads("form.size.problem") == ""
    painter.clicks("form.size.auto")
    assert painter.form.values()["size"] == "auto"


def test_a_seed_is_thrown_and_forgotten(painter: Painter) -> None:
    painter.chooses_model("midjourney.imagine")
    painter.clicks("form.more")
    assert painter.form.values()["seed"] is None
    painter.clicks("form.seed.dice")
    seed = painter.form.values()["seed"]
    assert isinstance(seed, int)
    assert 0 <= seed < 2**32
    painter.clicks("form.seed.random")
    assert painter.form.values()["seed"] is None


def test_another_model_keeps_what_fits(painter: Painter) -> None:
    painter.chooses_model("midjourney.imagine")
    painter.writes("images.prompt", "a lighthouse")
    painter.clicks("form.aspect_ratio.16:9")
    painter.form.add_input(picture(1, SlotRole.REFERENCE))
    painter.chooses_model("openai.dall-e-2")
    assert painter.form.values()["prompt"] == "a lighthouse"
    assert painter.form.inputs() == ()
    painter.chooses_model("openai.gpt-image-1.edit")
    assert painter.form.inputs() == (picture(1, SlotRole.BASE),)
    assert painter.form.values()["prompt"] == "a lighthouse"


def test_the_same_shape_is_found_however_it_is_spelled(painter: Painter) -> None:
    midjourney = painter.cards.get("midjourney.imagine")
    ideogram = painter.cards.get("ideogram.legacy.generate")
    seedream = painter.cards.get("doubao.seedream-4.0")
    assert midjourney
    assert ideogram
    assert seedream
    wide: dict[str, Value] = {"prompt": "a lighthouse", "aspect_ratio": "16:9", "seed": 7}
    assert carried_values(midjourney, wide, ideogram)["aspect_ratio"] == "ASPECT_16_9"
    assert carried_values(midjourney, wide, ideogram)["seed"] == 7
    assert carried_values(midjourney, wide, seedream)["size"] == "2560x1440"


def test_an_earlier_form_comes_back_as_it_was(painter: Painter) -> None:
    card = painter.cards.get("replicate.flux-kontext-pro")
    assert card is not None
    kept: dict[str, Value] = {"prompt": "make it winter", "aspect_ratio": "4:3", "seed": 12}
    painter.form.show_card(card, kept, [picture(1, card.slots[0].role)])
    assert kept.items() <= painter.form.values().items()
    assert painter.form.inputs() == (picture(1, card.slots[0].role),)
    painter.form.show_card(card, {"prompt": "make it spring"})
    assert painter.form.values()["seed"] is None
    assert painter.form.inputs() == ()


def test_a_provider_s_words_stand_at_their_field(painter: Painter) -> None:
    painter.chooses_model("openai.gpt-image-1")
    painter.form.show_problem("size", "This provider only makes squares.")
    assert painter.reads("form.size.problem") == "This provider only makes squares."
    painter.form.show_problem("something", "It does not like this.")
    assert painter.reads("form.problem") == "It does not like this."


def test_everything_is_said_in_chinese(painter: Painter, languages: Languages) -> None:
    painter.chooses_model("doubao.seedream-4.0")
    painter.form.problems()
    languages.switch("zh")
    painter.qtbot.waitUntil(lambda: painter.find("images.prompt").accessibleName() == "提示词")
    assert painter.reads("form.prompt.problem") == "这一项必须填写。"
    assert painter.find("images.references.add").accessibleName() == "参考图：选择文件"
    assert painter.reads("images.references.count") == "0 / 14"
    languages.switch("en")
    painter.qtbot.waitUntil(lambda: painter.reads("form.prompt.problem") == "This is needed.")


def test_lists_and_programs_text_are_read(painter: Painter) -> None:
    painter.chooses_model("ideogram.v3.generate")
    painter.clicks("form.more")
    painter.writes("form.style_codes", "AAFF01  BB00CC")
    assert painter.form.values()["style_codes"] == ("AAFF01  BB00CC",)
    painter.writes("form.own_palette", "{")
    assert "JSON" in painter.reads("form.own_palette.problem")


def test_one_types_what_the_list_does_not_offer(painter: Painter) -> None:
    painter.chooses_model("openai.images")
    assert painter.form.values()["quality"] is None
    painter.picks("form.quality", "High")
    assert painter.form.values()["quality"] == "high"
    box = painter.find("form.quality")
    assert isinstance(box, QComboBox)
    box.setEditText("ultra")
    assert painter.form.values()["quality"] == "ultra"


def test_the_slider_and_the_number_say_the_same(painter: Painter) -> None:
    painter.chooses_model("openai.gpt-image-1")
    slider = painter.find("form.n.slider")
    assert isinstance(slider, QSlider)
    slider.setValue(3)
    assert painter.form.values()["n"] == 4
    painter.writes("form.n", "7")
    assert slider.value() == 6


def test_a_switch_is_switched(painter: Painter) -> None:
    painter.chooses_model("doubao.seedream-4.0")
    painter.clicks("form.more")
    assert painter.form.values()["watermark"] is False
    with painter.qtbot.waitSignal(painter.form.changed):
        painter.clicks("form.watermark")
    assert painter.form.values()["watermark"] is True
