"""What the gateway itself says that it charged, beside what the studio noted."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from decimal import Decimal

from app.domain.account import LoggedCall, LogPage
from app.domain.profile import Profile
from app.protocols.account.call_log import (
    PAGE_SIZE,
    account_log_request,
    parse_log,
    token_log_request,
)
from app.protocols.account.site_status import SiteStatus
from app.services.accounts.prices import Prices
from app.services.accounts.user_accounts import UserAccounts
from app.services.gateway_calls import GatewayCalls
from app.storage.spending import OwnCount, SpendingStore

ASK_EVERY_S = 60.0
"""Sites allow twenty questions in twenty minutes."""


@dataclass(frozen=True, slots=True)
class ComparedCall:
    """One call as the gateway charged it; ``own`` is None for a call that the studio did not make."""

    logged: LoggedCall
    own: OwnCount | None = None

    @property
    def difference(self) -> Decimal | None:
        """How much more the gateway took than was reckoned here; None where that cannot be said."""
        if self.own is None or self.own.cost is None or self.own.cost.symbol != self.logged.symbol:
            return None
        return self.logged.amount - self.own.cost.amount


@dataclass(frozen=True, slots=True)
class ComparedPage:
    """A part of the log, newest first."""

    calls: tuple[ComparedCall, ...]
    has_more: bool = False


class GatewayLog:
    """The log of the key; that of the whole account where its token is there."""

    def __init__(
        self,
        calls: GatewayCalls,
        users: UserAccounts,
        prices: Prices,
        spending: SpendingStore,
        site: Callable[[Profile], Awaitable[SiteStatus]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._calls = calls
        self._users = users
        self._prices = prices
        self._spending = spending
        self._site = site
        self._clock = clock
        self._read: dict[Profile, tuple[float, LogPage]] = {}

    async def page(self, profile: Profile, number: int = 1) -> ComparedPage:
        """One page, counted from 1.

        Raises:
            StudioError: the key may not read it, the gateway keeps none, or it cannot be reached.
        """
        if profile.account is not None:
            page = await self._of_account(profile, number)
            calls, has_more = page.calls, (page.total or 0) > number * PAGE_SIZE
        else:
            page = await self._of_key(profile)
            await self._learn_group(profile, page)
            calls = page.calls[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
            has_more = len(page.calls) > number * PAGE_SIZE
        own = await self._spending.own_counts([call.request_id for call in calls])
        return ComparedPage(tuple(ComparedCall(call, own.get(call.request_id)) for call in calls), has_more)

    async def _of_account(self, profile: Profile, number: int) -> LogPage:
        response = await self._users.send(profile, lambda user_id: account_log_request(number, user_id))
        return parse_log(response, await self._site(profile))

    async def _of_key(self, profile: Profile) -> LogPage:
        """It comes whole, and is asked for no more than once a minute."""
        asked_at, page = self._read.get(profile, (0.0, LogPage(())))
        if profile in self._read and self._clock() - asked_at < ASK_EVERY_S:
            return page
        response = await self._calls.send(profile, token_log_request())
        page = parse_log(response, await self._site(profile))
        self._read[profile] = (self._clock(), page)
        return page

    async def _learn_group(self, profile: Profile, page: LogPage) -> None:
        """The newest call tells which group the key belongs to, and so what it pays."""
        group = next((call.group for call in page.calls if call.group), "")
        await self._prices.learn_group(profile.id, group)
