"""An icon button with a dot when there is something behind it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.theme.theme import Theme
from app.ui.widgets.icon_button import IconButton

DOT_STEPS = 1.75


class MarkedButton(IconButton):
    """The dot says: what is behind this button differs from the usual."""

    def __init__(self, theme: Theme, icon: str, name: str, parent: QWidget) -> None:
        super().__init__(theme, icon, name, parent)
        self._theme = theme
        self._marked = False

    @property
    def marked(self) -> bool:
        """Whether the dot is shown."""
        return self._marked

    def set_marked(self, marked: bool) -> None:
        """Show the dot or none."""
        self._marked = marked
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._marked:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent"))
        size, margin = self._theme.space(DOT_STEPS), self._theme.space(0.75)
        painter.drawEllipse(self.width() - size - margin, margin, size, size)
