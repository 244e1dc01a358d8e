"""The account behind a key, for whoever holds its access token: itself, its keys, groups, models and log."""

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.demo.ledger import GROUP_NAMES, GROUPS, QUOTA_PER_UNIT, Ledger

ACCESS_TOKEN = "demo0account0access0token00000"
"""The only one that is let in."""
USER_ID = 42
_GRANTED = 100 * QUOTA_PER_UNIT
_MOST_KEYS = 20
_LONGEST_NAME = 50
_MADE = 1767225600
_ENABLED = 1


class UserAccount:
    """One person's account, in the shapes of new-api."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._numbers = itertools.count(1)
        self._keys: list[dict[str, Any]] = []
        self._add({"name": "demo", "remain_quota": 20 * QUOTA_PER_UNIT})

    def routes(self) -> list[Route]:
        """Its paths."""
        return [
            Route("/api/user/self", self.itself),
            Route("/api/user/self/groups", self.groups),
            Route("/api/log/self", self.log),
            Route("/api/token/", self.list_keys),
            Route("/api/token/", self.create_key, methods=["POST"]),
            Route("/api/token/{number:int}/key", self.reveal_key, methods=["POST"]),
        ]

    async def itself(self, request: Request) -> Response:
        """Who it is, and what is left."""
        if (refusal := _refused(request)) is not None:
            return refusal
        used = sum(charged.quota for charged in self._ledger.rows())
        return _data(
            {
                "id": USER_ID, "username": "mei", "display_name": "Mei", "role": 1, "status": 1, "email": "",
                "group": "default", "quota": _GRANTED - used, "used_quota": used,
                "request_count": len(self._ledger.rows()), "aff_code": "", "aff_count": 0, "aff_quota": 0,
                "aff_history_quota": 0, "inviter_id": 0,
            }
        )  # fmt: skip

    async def groups(self, request: Request) -> Response:
        """The groups that its keys may belong to; «auto» has no number."""
        if (refusal := _refused(request)) is not None:
            return refusal
        own = {name: {"ratio": ratio, "desc": GROUP_NAMES[name]} for name, ratio in GROUPS.items()}
        return _data({**own, "auto": {"ratio": "自动", "desc": "自动"}})

    async def log(self, request: Request) -> Response:
        """One page of what all its keys did."""
        if (refusal := _refused(request)) is not None:
            return refusal
        rows = [charged.row() for charged in self._ledger.rows()]
        return _data(_page(request, rows))

    async def list_keys(self, request: Request) -> Response:
        """One page of its keys, masked."""
        if (refusal := _refused(request)) is not None:
            return refusal
        rows = [{**key, "key": f"{key['key'][:4]}**********{key['key'][-4:]}"} for key in self._keys]
        return _data(_page(request, rows[::-1]))

    async def create_key(self, request: Request) -> Response:
        """Make a key; the answer does not tell it."""
        if (refusal := _refused(request)) is not None:
            return refusal
        wanted = await request.json()
        if len(self._keys) >= _MOST_KEYS:
            return _said(f"已达到最大令牌数量限制 ({_MOST_KEYS})")
        if not 0 < len(str(wanted.get("name") or "")) <= _LONGEST_NAME:
            return _said("令牌名称过长")
        if wanted.get("group") and wanted["group"] not in GROUPS:
            return _said("无权使用该分组")
        self._add(wanted)
        return JSONResponse({"success": True, "message": ""})

    async def reveal_key(self, request: Request) -> Response:
        """The whole key, without its prefix."""
        if (refusal := _refused(request)) is not None:
            return refusal
        number = request.path_params["number"]
        found = next((key for key in self._keys if key["id"] == number), None)
        return _said("record not found") if found is None else _data({"key": found["key"]})

    def _add(self, wanted: Mapping[str, Any]) -> None:
        number = next(self._numbers)
        group = str(wanted.get("group") or "")
        self._keys.append(
            {
                "id": number, "user_id": USER_ID, "key": f"{group or 'demo'}key{number:040d}",
                "name": str(wanted["name"]), "status": _ENABLED, "created_time": _MADE,
                "accessed_time": _MADE,
                "expired_time": wanted.get("expired_time", -1),
                "remain_quota": wanted.get("remain_quota", 0), "used_quota": 0,
                "unlimited_quota": wanted.get("unlimited_quota") is True,
                "model_limits_enabled": wanted.get("model_limits_enabled") is True,
                "model_limits": str(wanted.get("model_limits") or ""), "allow_ips": "", "group": group,
            }
        )  # fmt: skip


def _refused(request: Request) -> Response | None:
    """new-api wants the token and the number of its owner."""
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    if token != ACCESS_TOKEN:
        return _said("无权进行此操作，access token 无效", 401)
    if request.headers.get("new-api-user") != str(USER_ID):
        return _said("无权进行此操作，未提供 New-Api-User", 401)
    return None


def _page(request: Request, rows: Sequence[Any]) -> dict[str, Any]:
    number = max(1, _number(request, "p", 1))
    size = min(100, max(1, _number(request, "page_size", _number(request, "size", 20))))
    begin = (number - 1) * size
    return {"items": rows[begin : begin + size], "total": len(rows), "page": number, "page_size": size}


def _number(request: Request, name: str, usual: int) -> int:
    told = request.query_params.get(name, "")
    return int(told) if told.isdigit() else usual


def _data(data: Any) -> Response:
    return JSONResponse({"success": True, "message": "", "data": data})


def _said(message: str, status: int = 200) -> Response:
    return JSONResponse({"success": False, "message": message}, status)
