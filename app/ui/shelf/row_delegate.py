"""Paints one item of a shelf: its icon, its name, and a quiet line below."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui.theme.theme import Theme

ROW = Qt.ItemDataRole.UserRole + 1
ROW_STEPS, ICON_STEPS = 14, 8
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class ShelfRowLook:
    """What is shown of an item. ``note`` stands at the right; ``words`` are searched beside the rest."""

    id: str
    title: str
    detail: str
    icon: QIcon
    note: str = ""
    words: str = ""

    @property
    def searched(self) -> str:
        """Everything that a search looks at."""
        return f"{self.title} {self.detail} {self.words}"


class ShelfRowDelegate(QStyledItemDelegate):
    """Rows of one height."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One height for all."""
        return QSize(0, self._theme.space(ROW_STEPS))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        row = index.data(ROW)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        space = self._theme.space
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, state)
        edge = space(ICON_STEPS)
        row.icon.paint(painter, QRect(rect.left() + space(3), rect.center().y() - edge // 2 + 1, edge, edge))
        area = rect.adjusted(space(6) + edge, space(2), -space(3), -space(2))
        area = self._paint_note(painter, area, row.note)
        self._paint_words(painter, area, row)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(self._theme.color("accent_soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(self._theme.color("hover"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self._theme.color("focus"), self._theme.space(0.4)))
        radius = self._theme.space(1.5)
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)

    def _paint_note(self, painter: QPainter, area: QRect, note: str) -> QRect:
        painter.setFont(self._theme.font(0.85))
        painter.setPen(self._theme.color("text_faint"))
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, note)
        wide = painter.fontMetrics().horizontalAdvance(note)
        return area.adjusted(0, 0, -(wide + self._theme.space(2)) if note else 0, 0)

    def _paint_words(self, painter: QPainter, area: QRect, row: ShelfRowLook) -> None:
        for font, token, edge, text in (
            (self._theme.font(bold=True), "text", Qt.AlignmentFlag.AlignTop, row.title),
            (self._theme.font(0.9), "text_muted", Qt.AlignmentFlag.AlignBottom, row.detail),
        ):
            painter.setFont(font)
            painter.setPen(self._theme.color(token))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, Qt.AlignmentFlag.AlignLeft | edge, shown)
