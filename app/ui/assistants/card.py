"""An assistant as a card that can be pressed."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.domain.assistant import Assistant
from app.ui.assistants.avatar import draw_avatar
from app.ui.theme.theme import Theme

WIDTH_STEPS = 56
AVATAR_STEPS = 9
NOT_FIRST = "，。、；：！？）》”"
"""No line of Chinese begins with one of these."""


class AssistantCard(QAbstractButton):
    """Avatar, name, and one or two lines about it."""

    def __init__(self, assistant: Assistant, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.assistant = assistant
        self._theme = theme
        self.setObjectName(f"welcome.assistant.{assistant.id}")
        self.setText(assistant.name)
        self.setAccessibleName(assistant.name)
        self.setAccessibleDescription(assistant.description)
        self.setToolTip(assistant.description)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for two lines below the name."""
        theme = self._theme
        lines = (
            QFontMetrics(theme.font(bold=True)).height() + 2 * QFontMetrics(theme.font(0.88)).lineSpacing()
        )
        return QSize(theme.space(WIDTH_STEPS), lines + theme.space(6))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Look alive under the pointer."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Be calm again."""
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        space = self._theme.space
        edge = space(AVATAR_STEPS)
        draw_avatar(painter, self._theme, self.assistant.mark, QRectF(space(3), space(3), edge, edge))
        left = space(3) + edge + space(3)
        words = self.rect().adjusted(left, space(2.5), -space(3), -space(2.5))
        self._paint_words(painter, words)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        theme = self._theme
        lively = self.underMouse() or self.isDown()
        ring = theme.color("focus" if self.hasFocus() else "border")
        painter.setPen(QPen(ring, 2 if self.hasFocus() else 1))
        painter.setBrush(theme.color("hover" if lively else "raised"))
        radius = theme.space(2.5)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)

    def _paint_words(self, painter: QPainter, area: QRect) -> None:
        theme, assistant = self._theme, self.assistant
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.color("text"))
        metrics = QFontMetrics(painter.font())
        top = QRect(area.left(), area.top(), area.width(), metrics.height())
        name = metrics.elidedText(assistant.name, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(theme.font(0.88))
        painter.setPen(theme.color("text_muted"))
        rest = QRect(area.left(), top.bottom() + 2, area.width(), area.bottom() - top.bottom())
        lines = wrapped(assistant.description, QFontMetrics(painter.font()), area.width(), 2)
        painter.drawText(rest, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, "\n".join(lines))


def wrapped(text: str, metrics: QFontMetrics, width: int, most: int) -> list[str]:
    """At most so many lines of a text; the last one ends with dots where there is more."""
    lines: list[str] = []
    rest = " ".join(text.split())
    while rest and len(lines) < most - 1:
        line = _first_line(rest, metrics, width)
        lines.append(line.rstrip())
        rest = rest[len(line) :].lstrip()
    return [*lines, metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)] if rest else lines


def _first_line(text: str, metrics: QFontMetrics, width: int) -> str:
    """What fits, cut between words; Chinese may be cut anywhere."""
    fits = len(text)
    while fits > 1 and metrics.horizontalAdvance(text[:fits]) > width:
        fits -= 1
    while 1 < fits < len(text) and text[fits] in NOT_FIRST:
        fits -= 1
    if fits == len(text) or not (text[fits - 1].isascii() and text[fits].isascii()):
        return text[:fits]
    space = text.rfind(" ", 0, fits + 1)
    return text[: space + 1] if space > 0 else text[:fits]
