"""Bodies as they come off the wire, unpacked in pieces of bounded size."""

import zlib
from collections.abc import Iterator

from app.domain.errors import ErrorKind, ProtocolError, Technical
from app.transport.limits import MIB, Limits, too_large

ACCEPTED = "gzip, deflate"
_GZIP = zlib.MAX_WBITS | 16
_GZIP_MAGIC = b"\x1f\x8b"


class BodyDecoder:
    """Undoes the content encoding and counts. A decompression bomb stops it after one piece too many.

    httpx unpacks whatever one read brought, without a bound, and nests encodings; hence this one.

    Args:
        encoding: the ``Content-Encoding`` header.
        limits: bounds of the answer.
    """

    def __init__(self, encoding: str, limits: Limits) -> None:
        self._inflate = _inflater(encoding.strip().lower())
        self._limits = limits
        self._received = 0
        self._decoded = 0

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Plain pieces of some raw bytes.

        Raises:
            ProtocolError: over a limit, or damaged compression.
        """
        self._received += len(data)
        for piece in self._inflate.feed(data) if self._inflate else (data,):
            self._decoded += len(piece)
            self._check()
            yield piece

    def _check(self) -> None:
        limits = self._limits
        if self._decoded > limits.body_bytes:
            raise too_large(f"more than {limits.body_bytes} bytes")
        if self._decoded > max(limits.expansion_free_bytes, limits.expansion * self._received):
            raise too_large(f"{self._received} bytes unfold to more than {self._decoded}")


class _Inflater:
    """gzip or deflate, in pieces. Several gzip members may follow each other."""

    def __init__(self, window_bits: int) -> None:
        self._window_bits = window_bits
        self._unpack = zlib.decompressobj(window_bits)
        self._begun = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        while data:
            piece = self._piece(data)
            if piece:
                yield piece
            data = self._unpack.unconsumed_tail
            if self._unpack.eof:
                data = self._next_member()

    def _piece(self, data: bytes) -> bytes:
        try:
            piece = self._unpack.decompress(data, MIB)
        except zlib.error as error:
            if self._begun or self._window_bits == _GZIP:
                raise _damaged(str(error)) from error
            self._unpack = zlib.decompressobj(-zlib.MAX_WBITS)
            self._begun = True
            return self._piece(data)
        self._begun = True
        return piece

    def _next_member(self) -> bytes:
        rest = self._unpack.unused_data
        if self._window_bits != _GZIP or not rest.startswith(_GZIP_MAGIC):
            return b""
        self._unpack = zlib.decompressobj(_GZIP)
        return rest


def _inflater(encoding: str) -> _Inflater | None:
    match encoding:
        case "" | "identity":
            return None
        case "gzip" | "x-gzip":
            return _Inflater(_GZIP)
        case "deflate":
            return _Inflater(zlib.MAX_WBITS)
        case _:
            raise _damaged(f"content encoding {encoding[:60]}")


def _damaged(cause: str) -> ProtocolError:
    return ProtocolError(ErrorKind.UNREADABLE_ANSWER, technical=Technical(cause=cause))
