"""What the catalogue knows of models by their names."""

from pathlib import Path

import pytest

from app.catalog.load import CatalogError
from app.catalog.models import ModelCatalog, bare_name
from app.domain.model import ModelGroup, ModelTraits

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture(scope="module")
def catalog() -> ModelCatalog:
    return ModelCatalog.load(RESOURCES)


@pytest.mark.parametrize(
    ("model", "group"),
    [
        ("gpt-4o", "chat"),
        ("gpt-4o-audio-preview", "chat"),
        ("gpt-4o-mini-transcribe", "audio"),
        ("gpt-4o-image", "image"),
        ("gpt-image-1", "image"),
        ("dall-e-3", "image"),
        ("nano-banana-2", "image"),
        ("gemini-2.5-flash-image-preview", "image"),
        ("gemini-2.5-flash", "chat"),
        ("mj_imagine", "image"),
        ("doubao-seedream-4-0-250828", "image"),
        ("sora-2-pro", "video"),
        ("sora_image", "image"),
        ("kling-v2-master", "video"),
        ("doubao-seedance-1-0-pro-250528", "video"),
        ("wan2.5-t2v-preview", "video"),
        ("veo3.1-fast", "video"),
        ("suno_music", "audio"),
        ("whisper-1", "audio"),
        ("tts-1-hd", "audio"),
        ("text-embedding-3-large", "embedding"),
        ("BAAI/bge-m3", "embedding"),
        ("BAAI/bge-reranker-v2-m3", "rerank"),
        ("omni-moderation-latest", "other"),
        ("something-nobody-knows", "chat"),
    ],
)
def test_a_name_tells_the_tab(catalog: ModelCatalog, model: str, group: str) -> None:
    assert catalog.traits(model).group == group


def test_the_gateways_word_decides_where_the_name_says_nothing(catalog: ModelCatalog) -> None:
    assert catalog.traits("house-special", ("image-generation", "openai")).group is ModelGroup.IMAGE
    assert catalog.traits("house-special", ("openai",)).group is ModelGroup.CHAT
    assert catalog.traits("sora-2", ("openai",)).group is ModelGroup.VIDEO


@pytest.mark.parametrize("model", ["o3-mini", "gpt-5", "gpt-5.2", "openai/gpt-5-mini", "[vip] o4-mini"])
def test_reasoning_models_of_openai_want_the_new_name_of_the_limit(catalog: ModelCatalog, model: str) -> None:
    traits = catalog.traits(model)
    assert traits.max_tokens_field == "max_completion_tokens"
    assert "temperature" in traits.unsupported
    assert traits.reasoning_efforts


def test_a_chat_edition_does_not_reason(catalog: ModelCatalog) -> None:
    assert not catalog.traits("gpt-5-chat-latest").reasoning
    assert catalog.traits("gpt-5-chat-latest").vision


def test_suffixes_of_relays_switch_the_thought(catalog: ModelCatalog) -> None:
    assert catalog.traits("claude-3-5-sonnet-thinking").reasoning
    assert catalog.traits("gemini-2.5-pro-thinking-2048").reasoning
    assert not catalog.traits("gemini-2.5-flash-nothinking").reasoning
    assert catalog.traits("gpt-5.1-high").reasoning_efforts == ()


def test_what_sees_pictures(catalog: ModelCatalog) -> None:
    assert catalog.traits("gpt-4o").vision
    assert catalog.traits("qwen2.5-vl-72b-instruct").vision
    assert catalog.traits("gpt-3.5-turbo").vision is False
    assert catalog.traits("deepseek-chat").vision is False
    assert catalog.traits("something-nobody-knows").vision is None


def test_an_unknown_model_has_the_plain_traits(catalog: ModelCatalog) -> None:
    assert catalog.traits("something-nobody-knows") == ModelTraits()


def test_an_everyday_model_suits_a_first_conversation_best(catalog: ModelCatalog) -> None:
    offered = ["o3-pro", "gpt-4o", "gpt-5-mini", "text-embedding-3-small", "claude-opus-4-1"]
    assert max(offered, key=catalog.rank) == "gpt-5-mini"


def test_what_a_relay_writes_before_a_name_is_not_part_of_it() -> None:
    assert bare_name("[特价] OpenAI/GPT-4o") == "gpt-4o"
    assert bare_name("【官转】claude-sonnet-4") == "claude-sonnet-4"


def test_a_broken_pattern_is_named_with_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "catalog"
    folder.mkdir()
    (folder / "chat.toml").write_text("[[model]]\nmatch = '('\n", encoding="utf-8")
    with pytest.raises(CatalogError, match=r"chat.toml:1: match is no pattern"):
        ModelCatalog.load(tmp_path)
