"""Watches every paid call as it leaves, and charges for the use that the answer itself tells."""

import json
import re
import time
from collections.abc import Callable, Mapping
from typing import Any

from app.demo.asgi import Application, Message, Receive, Scope, Send
from app.demo.ledger import Ledger, Rate, Use
from app.demo.recording import read_body, replay
from app.demo.tokens import tokens_of

RateOf = Callable[[str], Rate | None]
"""How a model is charged; None for one that is not sold."""

_FREE = re.compile(r"count_?tokens$|/cancel$|/api/", re.IGNORECASE)
_GEMINI = re.compile(r"/models/([^/:]+):")
_LARGEST_TOLD = 512 * 1024
"""A body above it is made of pictures, and charged by the call."""


class Meter:
    """A layer around the gateway. Calls that fail cost nothing."""

    def __init__(self, application: Application, ledger: Ledger, rate_of: RateOf) -> None:
        self._application = application
        self._ledger = ledger
        self._rate_of = rate_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST" or _FREE.search(scope["path"]):
            await self._application(scope, receive, send)
            return
        body = await read_body(receive)
        call = _Call(scope, body)
        rate = self._rate_of(call.model) if call.model else None
        if rate is None:
            await self._application(scope, replay(body, receive), send)
            return

        async def watched(message: Message) -> None:
            call.see(message)
            await send(message)

        try:
            await self._application(scope, replay(body, receive), watched)
        finally:
            call.charge(self._ledger, rate)


class _Call:
    """One call: what was asked, and what its answer says that it used."""

    def __init__(self, scope: Scope, body: bytes) -> None:
        asked = _object(body)
        named = _GEMINI.search(scope["path"])
        self.model = str(asked.get("model") or asked.get("model_name") or (named[1] if named else ""))
        self._request_id = str(scope.get("state", {}).get("request_id", ""))
        self._key = _key(scope)
        self._times = count if isinstance(count := asked.get("n"), int) and count > 0 else 1
        self._asked = body if len(body) <= _LARGEST_TOLD else b""
        self._is_stream = asked.get("stream") is True or "stream" in scope["path"]
        self._began = time.monotonic()
        self._status = 0
        self._events = 0
        self._told = Use()
        self._whole: list[bytes] = []
        self._size = 0

    def see(self, message: Message) -> None:
        """A piece of the answer goes by."""
        if message["type"] == "http.response.start":
            self._status = message["status"]
            return
        piece: bytes = message.get("body", b"")
        if piece.startswith((b"data:", b"event:")):
            self._events += 1
            if b'"usage' in piece:
                self._read(piece.rpartition(b"data:")[2])
        elif self._size < _LARGEST_TOLD:
            self._size += len(piece)
            self._whole.append(piece)

    def charge(self, ledger: Ledger, rate: Rate) -> None:
        """It is over."""
        if not 200 <= self._status < 300:
            return
        self._read(b"".join(self._whole))
        if not self._told.completion and not rate.model_price:
            self._count()
        self._told.times = self._times
        ledger.charge(
            self._key,
            self.model,
            rate,
            self._told,
            request_id=self._request_id,
            is_stream=self._is_stream,
            seconds=time.monotonic() - self._began,
        )

    def _count(self) -> None:
        """An answer that tells nothing is counted by the gateway."""
        self._told.prompt = len(tokens_of(self._asked.decode("utf-8", "replace")))
        self._told.completion = self._events or len(
            tokens_of(b"".join(self._whole).decode("utf-8", "replace"))
        )

    def _read(self, data: bytes) -> None:
        for usage in _usages(_object(data)):
            self._told = _later(self._told, usage)


def _usages(answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Where the formats put their counts: on top, in a message, in a response."""
    places = (answer, answer.get("message"), answer.get("response"))
    return [
        found
        for place in places
        if isinstance(place, dict)
        for name in ("usage", "usageMetadata")
        if isinstance(found := place.get(name), dict)
    ]


def _later(before: Use, usage: Mapping[str, Any]) -> Use:
    """Claude tells its counts in two goes; the others tell everything at once."""
    prompt = _number(usage, "prompt_tokens", "input_tokens", "promptTokenCount")
    read, written = (
        _number(usage, name) for name in ("cache_read_input_tokens", "cache_creation_input_tokens")
    )
    details = usage.get("prompt_tokens_details") or usage.get("input_tokens_details") or {}
    cached = read or _number(details, "cached_tokens") or _number(usage, "cachedContentTokenCount")
    completion = _number(usage, "completion_tokens", "output_tokens", "candidatesTokenCount") + _number(
        usage, "thoughtsTokenCount"
    )
    return Use(
        (prompt + read + written) or before.prompt, completion or before.completion, cached or before.cached
    )


def _number(values: Mapping[str, Any], *names: str) -> int:
    return next((value for name in names if isinstance(value := values.get(name), int)), 0)


def _key(scope: Scope) -> str:
    headers = {name.decode().lower(): value.decode("latin-1") for name, value in scope["headers"]}
    key = headers.get("authorization") or headers.get("x-api-key") or headers.get("x-goog-api-key") or ""
    return key.removeprefix("Bearer ").removeprefix("Key ").strip()


def _object(data: bytes) -> Mapping[str, Any]:
    try:
        value = json.loads(data) if data.strip().startswith(b"{") else {}
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
