"""From a part of a line back to Markdown, for copying."""

from collections.abc import Sequence

from app.ui.markdown.blocks import Run
from app.ui.transcript.rows.units import cut, units


def run_markdown(stretches: Sequence[tuple[int, int, Run]], start: int, end: int) -> str:
    """Markdown of what lies between two positions in UTF-16 units."""
    parts = []
    for first, last, run in stretches:
        if first < end and last > start:
            parts.append(_marked(run, max(start - first, 0), min(end, last) - first))
    return "".join(parts)


def runs_markdown(runs: Sequence[Run]) -> str:
    """Markdown of whole runs."""
    return "".join(_marked(run, 0, units(run.text)) for run in runs)


def _marked(run: Run, start: int, end: int) -> str:
    if run.formula:
        return run.text
    if run.picture:
        return f"![{run.text}]({run.picture})"
    if run.footnote:
        return f"[^{run.footnote}]"
    text = cut(run.text, start, end)
    if run.line_break or not text.strip():
        return text
    marks = ("`" if run.code else "") + ("**" if run.bold else "") + ("*" if run.italic else "")
    marks += "~~" if run.strike else ""
    inner = text.strip()
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    marked = f"{before}{_outer(marks)}{inner}{_outer(marks)[::-1]}{after}"
    return f"[{marked}]({run.link})" if run.link and run.link != text else marked


def _outer(marks: str) -> str:
    """Code marks stand inside all others."""
    return marks.replace("`", "") + ("`" if "`" in marks else "")
