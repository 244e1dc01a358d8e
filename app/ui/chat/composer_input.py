"""The field in which a message is written."""

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QTextEdit, QWidget

from app.domain.links import kind_of_link
from app.ui.theme.theme import Theme
from app.ui.widgets.given import files_in, link_in, picture_in

LONG_PASTE = 20_000
"""Pasted text of more characters than this is attached as a file."""
MOST_LINES = 12


class ComposerInput(QTextEdit):
    """Plain text that grows with its lines.

    Enter sends, Shift+Enter breaks the line; while an input method composes, Enter belongs to it. Files and
    pictures that are pasted or dropped are announced, never inserted; so is a link to one that comes alone.
    """

    submitted = Signal()
    files_given = Signal(list)
    """Paths of dropped or pasted files."""
    picture_given = Signal(bytes)
    """A pasted picture as PNG."""
    long_text_given = Signal(str)
    link_given = Signal(str)
    """A link to a picture, a film, a sound or a PDF was pasted or dropped."""
    recalled = Signal(int)
    """The person looks for an earlier (-1) or later (+1) message of theirs."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._composing = False
        self._send_with_enter = True
        self.setObjectName("composer.input")
        self.setProperty("kind", "bare")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    @property
    def text(self) -> str:
        """What was typed."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Replace what stands there and put the cursor behind it."""
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def set_send_with_enter(self, enter: bool) -> None:
        """Whether Enter alone sends; Ctrl+Enter always does."""
        self._send_with_enter = enter
        self.retranslate()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setAccessibleName(self.tr("Message"))
        if self._send_with_enter:
            self.setPlaceholderText(self.tr("Message — Enter sends, Shift+Enter starts a new line"))
        else:
            self.setPlaceholderText(self.tr("Message — Ctrl+Enter sends"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether an input method is composing."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, and the arrows that recall earlier messages."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self._composing:
            return
        if enter and self._sends(event.modifiers()):
            self.submitted.emit()
            return
        if event.key() == Qt.Key.Key_Up and self._at_edge(QTextCursor.MoveOperation.Up):
            self.recalled.emit(-1)
            return
        if event.key() == Qt.Key.Key_Down and self._at_edge(QTextCursor.MoveOperation.Down):
            self.recalled.emit(1)
            return
        super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text, pictures and files can be given."""
        return source.hasText() or source.hasImage() or source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take what was pasted or dropped; text wins where a table program offers a picture of it as well."""
        if files := files_in(source):
            self.files_given.emit(files)
        elif kind_of_link(link := link_in(source)):
            self.link_given.emit(link)
        elif source.hasText() and source.text():
            self._insert_text(source.text())
        elif picture := picture_in(source):
            self.picture_given.emit(picture)

    def _insert_text(self, text: str) -> None:
        if len(text) > LONG_PASTE:
            self.long_text_given.emit(text)
        else:
            self.textCursor().insertText(text)
            self.ensureCursorVisible()

    def _sends(self, modifiers: Qt.KeyboardModifier) -> bool:
        plain = modifiers & ~Qt.KeyboardModifier.KeypadModifier
        if plain == Qt.KeyboardModifier.ControlModifier:
            return True
        return self._send_with_enter and plain == Qt.KeyboardModifier.NoModifier

    def _at_edge(self, move: QTextCursor.MoveOperation) -> bool:
        """Whether the cursor cannot move on in the empty or recalled text, so that the key means recall."""
        cursor = self.textCursor()
        if cursor.hasSelection() or self._composing:
            return False
        return not cursor.movePosition(move)

    def _restyle(self) -> None:
        self.setFont(self._theme.font(1.05))
        self._fit()

    def _fit(self) -> None:
        line = self.fontMetrics().lineSpacing()
        wanted = round(self.document().size().height())
        height = min(max(wanted, line), MOST_LINES * line) + 2 * self.frameWidth() + 2
        if height != self.height():
            self.setFixedHeight(height)
