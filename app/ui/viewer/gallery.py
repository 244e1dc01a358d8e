"""Pictures in an order, of which only the present one has to be known."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.ui.transcript.content.pictures import Source
from app.ui.viewer.facts import Fact
from app.ui.widgets.action_row import Action

Do = Callable[[str, Source], None]


@dataclass(frozen=True, slots=True)
class GalleryPicture:
    """A picture with what is known of it and what can be done with it."""

    source: Source
    title: str = ""
    place: int = 0
    """Which one it is among ``count`` that belong together."""
    count: int = 1
    facts: tuple[Fact, ...] = ()
    actions: tuple[Action, ...] = ()


class Gallery(Protocol):
    """What a viewer goes through."""

    async def present(self) -> GalleryPicture | None:
        """The picture that is looked at, as it is now; None where it is gone."""
        ...

    async def step(self, steps: int) -> GalleryPicture | None:
        """Go on or back; None at either end, where the present one stays.

        Raises:
            StudioError: the disk refuses.
        """
        ...

    def act(self, key: str) -> None:
        """Do one of the present picture's actions."""
        ...


class PlainGallery:
    """Pictures of which nothing else is known.

    Args:
        actions: what is offered for each.
        do: does it: an action's key, and the picture.
    """

    def __init__(
        self, sources: Sequence[Source], actions: Sequence[Action] = (), do: Do | None = None
    ) -> None:
        self._sources = tuple(sources)
        self._actions = tuple(actions)
        self._do = do
        self._place = 0

    async def present(self) -> GalleryPicture:
        """The picture that is looked at."""
        source = self._sources[self._place]
        title = source.name if isinstance(source, Path) else ""
        return GalleryPicture(source, title, self._place, len(self._sources), actions=self._actions)

    async def step(self, steps: int) -> GalleryPicture | None:
        """The next or the one before."""
        if not 0 <= self._place + steps < len(self._sources):
            return None
        self._place += steps
        return await self.present()

    def act(self, key: str) -> None:
        """Do what is offered."""
        if self._do is not None:
            self._do(key, self._sources[self._place])
