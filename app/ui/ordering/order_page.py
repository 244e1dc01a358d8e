"""What tells the pages apart that make something."""

from dataclasses import dataclass

from app.domain.card import MediaFamily
from app.domain.library import TaskFilter
from app.domain.model import ModelGroup


@dataclass(frozen=True, slots=True)
class OrderPage:
    """``name`` is what the names of its controls begin with."""

    name: str
    family: MediaFamily
    group: ModelGroup
    endpoint: str
    """How gateways call what such a model answers to."""

    @property
    def tasks(self) -> TaskFilter:
        """Everything that was ordered on it."""
        return TaskFilter(page=self.family)


IMAGES = OrderPage("images", MediaFamily.IMAGE, ModelGroup.IMAGE, "image-generation")
VIDEOS = OrderPage("videos", MediaFamily.VIDEO, ModelGroup.VIDEO, "openai-video")
