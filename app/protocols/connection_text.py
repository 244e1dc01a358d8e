"""What a person pastes to connect: a link, JSON, a command, settings, a shop's message, an address, a key.

The text is hostile until shown otherwise: it is cut, nothing in it is run or fetched, only http(s) addresses
without a user count, and nothing of it reaches a log. Wire facts: links as new-api, one-hub and their peers
build them.
"""

from app.domain.errors import ErrorKind, InputError
from app.domain.profile import ConnectionOffer
from app.protocols.connection_found import Found, offer_from
from app.protocols.connection_json import found_in_json
from app.protocols.connection_links import KELIVO, found_in_kelivo, found_in_link, link_in
from app.protocols.connection_words import found_in_words
from app.protocols.read import NotJson, parse_json, well_formed

_LONGEST_TEXT = 65_536
_LONGEST_PROSE = 16_384
_QUOTES = "\"'`<>“”‘’「」"


def read_connection(text: str) -> ConnectionOffer:
    """What a pasted text offers; an address without a key and a key without an address are offers too.

    Raises:
        InputError: nothing usable in it, a link that its site did not fill in, a masked key, an address that
            is none, or a link of a newer version.
    """
    text = _cleaned(text)
    if not text:
        raise InputError(ErrorKind.PASTE_NOT_UNDERSTOOD, field="paste")
    found, source = _found(text)
    offer = offer_from(found, source)
    if not (offer.root or offer.keys):
        raise InputError(ErrorKind.PASTE_NOT_UNDERSTOOD, field="paste")
    return offer


def _found(text: str) -> tuple[Found, str]:
    if text.lower().startswith(KELIVO):
        return found_in_kelivo(text), "link"
    if text.startswith(("{", "[")):
        try:
            found = found_in_json(parse_json(text))
        except NotJson:
            found = Found()
        if found:
            return found, "json"
    text = text[:_LONGEST_PROSE]
    link = link_in(text)
    if link:
        found = found_in_link(link)
        if found:
            return found, "link"
    return found_in_words(text)


def _cleaned(text: str) -> str:
    """The text without control characters and the quotes or the Markdown link around it."""
    text = well_formed(text[:_LONGEST_TEXT]).replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in text if c in "\n\t" or c.isprintable() or c.isspace()).strip()
    if text.startswith("[") and text.endswith(")") and "](" in text and "\n" not in text:
        text = text.partition("](")[2][:-1]
    return text.strip(_QUOTES).strip()
