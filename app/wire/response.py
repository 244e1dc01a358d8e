"""What comes back, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class WireResponse:
    """A whole answer. Header names are lower case."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def content_type(self) -> str:
        """Media type in lower case, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def request_id(self) -> str:
        """The gateway's own id of the exchange, for a support chat."""
        return self.headers.get("x-oneapi-request-id") or self.headers.get("x-request-id") or ""


@dataclass(frozen=True, slots=True)
class ServerEvent:
    """One event of a stream. ``event`` is empty where the server named none.

    ``bare`` marks a line that stood in the stream without ``data:``: new-api writes an error that way once
    the headers are out.
    """

    data: str
    event: str = ""
    bare: bool = False
