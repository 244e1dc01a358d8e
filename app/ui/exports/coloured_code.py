"""Code with its colours, for files; nothing waits here, so lexers are loaded where they are needed."""

from functools import cache

from pygments.lexer import Lexer

from app.ui.transcript.content.lexing import find_lexer, lex
from app.ui.transcript.content.spans import Span

LARGEST_CODE = 200_000
"""Longer code, in characters, stays plain."""


def spans_of(code: str, language: str) -> tuple[Span, ...]:
    """The coloured stretches; none where the language is not known."""
    lexer = _lexer(language) if language and len(code) <= LARGEST_CODE else None
    return lex(lexer, code) if lexer is not None else ()


@cache
def _lexer(language: str) -> Lexer | None:
    return find_lexer(language)
