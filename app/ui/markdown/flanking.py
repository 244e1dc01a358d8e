"""Emphasis that works in Chinese, Japanese and Korean text.

CommonMark decides by the characters beside a row of asterisks whether it may open or close emphasis, and
takes every punctuation mark for the edge of a word. Text without spaces breaks that rule, and
``**中文。**后面`` stays literal. This is the amended rule of https://github.com/tats-u/markdown-cjk-friendly.
"""

import unicodedata
from typing import TYPE_CHECKING

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_IDEOGRAPHIC_SELECTORS = range(0xE0100, 0xE01F0)
_STANDARD_SELECTORS = frozenset("︀︁︂︎")
_HANGUL = range(0x1100, 0x1200)


def is_cjk(char: str) -> bool:
    """Whether a character belongs to Chinese, Japanese or Korean text, their punctuation included."""
    code = ord(char)
    if code < 0x1100:
        return False
    if code in _IDEOGRAPHIC_SELECTORS or code in _HANGUL:
        return True
    wide = unicodedata.east_asian_width(char) in ("W", "F", "H")
    return wide and not _is_emoji(char)


def can_open_and_close(before: str, after: str, *, inside_words: bool) -> tuple[bool, bool]:
    """Whether a row of markers between two characters may open and may close emphasis.

    ``inside_words`` is true for asterisks and tildes and false for underscores.
    """
    punctuation_before, punctuation_after = _is_punctuation(before), _is_punctuation(after)
    left = _flanks(after, before)
    right = _flanks(before, after)
    return (
        left and (inside_words or not right or punctuation_before),
        right and (inside_words or not left or punctuation_after),
    )


def _flanks(inner: str, outer: str) -> bool:
    if isWhiteSpace(ord(inner)):
        return False
    if not _is_punctuation(inner) or is_cjk(inner):
        return True
    return isWhiteSpace(ord(outer)) or _is_punctuation(outer) or is_cjk(outer)


def _is_punctuation(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)


def _is_emoji(char: str) -> bool:
    return unicodedata.category(char) in ("So", "Sk") and not 0x2E80 <= ord(char) < 0xFF00


class _FriendlyState(StateInline):
    """Inline parsing state with the amended rule."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N803 (the library's name)
        marker = self.src[start]
        end = start
        while end < self.posMax and self.src[end] == marker:
            end += 1
        after = self.src[end] if end < self.posMax else " "
        opens, closes = can_open_and_close(self._before(start), after, inside_words=canSplitWord)
        return Scanned(opens, closes, end - start)

    def _before(self, start: int) -> str:
        if start == 0:
            return " "
        if self.src[start - 1] in _STANDARD_SELECTORS and start > 1:
            return self.src[start - 2]
        return self.src[start - 1]


class FriendlyInline(ParserInline):
    """The inline parser with the amended rule."""

    def parse(self, src: str, md: "MarkdownIt", env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _FriendlyState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens
