"""The up key in an empty prompt brings back what was asked for before."""

from collections.abc import Callable, Coroutine, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from app.ui.operation import Operation

Read = Callable[[], Coroutine[object, object, Sequence[str]]]


class PromptHistory(QObject):
    """Serves one prompt field after another. As soon as a recalled prompt is changed, the keys move in it.

    Args:
        read: gives the earlier prompts, the newest first.
    """

    def __init__(self, read: Read, parent: QObject) -> None:
        super().__init__(parent)
        self._read = read
        self._field: QPlainTextEdit | None = None
        self._prompts: tuple[str, ...] = ()
        self._place = -1

    def serve(self, field: QPlainTextEdit | None) -> None:
        """Listen to the keys of another field."""
        if field is self._field:
            return
        self._field, self._place = field, -1
        if field is not None:
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Step through the prompts where nothing else was written."""
        if watched is not self._field or event.type() != QEvent.Type.KeyPress:
            return False
        assert isinstance(event, QKeyEvent)
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() == Qt.Key.Key_Up and not self._text():
            self._begin()
            return True
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._shows_recalled():
            self._step(1 if event.key() == Qt.Key.Key_Up else -1)
            return True
        return False

    def _begin(self) -> None:
        Operation(self, self._read(), done=self._take)

    def _take(self, prompts: Sequence[str]) -> None:
        self._prompts = tuple(dict.fromkeys(filter(None, prompts)))
        if self._field is not None and not self._text():
            self._place = -1
            self._step(1)

    def _step(self, by: int) -> None:
        place = min(self._place + by, len(self._prompts) - 1)
        if place == self._place or self._field is None:
            return
        self._place = max(place, -1)
        self._field.setPlainText(self._prompts[self._place] if self._place >= 0 else "")
        self._field.moveCursor(QTextCursor.MoveOperation.End)

    def _shows_recalled(self) -> bool:
        return 0 <= self._place < len(self._prompts) and self._text() == self._prompts[self._place]

    def _text(self) -> str:
        return self._field.toPlainText() if self._field is not None else ""
