"""What the gateways ask for their models, as far as they tell."""

import asyncio
from datetime import datetime, timedelta
from functools import partial

from app.domain.errors import StudioError
from app.domain.ids import ProfileId
from app.domain.price import GatewayPrice, PriceList
from app.domain.profile import Profile
from app.protocols.account.pricing import parse_pricing, pricing_request
from app.protocols.account.site_status import SiteStatus
from app.services.account import ask_site
from app.services.clock import now
from app.services.events import Hub, PricesChanged
from app.services.gateway_calls import GatewayCalls
from app.storage.prices import PriceStore

ASK_EVERY = timedelta(days=1)
"""The list can be megabytes, and changes rarely."""


class Prices:
    """Lists are kept in storage, and asked for once a day when somebody is about to pay."""

    def __init__(self, calls: GatewayCalls, store: PriceStore, hub: Hub) -> None:
        self._calls = calls
        self._store = store
        self._hub = hub
        self._lists: dict[ProfileId, PriceList] = {}
        self._asked_at: dict[Profile, datetime] = {}

    def cached(self, profile_id: ProfileId) -> PriceList | None:
        """The prices as last read; None where the gateway never told."""
        return self._lists.get(profile_id)

    def of(self, profile_id: ProfileId, *names: str) -> GatewayPrice | None:
        """The price of a model by the first of its names that is listed."""
        known = self.cached(profile_id)
        return known.of(*names) if known else None

    async def refresh(self, profile: Profile) -> PriceList | None:
        """The prices, asked for where they are older than a day; None where the gateway does not tell.

        Raises:
            StorageError: what was read before cannot be read, or what was told cannot be kept.
        """
        if profile.id not in self._lists and (kept := await self._store.get(profile.id)) is not None:
            self._take(profile.id, kept)
        known = self.cached(profile.id)
        asked_at = self._asked_at.get(profile, known.read_at if known else None)
        if asked_at is not None and now() - asked_at < ASK_EVERY:
            return known
        self._asked_at[profile] = now()
        told = await self._ask(profile)
        if told is not None:
            await self._store.save(profile.id, told)
            self._take(profile.id, told)
        return self.cached(profile.id)

    async def _ask(self, profile: Profile) -> PriceList | None:
        """A price is no reason to disturb anybody: a site that does not tell has none."""
        send = partial(self._calls.send, profile)
        try:
            site = await ask_site(send)
            response = await send(pricing_request())
            return await asyncio.to_thread(parse_pricing, response, site or SiteStatus(), now())
        except StudioError:
            return None

    def _take(self, profile_id: ProfileId, prices: PriceList) -> None:
        self._lists[profile_id] = prices
        self._hub.publish(PricesChanged(profile_id))
