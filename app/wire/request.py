"""A request to a gateway as a value: no socket, no secret."""

from dataclasses import dataclass
from enum import StrEnum


class Auth(StrEnum):
    """How the key is shown to the gateway; transport adds it when it sends."""

    BEARER = "bearer"
    X_API_KEY = "x-api-key"
    GOOGLE = "x-goog-api-key"
    NONE = "none"


class Expects(StrEnum):
    """What a good answer is. Gateways lie about the content type, so this is a hope, not a rule."""

    JSON = "json"
    EVENTS = "events"
    BYTES = "bytes"


@dataclass(frozen=True, slots=True)
class JsonBody:
    """A JSON value, encoded when it is sent."""

    value: object


@dataclass(frozen=True, slots=True)
class RawBody:
    """Bytes as they are."""

    data: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class FilePart:
    """A file of a form. The name needs an ending: gateways guess the type from it."""

    field: str
    name: str
    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class MultipartBody:
    """A form with texts and files, encoded when it is sent."""

    fields: tuple[tuple[str, str], ...] = ()
    files: tuple[FilePart, ...] = ()


@dataclass(frozen=True, slots=True)
class WireRequest:
    """One call below a profile's ROOT address.

    ``path`` starts with a slash and holds the version prefix (``/v1/chat/completions``). ``headers`` carry no
    secret. ``repeatable`` says whether it may be sent again without being paid twice.
    """

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    auth: Auth = Auth.BEARER
    body: JsonBody | RawBody | MultipartBody | None = None
    expects: Expects = Expects.JSON
    repeatable: bool = False
