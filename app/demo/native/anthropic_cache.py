"""/v1/messages: what a prompt's beginning costs when it was sent before. No text is kept, only its digest."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from app.demo.tokens import tokens_of

_MARK = "cache_control"
_MOST_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class CacheUse:
    """Tokens that were read from the cache, and tokens that were put into it."""

    read: int = 0
    created: int = 0
    lifetime: str = "5m"


class PromptCache:
    """Remembers the beginnings that were marked."""

    def __init__(self) -> None:
        self._seen: dict[str, None] = {}

    def use(self, body: Mapping[str, Any]) -> CacheUse:
        """Look a request up and remember its marked beginnings."""
        digest, length, read, marked, lifetime = sha256(), 0, 0, 0, "5m"
        for block, mark in _marked(body):
            text = json.dumps(block, ensure_ascii=True, sort_keys=True)
            digest.update(text.encode())
            length += len(tokens_of(text))
            if digest.hexdigest() in self._seen:
                read = length
            if mark:
                marked, lifetime = length, str(mark.get("ttl") or lifetime)
                self._remember(digest.hexdigest())
        return CacheUse(read, max(0, marked - read), lifetime) if marked else CacheUse()

    def _remember(self, digest: str) -> None:
        self._seen[digest] = None
        if len(self._seen) > _MOST_KEPT:
            del self._seen[next(iter(self._seen))]


def marks_of(body: Mapping[str, Any]) -> int:
    """How many marks a request has."""
    return sum(bool(mark) for _, mark in _marked(body))


def _marked(body: Mapping[str, Any]) -> Iterator[tuple[Any, Mapping[str, Any]]]:
    """Every block in the order in which the model reads it, and its mark; one on top marks the last block."""
    blocks = list(_blocks(body))
    for number, block in enumerate(blocks, 1):
        mark = block.get(_MARK) if isinstance(block, dict) else None
        on_top = body.get(_MARK) if number == len(blocks) else None
        bare = {key: value for key, value in block.items() if key != _MARK} if mark else block
        yield bare, mark or on_top or {}


def _blocks(body: Mapping[str, Any]) -> Iterator[Any]:
    yield from body.get("tools") or ()
    yield from _listed(body.get("system"))
    for message in body.get("messages") or ():
        if isinstance(message, dict):
            yield from _listed(message.get("content"))


def _listed(content: object) -> list[Any]:
    """A text counts as the one block that it stands for."""
    if isinstance(content, list):
        return content
    return [{"type": "text", "text": content}] if content else []
