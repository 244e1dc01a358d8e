"""The film models of the demo gateway, from resources/demo/film_models.toml."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_CREATED = 1767225600


@dataclass(frozen=True, slots=True)
class FilmModel:
    """One model: the name that is listed, and the beginnings of names that are served like it."""

    id: str
    families: tuple[str, ...]
    endpoints: tuple[str, ...] = ("openai-video",)
    """How it can be called, in new-api's words (``supported_endpoint_types``)."""
    price: float = 0.2
    """Dollars a film, in play money."""

    def listed(self) -> dict[str, Any]:
        """Its row in /v1/models, as new-api writes it."""
        return {
            "id": self.id, "object": "model", "created": _CREATED, "owned_by": "relay-studio",
            "supported_endpoint_types": list(self.endpoints),
        }  # fmt: skip


class FilmModels:
    """All film models, in the order in which they are listed."""

    def __init__(self, folder: Path) -> None:
        rows = tomllib.loads((folder / "film_models.toml").read_text("utf-8"))["model"]
        self.all = tuple(_model(row) for row in rows)

    def named(self, name: str) -> FilmModel | None:
        """The model of a name."""
        return next(
            (model for model in self.all if name == model.id or name.startswith(model.families)), None
        )


def _model(row: dict[str, Any]) -> FilmModel:
    lists = {key: tuple(value) for key, value in row.items() if isinstance(value, list)}
    return FilmModel(**(row | lists))
