"""Paints one row of the model picker."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.model import Model
from app.ui.theme.theme import Theme

MODEL_ROLE = Qt.ItemDataRole.UserRole + 1
CURRENT_ROLE = Qt.ItemDataRole.UserRole + 3
ROW_STEPS = 8
Index = QModelIndex | QPersistentModelIndex


class ModelDelegate(QStyledItemDelegate):
    """A vendor as a heading; a model by its name, with small signs for what it can do."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One height for all rows, so that none need be measured."""
        return QSize(0, self.theme.space(ROW_STEPS))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row by its kind."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        model = index.data(MODEL_ROLE)
        if isinstance(model, Model):
            self._paint_background(painter, option, rect)
            self.paint_model(painter, rect, model, index)
        else:
            self._paint_heading(painter, rect, str(index.data()))
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, title: str) -> None:
        space = self.theme.space
        font = self.theme.font(0.85)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self.theme.color("text_muted"))
        area = rect.adjusted(space(2), 0, -space(2), -space(1))
        painter.drawText(area, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, title)

    def _paint_background(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(self.theme.color("accent_soft"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(self.theme.color("hover"))
        painter.setPen(Qt.PenStyle.NoPen)
        radius = self.theme.space(1.5)
        painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), radius, radius)

    def paint_model(self, painter: QPainter, rect: QRect, model: Model, index: Index) -> None:
        """The name, a mark where it is in use, and the signs."""
        space = self.theme.space
        right = rect.right() - space(2)
        for icon in self._signs(model):
            right = self.paint_sign(painter, icon, right, rect)
        if index.data(CURRENT_ROLE):
            self.paint_sign(painter, self.theme.icon("check", "accent"), rect.left() + space(5.5), rect)
        left = rect.left() + space(7)
        area = QRect(left, rect.top(), max(0, right - left), rect.height())
        painter.setFont(self.theme.font())
        painter.setPen(self.theme.color("text"))
        name = QFontMetrics(painter.font()).elidedText(model.id, Qt.TextElideMode.ElideMiddle, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)

    def paint_sign(self, painter: QPainter, icon: QIcon, right: int, rect: QRect) -> int:
        """Paint an icon that ends at ``right``; where the next one to its left ends."""
        size = self.theme.space(4)
        icon.paint(painter, QRect(right - size, rect.center().y() - size // 2, size, size))
        return right - size - self.theme.space(1.5)

    def _signs(self, model: Model) -> list[QIcon]:
        """From right to left."""
        signs = [("reasoning", model.traits.reasoning), ("eye", bool(model.traits.vision))]
        return [self.theme.icon(name, "text_faint") for name, has in signs if has]
