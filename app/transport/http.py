"""Requests to gateways over HTTP: sent whole or streamed, with the key, the limits and the record of each."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.errors import NetworkError
from app.domain.profile import ProxyChoice
from app.transport.answer import Answer, read_pieces, read_streamed, read_whole
from app.transport.call import Call, download_call, gateway_call, public_call
from app.transport.limits import Limits
from app.transport.recording import Recorder
from app.transport.retry import RetryPolicy
from app.wire.destination import Destination
from app.wire.request import WireRequest
from app.wire.response import WireResponse

if TYPE_CHECKING:
    from app.transport.engine import Engine, Read

__all__ = ["Answer", "HttpTransport"]

OnWait = Callable[[float], None]


class HttpTransport:
    """The studio's way to every gateway. httpx and the certificates are loaded at the first request.

    Args:
        record: is told of each exchange when it is over, secrets masked.
        user_agent: how the studio names itself.
        retries: when to try again, with its clock and its sleep.
        limits: how much may come back.
    """

    def __init__(
        self,
        record: Recorder | None = None,
        *,
        user_agent: str,
        retries: RetryPolicy | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._record = record
        self._user_agent = user_agent
        self._retries = retries or RetryPolicy()
        self._limits = limits or Limits()
        self._engine: Engine | None = None
        self._loading = asyncio.Lock()

    async def send(
        self,
        request: WireRequest,
        destination: Destination,
        *,
        on_wait: OnWait | None = None,
        once: bool = False,
    ) -> WireResponse:
        """The whole answer, whatever its status; the body of an event stream comes raw.

        Args:
            request: what to send.
            destination: to whom.
            on_wait: is told the seconds of a pause before another attempt.
            once: make one attempt only; the caller has its own thoughts about another.

        Raises:
            NetworkError: no answer, or it broke off.
            ProtocolError: it is too large or its compression damaged.
            InputError: an address, key or body that HTTP cannot carry.
        """
        return _whole(await self._answer(request, destination, read_whole, on_wait, once=once))

    @asynccontextmanager
    async def stream(
        self,
        request: WireRequest,
        destination: Destination,
        *,
        on_wait: OnWait | None = None,
        once: bool = False,
    ) -> AsyncIterator[Answer]:
        """The answer as it arrives. Leaving the block early closes the connection, which stops the gateway.

        Arguments and errors as of ``send``; errors in the middle come out of ``Answer.events``.
        """
        answer = await self._answer(request, destination, read_streamed, on_wait, once=once)
        finish = False
        try:
            yield answer
            finish = True
        finally:
            await answer.close(finish=finish)

    async def fetch(
        self,
        url: str,
        *,
        limit_bytes: int,
        proxy: ProxyChoice = ProxyChoice(),
        proxy_password: str = "",
        home: str = "",
    ) -> WireResponse:
        """A public file, without any key. Redirects are followed over http and https.

        Args:
            url: absolute address.
            limit_bytes: how much may come.
            home: a gateway's address, at which a file may lie although it is not in the open web.

        Raises:
            InputError: ADDRESS_INVALID, no http(s) address.
            NetworkError, ProtocolError: as of ``send``; ANSWER_TOO_LARGE over ``limit_bytes``.
        """
        destination = Destination(url, proxy=proxy, proxy_password=proxy_password)
        limits = replace(self._limits, body_bytes=limit_bytes)
        call = await asyncio.to_thread(public_call, destination, self._user_agent, limits, home)
        return _whole(await (await self._loaded()).run(call, read_whole))

    @asynccontextmanager
    async def download(
        self, url: str, destination: Destination, *, offset: int = 0, limit_bytes: int
    ) -> AsyncIterator[Answer]:
        """A result as it arrives, read with ``Answer.pieces``, in one attempt.

        The key goes along to the destination's own origin alone, and no further than a redirect leads away.

        Args:
            url: absolute address.
            destination: the profile's; its root says where the key belongs.
            offset: bytes that are there already. Only an answer with status 206 goes on from there.
            limit_bytes: how much may come.

        Raises:
            InputError, NetworkError, ProtocolError: as of ``send``; later ones come out of ``pieces``.
        """
        limits = replace(self._limits, body_bytes=limit_bytes)
        call = await asyncio.to_thread(download_call, url, destination, self._user_agent, limits, offset)
        answer = await self._run(call, read_pieces)
        try:
            yield answer
        finally:
            await answer.close(finish=False)

    async def prepare(self) -> None:
        """Load what the first request would have to wait for."""
        await self._loaded()

    async def close(self) -> None:
        """Close every connection. Calls that still run fail."""
        if self._engine is not None:
            await self._engine.close()

    async def _answer(
        self,
        request: WireRequest,
        destination: Destination,
        read: "Read",
        on_wait: OnWait | None,
        *,
        once: bool,
    ) -> Answer:
        """Try until there is an answer to hand over, or an error that another attempt would not mend."""
        call = await asyncio.to_thread(gateway_call, request, destination, self._user_agent, self._limits)
        attempt = 0
        while True:
            outcome = await self._attempt(call, read)
            pause_s = None if once else self._pause_s(request, outcome, attempt, sent=call.sent)
            if pause_s is None:
                return _answer_or_raise(outcome)
            if on_wait is not None:
                on_wait(pause_s)
            await self._retries.sleep(pause_s)
            attempt += 1

    async def _attempt(self, call: Call, read: "Read") -> Answer | NetworkError:
        try:
            return await self._run(call, read)
        except NetworkError as error:
            return error

    async def _run(self, call: Call, read: "Read") -> Answer:
        engine = await self._loaded()
        try:
            return await engine.run(call, read)
        except NetworkError as error:
            error.may_have_arrived = call.sent
            raise

    def _pause_s(
        self, request: WireRequest, outcome: Answer | NetworkError, attempt: int, *, sent: bool
    ) -> float | None:
        if isinstance(outcome, NetworkError):
            return self._retries.after_error(request, outcome, attempt, sent=sent)
        if outcome.whole is None:
            return None
        return self._retries.after_answer(request, outcome.whole, attempt)

    async def _loaded(self) -> "Engine":
        async with self._loading:
            if self._engine is None:
                self._engine = await asyncio.to_thread(_load, self._limits, self._record)
            return self._engine


def _load(limits: Limits, record: Recorder | None) -> "Engine":
    from app.transport.engine import Engine

    return Engine(limits, record)


def _answer_or_raise(outcome: Answer | NetworkError) -> Answer:
    if isinstance(outcome, NetworkError):
        raise outcome
    return outcome


def _whole(answer: Answer) -> WireResponse:
    if answer.whole is None:
        raise TypeError("an answer that is read whole is whole")
    return answer.whole
