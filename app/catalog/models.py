"""What the studio knows of models by their names, from resources/catalog/chat.toml."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

from app.catalog.load import Row, read_rows
from app.domain.model import GatewayModel, Model, ModelGroup, ModelTraits

if TYPE_CHECKING:
    from app.domain.parameter import Parameter

_DECORATION = re.compile(r"^(?:[\[(【（][^\])】）]*[\])】）]\s*)+")
_ENDPOINT_GROUPS = {
    "image-generation": ModelGroup.IMAGE,
    "openai-video": ModelGroup.VIDEO,
    "video": ModelGroup.VIDEO,
    "video-to-music": ModelGroup.AUDIO,
    "embeddings": ModelGroup.EMBEDDING,
    "jina-rerank": ModelGroup.RERANK,
}
"""new-api's supported_endpoint_types (constant/endpoint_type.go); the first one listed is preferred."""


_TOLD = (
    "group", "vendor", "vision", "reasoning", "reasoning_efforts", "max_tokens_field", "unsupported",
    "context_tokens", "thinking", "protocol", "inputs", "video_part", "streams_calls", "returns_reasoning",
    "body", "search", "single_turn",
    "picture_prompt", "background", "price_warning", "options",
)  # fmt: skip
"""The fields of ``ModelTraits`` that a row may tell."""


@dataclass(frozen=True, slots=True)
class ModelPattern:
    """Names that a pattern fits, and what is known of them; None leaves the field as it is."""

    pattern: re.Pattern[str]
    group: ModelGroup | None = None
    vendor: str | None = None
    vision: bool | None = None
    reasoning: bool | None = None
    reasoning_efforts: tuple[str, ...] | None = None
    max_tokens_field: str | None = None
    unsupported: frozenset[str] | None = None
    context_tokens: int | None = None
    thinking: str | None = None
    protocol: str | None = None
    inputs: frozenset[str] | None = None
    video_part: str | None = None
    streams_calls: bool | None = None
    returns_reasoning: bool | None = None
    body: Mapping[str, object] | None = None
    search: Mapping[str, object] | None = None
    single_turn: bool | None = None
    picture_prompt: str | None = None
    background: bool | None = None
    price_warning: bool | None = None
    options: tuple[str, ...] | None = None
    rank: int | None = None

    def known(self) -> dict[str, object]:
        """The fields of ``ModelTraits`` that this row tells."""
        told = {name: getattr(self, name) for name in _TOLD}
        return {name: value for name, value in told.items() if value is not None}


class ModelCatalog:
    """Patterns in order: all that fit a name apply, the later ones refine the earlier ones."""

    def __init__(
        self, patterns: Iterable[ModelPattern], read_options: "Callable[[], Mapping[str, Parameter]]" = dict
    ) -> None:
        self._patterns = tuple(patterns)
        self._options = cache(read_options)
        self._fitting = lru_cache(maxsize=4096)(self._find)

    @classmethod
    def load(cls, resources: Path) -> Self:
        """Read the shipped catalogue; the parameters of few models not before somebody wants them.

        Raises:
            CatalogError: a row that cannot be understood, with its file and line.
        """
        folder = resources / "catalog"
        patterns = (_pattern(row) for row in read_rows(folder / "chat.toml", "model"))
        return cls(patterns, partial(_read_options, folder / "chat_options.toml"))

    def traits(self, model_id: str, endpoint_types: Sequence[str] = ()) -> ModelTraits:
        """What is known of a model, by its name and by what the gateway says it can be called with."""
        traits = ModelTraits()
        for pattern in self._fitting(bare_name(model_id)):
            traits = replace(traits, **pattern.known())  # type: ignore[arg-type]  # the names are the fields
        told = _ENDPOINT_GROUPS.get(endpoint_types[0]) if endpoint_types else None
        return replace(traits, group=told) if told and traits.group is ModelGroup.CHAT else traits

    def options(self, model_id: str) -> "tuple[Parameter, ...]":
        """The parameters that this model knows beside those of all.

        Raises:
            CatalogError: they cannot be understood.
        """
        keys = self.traits(model_id).options
        return tuple(self._options()[key] for key in keys) if keys else ()

    def models(self, listed: Iterable[GatewayModel]) -> tuple[Model, ...]:
        """A gateway's list, joined with what is known of each model."""
        return tuple(
            Model(row.id, self.traits(row.id, row.endpoint_types), row.endpoint_types) for row in listed
        )

    def rank(self, model_id: str) -> int:
        """How well a model suits a first conversation: 0 for most, more for a fair everyday choice."""
        ranks = (pattern.rank for pattern in self._fitting(bare_name(model_id)))
        return next((rank for rank in reversed(tuple(ranks)) if rank is not None), 0)

    def _find(self, name: str) -> tuple[ModelPattern, ...]:
        return tuple(pattern for pattern in self._patterns if pattern.pattern.search(name))


def bare_name(model_id: str) -> str:
    """A model's own name in lower case, without a relay's ``[group]``, ``vendor/`` and the like before it."""
    return _DECORATION.sub("", model_id.strip().lower()).rpartition("/")[2]


def _read_options(path: Path) -> "Mapping[str, Parameter]":
    from app.catalog.card_rows import parameter  # no start needs it

    parameters = map(parameter, read_rows(path, "parameter"))
    return {made.key: made for made in parameters}


def _pattern(row: Row) -> ModelPattern:
    pattern = ModelPattern(
        pattern=_expression(row),
        group=_group(row),
        vendor=row.text("vendor") if row.has("vendor") else None,
        vision=row.switch("vision"),
        reasoning=row.switch("reasoning"),
        reasoning_efforts=row.texts("reasoning_efforts") if row.has("reasoning_efforts") else None,
        max_tokens_field=row.text("max_tokens_field") if row.has("max_tokens_field") else None,
        unsupported=frozenset(row.texts("unsupported")) if row.has("unsupported") else None,
        context_tokens=row.number("context_tokens"),
        thinking=row.text("thinking") if row.has("thinking") else None,
        protocol=row.text("protocol") if row.has("protocol") else None,
        inputs=frozenset(row.texts("inputs")) if row.has("inputs") else None,
        video_part=row.text("video_part") if row.has("video_part") else None,
        streams_calls=row.switch("streams_calls"),
        returns_reasoning=row.switch("returns_reasoning"),
        body=row.row("body").rest() if row.has("body") else None,
        search=row.row("search").rest() if row.has("search") else None,
        single_turn=row.switch("single_turn"),
        picture_prompt=row.text("picture_prompt") if row.has("picture_prompt") else None,
        background=row.switch("background"),
        price_warning=row.switch("price_warning"),
        options=row.texts("options") if row.has("options") else None,
        rank=row.number("rank"),
    )
    row.end()
    return pattern


def _expression(row: Row) -> re.Pattern[str]:
    source = row.text("match")
    try:
        return re.compile(source)
    except re.error as error:
        raise row.error(f"match is no pattern: {error}") from error


def _group(row: Row) -> ModelGroup | None:
    if not row.has("group"):
        return None
    name = row.text("group")
    if name not in set(ModelGroup):
        raise row.error(f"unknown group {name}")
    return ModelGroup(name)
