"""Paints one result of the palette: icon, title with the meant letters strong, detail at the right."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui.theme.theme import Theme

DETAIL = Qt.ItemDataRole.UserRole + 1
POSITIONS = Qt.ItemDataRole.UserRole + 2


class PaletteDelegate(QStyledItemDelegate):
    """Rows of one height, in the theme's colours."""

    ROW_STEPS = 9

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self._theme.space(self.ROW_STEPS))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, state)
        inner = rect.adjusted(self._theme.space(2), 0, -self._theme.space(3), 0)
        inner = self._paint_icon(painter, inner, index)
        inner = self._paint_detail(painter, inner, index.data(DETAIL))
        self._paint_title(painter, inner, index.data(), index.data(POSITIONS) or ())
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(self._theme.color("accent_soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(self._theme.color("hover"))
        else:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        radius = self._theme.space(1.5)
        painter.drawRoundedRect(rect, radius, radius)

    def _paint_icon(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> QRect:
        edge = self._theme.icon_size
        place = QRect(rect.left(), rect.center().y() - edge // 2 + 1, edge, edge)
        index.data(Qt.ItemDataRole.DecorationRole).paint(painter, place)
        return rect.adjusted(edge + self._theme.space(2), 0, 0, 0)

    def _paint_detail(self, painter: QPainter, rect: QRect, detail: str) -> QRect:
        painter.setFont(self._theme.font(0.9))
        painter.setPen(self._theme.color("text_faint"))
        text = painter.fontMetrics().elidedText(detail, Qt.TextElideMode.ElideRight, rect.width() // 2)
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        return rect.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(text) - self._theme.space(3), 0)

    def _paint_title(self, painter: QPainter, rect: QRect, title: str, positions: tuple[int, ...]) -> None:
        plain, strong = self._theme.font(), self._theme.font(bold=True)
        painter.setPen(self._theme.color("text"))
        left = rect.left()
        for index, letter in enumerate(_fitting(title, QFontMetrics(strong), rect.width())):
            painter.setFont(strong if index in positions else plain)
            place = QRect(left, rect.top(), rect.width(), rect.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, letter)
            left += painter.fontMetrics().horizontalAdvance(letter)


def _fitting(title: str, metrics: QFontMetrics, width: int) -> str:
    return metrics.elidedText(title, Qt.TextElideMode.ElideRight, width)
