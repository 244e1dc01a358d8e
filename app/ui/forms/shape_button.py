"""A choice that is shown as the outline of a picture."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

from app.ui.theme.theme import Theme

SHAPE_STEPS = 6
WIDTH_STEPS = 14


class ShapeButton(QToolButton):
    """An outline over a short text; dashed where the shape is left open.

    Args:
        shape: width and height in any unit, or None.
    """

    def __init__(self, theme: Theme, name: str, shape: tuple[float, float] | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shape = shape
        self.setObjectName(name)
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        theme.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Draw the outline in the colours of the theme."""
        theme = self._theme
        edge = theme.space(SHAPE_STEPS)
        self.setFont(theme.font(0.85))
        self.setIconSize(QSize(edge, edge))
        icon = QIcon()
        icon.addPixmap(self._outline("text_muted"), QIcon.Mode.Normal, QIcon.State.Off)
        icon.addPixmap(self._outline("accent"), QIcon.Mode.Normal, QIcon.State.On)
        self.setIcon(icon)
        self.setMinimumWidth(theme.space(WIDTH_STEPS))

    def _outline(self, token: str) -> QPixmap:
        edge = self._theme.space(SHAPE_STEPS)
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(round(edge * ratio), round(edge * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        pen = QPen(self._theme.color(token), 1.5 * self._theme.scale)
        pen.setStyle(Qt.PenStyle.SolidLine if self._shape else Qt.PenStyle.DashLine)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        corner = self._theme.space(0.5)
        painter.drawRoundedRect(self._frame(edge, pen.widthF()), corner, corner)
        painter.end()
        return pixmap

    def _frame(self, edge: float, line: float) -> QRectF:
        width, height = self._shape or (1.0, 1.0)
        room = edge - 2 * line
        scale = room / max(width, height)
        width, height = max(width * scale, 2 * line), max(height * scale, 2 * line)
        return QRectF((edge - width) / 2, (edge - height) / 2, width, height)
