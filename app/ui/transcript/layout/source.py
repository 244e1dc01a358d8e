"""A text of a message and the blocks that it became."""

from collections.abc import Iterator, Sequence

from app.ui.markdown.blocks import Block, BlockKind, Run
from app.ui.markdown.parsing import TailParser, parse
from app.ui.markdown.progress import Folding

LARGEST_MARKDOWN = 400_000
"""What is longer, in characters, shows as it is: parsing would stop the window."""
_PLAIN_BLOCK = 2_000


class Source:
    """Markdown and its blocks; while it grows, only its tail is parsed again.

    Args:
        code: the language of a text that is shown as code if it begins as JSON does; empty for Markdown.
    """

    def __init__(self, text: str, *, growing: bool, code: str = "") -> None:
        self._code = code
        self._texts = [text]
        self.blocks: list[Block] = []
        self._folding = Folding()
        self._parser: TailParser | None = None
        self._length = len(text)
        self._plain = len(text) > LARGEST_MARKDOWN
        """Whether the end is no longer parsed."""
        if growing:
            self._parser = TailParser()
        if self._is_code(text):
            self.blocks = [self._code_block()]
        elif self._plain:
            self.blocks = list(_plain(text))
        elif self._parser is not None:
            self._replace(*self._parser.append(text))
        else:
            self._replace(0, parse(text))

    @property
    def text(self) -> str:
        """The whole Markdown."""
        if len(self._texts) > 1:
            self._texts = ["".join(self._texts)]
        return self._texts[0]

    @property
    def empty(self) -> bool:
        """Whether nothing has come yet."""
        return len(self._texts) == 1 and not self._texts[0]

    @property
    def growing(self) -> bool:
        """Whether more may come."""
        return self._parser is not None

    def append(self, delta: str) -> int:
        """Take more text; returns the index of the first block that changed."""
        if self._code and self._is_code(self.text + delta):
            return self._append_code(delta)
        if self._parser is None:
            self._parser = TailParser()
            if not self._plain:
                self._parser.append(self.text)
        self._texts.append(delta)
        self._length += len(delta)
        if self._length > LARGEST_MARKDOWN:
            return self._append_plain(self._parser, self._length - len(delta))
        return self._replace(*self._parser.append(delta))

    def finish(self) -> int:
        """No more comes; returns the index of the first block that changed."""
        if self._parser is None:
            return len(self.blocks)
        if self._code and self._is_code(self.text):
            self._parser = None
            self.blocks = [self._code_block()]
            return 0
        first = len(self.blocks) if self._plain else self._replace(*self._parser.finish())
        self._parser = None
        return first

    def _is_code(self, text: str) -> bool:
        """Whether it begins as JSON; what begins otherwise is Markdown from there on."""
        begin = text.lstrip()[:1] if self._code else ""
        if begin and begin not in "{[":
            self._code = ""
        return bool(begin and self._code)

    def _append_code(self, delta: str) -> int:
        self._parser = self._parser or TailParser()
        self._texts.append(delta)
        self._length += len(delta)
        self.blocks = [self._code_block()]
        return 0

    def _code_block(self) -> Block:
        text = self.text
        return Block(BlockKind.CODE, 0, len(text), language=self._code, text=text, closed=not self.growing)

    def _append_plain(self, parser: TailParser, start: int) -> int:
        """Show what begins at ``start`` as it is, in the last plain block and others below it."""
        if self._plain:
            first = len(self.blocks) - 1
            start = self.blocks.pop().start
        else:
            first = self._replace(*parser.finish())
            self._plain = True
        self.blocks += _plain(self.text, start)
        return first

    def _replace(self, first: int, blocks: Sequence[Block]) -> int:
        first = self._folding.replace(first, blocks)
        self.blocks[first:] = self._folding.blocks[first:]
        return first


def _plain(text: str, start: int = 0) -> Iterator[Block]:
    """The text from ``start`` on in blocks that end at a line's end where there is one."""
    while start < len(text):
        line_end = text.rfind("\n", start, start + _PLAIN_BLOCK)
        end = line_end if line_end > start else min(start + _PLAIN_BLOCK, len(text))
        yield Block(BlockKind.PARAGRAPH, start, end, (Run(text[start:end]),))
        start = end + (text[end : end + 1] == "\n")
