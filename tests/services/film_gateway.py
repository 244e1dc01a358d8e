"""A little gateway of films that counts what it is paid for, and does as a test says.

It speaks OpenAI's format and the unified one.
"""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from app.demo.film.filming import film
from tests.services.task_gateway import Answering, say
from tests.transport.raw_gateway import Connection, RawGateway, Received, serving

FILM = film("a fox in the snow", 64, 36, 1.0)
DONE: Mapping[str, Any] = {"status": "completed", "progress": 100}
USUAL: tuple[Mapping[str, Any], ...] = (
    {"status": "queued", "progress": 0},
    {"status": "in_progress", "progress": 40},
    DONE,
)


@dataclass(slots=True)
class FilmGateway:
    """``paid`` counts by the prompt what was begun, whatever became of the answer."""

    raw: RawGateway
    paid: Counter[str] = field(default_factory=Counter)
    says: list[Mapping[str, Any]] = field(default_factory=lambda: [*USUAL])
    """What is said of a film, one after the other, the last again and again."""
    asked: Counter[str] = field(default_factory=Counter)
    files: dict[str, bytes] = field(default_factory=dict)
    """What lies behind a film's content, where it is not the usual film."""
    ranges: list[str] = field(default_factory=list)
    submits: list[Answering] = field(default_factory=list)
    """What happens to the next submits, before anything is begun."""
    answers: list[Answering] = field(default_factory=list)
    """What becomes of the next answers to submits, after the work was begun."""
    polls: list[Answering] = field(default_factory=list)
    downloads: list[Answering] = field(default_factory=list)
    knows_ranges: bool = True
    is_away: bool = False
    pieces: int = 1
    """In how many pieces a film comes."""
    piece_s: float = 0.0
    """Seconds before each piece, and before the answer to an order."""

    @property
    def root(self) -> str:
        """Where it is."""
        return self.raw.root

    async def serve(self, connection: Connection, request: Received) -> None:
        """Answer one request."""
        if self.is_away:
            return connection.reset()
        match request.method, request.target.partition("?")[0].strip("/").split("/"):
            case "POST", ["v1", "videos"] | ["v1", "video", "create"]:
                return await self._submit(connection, json.loads(request.body))
            case "GET", ["v1", "videos", film_id]:
                return await self._poll(connection, film_id)
            case "GET", ["v1", "video", "query"]:
                return await self._poll(connection, request.target.partition("id=")[2])
            case "GET", ["v1", "videos", film_id, "content"] | ["files", film_id]:
                return await self._content(connection, request, film_id)
            case _:
                return await say(connection, {"error": {"message": "no such path"}}, 404)

    async def _submit(self, connection: Connection, body: dict[str, Any]) -> None:
        if self.submits:
            return await self.submits.pop(0)(connection)
        self.paid[body["prompt"]] += 1
        film_id = f"video_{self.paid.total()}"
        await asyncio.sleep(self.piece_s)
        self.asked[film_id] = 0
        if self.answers:
            return await self.answers.pop(0)(connection)
        return await say(connection, {"id": film_id, "object": "video", "status": "queued", "progress": 0})

    async def _poll(self, connection: Connection, film_id: str) -> None:
        if self.polls:
            return await self.polls.pop(0)(connection)
        if film_id not in self.asked:
            told = {"code": "task_not_exist", "message": f"task {film_id} not exist", "data": None}
            return await say(connection, told, 400)
        said = self.says[min(self.asked[film_id], len(self.says) - 1)]
        self.asked[film_id] += 1
        return await say(connection, {"id": film_id, "object": "video", **said})

    async def _content(self, connection: Connection, request: Received, film_id: str) -> None:
        wanted = request.headers.get("range", "")
        self.ranges.append(wanted)
        if self.downloads:
            return await self.downloads.pop(0)(connection)
        data = self.files.get(film_id, FILM)
        begin = int(wanted[6:-1]) if wanted and self.knows_ranges else 0
        headers = {"Content-Type": "video/mp4", "Content-Length": str(len(data) - begin)}
        if begin:
            headers["Content-Range"] = f"bytes {begin}-{len(data) - 1}/{len(data)}"
        await connection.begin(206 if begin else 200, headers)
        size = -(-len(data) // self.pieces)
        for start in range(begin, len(data), size):
            await asyncio.sleep(self.piece_s)
            await connection.send(data[start : start + size])
        return None


@asynccontextmanager
async def film_gateway() -> AsyncIterator[FilmGateway]:
    """The gateway on a free port."""
    async with serving() as raw:
        gateway = FilmGateway(raw)
        raw.behave(gateway.serve)
        yield gateway
