"""What a person pastes to connect: a link, JSON, a command, settings, a shop's message, an address, a key.

The text is hostile until shown otherwise: it is cut, nothing in it is run or fetched, only http(s) addresses
without a user count, and nothing of it reaches a log. Wire facts: links as new-api, one-hub and their peers
build them.
"""

from app.domain.errors import ErrorKind, InputError
from app.domain.profile import ConnectionOffer
from app.protocols.connection_found import Found, offer_from
from app.protocols.connection_json import all_found_in_json
from app.protocols.connection_links import KELIVO, all_found_in_link, found_in_kelivo, link_in
from app.protocols.connection_words import found_in_words
from app.protocols.read import json_or_none, well_formed

_LONGEST_TEXT = 65_536
_LONGEST_PROSE = 16_384
_MOST_OFFERS = 20
_QUOTES = "\"'`<>“”‘’「」"


def read_connections(text: str, *, longest: int = _LONGEST_TEXT) -> tuple[ConnectionOffer, ...]:
    """Every provider that a text offers, at least one.

    An address without a key and a key without an address are offers too.

    Args:
        text: what was pasted, or the content of a settings file.
        longest: how many characters of it are looked at.

    Raises:
        InputError: nothing usable in it, a link that its site did not fill in, a masked key, an address that
            is none, or a link of a newer version.
    """
    text = _cleaned(text, longest)
    if not text:
        raise _not_understood()
    finds, source = _all_found(text)
    offers: dict[ConnectionOffer, None] = {}
    refusal: InputError | None = None
    for found in finds[:_MOST_OFFERS]:
        try:
            offers[offer_from(found, source)] = None
        except InputError as error:
            refusal = refusal or error
    usable = tuple(offer for offer in offers if offer.root or offer.keys)
    if not usable:
        raise refusal or _not_understood()
    return usable


def read_connection(text: str) -> ConnectionOffer:
    """The first of them; errors as of ``read_connections``."""
    return read_connections(text)[0]


def _not_understood() -> InputError:
    return InputError(ErrorKind.PASTE_NOT_UNDERSTOOD, field="paste")


def _all_found(text: str) -> tuple[tuple[Found, ...], str]:
    if text.lower().startswith(KELIVO):
        return (found_in_kelivo(text),), "link"
    if text.startswith(("{", "[")):
        finds = all_found_in_json(json_or_none(text))
        if any(finds):
            return finds, "json"
    text = text[:_LONGEST_PROSE]
    if link := link_in(text):
        finds = all_found_in_link(link)
        if any(finds):
            return finds, "link"
    found, source = found_in_words(text)
    return (found,), source


def _cleaned(text: str, longest: int) -> str:
    """The text without control characters and the quotes or the Markdown link around it."""
    text = well_formed(text[:longest]).replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in text if c in "\n\t" or c.isprintable() or c.isspace()).strip()
    if text.startswith("[") and text.endswith(")") and "](" in text and "\n" not in text:
        text = text.partition("](")[2][:-1]
    return text.strip(_QUOTES).strip()
