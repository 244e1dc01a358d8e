"""What goes wrong at a place, as an error that a person can act on."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import httpx
from webdav4.client import ClientError, HTTPError, InsufficientStorage, ResourceNotFound

from app.domain.errors import ErrorKind, InputError, StorageError, Technical
from app.transport.failures import network_error
from app.transport.masking import Mask

_KINDS = {
    401: ErrorKind.BACKUP_PLACE_REFUSED,
    403: ErrorKind.BACKUP_PLACE_REFUSED,
    404: ErrorKind.BACKUP_PLACE_MISSING,
    409: ErrorKind.BACKUP_PLACE_MISSING,
    413: ErrorKind.BACKUP_PLACE_FULL,
    507: ErrorKind.BACKUP_PLACE_FULL,
}
_LONGEST_BODY = 2000


def check_url(url: str) -> str:
    """The address of a place, which names no user and no password.

    Raises:
        InputError: ADDRESS_INVALID.
    """
    try:
        parts = urlsplit(url.strip())
        good = (
            parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.username or parts.query)
        )
    except ValueError:
        good = False
    if not good:
        raise InputError(ErrorKind.ADDRESS_INVALID, {"address": url[:200]}, field="address")
    return url.strip()


@contextmanager
def told_of(url: str, secret: str) -> Iterator[None]:
    """Turn what HTTP and the place say into errors; no secret is in them.

    Raises:
        StorageError, NetworkError: what happened.
    """
    host, mask = urlsplit(url).hostname or "", Mask((secret,) if secret else (), _LONGEST_BODY)
    try:
        yield
    except HTTPError as error:
        raise refused(error.response, url, mask) from None
    except httpx.HTTPStatusError as error:
        raise refused(error.response, url, mask) from None
    except ResourceNotFound:
        raise _error(ErrorKind.BACKUP_PLACE_MISSING, url) from None
    except InsufficientStorage:
        raise _error(ErrorKind.BACKUP_PLACE_FULL, url) from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        connecting = isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)
        raise network_error(error, mask, host=host, connecting=connecting) from None
    except ClientError as error:
        raise _error(ErrorKind.BACKUP_PLACE_FAILED, url, mask.text(str(error))) from None


def refused(response: httpx.Response, url: str, mask: Mask) -> StorageError:
    """The error of an answer that is none."""
    try:
        body = response.text if response.is_closed or response.is_stream_consumed else ""
    except httpx.HTTPError:
        body = ""
    kind = _KINDS.get(response.status_code, ErrorKind.BACKUP_PLACE_FAILED)
    technical = Technical(status=response.status_code, body=mask.text(body)[:_LONGEST_BODY])
    return StorageError(kind, _values(url), technical=technical)


def strange(url: str, cause: str) -> StorageError:
    """The error of an answer that cannot be read."""
    return _error(ErrorKind.BACKUP_PLACE_FAILED, url, cause)


def _error(kind: ErrorKind, url: str, cause: str = "") -> StorageError:
    return StorageError(kind, _values(url), technical=Technical(cause=cause))


def _values(url: str) -> dict[str, str]:
    return {"host": urlsplit(url).hostname or url, "place": url}
