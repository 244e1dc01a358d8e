"""A person's own cards add and override, and a mistake in one hides nothing else."""

import os
from pathlib import Path

import pytest

from app.catalog.cards import Cards
from app.catalog.load import CatalogError
from app.domain.card import MediaFamily
from app.domain.generation import Generation
from app.domain.profile import GatewayTraits
from app.protocols.registry import CALLS
from app.wire.request import JsonBody

RESOURCES = Path(__file__).parents[2] / "resources"
SHIPPED = Cards.load(RESOURCES)
MINE = """
[[card]]
id = "mine"
family = "image.openai"
name = { zh = "我的", en = "Mine" }
protocol = "openai-images"
action = "generate"
matches = ["house-special"]
parameters = [{ use = "prompt" }, { use = "size", default = "1024x1024", choices = ["1024x1024"] }]
"""


def own(folder: Path, **files: str) -> Cards:
    for name, content in files.items():
        (folder / f"{name}.toml").write_text(content, encoding="utf-8")
    return Cards.load(RESOURCES, folder)


def told(cards: Cards) -> list[str]:
    return [str(problem) for problem in cards.problems]


def test_a_new_model_of_a_known_format_is_data_alone(tmp_path: Path) -> None:
    assert SHIPPED.for_model("house-special") == ()
    cards = own(tmp_path, mine=MINE)
    (card,) = cards.for_model("house-special-vip", page=MediaFamily.IMAGE)
    assert card.name.en == "Mine"
    assert cards.problems == ()
    request = CALLS[card.protocol].request(
        Generation(card, "house-special-vip", {"prompt": "a boat"}), GatewayTraits()
    )
    assert request.path == "/v1/images/generations"
    assert request.body == JsonBody({"model": "house-special-vip", "prompt": "a boat", "size": "1024x1024"})


def test_an_own_card_may_be_like_a_shipped_one(tmp_path: Path) -> None:
    cards = own(
        tmp_path,
        mine="""
        [[card]]
        id = "sdxl-of-tomorrow"
        like = "replicate.sdxl"
        name = { zh = "新版", en = "Newer" }
        options = { version = "abc" }
        parameters = [{ key = "num_outputs", maximum = 2 }]
        without = ["seed"]
        """,
    )
    card, shipped = cards.get("sdxl-of-tomorrow"), cards.get("replicate.sdxl")
    assert cards.problems == ()
    assert card is not None
    assert shipped is not None
    assert card.option("version") == "abc"
    assert card.protocol == "replicate"
    assert card.parameter("seed") is None
    number = card.parameter("num_outputs")
    assert number is not None
    assert number.maximum == 2
    assert number.label == next(item.label for item in shipped.parameters if item.key == "num_outputs")


def test_an_own_card_overrides_the_shipped_one_of_its_id(tmp_path: Path) -> None:
    cards = own(tmp_path, mine=MINE.replace('id = "mine"', 'id = "openai.dall-e-3"'))
    card = cards.get("openai.dall-e-3")
    assert card is not None
    assert card.name.en == "Mine"
    assert len(cards.all()) == len(SHIPPED.all())
    assert SHIPPED.get("openai.dall-e-3") != card


def test_an_own_card_comes_before_a_shipped_one_for_the_same(tmp_path: Path) -> None:
    cards = own(tmp_path, mine=MINE.replace("house-special", "gpt-image-1"))
    assert [card.id for card in cards.for_model("gpt-image-1")] == ["mine", "openai.gpt-image-1.edit"]
    assert cards.all()[0].id == "mine"


