"""A WebDAV collection: files go up under a passing name and get their own when they are whole."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from webdav4.client import Client, ResourceAlreadyExists, ResourceNotFound

from app.domain.backup import PASSING_ENDING, BackupFile, BackupPlace
from app.domain.errors import StudioError
from app.transport.remote_files.connection import connection_options
from app.transport.remote_files.troubles import check_url, told_of

log = logging.getLogger(__name__)

_CHUNK_BYTES = 1024 * 1024


class WebdavFiles:
    """The files of a collection, which is made if it is not there.

    Args:
        place: address and user.
        password: may be empty.
        user_agent: how the studio names itself.

    Raises:
        InputError: the address is none.
    """

    def __init__(self, place: BackupPlace, password: str, user_agent: str) -> None:
        self._url = check_url(place.url).rstrip("/")
        self._secret = password
        options = connection_options(self._url, user_agent)
        auth = (place.user, password) if place.user else None
        self._client = Client(self._url, auth=auth, retry=False, chunk_size=_CHUNK_BYTES, **options)

    def files(self) -> tuple[BackupFile, ...]:
        """What lies there.

        Raises:
            StorageError, NetworkError: the place refuses or cannot be reached.
        """
        with told_of(self._url, self._secret):
            self._make_collection()
            listed: list[Any] = self._client.ls("", detail=True)
            return tuple(
                BackupFile(str(one["name"]).rpartition("/")[2], int(one.get("content_length") or 0))
                for one in listed
                if one.get("type") == "file"
            )

    def put(self, source: Path, name: str, told: Callable[[int], None]) -> None:
        """Send a file; ``told`` hears the bytes so far and may raise. Errors as of ``files``."""
        with told_of(self._url, self._secret), source.open("rb") as file:
            self._make_collection()
            watched = _Watched(file, told)
            size = source.stat().st_size
            try:
                self._client.upload_fileobj(watched, f"{name}{PASSING_ENDING}", overwrite=True, size=size)
            except BaseException:
                self._discard(f"{name}{PASSING_ENDING}")
                raise
            self._client.move(f"{name}{PASSING_ENDING}", name, overwrite=True)

    def read(self, name: str) -> Iterator[bytes]:
        """The content of a file. Errors as of ``files``."""
        with told_of(self._url, self._secret):
            request = self._client.http.build_request("GET", self._client.join_url(name))
            response = self._client.http.send(request, stream=True)
            try:
                if response.is_error:
                    response.read()
                response.raise_for_status()
                yield from response.iter_bytes(_CHUNK_BYTES)
            finally:
                response.close()

    def remove(self, name: str) -> None:
        """Delete a file. Errors as of ``files``."""
        with told_of(self._url, self._secret):
            self._client.remove(name)

    def close(self) -> None:
        """Close the connection."""
        self._client.http.close()

    def _make_collection(self) -> None:
        try:
            self._client.ls("", detail=False)
        except ResourceNotFound:
            try:
                self._client.mkdir("")
            except ResourceAlreadyExists:
                return

    def _discard(self, name: str) -> None:
        """What came up in part is of no use; a place that does not answer keeps it."""
        try:
            with told_of(self._url, self._secret):
                self._client.remove(name)
        except StudioError as error:  # the first one is told to the person
            log.warning("Half a file stays behind: %s", error)


class _Watched:
    """A file that tells how much of it was read."""

    def __init__(self, file: IO[bytes], told: Callable[[int], None]) -> None:
        self._file = file
        self._told = told
        self._done = 0

    def read(self, size: int = -1) -> bytes:
        part = self._file.read(size)
        self._done += len(part)
        self._told(self._done)
        return part
