"""The grid of results as a viewer goes through it, picture by picture."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

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
            if found is not None and found.pictures:
                self._present = replace(found, part=self._present.part)
        elif not await self._look(self._row, 1) and not await self._look(self._row - 1, -1):
            return None
        return await self._described()

    async def step(self, steps: int) -> GalleryPicture | None:
        """The next picture of the result, then those of the other results."""
        part = self._present.part + steps
        if 0 <= part < len(self._present.pictures):
            self._present = replace(self._present, part=part)
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
            if result is not None and result.pictures:
                part = 0 if step > 0 else len(result.pictures) - 1
                self._present, self._row = replace(result, part=part), row
                return True
            row += step
        return False

    async def _result(self, row: int) -> Result | None:
        found = await self._results.read([self._results.task_id(row)])
        return found[0] if found else None

    async def _described(self) -> GalleryPicture | None:
        result, asset = self._present, self._present.picture
        if asset is None:
            return None
        card = await self._cards.get(result.task.card_id)
        return GalleryPicture(
            Path(asset.path),
            " ".join(title_of(result.task).split())[:120],
            min(result.part, len(result.pictures) - 1),
            len(result.pictures),
            facts_of(asset, result.task, card, self._language()),
            self._offers(result),
        )
