"""Colours for code: pygments' lexers, also line by line over a text that grows."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

from pygments.lexer import ExtendedRegexLexer, Lexer, RegexLexer
from pygments.lexers import get_lexer_by_name
from pygments.token import (
    Comment,
    Generic,
    Keyword,
    Literal,
    Name,
    Number,
    Operator,
    String,
    _TokenType,
)
from pygments.util import ClassNotFound

from app.ui.transcript.content.spans import Span

_TOKENS: dict[Any, str] = {
    Comment: "code_comment",
    Comment.Preproc: "code_keyword",
    Keyword: "code_keyword",
    Keyword.Type: "code_type",
    Literal: "code_string",
    String: "code_string",
    Number: "code_number",
    Name.Attribute: "code_type",
    Name.Builtin: "code_type",
    Name.Class: "code_type",
    Name.Decorator: "code_function",
    Name.Exception: "code_type",
    Name.Function: "code_function",
    Name.Namespace: "code_type",
    Name.Tag: "code_keyword",
    Operator: "code_operator",
    Operator.Word: "code_keyword",
    Generic.Deleted: "danger",
    Generic.Inserted: "success",
    Generic.Heading: "code_keyword",
    Generic.Subheading: "code_function",
}
_OTHER_NAMES = {"jsonc": "json", "jsx": "javascript", "tsx": "typescript", "vue": "html", "svelte": "html"}
_OPTIONS = {"php": {"startinline": True}}
_NAME = re.compile(r"[\w.+#-]{1,40}")


Piece = tuple[int, Any, str]


def find_lexer(language: str) -> Lexer | None:
    """The lexer for the first word behind a fence; loading one may take some 50 ms."""
    name = language.lower().strip("{}.")
    if not _NAME.fullmatch(name):
        return None
    try:
        return get_lexer_by_name(_OTHER_NAMES.get(name, name), **_OPTIONS.get(name, {}))
    except ClassNotFound:
        return None


def lex(lexer: Lexer, code: str) -> tuple[Span, ...]:
    """The spans of a whole code."""
    return tuple(_spans(lexer.get_tokens_unprocessed(code + "\n"), len(code)))


def grows_by_line(lexer: Lexer) -> bool:
    """Whether ``GrowingCode`` can follow this lexer."""
    return isinstance(lexer, RegexLexer) and not isinstance(lexer, ExtendedRegexLexer)


class GrowingCode:
    """Spans of a code that grows at its end, lexed only from its last line on.

    Equals the whole-text result but for rules that look further than a line; so lex once more at the end.
    """

    def __init__(self, lexer: Lexer) -> None:
        self.code = ""
        self.spans: list[Span] = []
        self.lexed_characters = 0
        self._states: Any = getattr(lexer, "_tokens", {})
        self._lexer = lexer
        self._position = 0
        self._stack: list[str] = ["root"]

    def grow(self, code: str) -> Sequence[Span]:
        """Lex what is new in a code that begins with the one before."""
        self.code = code
        self.lexed_characters += len(code) - self._position
        self._forget_last_line()
        for span in _spans(self._pieces(code + "\n", code.rfind("\n") + 1), len(code)):
            self._add(span)
        return self.spans

    def _forget_last_line(self) -> None:
        del self.spans[bisect_left(self.spans, self._position, key=lambda span: span.start) :]
        if self.spans and self.spans[-1].start + self.spans[-1].length > self._position:
            start, _, token = self.spans.pop()
            self.spans.append(Span(start, self._position - start, token))

    def _add(self, span: Span) -> None:
        if self.spans:
            start, length, token = self.spans[-1]
            if token == span.token and start + length == span.start:
                self.spans[-1] = Span(start, length + span.length, token)
                return
        self.spans.append(span)

    def _pieces(self, text: str, last_line: int) -> Iterator[Piece]:
        position, stack = self._position, list(self._stack)
        while position < len(text):
            if self._position < position <= last_line and text[position - 1] == "\n":
                self._position, self._stack = position, list(stack)
            match, action, change = self._rule(text, position, stack[-1])
            if match is None:
                yield position, None, text[position]
                stack = ["root"] if text[position] == "\n" else stack
                position += 1
                continue
            yield from _pieces_of(self._lexer, match, action)
            position = match.end()
            _change_state(stack, change)

    def _rule(self, text: str, position: int, state: str) -> tuple[re.Match[str] | None, Any, Any]:
        for matches, action, change in self._states[state]:
            match = matches(text, position)
            if match:
                return match, action, change
        return None, None, None


def _pieces_of(lexer: Lexer, match: re.Match[str], action: Any) -> Iterator[Piece]:
    if isinstance(action, _TokenType):
        yield match.start(), action, match.group()
    elif action is not None:
        yield from action(lexer, match)


def _change_state(stack: list[str], change: Any) -> None:
    """As ``RegexLexer.get_tokens_unprocessed`` does it; one state always stays."""
    if isinstance(change, int):
        del stack[max(1, len(stack) + change) :]
        return
    for step in (change,) if isinstance(change, str) else change or ():
        if step == "#pop":
            del stack[max(1, len(stack) - 1) :]
        else:
            stack.append(stack[-1] if step == "#push" else step)


def _spans(pieces: Iterator[Piece], length: int) -> Iterator[Span]:
    """Neighbours of one colour become one span."""
    start, end, current = 0, 0, ""
    for position, kind, text in pieces:
        token = _token_of(kind)
        if token != current or position != end:
            if current and start < length:
                yield Span(start, min(end, length) - start, current)
            start, current = position, token
        end = position + len(text)
    if current and start < length:
        yield Span(start, min(end, length) - start, current)


def _token_of(kind: Any) -> str:
    while kind is not None:
        if kind in _TOKENS:
            return _TOKENS[kind]
        kind = kind.parent
    return ""
