"""A little gateway of tasks that counts what it is paid for, and lies, loses and forgets on demand."""

import asyncio
import base64
import json
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.storage.pictures import png
from tests.transport.raw_gateway import Connection, RawGateway, Received, serving

PICTURE = png(640, 480)
Answering = Callable[[Connection], Awaitable[None]]
"""What happens instead of the usual answer."""


@dataclass(slots=True)
class Work:
    """One task as the gateway has it."""

    id: str
    words: list[str]
    links: list[str]
    reason: str = ""
    asked: int = 0
    is_cancelled: bool = False

    def told(self) -> dict[str, object]:
        """What a poll says: each one the next word, the last one again and again."""
        word = self.words[min(self.asked, len(self.words) - 1)]
        self.asked += 1
        is_done = word.lower() in ("success", "completed", "succeeded")
        told: dict[str, object] = {"id": self.id, "status": "cancelled" if self.is_cancelled else word}
        if word.endswith("%"):
            told |= {"status": "running", "progress": float(word[:-1])}
        return told | {"outputs": self.links if is_done else [], "reason": self.reason}


@dataclass(slots=True)
class TaskGateway:
    """Whatever happens to its answers, ``paid`` counts what it began, by the id of the one who asks."""

    raw: RawGateway
    paid: Counter[str] = field(default_factory=Counter)
    works: dict[str, Work] = field(default_factory=dict)
    words: list[str] = field(default_factory=lambda: ["queued", "30%", "SUCCESS"])
    files: dict[str, bytes] = field(default_factory=dict)
    outputs: int = 1
    results: list[str] | None = None
    """Where work leads that is begun from now on, instead of to files of its own."""
    submits: list[Answering] = field(default_factory=list)
    """What happens to the next submits, before anything is begun."""
    answers: list[Answering] = field(default_factory=list)
    """What becomes of the next answers to submits, after the work was begun."""
    polls: list[Answering] = field(default_factory=list)
    downloads: list[Answering] = field(default_factory=list)
    batches: list[int] = field(default_factory=list)
    ranges: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    """The keys that files were asked with."""
    left_out: set[str] = field(default_factory=set)
    absolute_links: bool = True
    busy: int = 0
    busiest: int = 0
    poll_times: list[float] = field(default_factory=list)
    inputs: list[list[str]] = field(default_factory=list)
    streams: list[bytes] = field(default_factory=list)
    delay: Callable[[], float] = lambda: 0.0
    """Seconds that each request takes."""

    @property
    def root(self) -> str:
        """Where it is."""
        return self.raw.root

    async def serve(self, connection: Connection, request: Received) -> None:
        """Answer one request."""
        self.busy += 1
        await asyncio.sleep(self.delay())
        self.busiest = max(self.busiest, self.busy)
        try:
            await self._serve(connection, request)
        finally:
            self.busy -= 1

    async def _serve(self, connection: Connection, request: Received) -> None:
        match request.method, request.target.partition("?")[0].strip("/").split("/"):
            case "POST", ["tasks"]:
                await self._submit(connection, json.loads(request.body))
            case "POST", ["tasks", "query"]:
                await self._query(connection, json.loads(request.body)["ids"])
            case "GET", ["tasks", task_id]:
                await self._poll(connection, task_id)
            case "DELETE", ["tasks", task_id]:
                self.works[task_id].is_cancelled = True
                await say(connection, {})
            case "POST", ["pictures"]:
                await self._pictures(connection, json.loads(request.body))
            case "GET", ["mj", "task", _, "fetch"]:
                await say(connection, {"code": 4, "description": "task_no_found"}, 400)
            case "GET", ["files", name]:
                await self._file(connection, request, name)
            case _:
                await say(connection, {"error": {"message": "no such path"}}, 404)

    async def _submit(self, connection: Connection, body: dict[str, object]) -> None:
        if self.submits:
            return await self.submits.pop(0)(connection)
        client = str(body["client"])
        self.paid[client] += 1
        self.inputs.append(body.get("inputs") or [])  # type: ignore[arg-type]
        work = Work(f"t{len(self.works) + 1}", list(self.words), [])
        base = self.root if self.absolute_links else ""
        for number in range(self.outputs):
            self.files.setdefault(f"{work.id}-{number}", PICTURE)
            work.links.append(f"{base}/files/{work.id}-{number}?sig=abc")
        work.links = work.links if self.results is None else self.results
        self.works[work.id] = work
        if self.answers:
            return await self.answers.pop(0)(connection)
        return await say(connection, {"id": work.id, "status": "submitted"})

    async def _pictures(self, connection: Connection, body: dict[str, object]) -> None:
        if self.submits:
            return await self.submits.pop(0)(connection)
        self.paid[str(body["client"])] += 1
        if self.answers:
            return await self.answers.pop(0)(connection)
        if not body["stream"]:
            data = [base64.b64encode(PICTURE).decode()] * self.outputs
            return await say(connection, {"data": data})
        await connection.begin_stream()
        for event in self.streams:
            await connection.chunk(b"data: " + event + b"\n\n")
        if self.streams and self.streams[-1] == b"cut":
            return connection.reset()
        return await connection.end_stream()

    async def _query(self, connection: Connection, ids: list[str]) -> None:
        self.batches.append(len(ids))
        if self.polls:
            return await self.polls.pop(0)(connection)
        told = [self.works[one].told() for one in ids if one in self.works and one not in self.left_out]
        return await say(connection, {"tasks": told})

    async def _poll(self, connection: Connection, task_id: str) -> None:
        self.poll_times.append(asyncio.get_running_loop().time())
        if self.polls:
            return await self.polls.pop(0)(connection)
        if task_id not in self.works:
            return await say(connection, {"code": "task_not_exist", "message": "no"}, 400)
        return await say(connection, self.works[task_id].told())

    async def _file(self, connection: Connection, request: Received, name: str) -> None:
        self.keys.append(request.headers.get("authorization", ""))
        self.ranges.append(request.headers.get("range", ""))
        if self.downloads:
            return await self.downloads.pop(0)(connection)
        data = self.files[name]
        begin = int(request.headers.get("range", "bytes=0-")[6:-1])
        if begin >= len(data):
            return await connection.answer(status=416, headers={"Content-Range": f"bytes */{len(data)}"})
        if begin:
            headers = {"Content-Range": f"bytes {begin}-{len(data) - 1}/{len(data)}"}
            return await connection.answer(data[begin:], status=206, headers=headers)
        return await connection.answer(data, headers={"Content-Type": "application/octet-stream"})


