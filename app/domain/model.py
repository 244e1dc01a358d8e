"""Models as a gateway lists them, and what the catalogue knows of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ModelGroup(StrEnum):
    """Which tab a model belongs to."""

    CHAT = "chat"
    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    EMBEDDING = "embedding"
    RERANK = "rerank"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ModelTraits:
    """What the catalogue says of a model; the defaults hold for a model that it does not know."""

    group: ModelGroup = ModelGroup.CHAT
    vendor: str = ""
    """Family for grouping in the picker: OpenAI, Claude, Gemini, DeepSeek, Qwen …"""
    vision: bool | None = None
    """Whether it sees pictures; None where that is not known."""
    reasoning: bool = False
    reasoning_efforts: tuple[str, ...] = ()
    max_tokens_field: str = "max_tokens"
    """Name of the length limit in the request body."""
    unsupported: frozenset[str] = frozenset()
    """Request fields that the model refuses, for example ``temperature``."""
    context_tokens: int | None = None
    thinking: str = ""
    """How its thinking is switched in its maker's own format: ``budget``, ``adaptive``, ``level``."""
    protocol: str = ""
    """The only chat protocol that it is offered in, where there is one."""
    inputs: frozenset[str] | None = None
    """What it reads as it is beside text and pictures: ``pdf``, ``audio``, ``video``; None where that is not
    known."""
    video_part: str = "video_url"
    """The part in which a video goes along in the usual format."""
    streams_calls: bool = True
    """Whether it calls tools also in a streamed answer."""
    returns_reasoning: bool = False
    """Whether an answer that called tools has to go back with its thought, in the usual format."""
    body: Mapping[str, object] = field(default_factory=dict)
    """Fields that every request in the usual format needs, such as ``modalities`` of a model that speaks."""
    search: Mapping[str, object] = field(default_factory=lambda: {"web_search_options": {}})
    """Fields by which it is told, in the usual format, to look on the web."""
    single_turn: bool = False
    """Whether it takes one message alone: no history and no system prompt."""
    picture_prompt: str = ""
    """What is asked where a picture comes without a word."""
    background: bool = False
    """Whether its answers take so long that they are made in the background, where a gateway can do that."""
    price_warning: bool = False
    """Whether one answer may cost as much as a month of others."""
    options: tuple[str, ...] = ()
    """Parameters that few models know, by their keys in resources/catalog/chat_options.toml."""


@dataclass(frozen=True, slots=True)
class GatewayModel:
    """One row of a gateway's model list."""

    id: str
    owned_by: str = ""
    endpoint_types: tuple[str, ...] = ()
    """new-api's ``supported_endpoint_types``: openai, anthropic, gemini, image-generation, openai-video …"""


@dataclass(frozen=True, slots=True)
class Model:
    """A model of a profile: the gateway's row joined with the catalogue's knowledge."""

    id: str
    traits: ModelTraits
    endpoint_types: tuple[str, ...] = ()
