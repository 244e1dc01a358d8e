"""Draws one waiting task: its place, its prompt, and what it is for."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.remote_task import RemoteTask
from app.ui.queue.queue_model import TASK_ROLE, QueueModel
from app.ui.theme.theme import Theme

ROW_STEPS = 12
NUMBER_STEPS = 9
SMALL = 0.9


class QueueDelegate(QStyledItemDelegate):
    """Two lines; every row is equally high, so that hundreds cost nothing."""

    def __init__(self, model: QueueModel, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._rows = model
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as two lines at the present scale."""
        return QSize(0, self._theme.space(ROW_STEPS))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        task = index.data(TASK_ROLE)
        if not isinstance(task, RemoteTask):
            return
        theme, space = self._theme, self._theme.space
        painter.save()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("accent_soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("hover"))
        inner = rect.adjusted(space(2), space(1), -space(2), -space(1))
        number = QRect(inner.left(), inner.top(), space(NUMBER_STEPS), inner.height())
        words = inner.adjusted(space(NUMBER_STEPS), 0, 0, 0)
        upper = QRect(words.left(), words.top(), words.width(), words.height() // 2)
        lower = upper.translated(0, upper.height())
        self._draw(painter, number, f"{index.row() + 1}", "text_faint", 1.0)
        self._draw(painter, upper, str(index.data()), "text", 1.0)
        self._draw(painter, lower, self._rows.words(task), "text_muted", SMALL)
        painter.restore()

    def _draw(self, painter: QPainter, place: QRect, text: str, token: str, size: float) -> None:
        painter.setFont(self._theme.font(size))
        painter.setPen(self._theme.color(token))
        line = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line)
