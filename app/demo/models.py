"""The models of the demo gateway, from resources/demo/models.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_CREATED = 1767225600
"""2026-01-01: the demo models do not age."""


@dataclass(frozen=True, slots=True)
class DemoModel:
    """One model and what is special about it."""

    id: str
    tokens_per_second: float
    """0 means as fast as the socket takes it."""
    thinking: str = ""
    """Where its thoughts stand: ``reasoning_content``, ``reasoning``, ``tags``, or nowhere."""
    sees: bool = False
    answer: str = ""
    """Name of the one answer that it always gives."""
    tells_usage: bool = True
    ending: str = "stop"
    """How it ends: ``stop``, ``refusal`` or ``content_filter``."""
    endpoints: tuple[str, ...] = ("openai",)
    """The formats it speaks, in new-api's words (``supported_endpoint_types``)."""
    keeps_background: bool = False
    """Whether its channel runs answers in the background and gives them out by id; new-api's does not."""
    signs_calls: bool = False
    """Whether it wants its function calls back with what it wrote on them, as Gemini 3 does."""
    takes_tools: bool = True
    """Whether it can be offered functions to call."""
    streams_calls: bool = True
    """Whether it calls them also in a stream; some relays lose calls there."""
    skill: str = ""
    """The one thing that it does in chat completions: ``translates``, ``reads``, ``searches``, ``speaks``."""
    ratio: float = 0.5
    completion_ratio: float = 4

    def listed(self) -> dict[str, Any]:
        """Its row in /v1/models, as new-api writes it."""
        return {
            "id": self.id, "object": "model", "created": _CREATED, "owned_by": "relay-studio",
            "supported_endpoint_types": list(self.endpoints),
        }  # fmt: skip


def load_models(folder: Path) -> Mapping[str, DemoModel]:
    """All models by id, in the order in which they are listed."""
    rows = tomllib.loads((folder / "models.toml").read_text("utf-8"))["model"]
    return {row["id"]: _model(row) for row in rows}


def _model(row: dict[str, Any]) -> DemoModel:
    lists = {key: tuple(value) for key, value in row.items() if isinstance(value, list)}
    return DemoModel(**(row | lists))
