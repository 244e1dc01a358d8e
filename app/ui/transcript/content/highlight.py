"""Colours for code blocks: no frame ever waits for a lexer, code is plain until its colours are ready."""

from collections import OrderedDict
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.ui.transcript.content.spans import Span
from app.ui.transcript.content.worker import Worker

if TYPE_CHECKING:
    from pygments.lexer import Lexer

    from app.ui.transcript.content.lexing import GrowingCode

LARGEST_CODE = 200_000
"""Longer code, in characters, stays plain."""
_KEPT_CHARACTERS = 2_000_000
_IN_ONE_FRAME = 1_500
_FOLLOWED = 8


class Highlighter(QObject):
    """Finds the spans of code; lexers are loaded and whole codes lexed in one thread beside the window's."""

    ready = Signal(str)
    """More is known about code in this language: ask again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = Worker("highlight", self)
        self._lexers: dict[str, Lexer | None] = {}
        self._whole: OrderedDict[tuple[str, str], tuple[Span, ...]] = OrderedDict()
        self._kept = 0
        self._waiting: set[tuple[str, str]] = set()
        self._growing: OrderedDict[str, list[GrowingCode]] = OrderedDict()

    def spans(self, code: str, language: str, *, closed: bool = True) -> tuple[Span, ...] | None:
        """The spans as far as they are known; nothing when the code stays plain.

        Args:
            language: the first word behind the fence.
            closed: whether the code is complete. One that still grows is followed line by line.

        Returns:
            ``None`` when not even a beginning is known yet; ``ready`` follows.
        """
        if not language or len(code) > LARGEST_CODE or self._lexers.get(language, self) is None:
            return ()
        whole = self._whole.get((language, code))
        if whole is not None:
            self._whole.move_to_end((language, code))
            return whole
        known = self._beginning(code, language) if closed else self._followed(code, language)
        if closed:
            self._request(code, language)
        return known

    def close(self) -> None:
        """End the thread."""
        self._worker.close()

    def _followed(self, code: str, language: str) -> tuple[Span, ...] | None:
        lexer = self._lexers.get(language)
        if lexer is not None and _grows_by_line(lexer):
            growing = self._growing_of(code, language, lexer)
            return tuple(growing.grow(code[: len(growing.code) + _IN_ONE_FRAME]))
        known = self._latest_whole(code, language)
        if not any(waiting == language for waiting, _ in self._waiting) and _much_longer(code, known):
            self._request(code, language)
        return None if known is None else self._whole[language, known]

    def _growing_of(self, code: str, language: str, lexer: "Lexer") -> "GrowingCode":
        from app.ui.transcript.content.lexing import GrowingCode

        followed = self._growing.setdefault(language, [])
        for growing in followed:
            if code.startswith(growing.code):
                return growing
        followed.append(GrowingCode(lexer))
        del followed[:-_FOLLOWED]
        return followed[-1]

    def _beginning(self, code: str, language: str) -> tuple[Span, ...] | None:
        """What is known of a code from the time when it still grew."""
        for growing in self._growing.get(language, ()):
            if growing.code and code.startswith(growing.code):
                return tuple(growing.spans)
        known = self._latest_whole(code, language)
        return None if known is None else self._whole[language, known]

    def _latest_whole(self, code: str, language: str) -> str | None:
        for known_language, known in islice(reversed(self._whole), _FOLLOWED):
            if known_language == language and known and code.startswith(known):
                return known
        return None

    def _request(self, code: str, language: str) -> None:
        key = (language, code)
        if key in self._waiting:
            return
        self._waiting.add(key)
        self._worker.submit(partial(_lexed, code, language), partial(self._keep, key))

    def _keep(self, key: tuple[str, str], result: "tuple[Lexer | None, tuple[Span, ...]]") -> None:
        language, code = key
        self._waiting.discard(key)
        self._lexers[language] = result[0]
        self._whole[key] = result[1]
        self._kept += len(code)
        while self._kept > _KEPT_CHARACTERS and len(self._whole) > 1:
            (_, oldest), _ = self._whole.popitem(last=False)
            self._kept -= len(oldest)
        self.ready.emit(language)


def _grows_by_line(lexer: "Lexer") -> bool:
    # Imported here: the worker has loaded it by the time that there is a lexer.
    from app.ui.transcript.content.lexing import grows_by_line

    return grows_by_line(lexer)


def _much_longer(code: str, known: str | None) -> bool:
    return known is None or len(code) > 1.1 * len(known) + 100


def _lexed(code: str, language: str) -> "tuple[Lexer | None, tuple[Span, ...]]":
    from app.ui.transcript.content.lexing import find_lexer, lex

    lexer = find_lexer(language)
    return lexer, lex(lexer, code) if lexer is not None else ()
