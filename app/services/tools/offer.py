"""Tools under the names that a request carries, and which tool such a name stands for."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.domain.tool import Tool

EVERY = "*"
"""In ``source/*``: whatever that source has."""
_LONGEST = 64
_NOT_CARRIED = re.compile(r"[^A-Za-z0-9_-]+")
_JOINT = "__"
_HASH_LETTERS = 6


@dataclass(frozen=True, slots=True)
class Offer:
    """A tool as it is offered, and what its own source calls it."""

    tool: Tool
    own_name: str

    @property
    def key(self) -> str:
        """What a conversation and a permission know it by: ``source/name``."""
        return f"{self.tool.source}/{self.own_name}"


def wire_name(handle: str, own_name: str) -> str:
    """The name of a server's tool on the wire: the server's handle, then its own name, at most 64 letters.

    What no format carries becomes ``_``; a name that lost something by it ends with letters of its own.
    """
    plain = _NOT_CARRIED.sub("_", own_name).strip("_")
    name = f"{handle}{_JOINT}{plain}"
    if plain == own_name and len(name) <= _LONGEST:
        return name
    mark = hashlib.sha256(own_name.encode("utf-8", "replace")).hexdigest()[:_HASH_LETTERS]
    return f"{name[: _LONGEST - _HASH_LETTERS - 1]}_{mark}"


def split_wire_name(name: str) -> tuple[str, str]:
    """Handle and tool of a name on the wire; no handle where it is no server's tool."""
    handle, joint, tool = name.partition(_JOINT)
    return (handle, tool) if joint and handle and tool else ("", name)


def handle_for(name: str, taken: Iterable[str]) -> str:
    """A short name for a server, which no other one has."""
    plain = re.sub(r"_+", "_", _NOT_CARRIED.sub("_", name)).strip("_-")[:20].lower() or "server"
    handles = frozenset(taken)
    numbered = (f"{plain}_{number}" for number in range(2, len(handles) + 3))
    return next(one for one in (plain, *numbered) if one not in handles)


def once_each(offers: Iterable[Offer]) -> tuple[Offer, ...]:
    """The offers with no name twice: what comes later is numbered."""
    taken: set[str] = set()
    found: list[Offer] = []
    for offer in offers:
        name, number = offer.tool.name, 2
        while name in taken:
            end = f"_{number}"
            name, number = f"{offer.tool.name[: _LONGEST - len(end)]}{end}", number + 1
        taken.add(name)
        found.append(
            offer if name == offer.tool.name else replace(offer, tool=replace(offer.tool, name=name))
        )
    return tuple(found)
