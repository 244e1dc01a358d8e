"""The grid of results as a viewer goes through it, picture by picture."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from app.domain.media import MediaKind
from app.domain.text import Language
from app.services.card_catalog import CardCatalog
from app.ui.images.results_model import Result, ResultsModel
from app.ui.images.task_words import title_of
from app.ui.viewer.facts import facts_of
from app.ui.viewer.gallery import GalleryPicture
from app.ui.widgets.action_row import Action

Offers = Callable[[Result], tuple[Action, ...]]
Act = Callable[[str, Result], None]


class ResultGallery:
    """Begins at one picture; results without any are passed over.

    Args:
        offers: what can be done with a picture.
        act: does it.
    """

    def __init__(
        self,
        begin: Result,
        results: ResultsModel,
        cards: CardCatalog,
        language: Callable[[], Language],
        offers: Offers,
        act: Act,
    ) -> None:
        self._present = begin
        self._row = results.index_of(begin.task.id).row()
        self._results = results
        self._cards = cards
        self._language = language
        self._offers = offers
        self._act = act

    async def present(self) -> GalleryPicture | None:
        """The picture as it is now; the next one where it was deleted, or the last one before it."""
        row = self._results.index_of(self._present.task.id).row()
        if row >= 0:
            self._row = row
            found = await self._result(row)
            if found is not None and (parts := _parts(found)):
                self._present = replace(found, part=min(self._present.part, parts[-1]))
        elif not await self._look(self._row, 1) and not await self._look(self._row - 1, -1):
            return None
        return await self._described()

    async def step(self, steps: int) -> GalleryPicture | None:
        """The next picture of the result, then those of the other results."""
        parts = _parts(self._present)
        place = bisect_left(parts, self._present.part) + steps
        if 0 <= place < len(parts):
            self._present = replace(self._present, part=parts[place])
        elif not await self._look(self._row + steps, steps):
            return None
        return await self._described()

    def act(self, key: str) -> None:
        """Do one of the things that are offered."""
        self._act(key, self._present)

    async def _look(self, row: int, step: int) -> bool:
        """Find the next result with pictures, in one direction."""
        while 0 <= row < self._results.rowCount():
            result = await self._result(row)
            if result is not None and (parts := _parts(result)):
                self._present, self._row = replace(result, part=parts[0 if step > 0 else -1]), row
                return True
            row += step
        return False

    async def _result(self, row: int) -> Result | None:
        found = await self._results.read([self._results.task_id(row)])
        return found[0] if found else None

    async def _described(self) -> GalleryPicture | None:
        result, asset, parts = self._present, self._present.picture, _parts(self._present)
        if asset is None:
            return None
        card = await self._cards.get(result.task.card_id)
        return GalleryPicture(
            Path(asset.path),
            " ".join(title_of(result.task).split())[:120],
            bisect_left(parts, result.part),
            len(parts),
            facts_of(asset, result.task, card, self._language()),
            self._offers(result),
        )


def _parts(result: Result) -> list[int]:
    """Where the pictures stand among what can be looked at; a clip has a viewer of its own."""
    return [part for part, asset in enumerate(result.sights) if asset.kind is MediaKind.PICTURE]
