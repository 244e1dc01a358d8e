"""Calls to a profile's gateway by the line and the key that work: the next key on 401 and 429, the next line
when no connection came about. Nothing that was sent is ever sent again to another line."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from app.domain.errors import ErrorKind, NetworkError
from app.domain.ids import ProfileId
from app.domain.profile import KeyReference, Profile
from app.services.clock import elapsed_ms, stopwatch
from app.services.profiles import Profiles
from app.transport.http import Answer, HttpTransport, OnWait
from app.wire.destination import Destination
from app.wire.request import WireRequest
from app.wire.response import WireResponse

_ANOTHER_KEY = {401, 429}
_NEVER_CONNECTED = {
    ErrorKind.DNS_FAILED,
    ErrorKind.CONNECTION_REFUSED,
    ErrorKind.CONNECT_TIMEOUT,
    ErrorKind.NETWORK_UNREACHABLE,
    ErrorKind.TLS_FAILED,
}


class HasStatus(Protocol):
    """An answer of either shape."""

    @property
    def status(self) -> int:
        """HTTP status."""
        ...


Answered = TypeVar("Answered", bound=HasStatus)


@dataclass(frozen=True, slots=True)
class Route:
    """A line and a key, by their places in the profile."""

    line: int = 0
    key: int = 0


class GatewayCalls:
    """Remembers for each profile which route answered last, and begins there the next time."""

    def __init__(self, profiles: Profiles, transport: HttpTransport) -> None:
        self._profiles = profiles
        self._transport = transport
        self._routes: dict[ProfileId, Route] = {}
        self._latencies: dict[ProfileId, float] = {}

    def latency_ms(self, profile_id: ProfileId) -> float | None:
        """How long the gateway took for its last whole answer."""
        return self._latencies.get(profile_id)

    async def send(self, profile: Profile, request: WireRequest) -> WireResponse:
        """One call with a whole answer.

        Raises:
            StudioError: no route led to an answer; the last one's error.
        """
        started = stopwatch()
        response = await self._call(profile, lambda place: self._transport.send(request, place))
        self._latencies[profile.id] = elapsed_ms(started)
        return response

    @asynccontextmanager
    async def stream(
        self, profile: Profile, request: WireRequest, *, on_wait: OnWait | None = None
    ) -> AsyncIterator[Answer]:
        """One call whose answer is read as it comes.

        Args:
            profile: whose gateway is asked.
            request: what to send.
            on_wait: is told the seconds of a pause before another attempt.

        Raises:
            StudioError: no route led to an answer; the last one's error.
        """
        async with AsyncExitStack() as open_answer:

            async def attempt(place: Destination) -> Answer:
                await open_answer.aclose()
                call = self._transport.stream(request, place, on_wait=on_wait)
                return await open_answer.enter_async_context(call)

            yield await self._call(profile, attempt)

    async def _call(
        self, profile: Profile, attempt: Callable[[Destination], Awaitable[Answered]]
    ) -> Answered:
        keys, lines = profile.active_keys, max(len(profile.lines), 1)
        route = _within(self._routes.get(profile.id, Route()), lines, len(keys))
        lines_left, keys_left = lines - 1, len(keys) - 1
        while True:
            try:
                answer = await attempt(await self._place(profile, route, keys))
            except NetworkError as error:
                if error.may_have_arrived or error.kind not in _NEVER_CONNECTED or lines_left <= 0:
                    raise
                lines_left -= 1
                route = replace(route, line=(route.line + 1) % lines)
                continue
            if answer.status not in _ANOTHER_KEY or keys_left <= 0:
                self._routes[profile.id] = route
                return answer
            keys_left -= 1
            route = replace(route, key=(route.key + 1) % len(keys))

    async def _place(self, profile: Profile, route: Route, keys: tuple[KeyReference, ...]) -> Destination:
        key = keys[route.key] if keys else None
        return await self._profiles.destination(profile, line=route.line, key=key)


def _within(route: Route, lines: int, keys: int) -> Route:
    """The route, or the first one where the profile was changed since."""
    return Route(route.line if route.line < lines else 0, route.key if route.key < keys else 0)
