"""How much a gateway may send, and how long it may linger."""

from dataclasses import dataclass

from app.domain.errors import ErrorKind, ProtocolError, Technical

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one answer.

    ``line_bytes`` follows new-api, whose own ceiling of a stream's line is 64 MB: a whole picture as a data
    URL is one line. A compressed body may unfold ``expansion`` times once it is larger than
    ``expansion_free_bytes``; real JSON stays far below.
    """

    body_bytes: int = 256 * MIB
    line_bytes: int = 128 * MIB
    expansion: int = 200
    expansion_free_bytes: int = 16 * MIB
    redirects: int = 5
    linger_s: float = 1.0
    """How long the end of a body is awaited after ``[DONE]``, to keep the connection."""
    keep_alive_s: float = 30.0
    recorded_bytes: int = 256 * 1024
    private_hosts: bool = False
    """Whether files may come from this computer and its neighbours too; the gateway's own always may."""


def too_large(cause: str) -> ProtocolError:
    """The error of an answer that grew over a limit."""
    return ProtocolError(ErrorKind.ANSWER_TOO_LARGE, technical=Technical(cause=cause))
