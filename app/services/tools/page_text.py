"""A web page as text that a model reads: headings, lists and links kept, everything else left out.

Python's own parser takes time by the square of some broken pages; this one passes over each letter once.
"""

import re
from html import unescape
from urllib.parse import urljoin

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[(?P<data>.*?)(?:\]\]>|\Z)|<[!?][^<>]*>"
    r"|<(?P<end>/?)(?P<tag>[A-Za-z][\w:-]*)(?P<attributes>[^<>]*)>|(?P<text>[^<]+|<)",
    re.DOTALL,
)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_CLOSED_BY_NAME = ("script", "style", "noscript", "template", "svg", "iframe", "object", "canvas", "title")
"""Nothing inside is for readers; the title is taken out of there."""
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure"),
        *("footer", "form", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tr"),
        *("ul", "h1", "h2", "h3", "h4", "h5", "h6"),
    )
)
_OPENED = {"li": "- ", "td": " | ", "th": " | "} | {f"h{n}": f"\n{'#' * n} " for n in range(1, 7)}
_SPACES = re.compile(r"[ \t\n\r\f\v\u00a0]+")
_EMPTY_LINES = re.compile(r"\n\s*\n+")


def page_text(markup: str, address: str) -> str:
    """The words of a page; links as Markdown with whole addresses."""
    reader = _Reader(address)
    reader.read(markup)
    text = "\n".join(line.strip() for line in "".join(reader.pieces).split("\n"))
    body = _EMPTY_LINES.sub("\n\n", text).strip()
    return f"# {reader.title}\n\n{body}" if reader.title else body


class _Reader:
    """Collects what a reader of the page would see."""

    def __init__(self, address: str) -> None:
        self.pieces: list[str] = []
        self.title = ""
        self._address = address
        self._kept = 0
        """Depth of text whose spaces count."""
        self._link = ""
        self._link_begins = 0

    def read(self, markup: str) -> None:
        """Take in a page."""
        place, lower = 0, markup.lower()
        while (token := _TOKEN.match(markup, place)) is not None:
            place = token.end()
            tag = (token["tag"] or "").lower()
            if tag in _CLOSED_BY_NAME and not token["end"]:
                place = self._pass_over(tag, markup, lower, place)
            elif tag:
                self._take_tag(tag, token["attributes"], ends=bool(token["end"]))
            else:
                self._take_text(token["text"] or token["data"] or "")

    def _pass_over(self, tag: str, markup: str, lower: str, place: int) -> int:
        """Where the inside of an element ends that is not for readers."""
        end = lower.find(f"</{tag}", place)
        end = len(markup) if end < 0 else end
        if tag == "title" and not self.title:
            self.title = " ".join(unescape(markup[place:end][:1000]).split())
        return end

    def _take_tag(self, tag: str, attributes: str, *, ends: bool) -> None:
        if tag == "a":
            self._end_link()
            if not ends:
                self._begin_link(attributes)
        if tag == "pre":
            self._kept = max(self._kept + (-1 if ends else 1), 0)
        if tag in _BLOCKS:
            self.pieces.append("\n")
        if not ends and tag in _OPENED:
            self.pieces.append(_OPENED[tag])

    def _take_text(self, text: str) -> None:
        words = unescape(text)
        self.pieces.append(words if self._kept else _SPACES.sub(" ", words))

    def _begin_link(self, attributes: str) -> None:
        found = _HREF.search(attributes)
        href = unescape(next(filter(None, found.groups()), "")) if found else ""
        try:
            whole = urljoin(self._address, href) if href and not href.startswith("#") else ""
        except ValueError:
            whole = ""
        self._link = whole if whole.startswith(("http://", "https://")) else ""
        self._link_begins = len(self.pieces)

    def _end_link(self) -> None:
        if not self._link:
            return
        words = " ".join("".join(self.pieces[self._link_begins :]).split())
        if words:
            self.pieces[self._link_begins :] = [f"[{words}]({self._link})"]
        self._link = ""
