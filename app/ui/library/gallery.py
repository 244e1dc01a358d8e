"""The pictures of the grid as a viewer goes through them, one after the other."""

from collections.abc import Callable
from pathlib import Path

from app.domain.ids import AssetId
from app.domain.media import Asset, MediaKind
from app.domain.text import Language
from app.services.card_catalog import CardCatalog
from app.services.library import Library
from app.ui.library.assets_model import AssetsModel
from app.ui.library.verbs import Verb, offered
from app.ui.library.words import title_of
from app.ui.viewer.facts import facts_of
from app.ui.viewer.gallery import GalleryPicture

Act = Callable[[str, Asset], None]


class LibraryGallery:
    """Begins at one picture; files that are none are passed over.

    Args:
        act: does what is offered, named by its key.
    """

    def __init__(
        self,
        begin: AssetId,
        assets: AssetsModel,
        library: Library,
        cards: CardCatalog,
        language: Callable[[], Language],
        act: Act,
    ) -> None:
        self._assets = assets
        self._library = library
        self._cards = cards
        self._language = language
        self._act = act
        self._row = next(iter(assets.rows_of((begin,))), 0)
        self._present: Asset | None = None
        self._id = begin

    async def present(self) -> GalleryPicture | None:
        """The picture as it is now; its neighbour where it was deleted."""
        rows = self._assets.rows_of((self._id,))
        self._row = rows[0] if rows else self._row
        if await self._look(self._row, 1) or await self._look(self._row - 1, -1):
            return await self._described()
        return None

    async def step(self, steps: int) -> GalleryPicture | None:
        """The next picture, or the one before."""
        return await self._described() if await self._look(self._row + steps, steps) else None

    def act(self, key: str) -> None:
        """Do one of the things that are offered."""
        if self._present is not None:
            self._act(key, self._present)

    async def _look(self, row: int, step: int) -> bool:
        """Find the next picture in one direction."""
        while 0 <= row < self._assets.rowCount():
            found = await self._library.get_many(self._assets.ids_between(row, row))
            if found and found[0].kind is MediaKind.PICTURE:
                self._present, self._id, self._row = found[0], found[0].id, row
                return True
            row += step
        return False

    async def _described(self) -> GalleryPicture | None:
        asset = self._present
        if asset is None:
            return None
        card = await self._cards.get(asset.provenance.card_id)
        actions = tuple(action for action in offered((asset,)) if action.key not in (Verb.OPEN, Verb.TAGS))
        facts = facts_of(asset, None, card, self._language())
        count = self._assets.rowCount()
        return GalleryPicture(Path(asset.path), title_of(asset)[:120], self._row, count, facts, actions)
