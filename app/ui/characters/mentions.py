"""Typing ``@`` in a prompt offers the names of characters."""

from collections.abc import Callable, Coroutine, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.domain.character import Character
from app.ui.characters.mention_list import MentionList
from app.ui.characters.mention_text import begun_mention, matching
from app.ui.operation import Operation
from app.ui.theme.theme import Theme

Read = Callable[[], Coroutine[object, object, Sequence[Character]]]
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class Mentions(QObject):
    """Serves one prompt field after another. Nothing is offered where nobody can be called.

    Args:
        read: gives those that the form's provider has.
    """

    def __init__(self, read: Read, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._read = read
        self._characters: tuple[Character, ...] = ()
        self._field: QPlainTextEdit | None = None
        self._begun: str | None = None
        self._reading: Operation[Sequence[Character]] | None = None
        self._list = MentionList(theme, parent)
        self._list.chosen.connect(self._take)

    def refresh(self) -> None:
        """Read anew who can be called."""
        if self._reading is not None:
            self._reading.cancel()
        self._reading = Operation(self, self._read(), done=self._take_read)

    def serve(self, field: QPlainTextEdit | None) -> None:
        """Look at another field, or at none."""
        if field is self._field:
            return
        self._list.hide()
        self._field = field
        if field is not None:
            field.installEventFilter(self)
            field.textChanged.connect(self._look)
            field.cursorPositionChanged.connect(self._look)

    def write(self, character: Character) -> None:
        """Call a character where the cursor is."""
        if self._field is not None:
            last = _before_cursor(self._field)[-1:]
            gap = " " if last and last.isascii() and not last.isspace() else ""
            self._field.textCursor().insertText(f"{gap}{character.mention}")
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While names are offered, some keys move among them."""
        if watched is not self._field or self._list.isHidden():
            return False
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self._list.hide()
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
            return False
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        return self._pressed(event)

    def _pressed(self, event: QKeyEvent) -> bool:
        """Whether a key was meant for the list."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = Qt.Key(event.key())
        if key in _MOVES:
            self._list.move_by(_MOVES[key])
        elif key in _TAKES:
            self._list.take_current()
        elif key == Qt.Key.Key_Escape:
            self._list.hide()
        else:
            return False
        return True

    def _take_read(self, characters: Sequence[Character]) -> None:
        self._characters = tuple(characters)
        if not self._list.isHidden():
            self._look()

    def _look(self) -> None:
        field = self._field
        if field is None or field.window().focusWidget() is not field:
            return
        self._begun = begun_mention(_before_cursor(field))
        found = matching(self._characters, self._begun) if self._begun is not None else []
        self._list.offer(found, field)

    def _take(self, character: Character) -> None:
        """Write the name in place of what was typed of it."""
        if self._field is None or self._begun is None:
            return
        cursor = self._field.textCursor()
        length = len(f"@{self._begun}".encode("utf-16-le")) // 2  # as Qt counts
        cursor.setPosition(cursor.position() - length, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(character.mention)


def _before_cursor(field: QPlainTextEdit) -> str:
    cursor = field.textCursor()
    cursor.setPosition(cursor.selectionEnd())
    cursor.setPosition(0, QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText().replace("\u2029", "\n")
