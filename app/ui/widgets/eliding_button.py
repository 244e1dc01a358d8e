"""A button whose text may be longer than its room."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

_FEWEST_LETTERS = 8


class ElidingButton(QPushButton):
    """Leaves out the middle of its text rather than asking for more room than there is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """A few letters are enough."""
        hint = super().minimumSizeHint()
        fewest = self._around() + self.fontMetrics().averageCharWidth() * _FEWEST_LETTERS
        return QSize(min(hint.width(), fewest), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.width() - self._around()
        option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, room)
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    def _around(self) -> int:
        """What the frame and the sign take."""
        return self.sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())
