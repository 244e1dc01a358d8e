"""Content that takes the height that it needs, but never too much of the window."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.ui.theme.theme import Theme


class BoundedArea(QScrollArea):
    """What is higher is scrolled.

    Args:
        steps: the greatest height, in steps of the theme's grid.
    """

    def __init__(self, name: str, steps: float, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._steps = steps
        self.setObjectName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_content(self, content: QWidget) -> None:
        """Show this and nothing else; what was shown before is gone."""
        self.setWidget(content)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another height."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Take the height that the content needs at this width."""
        content = self.widget()
        layout = content.layout() if content is not None else None
        if layout is not None:
            needed = layout.totalHeightForWidth(max(1, self.viewport().width()))
            self.setFixedHeight(min(max(1, needed), self._theme.space(self._steps)))
