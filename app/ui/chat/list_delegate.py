"""Paints one row of the conversation list."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain.conversation import Conversation, SearchHit
from app.ui.assistants.avatar import draw_avatar
from app.ui.chat.list_model import Heading, ListRole
from app.ui.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex
AVATAR_STEPS = 5


class ConversationDelegate(QStyledItemDelegate):
    """Headings in small faint type, conversations in one line, finds with the words around the hit.

    All rows of one mode are equally high, so that ten thousand of them need no measuring.
    """

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.searching = False
        self.drop_target = QPersistentModelIndex()
        """The row on which dragged conversations would be dropped."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One height for all rows of a mode."""
        return QSize(0, self._theme.space(14 if self.searching else 9))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The field in which a title is changed."""
        editor = QLineEdit(parent)
        editor.setObjectName("conversations.rename")
        editor.setAccessibleName(self.tr("Title"))
        return editor

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row by its kind."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        if index == self.drop_target:
            self._paint_target(painter, rect)
        if (heading := index.data(ListRole.HEADING)) is not None:
            focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
            self._paint_heading(painter, rect, heading, focused=focused)
        elif (hit := index.data(ListRole.HIT)) is not None:
            self._paint_background(painter, option, rect)
            self._paint_hit(painter, rect, hit, index.data(Qt.ItemDataRole.DisplayRole))
        elif (conversation := index.data(ListRole.CONVERSATION)) is not None:
            self._paint_background(painter, option, rect)
            streaming = bool(index.data(ListRole.STREAMING))
            self._paint_conversation(painter, rect, conversation, str(index.data()), streaming)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, heading: Heading, *, focused: bool) -> None:
        space = self._theme.space
        if focused:
            self._paint_ring(painter, rect.adjusted(0, space(1.5), 0, 0))
        painter.setFont(self._theme.font(0.85))
        painter.setPen(self._theme.color("text_muted"))
        left = rect.left() + space(3)
        if heading.folder_id is not None:
            size = space(3.5)
            name = "folder" if not heading.folded else "chevron-right"
            icon = self._theme.icon(name, "text_muted")
            icon.paint(painter, QRect(left, rect.bottom() - size - space(1), size, size))
            left += size + space(1.5)
        area = QRect(left, rect.top(), rect.right() - left - space(2), rect.height() - space(1))
        name = f"{heading.text}  {heading.count}" if heading.folded else heading.text
        text = QFontMetrics(painter.font()).elidedText(name, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, text)

    def _paint_background(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect) -> None:
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            color = self._theme.color("accent_soft")
        elif state & QStyle.StateFlag.State_MouseOver:
            color = self._theme.color("hover")
        else:
            color = QColor(Qt.GlobalColor.transparent)
        painter.setBrush(color)
        painter.setPen(Qt.PenStyle.NoPen)
        self._paint_round(painter, rect)
        if state & QStyle.StateFlag.State_HasFocus:
            self._paint_ring(painter, rect)

    def _paint_target(self, painter: QPainter, rect: QRect) -> None:
        painter.setBrush(self._theme.color("accent_soft"))
        painter.setPen(QPen(self._theme.color("accent"), 1))
        self._paint_round(painter, rect)

    def _paint_ring(self, painter: QPainter, rect: QRect) -> None:
        """Where the keyboard is."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color("focus"), self._theme.space(0.4)))
        self._paint_round(painter, rect)

    def _paint_round(self, painter: QPainter, rect: QRect) -> None:
        inset, radius = self._theme.space(1), self._theme.space(1.5)
        painter.drawRoundedRect(rect.adjusted(inset, 1, -inset, -1), radius, radius)

    def _paint_conversation(
        self, painter: QPainter, rect: QRect, conversation: Conversation, title: str, streaming: bool
    ) -> None:
        space = self._theme.space
        right = rect.right() - space(3)
        if streaming:
            dot = space(2)
            painter.setBrush(self._theme.color("accent"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(right - dot, rect.center().y() - dot // 2, dot, dot)
            right -= dot + space(2)
        if conversation.pinned:
            size = space(3.5)
            icon = self._theme.icon("pin", "text_faint")
            icon.paint(painter, QRect(right - size, rect.center().y() - size // 2, size, size))
            right -= size + space(1)
        left = rect.left() + space(3)
        if (mark := conversation.settings.assistant) is not None:
            edge = space(AVATAR_STEPS)
            place = QRectF(left, rect.center().y() - edge // 2 + 1, edge, edge)
            draw_avatar(painter, self._theme, mark, place)
            left += edge + space(2)
        area = QRect(left, rect.top(), right - left, rect.height())
        painter.setFont(self._theme.font())
        painter.setPen(self._theme.color("text" if conversation.title else "text_muted"))
        text = QFontMetrics(painter.font()).elidedText(title, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _paint_hit(self, painter: QPainter, rect: QRect, hit: SearchHit, text: str) -> None:
        space = self._theme.space
        area = rect.adjusted(space(3), space(1.5), -space(3), -space(1.5))
        painter.setFont(self._theme.font(bold=False))
        painter.setPen(self._theme.color("text"))
        metrics = QFontMetrics(painter.font())
        title = metrics.elidedText(text.partition("\n")[0], Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, title)
        self._paint_excerpt(painter, area, hit)

    def _paint_excerpt(self, painter: QPainter, area: QRect, hit: SearchHit) -> None:
        """The words around the hit in one line, the hit itself marked."""
        before = hit.excerpt[: hit.start].replace("\n", " ")
        found = hit.excerpt[hit.start : hit.start + hit.length].replace("\n", " ")
        after = hit.excerpt[hit.start + hit.length :].replace("\n", " ")
        painter.setFont(self._theme.font(0.88))
        metrics = QFontMetrics(painter.font())
        room = max(0, area.width() - metrics.horizontalAdvance(found))
        free = max(room // 2, room - metrics.horizontalAdvance(after))
        before = metrics.elidedText(before, Qt.TextElideMode.ElideLeft, free)
        x, baseline = area.left(), area.bottom() - metrics.descent()
        for piece, token in ((before, "text_muted"), (found, "accent"), (after, "text_muted")):
            left = area.right() - x
            if left <= 0:
                return
            painter.setPen(self._theme.color(token))
            piece = metrics.elidedText(piece, Qt.TextElideMode.ElideRight, left)
            painter.drawText(x, baseline, piece)
            x += metrics.horizontalAdvance(piece)
