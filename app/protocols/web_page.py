"""Web pages where an answer should be: consoles, proxies, and Cloudflare's checks."""

import html
import re
from dataclasses import dataclass

from app.protocols.read import well_formed

_PAGE_BYTES = 65_536
_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_TITLE = re.compile(r"<(title|h1)\b[^>]*>(.*?)</\1\s*>", re.I | re.S)
_TAG = re.compile(r"<[^>]*>")
_HOST = re.compile(r"^([\w-]+(?:\.[\w-]+)+(?::\d+)?) \| \d{3}\b")
_RAY = re.compile(r"Ray ID:?\s*(?:<[^>]*>\s*)*([0-9a-f]{16})", re.I)
_PROTECTION = re.compile(
    r"just a moment|attention required|access denied|cf-challenge|challenge-platform|cf_chl|ddos|captcha"
    r"|checking your browser|you have been blocked|error code:? 10[0-9]{2}|安全验证|人机验证|访问被拦截",
    re.I,
)


@dataclass(frozen=True, slots=True)
class WebPage:
    """What a page tells in words; never its markup."""

    title: str = ""
    host: str = ""
    ray: str = ""
    """Cloudflare's id of the request."""
    protects: bool = False
    """Whether it checks or refuses visitors, as against showing something."""


def read_web_page(body: bytes) -> WebPage | None:
    """The page that a body is; None for anything else."""
    if b"<" not in body[:512]:
        return None
    text = body[:_PAGE_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    if not _START.match(text):
        return None
    found = _TITLE.search(text)
    title = _words(found[2]) if found else ""
    host, ray = _HOST.match(title), _RAY.search(text)
    return WebPage(title, host[1] if host else "", ray[1] if ray else "", bool(_PROTECTION.search(text)))


def _words(markup: str) -> str:
    plain = html.unescape(_TAG.sub(" ", markup))
    return well_formed(" ".join("".join(c if c.isprintable() else " " for c in plain).split()))[:200]
