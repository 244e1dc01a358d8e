"""Collects one exchange while it happens. It never keeps more than the inspector will show."""

import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime

from app.transport.masking import Mask
from app.wire.exchange import Exchange, ExchangeTimes

Recorder = Callable[[Exchange], None]


class Recording:
    """One request and what became of it.

    Args:
        mask: removes the secrets.
        profile_id: whose exchange it is; empty for public files.
        method: of the request.
        url: of the request.
        body: of the request, already masked.
    """

    def __init__(self, mask: Mask, profile_id: str, method: str, url: str, body: str) -> None:
        self._mask = mask
        self._profile_id = profile_id
        self._method = method
        self._url = url
        self._request_body = body
        self._request_headers: tuple[tuple[str, str], ...] = ()
        self._started_at = datetime.now(UTC)
        self._start = time.perf_counter()
        self._connected_ms: float | None = None
        self._first_byte_ms: float | None = None
        self._status: int | None = None
        self._response_headers: tuple[tuple[str, str], ...] = ()
        self._http_version = ""
        self._pieces: list[tuple[float, bytes]] = []
        self._kept_bytes = 0
        self._left_out_bytes = 0
        self._timed = False
        self._error = ""

    def sent(self, headers: Iterable[tuple[str, str]]) -> None:
        """The headers as they go out."""
        self._request_headers = self._mask.headers(headers)

    def connected(self) -> None:
        """A connection stands, new or kept."""
        self._connected_ms = self._connected_ms or self._elapsed_ms()

    def answered(self, status: int, headers: Iterable[tuple[str, str]], http_version: str) -> None:
        """The headers of the answer are here."""
        self._first_byte_ms = self._elapsed_ms()
        self._status = status
        self._response_headers = self._mask.headers(headers)
        self._http_version = http_version

    def stream_begins(self) -> None:
        """The body is a stream: its lines are shown with the times of their arrival."""
        self._timed = True

    def received(self, piece: bytes) -> None:
        """A piece of the body."""
        room = self._mask.read_bytes - self._kept_bytes
        if room <= 0:
            self._left_out_bytes += len(piece)
            return
        self._pieces.append((self._elapsed_ms(), piece[:room]))
        self._kept_bytes += len(piece)
        self._left_out_bytes += max(0, len(piece) - room)

    def failed(self, error: BaseException) -> None:
        """What ended the exchange, other than its own end."""
        self._error = self._error or self._mask.text(str(error) or type(error).__name__)

    def finished(self) -> Exchange:
        """The exchange as it may be kept."""
        return Exchange(
            id=uuid.uuid4().hex,
            profile_id=self._profile_id,
            started_at=self._started_at,
            method=self._method,
            url=self._mask.url(self._url),
            request_headers=self._request_headers,
            request_body=self._request_body,
            status=self._status,
            response_headers=self._response_headers,
            response_body=self._response_body(),
            times=ExchangeTimes(self._connected_ms, self._first_byte_ms, self._elapsed_ms()),
            http_version=self._http_version,
            error=self._error,
        )

    def _response_body(self) -> str:
        content_type = next((value for name, value in self._response_headers if name == "content-type"), "")
        text = self._mask.body(b"".join(self._shown_pieces()), content_type)
        return f"{text}\n(+{self._left_out_bytes} bytes)" if self._left_out_bytes else text

    def _shown_pieces(self) -> Iterator[bytes]:
        """A time stands only between lines: inside one it could cut a secret in two, unseen by the mask."""
        at_line_start = self._timed
        for arrived_ms, piece in self._pieces:
            if at_line_start:
                yield b"[+%d ms]\n" % arrived_ms
            yield piece
            at_line_start = self._timed and piece.endswith(b"\n")

    def _elapsed_ms(self) -> float:
        return (time.perf_counter() - self._start) * 1000
