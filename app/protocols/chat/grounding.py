"""Marks in which DeepSeek-OCR says where on a page a text stood; nobody wants to read them.

``<|ref|>title<|/ref|><|det|>[[12, 30, 480, 66]]<|/det|>`` stands before each block of its answer.
"""

import re

_OPENING = "<|ref|>"
_MARK = re.compile(r"<\|ref\|>.*?<\|/ref\|><\|det\|>.*?<\|/det\|>\n?", re.DOTALL)
_LONGEST = 2000
"""An opening without its end is text after so many characters."""


class GroundingMarks:
    """Takes the marks out of a text that comes in pieces, cut anywhere."""

    def __init__(self) -> None:
        self._held = ""

    def passes(self, text: str) -> bool:
        """Whether the text can stay as it is, so that it need not be fed; asked for each chunk."""
        return not self._held and "<|" not in text and not text.endswith("<")

    def feed(self, text: str) -> str:
        """What can be shown of all that came."""
        text = _MARK.sub("", self._held + text)
        begin = _begin_of_mark(text)
        if len(text) - begin > _LONGEST:
            begin = len(text)
        self._held = text[begin:]
        return text[:begin]

    def finish(self) -> str:
        """What was held back in the hope of a mark."""
        held, self._held = self._held, ""
        return held


def _begin_of_mark(text: str) -> int:
    """Where a mark stands open, or may begin with the last characters; the text's length where none does."""
    found = text.find(_OPENING)
    if found >= 0:
        return found
    ends = (size for size in range(len(_OPENING) - 1, 0, -1) if text.endswith(_OPENING[:size]))
    return len(text) - next(ends, 0)
