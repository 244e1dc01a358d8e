"""A web page as text that a model reads: headings, lists and links kept, everything else left out."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin

_SKIPPED = frozenset(("script", "style", "noscript", "template", "svg", "iframe", "object", "head", "canvas"))
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure"),
        *("footer", "form", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tr"),
        *("ul", "h1", "h2", "h3", "h4", "h5", "h6"),
    )
)
_SPACES = re.compile(r"[ \t\r\f\v\u00a0]+")
_EMPTY_LINES = re.compile(r"\n\s*\n+")


def page_text(markup: str, address: str) -> str:
    """The words of a page; links as Markdown with whole addresses."""
    reader = _Reader(address)
    reader.feed(markup)
    reader.close()
    lines = "".join(reader.pieces).split("\n")
    text = "\n".join(line.strip() for line in lines)
    body = _EMPTY_LINES.sub("\n\n", text).strip()
    title = " ".join("".join(reader.title).split())
    return f"# {title}\n\n{body}" if title else body


class _Reader(HTMLParser):
    """Collects what a reader of the page would see."""

    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self._address = address
        self._skipped = 0
        self._in_title = False
        self._kept = 0
        """Depth of text whose spaces count."""
        self._link = ""
        self._link_begins = 0
        self.pieces: list[str] = []
        self.title: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._in_title = tag == "title" and not self.title
        if tag == "body":
            self._skipped = 0  # whatever the head left open
        if tag in _SKIPPED:
            self._skipped += 1
        if self._skipped:
            return
        if tag in _BLOCKS:
            self.pieces.append("\n")
        if tag == "li":
            self.pieces.append("- ")
        elif tag in ("td", "th"):
            self.pieces.append(" | ")
        elif tag == "pre":
            self._kept += 1
        elif tag[0] == "h" and tag[1:].isdecimal():
            self.pieces.append(f"\n{'#' * int(tag[1:])} ")
        elif tag == "a":
            self._begin_link(dict(attributes).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False
        if tag in _SKIPPED:
            self._skipped = max(self._skipped - 1, 0)
        if self._skipped:
            return
        if tag == "a":
            self._end_link()
        if tag == "pre":
            self._kept = max(self._kept - 1, 0)
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title.append(data)
        elif not self._skipped:
            self.pieces.append(data if self._kept else _SPACES.sub(" ", data.replace("\n", " ")))

    def _begin_link(self, href: str) -> None:
        whole = urljoin(self._address, href) if href and not href.startswith("#") else ""
        self._link = whole if whole.startswith(("http://", "https://")) else ""
        self._link_begins = len(self.pieces)

    def _end_link(self) -> None:
        words = " ".join("".join(self.pieces[self._link_begins :]).split())
        if self._link and words:
            self.pieces[self._link_begins :] = [f"[{words}]({self._link})"]
        self._link = ""
