"""An icon button with a small number when there is something behind it."""

from math import ceil

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.theme.theme import Theme
from app.ui.widgets.icon_button import IconButton

MOST = 99
FONT_SIZE = 0.72


class CountedButton(IconButton):
    """The number says how many are chosen behind this button; more than 99 are «99+»."""

    def __init__(self, theme: Theme, icon: str, name: str, parent: QWidget) -> None:
        super().__init__(theme, icon, name, parent)
        self._theme = theme
        self._count = 0

    @property
    def count(self) -> int:
        """How many are chosen."""
        return self._count

    def set_count(self, count: int) -> None:
        """Show another number; none at all for 0."""
        self._count = count
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._count:
            return
        text = str(self._count) if self._count <= MOST else f"{MOST}+"
        font = self._theme.font(FONT_SIZE, bold=True)
        metrics = QFontMetricsF(font)
        height = ceil(metrics.height())
        width = max(height, ceil(metrics.horizontalAdvance(text)) + self._theme.space(2))
        badge = QRect(self.width() - width, 0, width, height)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent"))
        painter.drawRoundedRect(badge, height / 2, height / 2)
        painter.setFont(font)
        painter.setPen(self._theme.color("accent_text"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)
