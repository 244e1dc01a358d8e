"""Pictures that an answer names by link. A picture's address can carry data out, so each host is allowed
by the person first; the window asks, this fetches."""

from app.domain.addresses import host_of
from app.domain.errors import ErrorKind, ProtocolError
from app.services.profiles import Profiles
from app.transport.http import HttpTransport

LIMIT_BYTES = 25_000_000


class RemotePictures:
    """Fetches public pictures, and those that lie at a profile's gateway itself, without any key."""

    def __init__(self, transport: HttpTransport, profiles: Profiles) -> None:
        self._transport = transport
        self._profiles = profiles

    async def fetch(self, url: str) -> bytes:
        """The bytes of a picture.

        Raises:
            StudioError: no connection, too large, or no good answer.
        """
        home = await self._profiles.home_of(url)
        response = await self._transport.fetch(url, limit_bytes=LIMIT_BYTES, home=home)
        if response.status != 200:
            raise ProtocolError(ErrorKind.NOT_FOUND, {"host": host_of(url)})
        return response.body
