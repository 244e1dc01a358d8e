"""What is left at a gateway, as far as it tells."""

import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from app.domain.errors import ErrorKind, GatewayError, NetworkError, ProfileError, ProtocolError
from app.domain.ids import ProfileId
from app.domain.profile import Profile
from app.domain.usage import Balance
from app.protocols.account.balance import PROBES
from app.protocols.account.site_status import SiteStatus, parse_status, site_status_request
from app.services.clock import now
from app.services.events import BalanceChanged, Hub
from app.services.gateway_calls import GatewayCalls
from app.services.profiles import Profiles
from app.storage.profiles import ProfileCache
from app.wire.request import WireRequest
from app.wire.response import WireResponse

Send = Callable[[WireRequest], Awaitable[WireResponse]]

ASK_EVERY_S = 60.0


class Account:
    """Balances, asked at most once a minute: sites allow about that much (reference: new-api's limits)."""

    def __init__(
        self,
        profiles: Profiles,
        calls: GatewayCalls,
        cache: ProfileCache,
        hub: Hub,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._profiles = profiles
        self._calls = calls
        self._cache = cache
        self._hub = hub
        self._clock = clock
        self._balances: dict[ProfileId, Balance] = {}
        self._asked_at: dict[Profile, float] = {}  # a profile that was changed is another key
        self._sites: dict[Profile, SiteStatus | None] = {}

    async def load(self) -> None:
        """Read what the gateways said last."""
        for profile in self._profiles.all:
            kept = await self._cache.balance(profile.id)
            if kept is not None:
                self._balances[profile.id] = kept
                self._hub.publish(BalanceChanged(profile.id))

    def cached(self, profile_id: ProfileId) -> Balance | None:
        """The balance as last read; None where the gateway never told."""
        return self._balances.get(profile_id)

    def latency_ms(self, profile_id: ProfileId) -> float | None:
        """How long the gateway took for its last whole answer."""
        return self._calls.latency_ms(profile_id)

    async def balance(self, profile: Profile) -> Balance | None:
        """The balance now; the last one within a minute; None where the gateway does not tell.

        Raises:
            NetworkError: the gateway cannot be reached.
            ProfileError: the key is not to be had.
        """
        asked_at = self._asked_at.get(profile)
        if asked_at is not None and self._clock() - asked_at < ASK_EVERY_S:
            return self.cached(profile.id)
        self._asked_at[profile] = self._clock()
        send = partial(self._calls.send, profile)
        site = await self._site(profile, send) if profile.traits.balance else None
        balance = await ask_balance(send, self._probes(profile), site)
        if balance is not None:
            self._balances[profile.id] = balance
            await self._cache.save_balance(profile.id, balance)
            self._hub.publish(BalanceChanged(profile.id))
        return balance

    def _probes(self, profile: Profile) -> tuple[str, ...]:
        """The probes in order, the one that answered last in front."""
        last = self.cached(profile.id)
        probes = profile.traits.balance
        return (last.source, *probes) if last and last.source in probes else probes

    async def site(self, profile: Profile) -> SiteStatus:
        """How the site counts its credit, asked once; the usual way where it does not say.

        Raises:
            NetworkError: the gateway cannot be reached.
        """
        return await self._site(profile, partial(self._calls.send, profile)) or SiteStatus()

    async def _site(self, profile: Profile, send: Send) -> SiteStatus | None:
        if profile not in self._sites:
            self._sites[profile] = await ask_site(send)
        return self._sites.get(profile)


async def ask_site(send: Send) -> SiteStatus | None:
    """What a site says of itself; None where it is of another kind.

    Raises:
        NetworkError: it cannot be reached.
    """
    try:
        return parse_status(await send(site_status_request()))
    except (GatewayError, ProfileError, ProtocolError):
        return None
    except NetworkError as error:
        if error.kind is ErrorKind.REDIRECTED_AWAY:  # to a page for people
            return None
        raise


async def ask_balance(send: Send, probes: Sequence[str], site: SiteStatus | None) -> Balance | None:
    """The answer of the first probe that gets one; None where the gateway does not tell.

    Raises:
        NetworkError: the gateway cannot be reached.
    """
    for probe in (PROBES[name] for name in probes if name in PROBES):
        responses = [await send(request) for request in probe.requests(now().date())]
        try:
            return probe.read(responses, site)
        except (GatewayError, ProfileError, ProtocolError):
            continue
    return None
