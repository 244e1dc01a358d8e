"""The picture models of the demo gateway, from resources/demo/image_models.toml."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_CREATED = 1767225600


@dataclass(frozen=True, slots=True)
class ImageModel:
    """One model and what is special about it."""

    id: str
    families: tuple[str, ...]
    format: str
    """How it answers at /v1/images: ``gpt`` with data and previews, ``ark`` with sets, others with links."""
    endpoints: tuple[str, ...] = ("image-generation",)
    """How it can be called, in new-api's words (``supported_endpoint_types``)."""
    sizes: str = "size"
    """The field that decides width and height."""
    revises: bool = False
    """Whether it rewrites the prompt."""
    sets: bool = False
    refuses: tuple[str, ...] = ()
    """Fields that it does not take."""
    inputs: tuple[int, ...] = (0, 16)
    """How few and how many pictures it takes."""
    pixels: tuple[int, ...] = (1, 4096 * 4096)
    """How few and how many pixels it draws."""
    resolutions: tuple[str, ...] = ()
    """Gemini's image sizes; none where the size is fixed."""
    thinks: bool = False
    """Whether it drafts first and signs what it made."""
    chat: str = ""
    """How it draws in a conversation: ``progress`` and then links, ``link``, ``inline``, or not at all."""
    price: float = 0.04
    """Dollars a picture, in play money."""

    def closeness(self, name: str) -> int:
        """How many letters of a name are those of a family."""
        return max(len(family) for family in self.families if name.startswith(family))

    def listed(self) -> dict[str, Any]:
        """Its row in /v1/models, as new-api writes it."""
        return {
            "id": self.id, "object": "model", "created": _CREATED, "owned_by": "relay-studio",
            "supported_endpoint_types": list(self.endpoints),
        }  # fmt: skip


class ImageModels:
    """All picture models, in the order in which they are listed."""

    def __init__(self, folder: Path) -> None:
        rows = tomllib.loads((folder / "image_models.toml").read_text("utf-8"))["model"]
        self.all = tuple(_model(row) for row in rows)

    def named(self, name: str) -> ImageModel | None:
        """The model of a name: the one whose family is the longest with which the name begins."""
        fitting = [model for model in self.all if name.startswith(model.families)]
        return max(fitting, key=lambda model: model.closeness(name), default=None)


def _model(row: dict[str, Any]) -> ImageModel:
    lists = {key: tuple(value) for key, value in row.items() if isinstance(value, list)}
    return ImageModel(**(row | lists))
