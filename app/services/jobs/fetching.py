"""Brings one result to the disk: as it comes, going on where it broke off."""

import asyncio
import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path
from typing import BinaryIO

from app.domain.errors import ErrorKind, NetworkError, ProtocolError
from app.protocols.failures import error_from_response
from app.services.jobs.download_meter import DownloadMeter
from app.services.jobs.result_links import SPOOL, absolute, bytes_of_data_url, link_in_json
from app.storage.failures import storage_errors
from app.storage.media_files import MediaFiles
from app.transport.http import Answer, HttpTransport
from app.wire.destination import Destination
from app.wire.response import WireResponse

LIMIT_BYTES = 20 * 1024**3
"""No result is larger; a gateway that sends more has lost its way."""

_WRITTEN_AT_ONCE = 1024 * 1024
_LARGEST_JSON = 1024 * 1024
_MOST_LINKS = 3
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")
_NOT_SATISFIABLE = 416


class Fetching:
    """Fetches into the ``.part`` of a planned file."""

    def __init__(self, transport: HttpTransport, files: MediaFiles) -> None:
        self._transport = transport
        self._files = files

    async def fetch(self, link: str, planned: str, destination: Destination, meter: DownloadMeter) -> None:
        """Bring what lies at a link to the ``.part``, whole.

        Raises:
            NetworkError: it broke off; another call goes on from there.
            GatewayError, ProfileError, ProtocolError: the answer was an error, or no file.
            StorageError: the disk refuses or is full.
        """
        part = self._files.part_of(planned)
        for _ in range(_MOST_LINKS):
            if link.startswith(SPOOL):
                return await self._files.unspool(link.removeprefix(SPOOL), planned)
            if link.startswith("data:"):
                return await asyncio.to_thread(_write, part, bytes_of_data_url(link))
            await self._download(absolute(link, destination.root), part, destination, meter)
            link = await asyncio.to_thread(_link_instead, part)
            if not link:
                return None
            await asyncio.to_thread(part.unlink)
        raise ProtocolError(ErrorKind.RESULT_NOT_MEDIA)

    async def _download(self, url: str, part: Path, destination: Destination, meter: DownloadMeter) -> None:
        offset = await asyncio.to_thread(_size, part)
        opened = self._transport.download(url, destination, offset=offset, limit_bytes=LIMIT_BYTES)
        async with opened as answer:
            if answer.status == _NOT_SATISFIABLE:
                await self._begin_anew(answer, part, offset)
                return
            if answer.status >= 400:
                raise error_from_response(await _whole(answer))
            goes_on = answer.status == 206 and _begins_at(answer) == offset
            begun = offset if goes_on else 0
            length = answer.headers.get("content-length", "")
            expected = begun + int(length) if length.isdecimal() else None
            self._files.check_room(part.parent, (expected or begun) - begun)
            meter.begin(begun, expected)
            await _receive(answer.pieces(), part, begun, meter)
        written = await asyncio.to_thread(_size, part)
        if expected is not None and written != expected:
            raise NetworkError(ErrorKind.CONNECTION_LOST)

    async def _begin_anew(self, answer: Answer, part: Path, offset: int) -> None:
        """What is here does not belong to what is there, unless it is all of it."""
        if not offset:
            raise ProtocolError(ErrorKind.RESULT_NOT_MEDIA)
        if answer.headers.get("content-range", "") == f"bytes */{offset}":
            return
        await asyncio.to_thread(part.unlink)
        raise NetworkError(ErrorKind.CONNECTION_LOST)


async def _receive(pieces: AsyncGenerator[bytes, None], part: Path, begun: int, meter: DownloadMeter) -> None:
    """Write what comes, in blocks, so that a slow disk holds up nobody else."""
    with storage_errors():
        file = await asyncio.to_thread(_opened_at, part, begun)
    waiting = bytearray()
    try:
        async with aclosing(pieces) as open_pieces:
            async for piece in open_pieces:
                waiting += piece
                meter.add(len(piece))
                if len(waiting) >= _WRITTEN_AT_ONCE:
                    await _flush(file, waiting)
    finally:
        try:
            # What came is kept also where the rest did not: the next attempt goes on from it.
            await asyncio.shield(_flush(file, waiting))
        finally:
            file.close()


async def _flush(file: BinaryIO, waiting: bytearray) -> None:
    data = bytes(waiting)
    waiting.clear()
    with storage_errors():
        await asyncio.to_thread(_write_all, file, data)


def _write_all(file: BinaryIO, data: bytes) -> None:
    """Write to the end: a disk that is nearly full takes a part, and refuses only the next one."""
    left = memoryview(data)
    while left:
        left = left[file.write(left) :]


def _opened_at(part: Path, begun: int) -> BinaryIO:
    file = part.open("r+b" if begun else "wb", buffering=0)
    file.seek(begun)
    return file


async def _whole(answer: Answer) -> WireResponse:
    """The beginning of an error's body."""
    body = bytearray()
    async with aclosing(answer.pieces()) as pieces:
        async for piece in pieces:
            body += piece
            if len(body) > _LARGEST_JSON:
                break
    return WireResponse(answer.status, answer.headers, bytes(body))


def _begins_at(answer: Answer) -> int | None:
    found = _RANGE.match(answer.headers.get("content-range", ""))
    return int(found[1]) if found else None


def _link_instead(part: Path) -> str:
    """The link in a JSON that came instead of a file."""
    if part.stat().st_size > _LARGEST_JSON:
        return ""
    data = part.read_bytes()
    return link_in_json(data) if data.lstrip()[:1] in (b"{", b"[") else ""


def _size(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0


def _write(part: Path, data: bytes) -> None:
    with storage_errors():
        part.write_bytes(data)
