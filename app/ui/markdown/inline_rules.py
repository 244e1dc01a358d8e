"""What a line may hold beyond CommonMark: formulas, bare links, ``<br>`` and footnote references."""

import re

from markdown_it.rules_inline.state_inline import StateInline

from app.ui.markdown.flanking import is_cjk

_LONGEST_FORMULA = 4_000
_CLOSING = {"$$": "$$", "\\(": "\\)", "\\[": "\\]"}
_PROSE = re.compile(r"\d[\d.,]*\s*(?:[A-Za-z]{2,}|[^\x00-\x7f])")
_LINE_BREAK = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\[\^((?!\w-\w\])\w[\w.-]{0,31})\]")
_SCHEME = re.compile(r"(?:^|[^a-z0-9.+-])(https?)$", re.IGNORECASE)
_LATIN = r"[!#$%&'()+,\-./0-9:;=?@A-Z_a-z~{}\u00c0-\u1fff]"
_OTHER_LETTERS = r"(?:(?![\x00-\u1fff])\w)+"
_ADDRESS = re.compile(rf"https?://{_LATIN}+(?:(?<=[/=_\-]){_OTHER_LETTERS}{_LATIN}*)*", re.IGNORECASE)


def formula(state: StateInline, silent: bool) -> bool:
    """``$…$``, ``$$…$$``, ``\\(…\\)`` and ``\\[…\\]`` inside a line."""
    found = formula_at(state.src, state.pos)
    if found is None:
        return False
    content, end, markup = found
    if not silent:
        token = state.push("formula", "math", 0)
        token.content = content
        token.markup = markup
        token.info = state.src[state.pos : end]
    state.pos = end
    return True


def formula_at(text: str, start: int) -> tuple[str, int, str] | None:
    """The formula that begins at an offset: its LaTeX, the offset behind it, and its opening mark."""
    markup = text[start : start + 2]
    closing = _CLOSING.get(markup)
    if closing is not None:
        return _between(text, start, markup, closing)
    if text[start] == "$" and _may_open(text, start):
        return _single_dollar(text, start)
    return None


def _between(text: str, start: int, markup: str, closing: str) -> tuple[str, int, str] | None:
    end = text.find(closing, start + 2, start + _LONGEST_FORMULA)
    content = text[start + 2 : end].strip()
    if end < 0 or not content or (markup == "\\[" and content.isdigit()):
        return None
    return content, end + 2, markup


def _may_open(text: str, start: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[start + 1 : start + 2]
    return before not in "$\\" and not _is_word(before) and bool(after.strip())


def _single_dollar(text: str, start: int) -> tuple[str, int, str] | None:
    """An amount of money is not a formula: ``$5 and $10``, ``$5-$10``, ``5$ 到 10$``."""
    end = _closing_dollar(text, start + 1)
    content = text[start + 1 : end]
    if end < 0 or not content.strip() or content[-1].isspace() or _PROSE.match(content):
        return None
    if _is_word(text[end + 1 : end + 2] or " "):
        return None
    return content, end + 1, "$"


def _closing_dollar(text: str, start: int) -> int:
    end = text.find("$", start, start + _LONGEST_FORMULA)
    while end > 0 and text[end - 1] == "\\":
        end = text.find("$", end + 1, start + _LONGEST_FORMULA)
    return end


def _is_word(char: str) -> bool:
    return char.isalnum() and not is_cjk(char)


def line_break(state: StateInline, silent: bool) -> bool:
    """``<br>``, the one tag that models need: in table cells."""
    found = _LINE_BREAK.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("hardbreak", "br", 0)
    state.pos = found.end()
    return True


def footnote_reference(state: StateInline, silent: bool) -> bool:
    """``[^label]``, whether or not its definition has come yet."""
    found = _FOOTNOTE.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("footnote", "", 0).content = found[1]
    state.pos = found.end()
    return True


def bare_link(state: StateInline, silent: bool) -> bool:
    """An address without brackets, which ends where Chinese text goes on behind it."""
    if state.linkLevel > 0 or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME.search(state.pending[-8:])
    found = scheme and _ADDRESS.match(state.src, state.pos - len(scheme[1]))
    if scheme is None or not found:
        return False
    address = _without_trailing_marks(found[0])
    target = state.md.normalizeLink(address)
    if len(address) <= len(scheme[1]) + 3 or not state.md.validateLink(target):
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme[1])]
        _push_link(state, target, address)
    state.pos += len(address) - len(scheme[1])
    return True


def _push_link(state: StateInline, target: str, text: str) -> None:
    state.push("link_open", "a", 1).attrs = {"href": target}
    state.push("text", "", 0).content = text
    state.push("link_close", "a", -1)


def _without_trailing_marks(address: str) -> str:
    while address and (address[-1] in ".,;:!?'_~(" or _closes_nothing(address)):
        address = address[:-1]
    return address


def _closes_nothing(address: str) -> bool:
    opening = {")": "(", "}": "{"}.get(address[-1])
    return opening is not None and address.count(address[-1]) > address.count(opening)
