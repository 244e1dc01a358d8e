"""Addresses and keys in commands, settings and prose: what stands beside them tells what they are."""

import re
from collections.abc import Iterator

from app.protocols.connection_found import Found

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_SEPARATOR = r"[\"'`]?[ \t]*(?:[=:,，]|=>|[ \t]|是|为)[ \t]*[\"'`“「【\[(<]*[ \t]*"
# ASCII and the marks of a masked key: Chinese words may follow without a blank.
_VALUE = r"([A-Za-z0-9_!#$%&*+\-./:=?@~…•]+)"

_HEADER_KEY = re.compile(
    r"\b(?:authorization|x-api-key|x-goog-api-key)\b[\"'`]?[ \t]*[:=,][ \t]*[\"'`]?[ \t]*(?:bearer[ \t]+)?"
    + _VALUE,
    re.IGNORECASE,
)
_QUERY_KEY = re.compile(r"https?://[^\s\"'<>]{1,500}?[?&]key=([^\s\"'&<>^\\]+)", re.IGNORECASE)
_NAMED_KEY = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Za-z][\w-]{0,40}?[_-])?(?:api[_-]?key|(?:auth|bearer)[_-]?token)"
    + _SEPARATOR
    + _VALUE,
    re.IGNORECASE,
)
_SPOKEN_KEY = re.compile(
    r"(?:密钥|令牌|卡密|秘钥|(?<![A-Za-z])(?:api[ _-]?)?(?:key|token))[ \t]*\d{0,2}[ \t]*[:=][ \t]*"
    r"[\"'“「【]?" + _VALUE,
    re.IGNORECASE,
)
_BARE_KEY = re.compile(r"(?<![\w-])(?:sk-[\w-]{16,}|AIza[\w-]{20,})", re.ASCII)
_MASKED_KEY = re.compile(r"(?<![\w-])sk-[\w-]{0,20}(?:\*{2,}|…|•{2,}|\.{3})[\w*-]{0,60}", re.ASCII)
_LONE_KEY = re.compile(
    r"(?:bearer[ \t]+)?((?:sk-[\w-]{4,}|(?=[\w.-]*\d)(?=[\w.-]*[A-Za-z])[\w-]{20,}(?:\.[\w-]+)?))",
    re.IGNORECASE | re.ASCII,
)

_NAMED_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Za-z][\w-]{0,40}?[_-])?(?:base[_-]?url|api[_-]?(?:base|host|url)|proxy[_-]?url)"
    + _SEPARATOR
    + _VALUE,
    re.IGNORECASE,
)
_SPOKEN_ADDRESS = re.compile(
    r"(?:地址|网址|域名|链接|站点|(?<![A-Za-z])(?:base[ _]?url|endpoint|url|host))[ \t]*\d{0,2}[ \t]*"
    r"[:=是为]?[ \t]*[\"'“「【]?(?=[\w-]+\.[\w-]|https?:|localhost)" + _VALUE,
    re.IGNORECASE,
)
_WEB_ADDRESS = re.compile(r"https?://[A-Za-z0-9_!#$%&*+\-./:=?@~\[\]]+", re.IGNORECASE)
_LONE_HOST = re.compile(
    r"(?:localhost|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)(?::\d{1,5})?(?:/[\w./-]*)?", re.ASCII
)
_FOR_PEOPLE = re.compile(
    r"文档|教程|充值|购买|官网|查询|下载|客服|登录|注册|后台|店铺|售后|价格|docs?\b|console|tutorial|top.?up|sign",
    re.I,
)
_FOR_PROGRAMS = re.compile(r"接口|api|base|endpoint|中转|代理|地址|线路", re.IGNORECASE)

_MODEL = re.compile(r"(?:模型|\bmodel|_MODEL)[\"'`]?[ \t]*[:=][ \t]*[\"'`]?([A-Za-z][\w./:@-]{1,100})", re.I)
_COMMAND = re.compile(
    r"(?:^|\s)curl(?:\.exe)?\s|\bInvoke-(?:RestMethod|WebRequest)\b|\b(?:iwr|irm)\s", re.IGNORECASE
)
_SETTING = re.compile(
    r"^\s*(?:export|setx?|\$env:)|\b[A-Z][A-Z0-9]*_(?:API_KEY|BASE_URL|AUTH_TOKEN)\b", re.MULTILINE
)


def found_in_words(text: str) -> tuple[Found, str]:
    """What a text says, and whether it is a command, settings, or prose."""
    text = text.translate(_FULL_WIDTH).replace('^"', '"').replace('\\"', '"')
    found = Found(address=_address(text), keys=tuple(dict.fromkeys(_keys(text))), model=_model(text))
    if _COMMAND.search(text):
        return found, "curl"
    return found, "environment" if _SETTING.search(text) else "text"


def _keys(text: str) -> Iterator[str]:
    """Keys where they are named as such; else by their looks, else a text that is nothing but one."""
    named = [
        key for pattern in (_HEADER_KEY, _QUERY_KEY, _NAMED_KEY, _SPOKEN_KEY) for key in pattern.findall(text)
    ]
    yield from (_without_full_stop(key) for key in named if _is_plausible(key))
    yield from _BARE_KEY.findall(text)
    yield from _MASKED_KEY.findall(text)
    for line in text.splitlines():
        lone = _LONE_KEY.fullmatch(line.strip())
        if lone:
            yield lone[1]


def _without_full_stop(key: str) -> str:
    """A key at the end of a sentence; several dots are the mark of a masked one."""
    return key[:-1] if key.endswith((".", "!", "?", ":")) and not key.endswith("..") else key


def _is_plausible(key: str) -> bool:
    """Neither a variable's name, nor an address, nor a word of a sentence."""
    if key.startswith(("$", "%", "{", "<", "http")) or not key.isascii():
        return False
    return key.startswith("sk-") or (len(key) >= 8 and any(c.isdigit() for c in key))


def _address(text: str) -> str:
    """The address that is named as one for programs; else the likeliest of the rest."""
    for pattern in (_NAMED_ADDRESS, _SPOKEN_ADDRESS):
        for address in pattern.findall(text):
            if _LONE_HOST.match(address.partition("://")[2] or address) and not _is_for_people(text, address):
                return _trimmed(address)
    candidates = list(_WEB_ADDRESS.finditer(text))
    if candidates:
        return _trimmed(max(candidates, key=lambda match: _likelihood(text, match))[0])
    lines = (line.strip() for line in text.splitlines())
    return next((line for line in lines if _LONE_HOST.fullmatch(line) and not _BARE_KEY.fullmatch(line)), "")


def _is_for_people(text: str, address: str) -> bool:
    before = text[: text.find(address)].rpartition("\n")[2]
    return bool(_FOR_PEOPLE.search(before[-20:]))


def _likelihood(text: str, match: re.Match[str]) -> int:
    label = text[: match.start()].rpartition("\n")[2][-20:]
    score = 2 if "/v1" in match[0] else 0
    score += 1 if _FOR_PROGRAMS.search(label) or "//api." in match[0] else 0
    return score - (3 if _FOR_PEOPLE.search(label) else 0)


def _trimmed(address: str) -> str:
    return address.rstrip(".,;:!?*_~")


def _model(text: str) -> str:
    found = _MODEL.search(text)
    return found[1] if found else ""
