"""What gateways answer wrongly although the connection holds: statuses, types, and damaged streams."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from app.demo.asgi import Application, Message, Receive, Scope, Send
from app.demo.chat import DONE
from app.demo.failures import Refusal
from app.demo.faults import send_whole
from app.demo.recording import read_body, replay

_MEGABYTE = 1_000_000
_JSON = "application/json; charset=utf-8"
_HTML = "text/html; charset=utf-8"

_NO_CREDIT = {
    "error": {"message": "Insufficient Balance", "type": "unknown_error", "param": None, "code": ""}
}
_REFUSALS = {
    401: Refusal(401, "无效的令牌"),
    403: Refusal(403, "用户额度不足, 剩余额度: ＄0.000000", "insufficient_user_quota"),
    404: Refusal(404, "Invalid URL (POST /v1/chat/completions)", kind="invalid_request_error"),
    429: Refusal(429, "当前分组上游负载已饱和，请稍后再试"),
    500: Refusal(500, "请求上游地址失败", "do_request_failed"),
    503: Refusal(503, "system cpu overloaded", "system_cpu_overloaded"),
}
_PAGES = {
    413: "413 Request Entity Too Large",
    502: "502 Bad Gateway",
    504: "504 Gateway Time-out",
    524: "demo.example | 524: A timeout occurred",
}


@dataclass(frozen=True, slots=True)
class Status:
    """An error status with the body that usually comes with it, or with another one.

    ``retry_after`` goes out as it is: seconds, or an HTTP date.
    """

    status: int
    retry_after: str = ""
    body: bytes | None = None

    async def __call__(self, application: Application, scope: Scope, receive: Receive, send: Send) -> None:
        content_type, usual = _usual_body(self.status)
        headers = {"retry-after": self.retry_after} if self.retry_after else {}
        body = usual if self.body is None else self.body
        await send_whole(send, self.status, content_type, body, headers)


@dataclass(frozen=True, slots=True)
class Page:
    """A web page where data should be: a wrong address, or a bot check."""

    title: str = "Just a moment..."
    status: int = 200

    async def __call__(self, application: Application, scope: Scope, receive: Receive, send: Send) -> None:
        await send_whole(send, self.status, _HTML, _page(self.title))


@dataclass(frozen=True, slots=True)
class WrongType:
    """The right answer under the wrong content type; an empty one leaves the header out."""

    content_type: str = "application/json"

    async def __call__(self, application: Application, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_renamed(message: Message) -> None:
            if message["type"] == "http.response.start":
                rows = [row for row in message["headers"] if row[0].lower() != b"content-type"]
                named = [(b"content-type", self.content_type.encode())] if self.content_type else []
                message["headers"] = rows + named
            await send(message)

        await application(scope, receive, send_renamed)


@dataclass(frozen=True, slots=True)
class OtherForm:
    """JSON in answer to a stream request, a stream in answer to a plain one."""

    async def __call__(self, application: Application, scope: Scope, receive: Receive, send: Send) -> None:
        wanted = json.loads(await read_body(receive))
        wanted["stream"] = not wanted.get("stream", False)
        await application(scope, replay(json.dumps(wanted).encode(), receive), send)


@dataclass(frozen=True, slots=True)
class ErrorInStream:
    """An error after some events.

    ``shape`` is ``data``, ``event`` (a named event), ``bare`` (a line without ``data:``) or ``choice``
    (beside choices, as OpenRouter does).
    """

    events: int = 3
    shape: str = "data"
    message: str = "upstream connection reset"

    async def __call__(self, application: Application, scope: Scope, receive: Receive, send: Send) -> None:
        seen = 0

        def with_error(event: bytes) -> Iterable[bytes]:
            nonlocal seen
            seen += 1
            if seen <= self.events:
                return (event,)
            return (self._event(),) if seen == self.events + 1 else ()

        await _spoil(application, scope, receive, send, with_error)

    def _event(self) -> bytes:
        error: dict[str, Any] = {
            "error": {"message": self.message, "type": "upstream_error", "param": "", "code": "bad_response"}
        }
        if self.shape == "choice":
            error |= {"choices": [{"index": 0, "delta": {"content": ""}, "finish_reason": "error"}]}
        text = json.dumps(error)
        opening = {"bare": "", "event": "event: error\ndata: "}.get(self.shape, "data: ")
        return f"{opening}{text}\n\n".encode()


@dataclass(frozen=True, slots=True)
class WithoutDone:
    """A whole stream that lacks its end mark."""

    async def __call__(self, application: Application, scope: Scope, receive: Receive, send: Send) -> None:
        await _spoil(application, scope, receive, send, lambda event: () if event == DONE else (event,))


@dataclass(frozen=True, slots=True)
class OnlyDone:
    """A stream of nothing but its end mark: new-api found no event in what its upstream sent."""

    async def __call__(self, application: Application, scope: Scope, receive: Receive, send: Send) -> None:
        await _spoil(application, scope, receive, send, lambda event: (event,) if event == DONE else ())


@dataclass(frozen=True, slots=True)
class NullChoices:
    """Chunks without choices, without delta, and without anything, between the good ones."""

    async def __call__(self, application: Application, scope: Scope, receive: Receive, send: Send) -> None:
        nulls: tuple[Any, ...] = (
            {"choices": None, "usage": None},
            {"choices": [{"index": 0, "delta": None}]},
            {},
            None,
        )
        noise = tuple(_event(value) for value in nulls)
        await _spoil(application, scope, receive, send, lambda event: (*noise, event))


@dataclass(frozen=True, slots=True)
class KeepAlive:
    """Comments, blank lines and empty data before every event."""

    async def __call__(self, application: Application, scope: Scope, receive: Receive, send: Send) -> None:
        noise = b": PING\n\n\n\ndata:\n\n: OPENROUTER PROCESSING\n\n"
        await _spoil(application, scope, receive, send, lambda event: (noise, event))


@dataclass(frozen=True, slots=True)
class Careless:
    """Lines as small servers write them: no space after ``data:``, CR LF, no blank line after the last."""

    async def __call__(self, application: Application, scope: Scope, receive: Receive, send: Send) -> None:
        def rewrite(event: bytes) -> Iterable[bytes]:
            text = event.replace(b"data: ", b"data:", 1).rstrip()
            return (text if event == DONE else text + b"\r\n\r\n",)

        await _spoil(application, scope, receive, send, rewrite)


@dataclass(frozen=True, slots=True)
class HugeLine:
    """One event of several megabytes in the middle of a stream, as when a picture comes as text."""

    megabytes: int = 8

    async def __call__(self, application: Application, scope: Scope, receive: Receive, send: Send) -> None:
        huge = _event({"choices": [{"index": 0, "delta": {"content": "A" * (self.megabytes * _MEGABYTE)}}]})
        await _spoil(
            application, scope, receive, send, lambda event: (huge, event) if event == DONE else (event,)
        )


@dataclass(frozen=True, slots=True)
class Cumulative:
    """Each chunk repeats the whole text so far."""

    async def __call__(self, application: Application, scope: Scope, receive: Receive, send: Send) -> None:
        so_far: dict[int, str] = {}

        def repeat(event: bytes) -> Iterable[bytes]:
            if event == DONE:
                return (event,)
            chunk = json.loads(event.removeprefix(b"data: "))
            for choice in chunk["choices"]:
                index, delta = choice["index"], choice["delta"]
                if delta.get("content"):
                    so_far[index] = delta["content"] = so_far.get(index, "") + delta["content"]
            return (_event(chunk),)

        await _spoil(application, scope, receive, send, repeat)


async def _spoil(
    application: Application,
    scope: Scope,
    receive: Receive,
    send: Send,
    change: Callable[[bytes], Iterable[bytes]],
) -> None:
    """Run the application and put other events in the place of each of its own."""

    async def send_changed(message: Message) -> None:
        if message["type"] == "http.response.start" or not message.get("body"):
            await send(message)
            return
        for event in change(message["body"]):
            await send({**message, "body": event})

    await application(scope, receive, send_changed)


def _event(value: Any) -> bytes:
    return b"data: " + json.dumps(value, ensure_ascii=False).encode() + b"\n\n"


def _usual_body(status: int) -> tuple[str, bytes]:
    if status in _PAGES:
        return _HTML, _page(_PAGES[status])
    if status == 402:
        return _JSON, json.dumps(_NO_CREDIT).encode()
    refusal = _REFUSALS.get(status, Refusal(status, "bad response status code", "bad_response_status_code"))
    return _JSON, json.dumps(refusal.body("demo-fault"), ensure_ascii=False).encode()


def _page(title: str) -> bytes:
    head = f"<!DOCTYPE html>\n<html><head><title>{title}</title></head>"
    return f"{head}<body><h1>{title}</h1></body></html>".encode()