def test_one_bad_card_does_not_hide_the_others_of_its_file(tmp_path: Path) -> None:
    bad = MINE.replace('id = "mine"', 'id = "bad"').replace('protocol = "openai-images"', "protocol = 3")
    cards = own(tmp_path, mine=bad + MINE)
    assert cards.get("mine") is not None
    assert cards.get("bad") is None
    assert told(cards) == ["mine.toml:2: protocol must be a text"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (('family = "image.openai"', 'family = "nothing"'), "page is missing, and nothing does not tell it"),
        (('action = "generate"', 'colour = "red"'), "unknown field colour"),
        (('name = { zh = "我的", en = "Mine" }', 'name = { en = "Mine" }'), "name must have zh and en"),
        (('use = "size"', 'use = "sice"'), "use names sice, which nobody knows"),
        (('default = "1024x1024"', 'default = "1x1"'), "the default of size is not allowed: size"),
        (('use = "prompt"', 'use = "prompt", kind = "poem"'), "kind is poem, which is none of"),
        (('use = "prompt"', 'use = "prompt", longest = -1'), "longest must be a whole number above zero"),
        (('use = "prompt"', 'use = "size"'), "size is there twice"),
        (('use = "prompt"', 'use = "prompt", group = "secret"'), "group of prompt must be one of"),
        (('use = "prompt"', 'use = "n", minimum = 9, maximum = 2'), "n has a minimum above its maximum"),
        (('use = "prompt"', 'use = "n", default = 99'), "the default of n is not allowed: too_large"),
        (('use = "prompt"', 'use = "n", minimum = nan'), "minimum must be a number"),
        (('use = "prompt"', 'use = "n", default = inf'), "default holds something that no field can hold"),
        (('use = "prompt"', 'use = "n", default = 1979-05-27'), "default holds something"),
        (('use = "prompt"', 'use = "quality"'), "quality has no choices"),
        (('use = "prompt"', 'use = "quality", choices = ["a", "a"]'), "quality has a choice twice"),
        (('use = "prompt"', 'use = "quality", choices = [["a"], [1]]'), "choices holds something"),
        (("parameters = [", 'parameters = ["prompt", '), "parameters must be a list of tables"),
        (('matches = ["house-special"]', "matches = [1]"), "matches must be a list of texts"),
        (('matches = ["house-special"]', 'like = "nobody"'), "like names nobody, which is no card before"),
        (
            ('matches = ["house-special"]', 'price = { amount = "much" }'),
            "price: amount much is no number",
        ),
        (
            ('matches = ["house-special"]', 'slots = [{ use = "base", least = 3, most = 2 }]'),
            "slots 1: base asks for at least 3 but takes 2",
        ),
        (
            ('use = "prompt"', 'use = "prompt", shown_when = [{ of = "mood", values = ["good"] }]'),
            "a condition is on mood, which mine does not have",
        ),
        (
            ('use = "prompt"', 'use = "prompt", shown_when = [{ of = "size" }]'),
            "the condition on size says neither values nor set",
        ),
        (
            ('action = "generate"', 'rules = [{ when = [], says = { zh = "好", en = "good" } }]'),
            "rules 1: then is missing",
        ),
    ],
)
def test_a_mistake_is_told_with_file_and_line(tmp_path: Path, change: tuple[str, str], problem: str) -> None:
    cards = own(tmp_path, mine=MINE.replace(*change), other=MINE.replace('"mine"', '"other"'))
    (said,) = told(cards)
    assert said.startswith("mine.toml:2: ")
    assert problem in said
    assert cards.get("mine") is None
    assert cards.get("other") is not None
    assert set(SHIPPED.all()) <= set(cards.all())


@pytest.mark.parametrize(
    "content",
    [
        "no toml at all {{{",
        "card = 3",
        "card = [1, 2]",
        "[other]\nx = 1",
        "[[card]]\nid = " + "[" * 5000,
        "[[card]]\nid = " + "9" * 5000,
        'text = """',
        "[[card]]\n" * 2 + "x = 1",
        "\x00",
        "",
        "# nothing",
        "x" * 2_000_000,
    ],
    ids=range(12),
)
def test_a_hostile_file_hides_nothing(tmp_path: Path, content: str) -> None:
    cards = own(tmp_path, hostile=content, mine=MINE)
    assert cards.get("mine") is not None
    assert set(SHIPPED.all()) <= set(cards.all())
    assert bool(cards.problems) is (content not in ("", "# nothing"))


def test_bytes_that_are_no_text_hide_nothing(tmp_path: Path) -> None:
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    cards = own(tmp_path, mine=MINE)
    assert cards.get("mine") is not None
    assert told(cards)[0].startswith("bytes.toml:1: ")


def test_what_is_no_file_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "gone.toml").symlink_to(tmp_path / "nowhere")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.toml")
    cards = own(tmp_path, mine=MINE)
    assert cards.get("mine") is not None
    assert cards.problems == ()


def test_the_same_id_twice_keeps_the_first(tmp_path: Path) -> None:
    cards = own(tmp_path, a=MINE, b=MINE.replace('en = "Mine"', 'en = "Late"'))
    card = cards.get("mine")
    assert card is not None
    assert card.name.en == "Mine"
    assert told(cards) == ["b.toml:2: mine is there twice"]


def test_a_folder_that_is_not_there_adds_nothing(tmp_path: Path) -> None:
    assert Cards.load(RESOURCES, tmp_path / "cards").all() == SHIPPED.all()


def test_a_mistake_in_a_shipped_file_stops_the_start(tmp_path: Path) -> None:
    catalog = tmp_path / "catalog"
    (catalog / "image").mkdir(parents=True)
    (catalog / "parameters.toml").write_text("")
    (catalog / "slots.toml").write_text("")
    (catalog / "image" / "broken.toml").write_text('\n[[card]]\nid = "x"\n')
    with pytest.raises(CatalogError, match=r"broken\.toml:2: family is missing"):
        Cards.load(tmp_path)
