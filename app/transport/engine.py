"""One attempt of a call: the right client, the redirects, the answer. Importing it imports httpx."""

from collections.abc import Awaitable, Callable

from app.domain.addresses import same_origin
from app.transport.answer import Answer
from app.transport.call import Call
from app.transport.clients import Clients
from app.transport.limits import Limits
from app.transport.outgoing import Outgoing
from app.transport.public_hosts import check_public
from app.transport.recording import Recorder, Recording
from app.transport.redirects import (
    follow_away,
    follow_home,
    follow_public,
    redirect_target,
    redirected_away,
)
from app.transport.reply import Reply

Read = Callable[[Reply], Awaitable[Answer]]


class Engine:
    """Runs calls on pooled connections. Build it off the event loop."""

    def __init__(self, limits: Limits, record: Recorder | None) -> None:
        self._record = record
        self._clients = Clients(limits)

    async def run(self, call: Call, read: Read) -> Answer:
        """Send the call, follow redirects as far as they are allowed, and read the answer.

        Raises:
            NetworkError, ProtocolError, InputError: as ``Reply`` says; REDIRECTED_AWAY, ADDRESS_PRIVATE.
        """
        outgoing = call.outgoing
        await _check_place(call, outgoing.url)
        for _ in range(call.limits.redirects + 1):
            reply = await self._open(call, outgoing)
            target = redirect_target(reply.status, reply.headers.get("location", ""), outgoing.url)
            if target is None:
                return await self._read(reply, read)
            await reply.close()
            outgoing = _followed(call, outgoing, reply.status, target)
            await _check_place(call, outgoing.url)
        raise redirected_away(outgoing.url, "too many redirects")

    async def close(self) -> None:
        """Close every connection."""
        await self._clients.close()

    async def _open(self, call: Call, outgoing: Outgoing) -> Reply:
        recording = Recording(
            call.mask, call.profile_id, outgoing.method, outgoing.url, outgoing.recorded_body
        )
        reply = Reply(outgoing, call, recording, self._record)
        try:
            await reply.open(self._clients.get(call.profile_id, call.proxy, http2=call.http2))
        except BaseException:
            await reply.close()
            raise
        finally:
            call.sent = call.sent or reply.sent
        return reply

    async def _read(self, reply: Reply, read: Read) -> Answer:
        try:
            return await read(reply)
        except BaseException:
            await reply.close()
            raise


async def _check_place(call: Call, url: str) -> None:
    """Whatever does not lie at the gateway itself has to lie in the open web."""
    stays_home = call.away is None and call.private
    if not (call.limits.private_hosts or stays_home or same_origin(url, call.home)):
        await check_public(url, proxied=call.proxy is not None)


def _followed(call: Call, outgoing: Outgoing, status: int, target: str) -> Outgoing:
    """The request that a redirect asks for, as far as the call may be led."""
    if call.private and call.away is not None:
        return follow_away(outgoing, call.away, target)
    follow = follow_home if call.private else follow_public
    return follow(outgoing, status, target)
