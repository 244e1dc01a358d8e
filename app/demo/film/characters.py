"""Characters: OpenAI's own way with a form, Sora's with a link and a span, and a model that makes them.

The gateway lists and deletes what was made below ``/v1/videos/characters``; below ``/sora/v1`` it knows no
such call, as most gateways.
"""

import re
import time
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.demo.failures import Refusal, bad_parameter
from app.demo.film.desk import FilmDesk
from app.demo.film.wish import text_of
from app.demo.image.fields import read_object
from app.demo.image.workshop import Workshop
from app.demo.keys import check_funds, check_key

CHARACTER_MODELS = ("sora-2-character", "sora-character")
_MOST = 100
_LOOKS = 2
"""A character that a model makes is ready when it is looked at for the second time."""
_SPANS_S = (1.0, 3.0)
_MENTION = re.compile(r"@(demo\.character\.\d+)")


class DemoCharacters:
    """The characters of all keys."""

    def __init__(self, workshop: Workshop, desk: FilmDesk) -> None:
        self._workshop = workshop
        self._desk = desk
        self._made: dict[str, dict[str, Any]] = {}
        self._looks: dict[str, int] = {}
        self._number = 0

    def routes(self) -> list[Route]:
        """Its own paths."""
        own = "/v1/videos/characters"
        return [
            Route(own, self.create, methods=["POST"]),
            Route(own, self.all),
            Route(f"{own}/{{id}}", self.one),
            Route(f"{own}/{{id}}", self.forget, methods=["DELETE"]),
            Route("/sora/v1/characters", self.create_by_link, methods=["POST"]),
        ]

    async def create(self, request: Request) -> Response:
        given = await read_object(request)
        if not isinstance(first_of(given.get("video")), bytes):
            raise bad_parameter("video is required", param="video")
        if not text_of(given, "name"):
            raise bad_parameter("name is required", param="name")
        return JSONResponse(self._new(request, text_of(given, "name")))

    async def create_by_link(self, request: Request) -> Response:
        given = await read_object(request)
        if given.get("from_task"):
            self._desk.find(request, text_of(given, "from_task"))
        elif not text_of(given, "url"):
            raise bad_parameter("url or from_task is required", param="url")
        shortest, longest = _SPANS_S
        if not shortest <= _span_of(text_of(given, "timestamps")) <= longest:
            raise bad_parameter("timestamps: the span must be 1 to 3 seconds", param="timestamps")
        found = self._new(request)
        return JSONResponse(
            {name: found[name] for name in ("id", "username", "permalink", "profile_picture_url")}
        )

    def begin(self, given: dict[str, Any], request: Request) -> Response:
        """What the model for characters answers: one that is not ready yet.

        Raises:
            Refusal: the key is wrong or used up, or there is no clip.
        """
        if not (first_of(given.get("video")) or given.get("url") or given.get("from_task")):
            raise bad_parameter("video is required", param="video")
        found = self._new(request)
        self._looks[found["id"]] = 0
        return JSONResponse(self._queued(found))

    def asked_for(self, request: Request) -> Response | None:
        """A character that is asked for like a film; None where the id is no character's."""
        found = self._made.get(request.path_params["id"])
        if found is None:
            return None
        check_key(request.headers.get("authorization", ""))
        self._looks[found["id"]] = looks = self._looks.get(found["id"], _LOOKS) + 1
        return JSONResponse(found if looks >= _LOOKS else self._queued(found))

    async def all(self, request: Request) -> Response:
        check_key(request.headers.get("authorization", ""))
        return JSONResponse({"object": "list", "data": [*self._made.values()][-_MOST:], "has_more": False})

    async def one(self, request: Request) -> Response:
        return JSONResponse(self._find(request))

    async def forget(self, request: Request) -> Response:
        found = self._find(request)
        del self._made[found["id"]]
        return JSONResponse({"id": found["id"], "deleted": True, "object": "character.deleted"})

    def check_mentions(self, prompt: str) -> None:
        """Refuse a prompt that calls a character that is gone.

        Raises:
            Refusal: it does.
        """
        known = {found["username"] for found in self._made.values()}
        if any(name not in known for name in _MENTION.findall(prompt)):
            words = "You do not have permission to use this character"
            raise Refusal(403, words, "cameo_permission_denied", kind="invalid_request_error")

    def _new(self, request: Request, name: str = "") -> dict[str, Any]:
        key = check_key(request.headers.get("authorization", ""))
        check_funds(key)
        self._workshop.charges.note(key, name)
        self._number += 1
        username = f"demo.character.{self._number}"
        found: dict[str, Any] = {
            "id": f"char_{uuid4().hex[:16]}", "object": "character", "username": username,
            "name": name or username, "permalink": f"https://sora.example/{username}",
            "profile_picture_url": f"{str(request.base_url).rstrip('/')}/demo/pictures/sunset.png",
            "created_at": int(time.time()), "status": "completed",
        }  # fmt: skip
        self._made[found["id"]] = found
        return found

    def _queued(self, found: dict[str, Any]) -> dict[str, Any]:
        return found | {"status": "queued", "username": None, "profile_picture_url": None, "avatar_url": None}

    def _find(self, request: Request) -> dict[str, Any]:
        check_key(request.headers.get("authorization", ""))
        found = self._made.get(request.path_params["id"])
        if found is None:
            raise Refusal(404, "Character not found", "not_found", kind="invalid_request_error")
        return found


def first_of(value: Any) -> Any:
    """A value, or the first of several."""
    return value[0] if isinstance(value, list) and value else value


def _span_of(timestamps: str) -> float:
    """Seconds between two moments such as ``1,3``; 0 where they are none."""
    begin, _, end = timestamps.partition(",")
    try:
        return float(end) - float(begin)
    except ValueError:
        return 0.0
