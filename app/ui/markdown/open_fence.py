"""A code block whose end has not come: only its closing line is looked for."""

import re
from dataclasses import replace

from app.ui.markdown.blocks import Block

_LINE_END = re.compile(r"\r\n?|\n")
_OPENING = re.compile(r"(`{3,}+|~{3,}+)[^\r\n]*(?:\r\n?|\n)")


class OpenFence:
    """Grows with each piece of the text."""

    def __init__(self, block: Block, marker: str) -> None:
        self._block = block
        self._closing = re.compile(rf" {{0,3}}{marker[0]}{{{len(marker)},}}[ \t]*")
        self._perhaps_closing = re.compile(rf" {{0,3}}{marker[0]}+[ \t]*")
        self._body = ""
        self._line = ""
        self._line_start = 0
        self._end = 0

    @classmethod
    def begun(cls, block: Block, source: str) -> "OpenFence | None":
        """The fence that a source begins with, when its first line is complete and not indented."""
        opening = _OPENING.match(source)
        if opening is None:
            return None
        fence = cls(block, opening[1])
        fence._line_start = block.start + opening.end()
        fence._end = block.start + len(opening[0].rstrip("\r\n"))
        fence.append(source[opening.end() :])
        return fence

    def append(self, delta: str) -> str | None:
        """Take more text; returns what follows the closing line once that is complete."""
        self._line += delta
        lines: list[str] = []
        start = 0
        for found in _LINE_END.finditer(self._line):
            line = self._line[start : found.start()]
            self._end = self._line_start + found.start()
            if self._closing.fullmatch(line):
                return self._close(lines, found.end())
            lines.append(line)
            start = found.end()
        self._keep(lines, start)
        return None

    @property
    def end(self) -> int:
        """Offset behind the closing line."""
        return self._line_start

    def block(self, *, final: bool = False) -> Block:
        """The code so far; a last line that may become the closing one shows only when it is final."""
        text, line = self._body, self._line
        closed = self._block.closed or bool(self._closing.fullmatch(line))
        hidden = closed or not line.strip(" \t") or (self._perhaps_closing.fullmatch(line) and not final)
        if hidden:
            text = text.removesuffix("\n")
        else:
            text += line.replace("\0", "\ufffd")
        end = self._end if not line or (hidden and not closed) else self._line_start + len(line)
        return replace(self._block, text=text, closed=closed, end=end)

    def _close(self, lines: list[str], behind: int) -> str:
        rest = self._line[behind:]
        self._keep(lines, behind)
        self._line = ""
        self._block = replace(self._block, closed=True)
        return rest

    def _keep(self, lines: list[str], behind: int) -> None:
        if lines:
            self._body += ("\n".join(lines) + "\n").replace("\0", "\ufffd")
        self._line = self._line[behind:]
        self._line_start += behind
