"""The live test of a profile that may not be saved yet. Only free calls are made."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from app.catalog.models import ModelCatalog
from app.domain.addresses import host_of, same_origin
from app.domain.errors import ErrorKind, GatewayError, NetworkError, ProfileError, ProtocolError, StudioError
from app.domain.ids import KeyId
from app.domain.model import GatewayModel, ModelGroup
from app.domain.profile import Profile, Timeouts
from app.domain.usage import Balance
from app.protocols.account.models_list import models_request, parse_models
from app.protocols.account.site_status import SiteStatus
from app.services.account import Send, ask_balance, ask_site
from app.services.clock import elapsed_ms, stopwatch
from app.services.profiles import Profiles
from app.transport.http import HttpTransport
from app.wire.destination import Destination
from app.wire.request import Auth

_PATIENCE = Timeouts(connect_s=5, first_byte_s=10, idle_s=10)
_OTHER_PREFIXES = ("/v1", "/api/v1", "/api/v3", "/v1beta/openai", "/openai/v1")
_WRONG_PLACE = {ErrorKind.WEB_PAGE, ErrorKind.NOT_FOUND, ErrorKind.METHOD_NOT_ALLOWED}


@dataclass(frozen=True, slots=True)
class Reached:
    """Something answered, so many milliseconds after it was asked. ``name`` is the site's own, if it told."""

    latency_ms: float
    name: str = ""


@dataclass(frozen=True, slots=True)
class KeyAccepted:
    """The gateway took the key; ``needed`` is false where it asks for none."""

    needed: bool = True


@dataclass(frozen=True, slots=True)
class ModelsListed:
    """The models that the key may call."""

    models: tuple[GatewayModel, ...]
    counts: Mapping[ModelGroup, int]


@dataclass(frozen=True, slots=True)
class BalanceShown:
    """What is left; None where this site does not tell."""

    balance: Balance | None


@dataclass(frozen=True, slots=True)
class Repair:
    """An address that was tried without the key and answers like an interface."""

    root: str
    api_prefix: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The test ends here; ``repair`` would lead further."""

    error: StudioError
    repair: Repair | None = None


CheckStep = Reached | KeyAccepted | ModelsListed | BalanceShown | Failed


class ConnectionCheck:
    """Tells what is right or wrong with a profile, a step at a time."""

    def __init__(self, profiles: Profiles, transport: HttpTransport, catalog: ModelCatalog) -> None:
        self._profiles = profiles
        self._transport = transport
        self._catalog = catalog

    async def run(self, profile: Profile, keys: Mapping[KeyId, str]) -> AsyncIterator[CheckStep]:
        """Try the profile's first line with its first key. ``keys`` holds what was typed and not saved."""
        try:
            place = replace(await self._profiles.destination(profile, typed=keys), timeouts=_PATIENCE)
            send = partial(self._transport.send, destination=place)
            started = stopwatch()
            site = await ask_site(send)
        except StudioError as error:
            yield Failed(error)
            return
        yield Reached(elapsed_ms(started), site.name if site else "")
        try:
            models = parse_models(await send(models_request(profile.traits)))
        except StudioError as error:
            yield await self._explained(profile, place, site, error)
            return
        yield KeyAccepted(needed=bool(place.key))
        yield ModelsListed(models, self._counts(models))
        yield BalanceShown(await _balance(send, profile, site))

    def _counts(self, models: tuple[GatewayModel, ...]) -> Mapping[ModelGroup, int]:
        return Counter(self._catalog.traits(model.id, model.endpoint_types).group for model in models)

    async def _explained(
        self, profile: Profile, place: Destination, site: SiteStatus | None, error: StudioError
    ) -> Failed:
        error.values.setdefault("host", host_of(place.root))
        if error.kind is ErrorKind.KEY_REFUSED and not place.key:
            return Failed(ProfileError(ErrorKind.KEY_MISSING, {"profile": profile.name}, field="key"))
        if error.kind in _WRONG_PLACE:
            return Failed(error, await self._repair(profile, place, site))
        return Failed(error)

    async def _repair(self, profile: Profile, place: Destination, site: SiteStatus | None) -> Repair | None:
        for candidate in _candidates(profile, place.root, site):
            if await self._is_interface(profile, replace(place, root=candidate.root, key=""), candidate):
                return candidate
        return None

    async def _is_interface(self, profile: Profile, place: Destination, candidate: Repair) -> bool:
        """Whether a call without a key is answered with models, or with the wish for a key."""
        traits = replace(profile.traits, api_prefix=candidate.api_prefix)
        request = replace(models_request(traits), auth=Auth.NONE)
        try:
            parse_models(await self._transport.send(request, place))
        except ProfileError as error:
            return error.kind is ErrorKind.KEY_REFUSED
        except (GatewayError, NetworkError, ProtocolError):
            return False
        return True


async def _balance(send: Send, profile: Profile, site: SiteStatus | None) -> Balance | None:
    """What is left; a site that stops answering here has not failed the test."""
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
