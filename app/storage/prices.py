"""The price lists of gateways, as they last told them, and the group whose prices a key pays."""

from app.domain.ids import ProfileId
from app.domain.price import PriceList
from app.storage.database import Database
from app.storage.profiles import cached, keep
from app.storage.records import from_text, to_text

_PRICES = "prices"
_GROUP = "price_group"


class PriceStore:
    """Goes with its profile."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, profile_id: ProfileId) -> PriceList | None:
        """The list of a profile; None when its gateway never told one."""
        return await self._database.run(
            lambda it: from_text(PriceList, text) if (text := cached(it, profile_id, _PRICES)) else None
        )

    async def save(self, profile_id: ProfileId, prices: PriceList) -> None:
        """Keep a list in place of the one before."""
        await self._database.transaction(lambda it: keep(it, profile_id, _PRICES, to_text(prices)))

    async def group(self, profile_id: ProfileId) -> str:
        """The group that a gateway named; empty when it never did."""
        return await self._database.run(lambda it: cached(it, profile_id, _GROUP) or "")

    async def save_group(self, profile_id: ProfileId, group: str) -> None:
        """Keep the group that a gateway named."""
        await self._database.transaction(lambda it: keep(it, profile_id, _GROUP, group))
