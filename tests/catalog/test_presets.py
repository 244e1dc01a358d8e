"""The gateways that the studio knows by name."""

from pathlib import Path

import pytest

from app.catalog.load import CatalogError
from app.catalog.presets import Presets

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture(scope="module")
def presets() -> Presets:
    return Presets.load(RESOURCES)


def test_the_named_gateways_are_there_in_the_order_of_the_picker(presets: Presets) -> None:
    assert [preset.id for preset in presets.all] == [
        "yijia", "yibu", "new-api", "openai", "anthropic", "google", "deepseek",
        "ark", "siliconflow", "openrouter", "custom", "demo",
    ]  # fmt: skip
    assert presets.get("yijia").root == "https://api.yijiarj.cn"
    assert presets.get("yibu").root == "https://yibuapi.com"


def test_every_preset_has_a_name_in_both_languages_and_a_safe_address(presets: Presets) -> None:
    for preset in presets.all:
        assert preset.name.zh
        assert preset.name.en
        assert not preset.root or preset.root.startswith("https://")
        assert not preset.key_page or preset.key_page.startswith("https://")


def test_gateways_with_an_own_path_say_so(presets: Presets) -> None:
    assert presets.get("google").traits.api_prefix == "/v1beta/openai"
    assert presets.get("ark").traits.api_prefix == "/api/v3"
    assert presets.get("anthropic").traits.models_auth == "x-api-key"


def test_an_unknown_id_counts_as_a_generic_gateway(presets: Presets) -> None:
    assert presets.get("from-next-year").id == "new-api"


@pytest.mark.parametrize(
    ("root", "expected"),
    [
        ("https://api.yijiarj.cn", "yijia"),
        ("https://ai.yijiarj.cn", "yijia"),
        ("https://API.OpenAI.com", "openai"),
        ("https://openrouter.ai/api", "openrouter"),
        ("https://gw.example.com", None),
        ("http://api.openai.com", None),
    ],
)
def test_an_address_finds_its_gateway(presets: Presets, root: str, expected: str | None) -> None:
    found = presets.for_root(root)
    assert (found.id if found else None) == expected


@pytest.mark.parametrize(
    ("root", "proper"),
    [
        (
            "https://generativelanguage.googleapis.com/v1beta/openai",
            "https://generativelanguage.googleapis.com",
        ),
        ("https://ark.cn-beijing.volces.com/api/v3", "https://ark.cn-beijing.volces.com"),
        ("https://openrouter.ai", "https://openrouter.ai/api"),
        ("https://gw.example.com/api/v3", "https://gw.example.com/api/v3"),
    ],
)
def test_the_own_prefix_of_a_gateway_is_not_part_of_its_root(
    presets: Presets, root: str, proper: str
) -> None:
    assert presets.proper_root(root) == proper


@pytest.mark.parametrize(
    ("source", "line", "problem"),
    [
        ('[[gateway]]\nid = "a"\nname = { zh = "甲" }', 1, "name must have zh and en"),
        ('\n[[gateway]]\nid = "a"\nname = { zh = "甲", en = "A" }\nbalence = []', 2, "unknown field balence"),
        ('[[gateway]]\nid = "a"\nname = { zh = "甲", en = "A" }\nauth = "magic"', 1, "auth must be one of"),
        ('[[gateway]]\nid = "a', 2, "Unterminated string"),
        ('[[gatway]]\nid = "a"', 1, "only [[gateway]]"),
        ('[[gateway]]\nname = { zh = "甲", en = "A" }', 1, "id is missing"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_line(
    tmp_path: Path, source: str, line: int, problem: str
) -> None:
    folder = tmp_path / "presets"
    folder.mkdir()
    (folder / "gateways.toml").write_text(source, encoding="utf-8")
    with pytest.raises(CatalogError, match=r"gateways\.toml") as caught:
        Presets.load(tmp_path)
    assert caught.value.line == line
    assert problem in str(caught.value)
