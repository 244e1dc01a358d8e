"""A field for JSON with the numbers of its lines, in which a place can be marked."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from app.ui.theme.theme import Theme

INDENT = 2


class LineNumbers(QWidget):
    """The strip beside the text."""

    def __init__(self, editor: "CodeEditor") -> None:
        super().__init__(editor)
        self._editor = editor

    def sizeHint(self) -> QSize:
        """As wide as the last number."""
        return QSize(self._editor.number_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The numbers of the lines that are seen."""
        self._editor.paint_numbers(self, event.rect())


class CodeEditor(QPlainTextEdit):
    """Tab leads on to the next field, as everywhere."""

    def __init__(self, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._marked_line = 0
        self.setObjectName(name)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._numbers = LineNumbers(self)
        self.blockCountChanged.connect(self._make_room)
        self.updateRequest.connect(self._scroll_numbers)
        theme.changed.connect(self._restyle)
        self._restyle()

    def replace_text(self, text: str) -> None:
        """Put another text in place of what stands there; it can be undone."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)

    def mark_line(self, line: int) -> None:
        """Mark a line as the one that is wrong, counted from 1; 0 marks none."""
        self._marked_line = line
        marks: list[QTextEdit.ExtraSelection] = []
        block = self.document().findBlockByNumber(line - 1)
        if line > 0 and block.isValid():
            mark = QTextEdit.ExtraSelection()
            mark.format.setBackground(self._theme.color("danger_soft"))
            mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            mark.cursor = QTextCursor(block)
            marks.append(mark)
        self.setExtraSelections(marks)
        self._numbers.update()

    def go_to(self, line: int, column: int = 1) -> None:
        """Put the cursor at a place, counted from 1."""
        block = self.document().findBlockByNumber(max(0, line - 1))
        cursor = QTextCursor(block)
        cursor.movePosition(
            QTextCursor.MoveOperation.Right,
            QTextCursor.MoveMode.MoveAnchor,
            min(column - 1, block.length() - 1),
        )
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def number_width(self) -> int:
        """Room for the numbers, in pixels."""
        digits = max(2, len(str(self.blockCount())))
        return self._theme.space(4) + digits * self.fontMetrics().horizontalAdvance("9")

    def paint_numbers(self, strip: QWidget, area: QRect) -> None:
        """Draw the numbers of the lines that are seen into their strip."""
        painter = QPainter(strip)
        painter.setFont(self.font())
        block = self.firstVisibleBlock()
        place = self.blockBoundingGeometry(block).translated(self.contentOffset())
        room = strip.width() - self._theme.space(2)
        while block.isValid() and place.top() <= area.bottom():
            wrong = block.blockNumber() + 1 == self._marked_line
            painter.setPen(self._theme.color("danger" if wrong else "text_faint"))
            line = QRect(0, round(place.top()), room, self.fontMetrics().height())
            painter.drawText(line, Qt.AlignmentFlag.AlignRight, str(block.blockNumber() + 1))
            block = block.next()
            place = self.blockBoundingGeometry(block).translated(self.contentOffset())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The numbers stand at the left edge."""
        super().resizeEvent(event)
        inside = self.contentsRect()
        self._numbers.setGeometry(inside.left(), inside.top(), self.number_width(), inside.height())

    def _make_room(self) -> None:
        self.setViewportMargins(self.number_width(), 0, 0, 0)

    def _scroll_numbers(self, area: QRect, by: int) -> None:
        if by:
            self._numbers.scroll(0, by)
        else:
            self._numbers.update(0, area.y(), self._numbers.width(), area.height())

    def _restyle(self) -> None:
        self.setFont(self._theme.code_font())
        self.setTabStopDistance(INDENT * self.fontMetrics().horizontalAdvance(" "))
        self._make_room()
