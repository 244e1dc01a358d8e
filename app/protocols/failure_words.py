"""What stands in the words of an error: names and amounts for the sentence, secrets to be masked."""

import re

from app.domain.keys import key_hint
from app.protocols.failure_bodies import ErrorBody

_SECRET = re.compile(
    r"\b(?:sk|pk|ak|rk|xai|gsk|hf|r8|fal|tvly|nvapi|pplx)[-_][A-Za-z0-9][A-Za-z0-9_\-]{6,}"
    r"|\bAIza[A-Za-z0-9_\-]{10,}|\beyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-.]{8,}"
)
_AFTER_NAME = re.compile(
    r"((?:bearer|x-api-key|api[_-]?key|access[_-]?token|[?&]key)[\"']?\s*[:=]?\s*[\"']?)([A-Za-z0-9_\-.+/=]{16,})",
    re.IGNORECASE,
)
_NAME = r"[\w./:@+-]*[\w@+]"
_MODEL = re.compile(
    rf"(?:对于)?模型\s*[:：]?\s*[`'\"“「]?(?P<zh>[A-Za-z]{_NAME})"
    rf"|\bmodels?\b\s*[:=]?\s*[`'\"“](?P<quoted>{_NAME})[`'\"”]"
    rf"|\bmodel\s+(?P<en>[A-Za-z]+[\d./:@-]{_NAME})",
    re.IGNORECASE,
)
_NEEDED = re.compile(
    r"(?:需要(?:预扣费)?额度|need(?:ed)?(?: quota)?|required?)\s*[:：]?\s*(?P<amount>[¥$＄￥]?\s?\d[\d.,]*)",
    re.I,
)
_LEFT = re.compile(
    r"(?:剩余额度|remain(?:ing)?(?: quota)?)\s*[:：]?\s*(?P<amount>[¥$＄￥]?\s?-?\d[\d.,]*)", re.I
)
_GROUP = re.compile(r"分组\s*[「“\"'`]?\s*(?P<zh>[\w-]+)|\bgroup\s+[`'\"]?(?P<en>[\w-]+)", re.I)
_NO_GROUPS = {"下", "上游负载已饱和", "负载已饱和", "已被弃用", "of", "is", "for"}


def masked(text: str) -> str:
    """The text without anything that looks like a key."""
    text = _SECRET.sub(lambda match: key_hint(match[0]), text)
    return _AFTER_NAME.sub(lambda match: f"{match[1]}{key_hint(match[2])}", text)


def values_in(said: ErrorBody, model: str = "") -> dict[str, str]:
    """Placeholders of a sentence, empty where the error does not say them."""
    message = said.message
    return {
        "model": _first(_MODEL, message) or model,
        "needed": _first(_NEEDED, message).rstrip(".,"),
        "remaining": _first(_LEFT, message).rstrip(".,"),
        "group": _group(message),
        "field": said.param,
    }


def _group(message: str) -> str:
    name = _first(_GROUP, message)
    return "" if name in _NO_GROUPS or name.startswith("下") else name


def _first(pattern: re.Pattern[str], message: str) -> str:
    found = pattern.search(message)
    return next(filter(None, found.groups()), "").strip() if found else ""
