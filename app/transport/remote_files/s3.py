"""A bucket of an S3-compatible service, path style, signed with version 4.

Small files go up in one request. Larger ones go in parts, which become a file only when all are there; parts
of an upload that failed are taken back.
"""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import httpx
from httpx_auth import AWS4Auth

from app.domain.backup import BackupFile, BackupPlace
from app.domain.errors import StudioError
from app.transport.remote_files.connection import connection_options
from app.transport.remote_files.troubles import check_url, strange, told_of

log = logging.getLogger(__name__)

PART_BYTES = 16 * 1024 * 1024
"""A service takes at most 10,000 parts, so that this reaches 160 GB."""
DEFAULT_REGION = "us-east-1"
_CHUNK_BYTES = 1024 * 1024
_MOST_PAGES = 100


class S3Files:
    """The files of a bucket below a prefix.

    Args:
        place: address of the service, bucket, region, prefix, id of the access key.
        secret: the secret access key.
        user_agent: how the studio names itself.

    Raises:
        InputError: the address is none.
    """

    def __init__(self, place: BackupPlace, secret: str, user_agent: str) -> None:
        url = check_url(place.url).rstrip("/")
        self._secret = secret
        self._bucket = f"{url}/{quote(place.bucket.strip('/'), safe='')}"
        self._prefix = f"{place.prefix.strip('/')}/" if place.prefix.strip("/") else ""
        auth = AWS4Auth(place.user, secret or "-", place.region or DEFAULT_REGION, "s3")
        self._client = httpx.Client(auth=auth, **connection_options(url, user_agent))

    def files(self) -> tuple[BackupFile, ...]:
        """What lies there.

        Raises:
            StorageError, NetworkError: the service refuses or cannot be reached.
        """
        found: list[BackupFile] = []
        following = ""
        for _ in range(_MOST_PAGES):
            query = {"list-type": "2", "prefix": self._prefix}
            if following:
                query["continuation-token"] = following
            root = self._xml(self._send("GET", self._bucket, query=query))
            found += [
                BackupFile(_text(entry, "Key").removeprefix(self._prefix), int(_text(entry, "Size") or 0))
                for entry in _children(root, "Contents")
            ]
            following = _text(root, "NextContinuationToken")
            if not following:
                break
        return tuple(found)

    def put(self, source: Path, name: str, told: Callable[[int], None]) -> None:
        """Send a file; ``told`` hears the bytes so far and may raise. Errors as of ``files``."""
        size = source.stat().st_size
        if size <= PART_BYTES:
            self._send("PUT", self._address(name), source.read_bytes())
            told(size)
        else:
            self._put_parts(source, name, told)

    def read(self, name: str) -> Iterator[bytes]:
        """The content of a file. Errors as of ``files``."""
        with told_of(self._bucket, self._secret), self._client.stream("GET", self._address(name)) as response:
            if response.is_error:
                response.read()
            response.raise_for_status()
            yield from response.iter_bytes(_CHUNK_BYTES)

    def remove(self, name: str) -> None:
        """Delete a file. Errors as of ``files``."""
        self._send("DELETE", self._address(name))

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def _put_parts(self, source: Path, name: str, told: Callable[[int], None]) -> None:
        address = self._address(name)
        begun = self._xml(self._send("POST", address, query={"uploads": ""}))
        upload = _text(begun, "UploadId")
        if not upload:
            raise strange(self._bucket, "an upload in parts has no id")
        try:
            tags = list(self._send_parts(source, address, upload, told))
            done = self._send("POST", address, _completion(tags), query={"uploadId": upload})
            if b"<Error" in done.content:  # it can come with status 200, since the answer begins early
                raise strange(self._bucket, done.text[:500])
        except BaseException:
            self._give_up(address, upload)
            raise

    def _send_parts(
        self, source: Path, address: str, upload: str, told: Callable[[int], None]
    ) -> Iterator[str]:
        done, number = 0, 0
        with source.open("rb") as file:
            while part := file.read(PART_BYTES):
                number += 1
                query = {"partNumber": str(number), "uploadId": upload}
                yield self._send("PUT", address, part, query=query).headers.get("etag", "")
                done += len(part)
                told(done)

    def _give_up(self, address: str, upload: str) -> None:
        try:
            self._send("DELETE", address, query={"uploadId": upload})
        except StudioError as error:  # the first one is told to the person
            log.warning("Parts of an upload stay behind: %s", error)

    def _address(self, name: str) -> str:
        return f"{self._bucket}/{quote(self._prefix + name)}"

    def _send(
        self, method: str, address: str, body: bytes = b"", query: dict[str, str] | None = None
    ) -> httpx.Response:
        url = f"{address}?{urlencode(query, quote_via=quote)}" if query else address
        with told_of(self._bucket, self._secret):
            response = self._client.request(method, url, content=body)
            response.raise_for_status()
            return response

    def _xml(self, response: httpx.Response) -> ElementTree.Element:
        try:
            return ElementTree.fromstring(response.content)
        except ElementTree.ParseError as error:
            raise strange(self._bucket, str(error)) from None


def _completion(tags: list[str]) -> bytes:
    root = ElementTree.Element("CompleteMultipartUpload")
    for number, tag in enumerate(tags, start=1):
        part = ElementTree.SubElement(root, "Part")
        ElementTree.SubElement(part, "PartNumber").text = str(number)
        ElementTree.SubElement(part, "ETag").text = tag
    return ElementTree.tostring(root)


def _children(root: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """Children by their names; services disagree about the name space."""
    return (child for child in root if child.tag.rpartition("}")[2] == name)


def _text(root: ElementTree.Element, name: str) -> str:
    return next((child.text or "" for child in _children(root, name)), "")
