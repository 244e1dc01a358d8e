"""Fields for words: one line, several lines, lists of lines, and JSON."""

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.domain.parameter import Value
from app.ui.forms.field import Field
from app.ui.theme.theme import Theme
from app.ui.widgets.given import files_in, picture_in

FEWEST_LINES = 3
PROMPT_LINES = 6
MOST_LINES = 12


class TextField(Field):
    """One line."""

    def make_control(self) -> QLineEdit:
        self._line = QLineEdit(self)
        self._line.textChanged.connect(self.tell)
        return self._line

    def value(self) -> Value:
        return self._line.text() or None

    def fill(self, value: Value) -> None:
        self._line.setText("" if value is None else str(value))


class WordsEdit(QPlainTextEdit):
    """Text that grows with its lines; files and pictures that are pasted into it are announced."""

    files_given = Signal(list)
    picture_given = Signal(bytes)

    def __init__(self, theme: Theme, fewest_lines: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fewest_lines = fewest_lines
        self.setTabChangesFocus(True)
        self.document().documentLayout().documentSizeChanged.connect(self.fit)

    def fit(self) -> None:
        """As high as its lines, between the fewest and the most."""
        lines = round(self.document().size().height())
        shown = min(max(lines, self._fewest_lines), MOST_LINES)
        height = shown * self.fontMetrics().lineSpacing() + self._theme.space(4)
        if height != self.height():
            self.setFixedHeight(height)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Dropped files are left to what is around: it may have a better use for them than a tray."""
        if files_in(event.mimeData()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or source.hasImage() or source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Words win where a table program offers a picture of them as well."""
        if files := files_in(source):
            self.files_given.emit(files)
        elif source.text():
            super().insertFromMimeData(source)
        elif picture := picture_in(source):
            self.picture_given.emit(picture)


class LongTextField(Field):
    """Several lines."""

    def make_control(self) -> WordsEdit:
        lines = PROMPT_LINES if self.parameter.key == "prompt" else FEWEST_LINES
        self.edit = WordsEdit(self.theme, lines, self)
        self.edit.textChanged.connect(self.tell)
        return self.edit

    def value(self) -> Value:
        return self.edit.toPlainText() or None

    def fill(self, value: Value) -> None:
        self.edit.setPlainText("" if value is None else str(value))

    def restyle(self) -> None:
        super().restyle()
        self.edit.setFont(self.theme.font())
        self.edit.fit()


class LinesField(LongTextField):
    """Several texts, one a line."""

    def value(self) -> Value:
        lines = (line.strip() for line in self.edit.toPlainText().splitlines())
        return tuple(line for line in lines if line) or None

    def fill(self, value: Value) -> None:
        self.edit.setPlainText("\n".join(value) if isinstance(value, tuple | list) else str(value or ""))


class JsonField(LongTextField):
    """Text of a program, in letters of equal width."""

    def restyle(self) -> None:
        super().restyle()
        self.edit.setFont(self.theme.code_font())
        self.edit.fit()
