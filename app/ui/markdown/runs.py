"""From the inline structure of a text to its runs."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from markdown_it.token import Token

from app.ui.markdown.blocks import Run

LINE_BREAK = Run("\n", line_break=True)
_STYLES = {"strong": "bold", "em": "italic", "s": "strike"}


def runs_of(tokens: Iterable[Token]) -> tuple[Run, ...]:
    """Neighbours of one look become one run; every line break of the source stays one."""
    builder = _RunBuilder()
    for token in tokens:
        builder.add(token)
    return _without_outer_breaks(builder.runs)


class _RunBuilder:
    def __init__(self) -> None:
        self.runs: list[Run] = []
        self._depths = {"bold": 0, "italic": 0, "strike": 0}
        self._link = ""

    def add(self, token: Token) -> None:
        style = _STYLES.get(token.type.rpartition("_")[0])
        if style is not None:
            self._depths[style] += token.nesting
        elif token.type == "link_open":
            self._link = str(token.attrs.get("href", ""))
        elif token.type == "link_close":
            self._link = ""
        elif token.type in ("softbreak", "hardbreak"):
            self.runs.append(LINE_BREAK)
        else:
            self._add_content(token)

    def _add_content(self, token: Token) -> None:
        run = self._styled(token.content)
        if token.type == "code_inline":
            run = replace(run, code=True)
        elif token.type == "formula":
            run = replace(run, text=token.info, formula=token.content)
        elif token.type == "footnote":
            run = replace(run, footnote=token.content)
        elif token.type == "image":
            run = replace(run, text=_plain(token.children), picture=str(token.attrs.get("src", "")))
        self._push(run)

    def _styled(self, text: str) -> Run:
        bold, italic, strike = (depth > 0 for depth in self._depths.values())
        return Run(text, bold=bold, italic=italic, strike=strike, link=self._link)

    def _push(self, run: Run) -> None:
        if not (run.text or run.picture):
            return
        if self.runs and _same_look(self.runs[-1], run):
            run = replace(run, text=self.runs.pop().text + run.text)
        self.runs.append(run)


def _same_look(first: Run, second: Run) -> bool:
    own = second.formula or second.picture or second.footnote or second.line_break
    return not own and replace(first, text="") == replace(second, text="")


def _plain(tokens: Sequence[Token] | None) -> str:
    parts = []
    for token in tokens or ():
        if token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        else:
            parts.append(_plain(token.children) if token.children else token.content)
    return "".join(parts)


def _without_outer_breaks(runs: list[Run]) -> tuple[Run, ...]:
    start, end = 0, len(runs)
    while start < end and runs[start].line_break:
        start += 1
    while end > start and runs[end - 1].line_break:
        end -= 1
    return tuple(runs[start:end])
