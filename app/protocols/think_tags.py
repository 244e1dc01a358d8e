"""Thoughts that stand inside an answer as ``<think>…</think>``, cut anywhere between chunks.

A thought begins only at the very start of an answer. Where a template swallowed the opening tag, the closing
one alone tells that all before it was thought, unless it stands in code or after a mention of the tag.
"""

import re
from dataclasses import dataclass

_NAMES = ("think", "thinking", "thought", "reasoning", "seed:think")
_CLOSING = {f"<{name}>": f"</{name}>" for name in _NAMES} | {"◁think▷": "◁/think▷"}
_BLANKS = 1000
_LONGEST = max(len(tag) for tag in _CLOSING.values())
_CLOSING_TAG = re.compile("|".join(re.escape(tag) for tag in _CLOSING.values()), re.IGNORECASE)
_OPENING_TAG = re.compile("|".join(re.escape(tag) for tag in _CLOSING), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Split:
    """What a piece of content turned out to be.

    ``restart`` says that all text given out before was thought: ``reasoning`` then repeats it.
    """

    text: str = ""
    reasoning: str = ""
    restart: bool = False


class ThinkTagSplitter:
    """Parts thought from answer; it gives text out as soon as it cannot be a tag any more."""

    def __init__(self) -> None:
        self._step = self._at_start
        self._held = ""
        self._said: list[str] = []
        self._closing = ""
        self._thought_begun = False
        self._plain_from_here = False

    def feed(self, content: str) -> Split:
        """The thought and the text that these characters complete."""
        return self._step(self._held + content) if content else Split()

    def passes(self, content: str) -> bool:
        """Whether the content is text as it stands, so that it need not be fed; asked for each chunk."""
        if self._plain_from_here:
            return True
        if self._held or self._step != self._in_text or "<" in content or "◁" in content:
            return False
        self._said.append(content)
        return True

    def finish(self) -> Split:
        """What was held back in the hope of a tag."""
        held, self._held = self._held, ""
        if self._closing:
            return Split(reasoning=held.rstrip())
        return Split(text=held)

    def _at_start(self, content: str) -> Split:
        """Nothing but blanks so far: an opening tag may come."""
        begun = content.lstrip()
        for opening, closing in _CLOSING.items():
            head = begun[: len(opening)].lower()
            if head == opening:
                self._closing, self._held = closing, ""
                self._step = self._in_thought
                return self._in_thought(begun[len(opening) :])
            if opening.startswith(head) and len(content) < _BLANKS:
                self._held = content
                return Split()
        self._step = self._in_text
        return self._in_text(content)

    def _in_thought(self, content: str) -> Split:
        """Blank lines at both ends of a thought are dropped, so those at the end wait."""
        content = content if self._thought_begun else content.lstrip()
        end = re.search(re.escape(self._closing), content, re.IGNORECASE)
        if end:
            thought, rest = content[: end.start()].rstrip(), content[end.end() :]
            self._closing, self._held = "", ""
            self._step = self._after_thought
            return Split(self._after_thought(rest).text, thought)
        kept = content.rstrip()
        kept = kept[: len(kept) - _tail(kept, self._closing)].rstrip()
        self._held = content[len(kept) :]
        self._thought_begun = self._thought_begun or bool(kept)
        return Split(reasoning=kept)

    def _after_thought(self, content: str) -> Split:
        """Blank lines between thought and answer belong to neither."""
        begun = content.lstrip()
        if begun:
            self._step = self._plain
        return Split(text=begun)

    def _in_text(self, content: str) -> Split:
        """An answer without an opening tag: only a closing tag could still make a thought of it."""
        self._held = ""
        closing = _CLOSING_TAG.search(content)
        if closing:
            return self._at_stray_closing(content, closing)
        held = _tail_of_any(content)
        self._held = content[len(content) - held :]
        given = content[: len(content) - held]
        self._said.append(given)
        return Split(text=given)

    def _at_stray_closing(self, content: str, closing: re.Match[str]) -> Split:
        before = "".join((*self._said, content[: closing.start()]))
        self._said.clear()
        self._step = self._plain
        if before.count("`") % 2 or _OPENING_TAG.search(before) or before.endswith(('"', "'", "“", "「")):
            return Split(text=content)
        self._step = self._after_thought
        return Split(self._after_thought(content[closing.end() :]).text, before.strip(), restart=True)

    def _plain(self, content: str) -> Split:
        self._plain_from_here = True
        return Split(text=content)


def _tail(content: str, tag: str) -> int:
    """How many characters at the end may be the beginning of the tag."""
    ending = content[-len(tag) + 1 :].lower()
    return next((len(ending) - i for i in range(len(ending)) if tag.startswith(ending[i:])), 0)


def _tail_of_any(content: str) -> int:
    ending = content[-_LONGEST:]
    if "<" not in ending and "◁" not in ending:
        return 0
    return max(_tail(content, tag) for tag in _CLOSING.values())
