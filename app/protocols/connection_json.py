"""Addresses and keys in JSON: connection texts, settings files and export files of other programs.

Shapes are not told apart by program. Names are: every one of them calls an address something with ``url``,
``host`` or ``base`` and a key something with ``key`` or ``token``.
"""

import base64
import binascii
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from app.protocols.connection_found import Found
from app.protocols.read import NotJson, as_list, as_object, json_or_none, parse_json, text

_ADDRESS = re.compile(
    r"(?:.*(?:baseurl|apibase|apihost|apiurl|proxyurl|openaiurl|anthropicurl|reverseproxy)"
    r"|url|address|server|domain|endpoint)$"
)
_KEY = re.compile(r"(?:.*(?:apikey|authtoken|bearertoken)|key|token)$")
_MODEL = re.compile(r"(?:.*modelid|model|defaultmodel|anthropicmodel|openaimodel|geminimodel)$")
_KIND = re.compile(r"(?:type|id|platform)$")
# Never read: accounts, scripts and other people's bookkeeping.
_IGNORED = re.compile(r"usage|accesstoken|homepage|icon|key(?:name|id)$")
_BETWEEN_KEYS = re.compile(r"[,，;\s]+")
_DEEPEST = 12
_MOST_OBJECTS = 2000


def all_found_in_json(value: object) -> tuple[Found, ...]:
    """Every object with both an address and a key; else the first of each, wherever they stand."""
    finds = tuple(islice(_finds(value, "", _DEEPEST), _MOST_OBJECTS))
    complete = tuple(found for found in finds if found.address and found.keys)
    return complete or (_pieced_together(finds),)


def found_in_json(value: object) -> Found:
    """The first of them."""
    return all_found_in_json(value)[0]


def _pieced_together(finds: Sequence[Found]) -> Found:
    return Found(
        address=next((found.address for found in finds if found.address), ""),
        keys=next((found.keys for found in finds if found.keys), ()),
        name=next((found.name for found in finds if found), ""),
        kind=next((found.kind for found in finds if found), ""),
        model=next((found.model for found in finds if found.model), ""),
    )


def json_in_base64(payload: str) -> object:
    """JSON from base64 of either alphabet, padded or not; a space was a plus sign once. None for others.

    Cherry Studio's leniency is kept: single quotes count as double ones and parentheses are dropped.
    """
    compact = "".join(payload.strip().replace(" ", "+").split()).rstrip("=")
    compact = compact.translate({ord("-"): "+", ord("_"): "/"})
    try:
        decoded = base64.b64decode(compact + "=" * (-len(compact) % 4), validate=True).decode(
            "utf-8", "replace"
        )
    except (binascii.Error, ValueError):
        return None
    lenient = decoded.replace("'", '"').replace("(", "").replace(")", "")
    for candidate in (decoded, lenient):
        try:
            return parse_json(candidate)
        except NotJson:
            continue
    return None


def found_in_names(fields: Mapping[str, object]) -> Found:
    """What the fields of one object say by their names; the first of a kind wins."""
    found = Found()
    for name, value in fields.items():
        plain = re.sub(r"[_\-\s.]", "", name).lower()
        said = text(value).strip()
        if not said or _IGNORED.search(plain):
            continue
        if plain == "name" and not found.name:
            found = replace(found, name=said)
        elif _MODEL.match(plain):
            found = replace(found, model=found.model or said)
        elif _KIND.match(plain) or name == "_type":
            found = replace(found, kind=_better_kind(found.kind, said))
        elif _KEY.match(plain):
            found = replace(found, keys=found.keys or tuple(filter(None, _BETWEEN_KEYS.split(said))))
        elif _ADDRESS.match(plain):
            found = replace(found, address=found.address or said)
    return found


def _better_kind(known: str, said: str) -> str:
    return said if not known or said in {"new-api", "one-api"} else known


def _finds(value: object, name: str, depth: int) -> Iterator[Found]:
    """What each object says, outermost first; a name holds for the objects inside."""
    if depth <= 0:
        return
    fields = as_object(value)
    if fields:
        found = found_in_names(fields)
        found = replace(found, name=found.name or name)
        yield found
        name = found.name
    for inner in (*fields.values(), *as_list(value)):
        if isinstance(inner, str) and inner.startswith(("{", "[")):
            inner = json_or_none(inner)  # stores of web apps keep JSON inside JSON
        if isinstance(inner, dict | list):
            yield from _finds(inner, name, depth - 1)
