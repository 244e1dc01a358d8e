"""Characters at gateways, in their three dialects; which one a gateway speaks is a trait of its profile.

- ``sora``: ``POST /sora/v1/characters`` with ``url`` or ``from_task`` and ``timestamps``; answered at once.
- ``official``: a form at ``POST /v1/videos/characters``, asked for below it; some gateways answer with an
  object that is queued, as for a film.
- ``model``: ``POST /v1/videos`` with the model ``sora-2-character``, asked for like a film; its ``username``
  comes with the end.

A list and a delete are nowhere promised. They are asked for where a character is made, and a path that is not
there is told apart from a character that is not.
"""

from collections.abc import Mapping
from enum import Enum, auto
from urllib.parse import quote

from app.domain.answer import message_error
from app.domain.character import CharacterDialect, CharacterState, CharacterWish, ToldCharacter
from app.domain.errors import ErrorKind
from app.domain.profile import GatewayTraits
from app.domain.remote_task import TaskState, state_of_word
from app.protocols.failures import error_from_response, failure_in
from app.protocols.gateway import auth_of
from app.protocols.media_types import ending_of
from app.protocols.read import as_list, as_object, first_text, json_or_none
from app.protocols.task_answers import failure_of_task, read_answer, words_of
from app.wire.request import FilePart, JsonBody, MultipartBody, WireRequest
from app.wire.response import WireResponse

_PLACES = {
    CharacterDialect.SORA: "/sora/v1/characters",
    CharacterDialect.OFFICIAL: "/v1/videos/characters",
    CharacterDialect.MODEL: "/v1/videos",
}
_LISTS = _PLACES | {CharacterDialect.MODEL: "/v1/videos/characters"}
_MODEL = "sora-2-character"
_IDS = ("id", "character_id", "task_id")
_USERNAMES = ("username", "user_name")
_AVATARS = ("profile_picture_url", "avatar_url", "avatar")
_STATES = {
    TaskState.DONE: CharacterState.READY,
    TaskState.FAILED: CharacterState.FAILED,
    TaskState.CANCELLED: CharacterState.FAILED,
    TaskState.EXPIRED: CharacterState.FAILED,
}
_NO_SUCH_CALL = (404, 405, 501)


class Deletion(Enum):
    """What became of the wish to delete a character."""

    DONE = auto()
    NOT_KNOWN = auto()
    """The gateway has no such character."""
    NOT_OFFERED = auto()
    """The gateway has no such call."""


def create(wish: CharacterWish, dialect: CharacterDialect, gateway: GatewayTraits) -> WireRequest:
    """The request that makes a character; it may cost money and is never sent twice."""
    body = _form(wish, dialect) if wish.clip is not None else JsonBody(_fields(wish, dialect))
    return WireRequest("POST", _PLACES[dialect], auth=auth_of(gateway.auth), body=body)


def query(remote_id: str, dialect: CharacterDialect, gateway: GatewayTraits) -> WireRequest | None:
    """Ask for one; None where the dialect has nothing to ask."""
    if dialect is CharacterDialect.SORA:
        return None
    path = f"{_PLACES[dialect]}/{quote(remote_id, safe='')}"
    return WireRequest("GET", path, auth=auth_of(gateway.auth), repeatable=True)


def everything(dialect: CharacterDialect, gateway: GatewayTraits) -> WireRequest:
    """Ask for all of the account, where the gateway tells them."""
    return WireRequest("GET", _LISTS[dialect], auth=auth_of(gateway.auth), repeatable=True)


def delete(remote_id: str, dialect: CharacterDialect, gateway: GatewayTraits) -> WireRequest:
    """Have one deleted, where the gateway does that."""
    path = f"{_LISTS[dialect]}/{quote(remote_id, safe='')}"
    return WireRequest("DELETE", path, auth=auth_of(gateway.auth), repeatable=True)


def parse(response: WireResponse) -> ToldCharacter:
    """The character that an answer is about.

    Raises:
        StudioError: the answer is an error, or names no character.
    """
    fields = read_answer(response)
    told = _told(as_object(fields.get("data")) or fields, response)
    if told is None:
        raise error_from_response(response)
    return told


def parse_everything(response: WireResponse) -> tuple[ToldCharacter, ...]:
    """The characters of a list.

    Raises:
        StudioError: the answer is an error, or no list.
    """
    value = json_or_none(response.body)
    items = value if isinstance(value, list) else as_object(value).get("data")
    if response.status >= 400 or not isinstance(items, list):
        raise error_from_response(response)
    found = (_told(as_object(item), response) for item in as_list(items))
    return tuple(one for one in found if one is not None)


def parse_delete(response: WireResponse) -> Deletion:
    """What became of it.

    Raises:
        StudioError: the gateway refused, or failed.
    """
    if response.status in _NO_SUCH_CALL:
        return Deletion.NOT_KNOWN if _knows_the_call(response) else Deletion.NOT_OFFERED
    refused = failure_in(response)
    if refused is None:
        return Deletion.DONE
    if refused.kind is ErrorKind.WEB_PAGE:  # new-api answers a path that it does not know with its console
        return Deletion.NOT_OFFERED
    raise refused


def _knows_the_call(response: WireResponse) -> bool:
    """Whether it is the character that is missing; the words for a missing path repeat the path."""
    said = response.body[:4096].lower()
    return response.status == 404 and b"character" in said and b"invalid url" not in said


def _fields(wish: CharacterWish, dialect: CharacterDialect) -> dict[str, object]:
    source = {"from_task": wish.film_id} if wish.film_id else {"url": wish.link}
    begin, end = wish.span_s or (0.0, 0.0)
    span = {"timestamps": f"{begin:g},{end:g}"} if wish.span_s else {}
    return {**source, **span, **dict(_names(wish, dialect))}


def _form(wish: CharacterWish, dialect: CharacterDialect) -> MultipartBody:
    assert wish.clip is not None
    mime = wish.clip.mime or "video/mp4"
    file = FilePart("video", f"character.{ending_of(mime) or 'mp4'}", mime, wish.clip.data)
    return MultipartBody(tuple(_names(wish, dialect)), (file,))


def _names(wish: CharacterWish, dialect: CharacterDialect) -> list[tuple[str, str]]:
    """What a form says besides the clip; a gateway of films refuses an empty prompt."""
    if dialect is CharacterDialect.MODEL:
        return [("model", _MODEL), ("prompt", wish.name)]
    return [("name", wish.name)] if dialect is CharacterDialect.OFFICIAL else []


def _told(fields: Mapping[str, object], response: WireResponse) -> ToldCharacter | None:
    remote_id, username = first_text(fields, *_IDS), first_text(fields, *_USERNAMES)
    if not remote_id:
        return None
    word = first_text(fields, "status", "state")
    state = _STATES.get(state_of_word(word), CharacterState.MAKING) if word else CharacterState.READY
    failed = failure_of_task(words_of(fields.get("error")), response)
    return ToldCharacter(
        remote_id,
        state,
        username,
        first_text(fields, "name", "display_name"),
        first_text(fields, *_AVATARS),
        first_text(fields, "permalink"),
        message_error(failed) if state is CharacterState.FAILED else None,
    )
