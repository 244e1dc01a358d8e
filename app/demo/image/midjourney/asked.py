"""What the paths of Midjourney-Proxy are asked, and their refusals in new-api's words."""

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from app.demo.failures import Refusal
from app.demo.image.trouble import Trouble
from app.demo.keys import check_funds, check_key

_LONGEST_ADDRESS = 200
VALIDATION, FAILURE, QUEUED, QUEUE_FULL, BANNED = 4, 9, 22, 23, 24


class MidjourneyRefusal(Refusal):
    """new-api's own refusals on these paths (``service/midjourney.go``)."""

    def __init__(self, description: str, code: int = VALIDATION, status: int = 400) -> None:
        super().__init__(status, description)
        self._code = code

    def body(self, request_id: str) -> dict[str, Any]:
        return {"description": self.message, "type": "upstream_error", "code": self._code}


class ProxyRefusal(Refusal):
    """A refusal of the proxy behind it, which new-api passes on as a success."""

    def __init__(self, code: int, description: str, **properties: str) -> None:
        super().__init__(200, description)
        self._code = code
        self._properties = properties

    def body(self, request_id: str) -> dict[str, Any]:
        return {"code": self._code, "description": self.message, "properties": self._properties}


async def read_body(request: Request) -> dict[str, Any]:
    """The JSON of a submit, of somebody who could pay.

    Raises:
        Refusal: the key, the account or the body is none.
    """
    key = check_key(request.headers.get("authorization", ""))
    try:
        value = json.loads(await request.body())
    except (ValueError, RecursionError) as error:
        raise MidjourneyRefusal("bind_request_body_failed") from error
    if not isinstance(value, dict):
        raise MidjourneyRefusal("bind_request_body_failed")
    try:
        check_funds(key)
    except Refusal as error:
        if error.status == 403:
            raise MidjourneyRefusal("quota_not_enough") from error
        raise
    return value


def prompt_in(body: Mapping[str, Any], *, needed: bool = True) -> str:
    """The prompt.

    Raises:
        Refusal: there is none, or it asks for trouble at once.
    """
    prompt = str(body.get("prompt") or "").strip()
    if needed and not prompt:
        raise MidjourneyRefusal("prompt_is_required")
    banned = next((word for word in Trouble.REFUSED.value if word in prompt.lower()), "")
    if banned:
        raise ProxyRefusal(BANNED, "可能包含敏感词", promptEn=prompt, bannedWord=banned)
    if Trouble.FULL.is_in(prompt):
        raise ProxyRefusal(QUEUE_FULL, "队列已满，请稍后尝试", numberOfQueues="10")
    if Trouble.BROKEN.is_in(prompt):
        raise ProxyRefusal(FAILURE, "请求上游地址失败")
    return prompt


def pictures_in(body: Mapping[str, Any], least: int = 0, most: int = 5) -> list[bytes]:
    """The pictures of ``base64Array``.

    Raises:
        Refusal: they are too few or too many, or not all pictures.
    """
    given = body.get("base64Array") or []
    if not isinstance(given, list) or not least <= len(given) <= most:
        raise ProxyRefusal(VALIDATION, "base64List参数错误")
    return [decoded(item) for item in given]


def picture_in(body: Mapping[str, Any], *names: str) -> bytes:
    """The picture in the first of some fields that is there.

    Raises:
        Refusal: there is none.
    """
    return decoded(next((body[name] for name in names if body.get(name)), ""))


def decoded(item: object) -> bytes:
    """A picture from its data URL.

    Raises:
        Refusal: it is none.
    """
    head, _, encoded = str(item).partition(";base64,")
    if not head.startswith("data:image/"):
        raise ProxyRefusal(VALIDATION, f"base64格式错误 {str(item)[:_LONGEST_ADDRESS]}".strip())
    try:
        return base64.b64decode(encoded, validate=True)
    except binascii.Error as error:
        raise ProxyRefusal(VALIDATION, "base64格式错误") from error
