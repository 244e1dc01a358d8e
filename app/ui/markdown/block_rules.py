"""What may stand on lines of its own beyond CommonMark: formulas between ``$$`` or ``\\[ \\]``."""

from markdown_it.rules_block import StateBlock

_CLOSING = {"$$": "$$", "\\[": "\\]"}
_MARKS_BEHIND = " \t.,;，。；"
_DEEPEST_NESTING = 40


def formula_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A formula that begins a line.

    Its first line alone decides that it is one, so that a streamed reply never changes its mind; without
    an end it reaches to the next blank line and is marked as not closed.
    """
    if state.is_code_block(start_line):
        return False
    first = _line(state, start_line)
    closing = _CLOSING.get(first[:2])
    if closing is None or not _is_block(first[2:], closing):
        return False
    if not silent:
        _push(state, start_line, *_extent(state, start_line, end_line, closing))
    return True


def too_deep(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Takes what is nested absurdly deep as one text, where the parser would leave it out."""
    if silent or state.level < _DEEPEST_NESTING:
        return False
    state.push("paragraph_open", "p", 1).map = [start_line, end_line]
    token = state.push("inline", "", 0)
    token.content = state.getLines(start_line, end_line, state.blkIndent, False).strip()
    token.map = [start_line, end_line]
    state.push("paragraph_close", "p", -1)
    state.line = end_line
    return True


def _is_block(rest: str, closing: str) -> bool:
    if rest.startswith("$"):
        return False
    content, found, behind = rest.partition(closing)
    if not found:
        return True
    return bool(content.strip()) and not content.strip().isdigit() and not behind.strip(_MARKS_BEHIND)


def _extent(state: StateBlock, start_line: int, end_line: int, closing: str) -> tuple[list[str], int, bool]:
    """Its lines without the marks, the line behind it, and whether it was closed."""
    lines: list[str] = []
    for number in range(start_line, end_line):
        text = _line(state, number)
        if number > start_line and (not text or state.sCount[number] < state.blkIndent):
            return lines, number, False
        lines.append(text[2:] if number == start_line else text)
        bare = lines[-1].rstrip(_MARKS_BEHIND)
        if bare.endswith(closing):
            lines[-1] = bare[: -len(closing)]
            return lines, number + 1, True
    return lines, end_line, False


def _push(state: StateBlock, start_line: int, lines: list[str], line: int, closed: bool) -> None:
    token = state.push("formula_block", "math", 0)
    token.content = "\n".join(lines).strip()
    token.map = [start_line, line]
    token.meta = {"closed": closed}
    state.line = line


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].rstrip()