async def say(connection: Connection, value: object, status: int = 200, **headers: str) -> None:
    """A JSON answer."""
    told = {name.replace("_", "-"): text for name, text in headers.items()}
    body = json.dumps(value).encode()
    await connection.answer(body, status=status, headers={"Content-Type": "application/json", **told})


async def cut(connection: Connection) -> None:
    """The connection is gone, and with it whatever would have been said."""
    connection.reset()


def saying(value: object, status: int = 200, **headers: str) -> Answering:
    """Another answer than the usual one."""
    return lambda connection: say(connection, value, status, **headers)


def page(status: int) -> Answering:
    """A web page of a front server."""

    async def answer(connection: Connection) -> None:
        body = b"<html><head><title>Bad gateway</title></head><body>no</body></html>"
        await connection.answer(body, status=status, headers={"Content-Type": "text/html"})

    return answer


def broken_off(data: bytes, length: int) -> Answering:
    """A file whose end never comes."""

    async def answer(connection: Connection) -> None:
        await connection.begin(200, {"Content-Length": str(length)})
        await connection.send(data)
        connection.close()

    return answer


@asynccontextmanager
async def task_gateway() -> AsyncIterator[TaskGateway]:
    """The gateway on a free port."""
    async with serving() as raw:
        gateway = TaskGateway(raw)
        raw.behave(gateway.serve)
        yield gateway
