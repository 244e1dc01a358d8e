"""Watches a field for `/` and `@`, and shows what they stand for."""

from collections.abc import Callable, Sequence
from functools import cached_property

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from app.ui.prompts.mention import Mention, mention_before
from app.ui.prompts.suggestions import Suggestion, SuggestionList
from app.ui.theme.theme import Theme

TextField = QTextEdit | QPlainTextEdit
Source = Callable[[str], Sequence[Suggestion]]
"""What there is for a few letters, the best first."""
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_CHOOSING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class Mentions(QObject):
    """Serves one field. While an input method composes, every key belongs to it."""

    chosen = Signal(str, str)
    """A sign, and the key of what was chosen for it; the word is gone from the field already."""

    def __init__(self, field: TextField, theme: Theme) -> None:
        super().__init__(field)
        self.field = field
        self._theme = theme
        self._sources: dict[str, tuple[Source, Callable[[], str]]] = {}
        self._shown: Mention | None = None
        self._dismissed: tuple[str, int] | None = None
        """Sign and place of a mention that the person wants no list for."""
        self._composing = False
        field.installEventFilter(self)
        field.textChanged.connect(self.refresh)
        field.cursorPositionChanged.connect(self._follow_cursor)

    def add_source(self, sign: str, source: Source, hint: Callable[[], str]) -> None:
        """Suggest for a sign; ``hint`` says below the list what happens."""
        self._sources[sign] = (source, hint)

    def refresh(self) -> None:
        """Show what fits to the word at the cursor."""
        mention = self._mention()
        if mention is None or mention.sign not in self._sources or self._is_dismissed(mention):
            self._hide()
            return
        source, hint = self._sources[mention.sign]
        self._shown = mention
        self._list.show_rows(source(mention.query), hint(), self.field.cursorRect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that walk and choose in the list while it is shown."""
        if isinstance(event, QInputMethodEvent):
            self._composing = bool(event.preeditString())
            if self._composing:
                self._hide()
        elif event.type() == QEvent.Type.FocusOut:
            self._hide()
        elif isinstance(event, QKeyEvent) and self._is_open and not self._composing:
            return self._take_key(event)
        return False

    @cached_property
    def _list(self) -> SuggestionList:
        made = SuggestionList(self.field, self._theme)
        made.chosen.connect(self._choose)
        self.field.destroyed.connect(made.deleteLater)
        return made

    @property
    def _is_open(self) -> bool:
        return self._shown is not None and self._list.isVisible()

    def _take_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if not plain or key not in (*_MOVES, *_CHOOSING, Qt.Key.Key_Escape):
            return False
        event.accept()  # as an override too: else a shortcut of the page would get the key
        if event.type() != QEvent.Type.KeyPress:
            return True
        if key in _MOVES:
            self._list.move_by(_MOVES[key])
        elif key in _CHOOSING:
            self._list.choose_current()
        elif self._shown is not None:
            self._dismissed = (self._shown.sign, self._shown.start)
            self._hide()
        return True

    def _mention(self) -> Mention | None:
        cursor = self.field.textCursor()
        if self._composing or cursor.hasSelection() or self.field.window().focusWidget() is not self.field:
            return None  # a text that is put there by the program is no wish
        block = cursor.block()
        before = block.text().encode("utf-16-le", "surrogatepass")[: 2 * cursor.positionInBlock()]
        text = before.decode("utf-16-le", "replace")  # Qt counts units, the text has letters
        return mention_before(text, len(text), first=block.blockNumber() == 0)

    def _is_dismissed(self, mention: Mention) -> bool:
        if self._dismissed == (mention.sign, mention.start):
            return True
        self._dismissed = None
        return False

    def _follow_cursor(self) -> None:
        """A cursor that walks away closes the list; it never opens one."""
        if self._is_open and self._mention() is None:
            self._hide()
        elif self._mention() is None:
            self._dismissed = None

    def _choose(self, key: str) -> None:
        mention, self._shown = self._shown, None
        if mention is None:
            return
        cursor = self.field.textCursor()
        letters = len(mention.query) + 1  # a step of the cursor is a letter, however many units it takes
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, letters)
        cursor.removeSelectedText()
        self.chosen.emit(mention.sign, key)

    def _hide(self) -> None:
        self._shown = None
        if "_list" in self.__dict__:
            self._list.hide()
