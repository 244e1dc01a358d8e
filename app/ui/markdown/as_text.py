"""Markdown as plain text: no marks, tables with tabs, formulas as their LaTeX."""

from urllib.parse import unquote

from app.ui.markdown.blocks import Block, BlockKind, Cell, Run, Table
from app.ui.markdown.parsing import parse

_INDENT = "    "


def as_text(source: str) -> str:
    """Blocks with an empty line between them; the items of a list without, where they had none."""
    parts: list[str] = []
    for block in parse(source):
        if parts:
            parts.append("\n" if block.tight and block.indent else "\n\n")
        parts.append(_block_text(block))
    return "".join(parts)


def _block_text(block: Block) -> str:
    text = _content(block)
    first = "> " * block.quote_depth + _INDENT * max(0, block.indent - 1)
    further = first + (_INDENT if block.indent else "")
    if block.indent:
        first += f"{block.marker} " if block.marker else _INDENT
    elif block.kind is BlockKind.FOOTNOTE and block.marker:
        first += f"[{block.marker}] "
    return (first + text.replace("\n", "\n" + further)).rstrip(" ")


def _content(block: Block) -> str:
    if block.table is not None:
        return _table_text(block.table)
    if block.kind is BlockKind.CODE:
        return block.text
    if block.kind is BlockKind.FORMULA:
        return f"$$\n{block.text}\n$$"
    if block.kind is BlockKind.RULE:
        return "———"
    return _runs_text(block.runs)


def _table_text(table: Table) -> str:
    return "\n".join("\t".join(map(_cell_text, row)) for row in (table.header, *table.rows))


def _cell_text(cell: Cell) -> str:
    return " ".join(_runs_text(cell).split())


def _runs_text(runs: tuple[Run, ...]) -> str:
    return "".join(_run_text(run, runs[index + 1 : index + 2]) for index, run in enumerate(runs))


def _run_text(run: Run, following: tuple[Run, ...]) -> str:
    text = f"[{run.text}]" if run.footnote else run.text
    ends = not following or following[0].link != run.link
    if run.link and ends and run.text not in (run.link, unquote(run.link)):
        return f"{text} ({run.link})"
    return text
