"""What answers about tasks at gateways have in common, whatever the format."""

from collections.abc import Mapping

from app.domain.errors import StudioError
from app.domain.generation import MediaOutput
from app.domain.media import MediaBytes, MediaKind, MediaLink
from app.protocols.chat.data_urls import media_at
from app.protocols.failure_bodies import ErrorBody
from app.protocols.failure_kinds import kind_of
from app.protocols.failures import error_from_response, failure
from app.protocols.media_links import kind_of_address
from app.protocols.media_types import kind_of_mime, mime_of
from app.protocols.read import as_object, decimal, first_text, json_or_none, text
from app.wire.response import WireResponse


def read_answer(response: WireResponse, *, model: str = "") -> Mapping[str, object]:
    """The JSON object of an answer that its status calls good; a bare list of one counts as that one.

    Raises:
        StudioError: it is an error, or no such object.
    """
    value = json_or_none(response.body)
    found = as_object(value[0] if isinstance(value, list) and value else value)
    if response.status >= 400 or not found:
        raise error_from_response(response, model=model)
    return found


def failure_of_task(words: str, response: WireResponse, *, code: str = "") -> StudioError:
    """Why a task failed, told in words and perhaps by a code; the answer itself is a good one."""
    body = response.body[:4096].decode("utf-8", "replace")
    kind = kind_of(ErrorBody(message=words, code=code), 0)
    return failure(kind, reason=words, code=code, body=body, request_id=response.request_id)


def words_of(error: object) -> str:
    """The words of an error that is a text or an object; empty where it is neither."""
    return text(error).strip() or first_text(error, "message", "msg", "detail", "reason")


def output_at(address: str, *, mime: str = "", kind: MediaKind = MediaKind.PICTURE) -> MediaOutput | None:
    """An output from an address: http(s), ``data:``, or a path below the gateway; None for anything else.

    Args:
        mime: what the gateway says that it is, if it does.
        kind: what it is where neither the gateway nor its ending tells.
    """
    media = MediaLink(address) if address.startswith("/") else media_at(address)
    if isinstance(media, MediaBytes):
        found = mime_of(media.data)
        kind = kind_of_mime(found)
        return MediaOutput(MediaBytes(media.data, found, kind=kind), kind) if found else None
    if media is None:
        return None
    said = kind_of_mime(mime) if mime else MediaKind.FILE
    kind = said if said is not MediaKind.FILE else kind_of_address(media.url) or kind
    return MediaOutput(MediaLink(media.url, kind), kind)


def percent(value: object) -> float | None:
    """A progress such as ``42``, ``"42%"`` or ``"42"``; None for anything that is none."""
    number = decimal(value.strip().rstrip("%％") if isinstance(value, str) else value)
    return float(number) if number is not None and 0 <= number <= 100 else None
