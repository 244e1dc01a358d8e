"""Texts out of the pieces that Markdown is made of, for properties that hold for all of them."""

import re

from hypothesis import strategies

_BLANKS = ["\n", "\n\n", "\r\n", "\r", " ", "  ", "    ", "\t", "\0"]
_BLOCKS = ["- ", "* ", "1. ", "2) ", "[ ] ", "> ", "# ", "```", "~~~", "---", "===", "[^1]: "]
_TABLES = ["|", "|--|:-:|\n", "| a | b |\n", "|x|y|\n"]
_MARKS = [
    "``",
    "`",
    "**",
    "*",
    "_",
    "~~",
    "[",
    "]",
    "(",
    ")",
    "](",
    "![",
    "[^1]",
    "<br>",
    "<b>",
    "&amp;",
    "\\",
]
_FORMULAS = ["$", "$$", "\\(", "\\)", "\\[", "\\]"]
_WORDS = [
    "中文",
    "。",
    "，",
    "“",
    "”",
    "word",
    "a",
    "py",
    ":",
    "!",
    "😀",
    "http://a.b/c",
    "plain words in a line",
]
_PIECES = [*_BLANKS, *_BLOCKS, *_TABLES, *_MARKS, *_FORMULAS, *_WORDS, "这是一句普通的话，很长的一句话。"]
_DEFINITION = re.compile(r"(?<!\^1)\]\s*:")

markdown_texts = strategies.lists(strategies.sampled_from(_PIECES), max_size=40).map("".join)
texts = strategies.one_of(markdown_texts, strategies.text(max_size=200))


def without_link_definitions(text: str) -> str:
    """A definition does not reach the uses above it in a text that is parsed as it grows."""
    return _DEFINITION.sub("]", text)
