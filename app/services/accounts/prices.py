"""What the gateways ask for their models, as far as they tell."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

from app.domain.errors import StudioError
from app.domain.ids import ProfileId
from app.domain.price import GatewayPrice, PriceList
from app.domain.profile import Profile
from app.protocols.account.price_tables import (
    hub_groups_request,
    hub_prices_request,
    parse_hub_prices,
    parse_ratio_tables,
    ratio_tables_request,
)
from app.protocols.account.pricing import parse_pricing, pricing_request
from app.protocols.account.site_status import SiteStatus
from app.services.accounts.account import Send, ask_site
from app.services.clock import now
from app.services.events import Hub, PricesChanged
from app.services.gateway_calls import GatewayCalls
from app.storage.prices import PriceStore

ASK_EVERY = timedelta(days=1)
"""The list can be megabytes, and changes rarely."""

Ask = Callable[[Send, SiteStatus], Awaitable[PriceList]]


class Prices:
    """Lists are kept in storage, and asked for once a day when somebody is about to pay.

    Args:
        profile: finds a profile by its id; its choice of a group counts.
    """

    def __init__(
        self,
        calls: GatewayCalls,
        store: PriceStore,
        hub: Hub,
        profile: Callable[[ProfileId], Profile | None] = lambda _: None,
    ) -> None:
        self._calls = calls
        self._store = store
        self._hub = hub
        self._profile = profile
        self._lists: dict[ProfileId, PriceList] = {}
        self._groups: dict[ProfileId, str] = {}
        self._asked_at: dict[Profile, datetime] = {}
        self._asking: dict[ProfileId, asyncio.Lock] = {}

    def cached(self, profile_id: ProfileId) -> PriceList | None:
        """The prices as last read; None where the gateway never told."""
        return self._lists.get(profile_id)

    def of(self, profile_id: ProfileId, *names: str) -> GatewayPrice | None:
        """The price of a model by the first of its names that is listed, for the group of the key."""
        known = self.cached(profile_id)
        return known.of(*names, group=self.group_of(profile_id)) if known else None

    def group_of(self, profile_id: ProfileId) -> str:
        """The group whose prices hold: the person's choice, else what the gateway's log said; else empty."""
        profile = self._profile(profile_id)
        chosen = profile.price_group if profile else ""
        return chosen or self._groups.get(profile_id, "")

    async def learn_group(self, profile_id: ProfileId, group: str) -> None:
        """The gateway has told which group the key belongs to.

        Raises:
            StorageError: it cannot be kept.
        """
        if group and self._groups.get(profile_id) != group:
            await self._store.save_group(profile_id, group)
            self._groups[profile_id] = group
            self._hub.publish(PricesChanged(profile_id))

    async def refresh(self, profile: Profile, *, at_once: bool = False) -> PriceList | None:
        """The prices, asked for where they are older than a day; None where the gateway does not tell.

        Args:
            profile: whose gateway.
            at_once: ask for them whatever their age.

        Raises:
            StorageError: what was read before cannot be read, or what was told cannot be kept.
        """
        async with self._asking.setdefault(profile.id, asyncio.Lock()):
            await self._read_kept(profile.id)
            known = self.cached(profile.id)
            asked_at = self._asked_at.get(profile, known.read_at if known else None)
            if not at_once and asked_at is not None and now() - asked_at < ASK_EVERY:
                return known
            told = await self._ask(profile)
            self._asked_at[profile] = now()  # not before: whoever was cancelled has not asked
            if told is not None:
                await self._store.save(profile.id, told)
                self._take(profile.id, told)
            return self.cached(profile.id)

    async def kept(self, profile_id: ProfileId) -> PriceList | None:
        """The prices as last told, without asking for them; None where the gateway never told.

        Raises:
            StorageError: they cannot be read.
        """
        await self._read_kept(profile_id)
        return self.cached(profile_id)

    async def _read_kept(self, profile_id: ProfileId) -> None:
        if profile_id in self._lists:
            return
        self._groups[profile_id] = await self._store.group(profile_id)
        if (kept := await self._store.get(profile_id)) is not None:
            self._take(profile_id, kept)

    async def _ask(self, profile: Profile) -> PriceList | None:
        """A price is no reason to disturb anybody: a site that does not tell has none."""
        send = partial(self._calls.send, profile)
        try:
            site = await ask_site(send) or SiteStatus()
        except StudioError:
            return None
        for ask in _WAYS:
            try:
                return await ask(send, site)
            except StudioError:
                continue
        return None

    def _take(self, profile_id: ProfileId, prices: PriceList) -> None:
        self._lists[profile_id] = prices
        self._hub.publish(PricesChanged(profile_id))


async def _new_api(send: Send, site: SiteStatus) -> PriceList:
    return await asyncio.to_thread(parse_pricing, await send(pricing_request()), site, now())


async def _ratio_tables(send: Send, site: SiteStatus) -> PriceList:
    return await asyncio.to_thread(parse_ratio_tables, await send(ratio_tables_request()), site, now())


async def _hub(send: Send, site: SiteStatus) -> PriceList:
    prices, groups = await send(hub_prices_request()), await send(hub_groups_request())
    return await asyncio.to_thread(parse_hub_prices, prices, groups, site, now())


_WAYS: tuple[Ask, ...] = (_new_api, _ratio_tables, _hub)
"""The spellings of the families, the commonest first."""
