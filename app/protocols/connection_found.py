"""What was found in a pasted text, raw, and the offer that it makes once it is checked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from app.domain.addresses import normalise_root
from app.domain.errors import ErrorKind, InputError
from app.domain.keys import clean_key
from app.domain.profile import ConnectionOffer

_MOST_KEYS = 20
_LONGEST_KEY = 1024
_LONGEST_NAME = 80
_MASKED = re.compile(r"\*|…|•|\.\.\.")
_PLACEHOLDER = re.compile(r"\{(?:key|address|server|\w+Config)\}|base64<\[", re.IGNORECASE)
_ENCODED_SCHEME = re.compile(r"https?%3a", re.IGNORECASE)
# What new-api and one-api put into links where the owner never set the site's address.
_UNSET_ADDRESSES = {"http://localhost:3000", "http://127.0.0.1:3000"}
_NEW_API = {"new-api", "newapi", "one-api", "oneapi", "newapi_channel_conn", "one-hub", "done-hub"}


@dataclass(frozen=True, slots=True)
class Found:
    """Raw finds, unchecked; empty where nothing was found."""

    address: str = ""
    keys: tuple[str, ...] = field(default=(), repr=False)
    name: str = ""
    kind: str = ""
    """Type or id that the text gives the provider, in the words of its tool."""
    model: str = ""

    def __bool__(self) -> bool:
        return bool(self.address or self.keys)


def refuse_placeholders(text: str) -> None:
    """A link that its site left unfilled.

    Raises:
        InputError: there is a ``{key}``, an ``{address}`` or the like in it.
    """
    if _PLACEHOLDER.search(text):
        raise InputError(ErrorKind.LINK_NOT_FILLED, field="paste")


def offer_from(found: Found, source: str) -> ConnectionOffer:
    """The offer of what was found: address brought to ROOT, keys cleaned, the useless ones left out.

    Raises:
        InputError: the address is none, or the only key is masked or unusable.
    """
    root = root_of(found.address)
    if source == "link" and root in _UNSET_ADDRESSES:
        root = ""
    keys = _usable(found.keys)
    if found.keys and not keys and not root:
        raise InputError(ErrorKind.KEY_INVALID, field="key")
    return ConnectionOffer(
        root=root,
        keys=keys,
        name=_line(found.name),
        gateway="new-api" if found.kind.lower() in _NEW_API else "",
        model=_line(found.model),
        source=source,
    )


def root_of(address: str) -> str:
    """ROOT of an address, empty for an empty one.

    Raises:
        InputError: it is no http(s) address, or it holds a user.
    """
    address = unquote(address) if _ENCODED_SCHEME.match(address) else address
    address = address.partition(",")[0].strip()
    if not address:
        return ""
    if _has_user(address):
        raise InputError(ErrorKind.ADDRESS_INVALID, {"address": _line(_host_in(address))}, field="address")
    return normalise_root(address)


def _has_user(address: str) -> bool:
    return "@" in address.partition("://")[2].partition("/")[0] or "@" in address.partition("/")[0]


def _host_in(address: str) -> str:
    """The host of an address that cannot be shown as it is, because of the password in it."""
    try:
        return urlsplit(address if "://" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""


def _usable(keys: Iterable[str]) -> tuple[str, ...]:
    """The keys that can be sent, each once.

    Raises:
        InputError: there is only a masked one, as lists of keys show them.
    """
    usable: dict[str, None] = {}
    masked = False
    for key in keys:
        if _MASKED.search(key):
            masked = True
            continue
        try:
            usable[clean_key(key[:_LONGEST_KEY])] = None
        except InputError:
            continue
    if masked and not usable:
        raise InputError(ErrorKind.KEY_MASKED, field="key")
    return tuple(usable)[:_MOST_KEYS]


def _line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:_LONGEST_NAME]
