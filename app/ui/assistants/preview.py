"""The avatar of one assistant as a widget."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.conversation import AssistantMark
from app.domain.ids import AssistantId
from app.ui.assistants.avatar import draw_avatar
from app.ui.theme.theme import Theme

USUAL_STEPS = 13


class AvatarPreview(QWidget):
    """Shows a mark; it is no control."""

    def __init__(self, theme: Theme, parent: QWidget, steps: float = USUAL_STEPS) -> None:
        super().__init__(parent)
        self._theme = theme
        self._steps = steps
        self._mark = AssistantMark(AssistantId(""))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_mark(self, mark: AssistantMark) -> None:
        """Show another one."""
        self._mark = mark
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        edge = self._theme.space(self._steps)
        return QSize(edge, edge)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The avatar."""
        painter = QPainter(self)
        draw_avatar(painter, self._theme, self._mark, QRectF(self.rect()))
        painter.end()
