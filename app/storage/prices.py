"""The price lists of gateways, as they last told them."""

from app.domain.ids import ProfileId
from app.domain.price import PriceList
from app.storage.database import Database
from app.storage.profiles import cached, keep
from app.storage.records import from_text, to_text

_PRICES = "prices"


class PriceStore:
    """Goes with its profile."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, profile_id: ProfileId) -> PriceList | None:
        """The list of a profile; None when its gateway never told one."""
        text = await self._database.run(lambda connection: cached(connection, profile_id, _PRICES))
        return None if text is None else from_text(PriceList, text)

    async def save(self, profile_id: ProfileId, prices: PriceList) -> None:
        """Keep a list in place of the one before."""
        text = to_text(prices)
        await self._database.transaction(lambda connection: keep(connection, profile_id, _PRICES, text))
