"""The live check of a profile that may not be saved yet. Only free calls are made, each of them once."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from app.catalog.models import ModelCatalog
from app.domain.addresses import host_of, same_origin
from app.domain.errors import ErrorKind, GatewayError, NetworkError, ProfileError, ProtocolError, StudioError
from app.domain.ids import KeyId
from app.domain.model import Model, ModelGroup
from app.domain.profile import Profile, Timeouts
from app.domain.usage import Balance
from app.protocols.account.models_list import models_request, parse_models
from app.protocols.account.site_status import SiteStatus, site_status_request
from app.services.accounts.account import Send, ask_balance, ask_site
from app.services.clock import elapsed_ms, stopwatch
from app.services.profiles import Profiles
from app.transport.http import HttpTransport
from app.wire.destination import Destination
from app.wire.request import Auth

PATIENCE = Timeouts(connect_s=3, first_byte_s=5, idle_s=5)
"""A silent host is given up after eight seconds at most."""
_OTHER_PREFIXES = ("/v1", "/api/v1", "/api/v3", "/v1beta/openai", "/openai/v1")
_WRONG_PLACE = {ErrorKind.WEB_PAGE, ErrorKind.NOT_FOUND, ErrorKind.METHOD_NOT_ALLOWED}
_SILENT = {ErrorKind.FIRST_BYTE_TIMEOUT, ErrorKind.IDLE_TIMEOUT}


@dataclass(frozen=True, slots=True)
class Reached:
    """Something answered, so many milliseconds after it was asked.

    ``name`` is the site's own and ``lines`` are the addresses that it lists, if it tells.
    """

    latency_ms: float
    name: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyAccepted:
    """The gateway took the key; ``needed`` is false where it asks for none."""

    needed: bool = True


@dataclass(frozen=True, slots=True)
class ModelsListed:
    """The models that the key may call."""

    models: tuple[Model, ...]
    counts: Mapping[ModelGroup, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "counts", Counter(model.traits.group for model in self.models))


@dataclass(frozen=True, slots=True)
class BalanceShown:
    """What is left; None where this site does not tell."""

    balance: Balance | None


@dataclass(frozen=True, slots=True)
class LineMeasured:
    """A further address of the profile answered after so many milliseconds; None where it did not."""

    root: str
    latency_ms: float | None


@dataclass(frozen=True, slots=True)
class Repair:
    """An address that was tried without the key and answers like an interface."""

    root: str
    api_prefix: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The check ends here; ``repair`` would lead further."""

    error: StudioError
    repair: Repair | None = None


CheckStep = Reached | KeyAccepted | ModelsListed | BalanceShown | LineMeasured | Failed


class ConnectionCheck:
    """Tells what is right or wrong with a profile, a step at a time."""

    def __init__(
        self,
        profiles: Profiles,
        transport: HttpTransport,
        catalog: ModelCatalog,
        patience: Timeouts = PATIENCE,
    ) -> None:
        self._profiles = profiles
        self._transport = transport
        self._catalog = catalog
        self._patience = patience

    async def run(self, profile: Profile, keys: Mapping[KeyId, str]) -> AsyncIterator[CheckStep]:
        """Try the profile's first line with its first key, then measure its other lines.

        ``keys`` holds what was typed and not saved.
        """
        try:
            place = await self._profiles.destination(profile, typed=keys)
            place = replace(place, timeouts=self._patience)
            send = partial(self._transport.send, destination=place, once=True)
            started = stopwatch()
            site = await ask_site(send)
        except StudioError as error:
            yield Failed(_in_plain_words(error))
            return
        yield _reached(elapsed_ms(started), site, profile)
        try:
            models = self._catalog.models(parse_models(await send(models_request(profile.traits))))
        except StudioError as error:
            yield await self._explained(profile, place, site, error)
            return
        yield KeyAccepted(needed=bool(place.key))
        yield ModelsListed(models)
        yield BalanceShown(await _balance(send, profile, site))
        for line in await asyncio.gather(*(self._measure(place, root) for root in profile.lines[1:])):
            yield line

    async def _measure(self, place: Destination, root: str) -> LineMeasured:
        """How fast a line answers, whatever it says. The key stays here."""
        started = stopwatch()
        try:
            await self._transport.send(site_status_request(), _without_secrets(place, root), once=True)
        except StudioError:
            return LineMeasured(root, None)
        return LineMeasured(root, elapsed_ms(started))

    async def _explained(
        self, profile: Profile, place: Destination, site: SiteStatus | None, error: StudioError
    ) -> Failed:
        error.values.setdefault("host", host_of(place.root))
        if error.kind is ErrorKind.KEY_REFUSED and not place.key:
            return Failed(ProfileError(ErrorKind.KEY_MISSING, {"profile": profile.name}, field="key"))
        if error.kind in _WRONG_PLACE:
            return Failed(error, await self._repair(profile, place, site))
        return Failed(_in_plain_words(error))

    async def _repair(self, profile: Profile, place: Destination, site: SiteStatus | None) -> Repair | None:
        """The likeliest address of those that answer like an interface; all are tried at once."""
        candidates = tuple(_candidates(profile, place.root, site))
        answers = await asyncio.gather(*(self._is_interface(profile, place, each) for each in candidates))
        return next((each for each, good in zip(candidates, answers, strict=True) if good), None)

    async def _is_interface(self, profile: Profile, place: Destination, candidate: Repair) -> bool:
        """Whether a call without a key is answered with models, or with the wish for a key."""
        traits = replace(profile.traits, api_prefix=candidate.api_prefix)
        request = replace(models_request(traits), auth=Auth.NONE)
        there = _without_secrets(place, candidate.root)
        try:
            parse_models(await self._transport.send(request, there, once=True))
        except ProfileError as error:
            return error.kind is ErrorKind.KEY_REFUSED
        except (GatewayError, NetworkError, ProtocolError):
            return False
        return True


def _reached(latency_ms: float, site: SiteStatus | None, profile: Profile) -> Reached:
    if site is None:
        return Reached(latency_ms)
    offered = (line.url for line in site.lines if line.url not in profile.lines)
    return Reached(latency_ms, site.name, tuple(dict.fromkeys(offered)))


def _without_secrets(place: Destination, root: str) -> Destination:
    """Another address, which gets neither the key nor the extra headers."""
    return replace(place, root=root, key="", headers=())


def _in_plain_words(error: StudioError) -> StudioError:
    """Nothing was asked here that could be charged: a silent site is only silent."""
    if error.kind in _SILENT:
        return NetworkError(ErrorKind.SITE_SILENT, error.values, technical=error.technical)
    return error


async def _balance(send: Send, profile: Profile, site: SiteStatus | None) -> Balance | None:
    """What is left; a site that stops answering here has not failed the check."""
    try:
        return await ask_balance(send, profile.traits.balance, site)
    except NetworkError:
        return None


def _candidates(profile: Profile, root: str, site: SiteStatus | None) -> Iterator[Repair]:
    """Addresses that are often meant instead, the likeliest first."""
    prefix = profile.traits.api_prefix
    if site and site.server_address and not same_origin(site.server_address, root):
        yield Repair(site.server_address.rstrip("/"), prefix)
    origin = "/".join(root.split("/")[:3])
    if origin != root:
        yield Repair(origin, prefix)
    for other in _OTHER_PREFIXES:
        if other != prefix:
            yield Repair(root, other)
