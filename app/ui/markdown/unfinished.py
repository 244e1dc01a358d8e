"""What a text lacks while it still arrives: the marks that close its emphasis, code and links.

Without them a reader would see asterisks and addresses flicker at the end of each streamed reply.
"""

import re
from dataclasses import dataclass

from app.ui.markdown.flanking import can_open_and_close, is_cjk
from app.ui.markdown.inline_rules import formula_at

_MARK = re.compile(r"\\|`+|\*+|_+|~~+|\$|!?\[")
_UNFINISHED_LINK = re.compile(
    r"(!?)\[((?:[^\[\]\\\n]|\\.)*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+[\"'(][^\n]*)?\Z"
)
_UNFINISHED_PICTURE = re.compile(r"!\[[^\[\]\n]*\]?\Z")


def close_unfinished(text: str) -> str:
    """The same text with its open marks closed, and without marks that have nothing behind them yet."""
    return _Closer(text).closed()


@dataclass(slots=True)
class _Open:
    marker: str
    length: int


class _Closer:
    def __init__(self, text: str) -> None:
        self._text = text
        self._position = 0
        self._open: list[_Open] = []

    def closed(self) -> str:
        while found := _MARK.search(self._text, self._position):
            self._position = found.end()
            self._read(found[0], found.start())
        return self._text + "".join(mark.marker * mark.length for mark in reversed(self._open))

    def _read(self, mark: str, start: int) -> None:
        if mark in ("\\", "$"):
            self._formula(mark, start)
        elif mark[0] == "`":
            self._code(mark, start)
        elif mark[-1] == "[":
            self._link(start)
        else:
            self._emphasis(mark, start)

    def _formula(self, mark: str, start: int) -> None:
        formula = formula_at(self._text, start)
        behind = self._text[start + 1 : start + 2]
        if formula is not None:
            self._position = formula[1]
        elif behind in (("(", "[") if mark == "\\" else ("$",)) or (mark == "$" and behind.isalpha()):
            self._position = len(self._text)
        elif mark == "\\":
            self._position = start + 2

    def _code(self, mark: str, start: int) -> None:
        behind = start + len(mark)
        closing = re.compile(rf"(?<!`){mark}(?!`)").search(self._text, behind)
        if closing is not None:
            self._position = closing.end()
        elif not self._text[behind:].strip():
            self._drop(start)
        elif "\n" not in self._text[behind:]:
            self._text = self._text.rstrip("`") + mark
            self._position = len(self._text)

    def _link(self, start: int) -> None:
        link = _UNFINISHED_LINK.match(self._text, start)
        if link is not None and not link[1]:
            self._text = self._text[:start] + link[2]
            self._position = start
        elif link is not None or _UNFINISHED_PICTURE.match(self._text, start):
            self._drop(start)

    def _emphasis(self, mark: str, start: int) -> None:
        before = self._text[start - 1] if start else " "
        behind = self._text[start + len(mark) : start + len(mark) + 1]
        opens, closes = can_open_and_close(before, behind or " ", inside_words=mark[0] != "_")
        left = self._close(mark) if closes else len(mark)
        if left and not behind:
            self._drop(start + len(mark) - left)
        elif left and opens and (is_cjk(before) or not before.isalnum()):
            self._open.append(_Open(mark[0], min(left, 3)))

    def _close(self, mark: str) -> int:
        """Use up a row of markers on what is open; returns how many of them are left."""
        left = len(mark)
        while left and (index := self._last_open(mark[0])) is not None:
            used = min(left, self._open[index].length)
            if used < self._open[index].length and left == len(mark) and self._position == len(self._text):
                return left
            left -= used
            self._open[index].length -= used
            del self._open[index + (self._open[index].length > 0) :]
        return left

    def _last_open(self, marker: str) -> int | None:
        indices = (i for i in range(len(self._open) - 1, -1, -1) if self._open[i].marker == marker)
        return next(indices, None)

    def _drop(self, start: int) -> None:
        self._text = self._text[:start].rstrip(" ")
        self._position = len(self._text)
