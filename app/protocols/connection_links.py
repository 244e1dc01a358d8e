"""Import links: our own ``relaystudio://`` and those that sites make for other programs."""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote, unquote_plus

from app.domain.errors import ErrorKind, InputError
from app.protocols.connection_found import Found, refuse_placeholders
from app.protocols.connection_json import all_found_in_json, found_in_json, found_in_names, json_in_base64
from app.protocols.read import json_or_none

KELIVO = "ai-provider:v1:"
_LONGEST_LINK = 8192
_SCHEMES = (
    "relaystudio",
    "cherrystudio",
    "deepchat",
    "chatbox",
    "aqbot",
    "aionui",
    "opencat",
    "ama",
    "ccswitch",
)
_LINK = re.compile(rf"\b(?:{'|'.join(_SCHEMES)})://\S+", re.IGNORECASE)
_WEB_LINK = re.compile(r"\bhttps?://\S{1,500}?[?&](?:settings|provider)=\S+", re.IGNORECASE)
_OURS = "relaystudio://"
_OUR_VERSION = re.compile(r"relaystudio://v(?P<version>\d{1,9})(?:/|\?|$)", re.IGNORECASE)
_BASE64_FIELDS = ("data", "config")
_JSON_FIELDS = ("settings", "provider")
_PLUS_IS_SPACE = {"name", "notes"}


def link_in(text: str) -> str:
    """The import link that a text is or holds; empty where there is none."""
    one_line = "\n" not in text
    if one_line and text.lower().startswith(tuple(f"{scheme}://" for scheme in _SCHEMES)):
        return text[:_LONGEST_LINK]
    found = _LINK.search(text) or _WEB_LINK.search(text)
    if found is None:
        return ""
    return (text if one_line and found.start() == 0 else found[0])[:_LONGEST_LINK]


def all_found_in_link(link: str) -> tuple[Found, ...]:
    """What a link offers; some carry several providers.

    Raises:
        InputError: its site did not fill it in, or it is of a newer version.
    """
    refuse_placeholders(unquote(link))
    version = _OUR_VERSION.match(link)
    if version and int(version["version"]) > 1:
        raise InputError(ErrorKind.LINK_NEWER, field="paste")
    fields = _fields(link)
    found = found_in_names({name: value for name, value in fields.items() if name not in _BASE64_FIELDS})
    inner = tuple(each for payload in _payloads(fields) for each in all_found_in_json(payload))
    finds = tuple(_joined(found, each) for each in inner) or (found,)
    if link.lower().startswith(_OURS):
        return tuple(replace(each, kind=each.kind or "new-api") for each in finds)
    return finds


def found_in_kelivo(text: str) -> Found:
    """Kelivo's text: a prefix and base64 of an object."""
    return found_in_json(json_in_base64(text[len(KELIVO) : _LONGEST_LINK]))


def _fields(link: str) -> dict[str, str]:
    """Fields by lower-case name; the first of a repeated one counts.

    They stand behind the first ``?`` before and after the ``#``. Each is decoded once and a plus sign stays
    one, except in the names that CC Switch writes as a form.
    """
    fields: dict[str, str] = {}
    form = link.lower().startswith("ccswitch://")
    for part in link.split("#", 1):
        for pair in part.partition("?")[2].split("&"):
            name, _, value = pair.partition("=")
            name = unquote(name).strip().lower()
            decode = unquote_plus if form and name in _PLUS_IS_SPACE else unquote
            if name and value:
                fields.setdefault(name, decode(value))
    return fields


def _payloads(fields: dict[str, str]) -> Iterator[object]:
    """Objects that travel inside a field: as base64, or as JSON that may have been encoded twice."""
    for name in _BASE64_FIELDS:
        if name in fields:
            yield json_in_base64(fields[name])
    for name in _JSON_FIELDS:
        if name in fields:
            yield json_or_none(fields[name]) or json_or_none(unquote(fields[name]))


def _joined(first: Found, second: Found) -> Found:
    return Found(
        address=first.address or second.address,
        keys=first.keys or second.keys,
        name=first.name or second.name,
        kind=first.kind or second.kind,
        model=first.model or second.model,
    )
