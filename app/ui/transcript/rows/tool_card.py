"""A call of a tool: what the model wants to run, how far that has come, and what it gave back."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from app.ui.markdown.blocks import Run
from app.ui.transcript.rows.controls import paint_focus, paint_icons, paint_lettered
from app.ui.transcript.rows.frames import paint_card
from app.ui.transcript.rows.look import Look, TextStyle
from app.ui.transcript.rows.rich_text import RichText
from app.ui.transcript.rows.row import Row, Scene, Spot

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_MOST_CHARACTERS = 6000
_MOST_LINES = 80
_NARROWEST_NAME_STEPS = 20
TOGGLE = "toggle_call"
COPY = "copy_call"


@dataclass(frozen=True, slots=True)
class CallCard:
    """What a card says. Buttons are names of controls with their labels."""

    call_id: str
    name: str
    source: str
    status: str
    icon: str = "tool"
    color: str = "text_muted"
    arguments: str = ""
    result: str | None = None
    note: str = ""
    """A sentence above the buttons: what they decide."""
    buttons: tuple[tuple[str, str], ...] = ()
    fold_label: str = ""
    copy_label: str = ""
    open: bool = False
    """Whether it shows its inside before the person says otherwise."""


class ToolCard(Row):
    """One card. Its head folds it; what waits for the person has buttons at its foot."""

    def __init__(self, width: int, look: Look, card: CallCard, *, opened: bool, gap: int) -> None:
        super().__init__(width)
        self._look = look
        self._card = card
        self._opened = opened
        self._gap = gap
        self._pad = look.space(3)
        self._head = QRect(0, gap, width, look.space(9))
        self._texts: list[tuple[int, RichText]] = []
        """Distance from the top, and what stands there."""
        self._rules: list[int] = []
        self._spots = [Spot(self._head, TOGGLE, card.call_id, self._head_label())]
        bottom = self._place_inside(self._head.bottom() + 1)
        self.height = self._place_buttons(bottom) + look.space(0.5)

    @property
    def text(self) -> str:
        return "\n".join(
            [self._head_label(), *(text.text.replace("\u2028", "\n") for _, text in self._texts)]
        )

    def spots(self) -> Sequence[Spot]:
        return self._spots

    def paint(self, painter: QPainter, scene: Scene) -> None:
        look = self._look
        area = QRect(0, self._gap, self.width, self.height - self._gap - look.space(0.5))
        paint_card(painter, area, look.color("sunken"), look.space(2))
        self._paint_head(painter, scene)
        for top in self._rules:
            rule = QRect(self._pad, top, self.width - 2 * self._pad, 1)
            painter.fillRect(rule, look.color("border"))
        for top, text in self._texts:
            text.paint(painter, self._pad, top, scene.clip)
        paint_icons(painter, look, self._spots, scene)
        for spot in self._spots[1:]:
            if spot.name != COPY:
                paint_lettered(painter, look, spot, scene)
        if scene.focused is not None and scene.focused.name == TOGGLE:
            paint_focus(painter, look, self._head)

    def _head_label(self) -> str:
        card = self._card
        return " · ".join(filter(None, (card.name, card.source, card.status, card.fold_label)))

    def _paint_head(self, painter: QPainter, scene: Scene) -> None:
        look, card = self._look, self._card
        size = look.space(4)
        top = self._head.center().y() - size // 2
        hot = scene.hot is not None and scene.hot.name == TOGGLE
        look.theme.icon(card.icon, card.color).paint(painter, QRect(self._pad, top, size, size))
        chevron = QRect(self.width - self._pad - size, top, size, size)
        name = "chevron-down" if self._opened else "chevron-right"
        look.theme.icon(name, "text" if hot else "text_muted").paint(painter, chevron)
        left = self._pad + size + look.space(2)
        right = self._paint_status(painter, chevron.left() - look.space(2), left)
        self._paint_name(painter, left, right - look.space(2))

    def _paint_status(self, painter: QPainter, right: int, left: int) -> int:
        """Where the words of the status begin."""
        look, card = self._look, self._card
        metrics = QFontMetricsF(look.small.font)
        room = max(right - left - look.space(_NARROWEST_NAME_STEPS), 0)
        words = metrics.elidedText(card.status, Qt.TextElideMode.ElideRight, room)
        begin = right - ceil(metrics.horizontalAdvance(words))
        painter.setFont(look.small.font)
        painter.setPen(look.color(card.color))
        painter.drawText(QRect(begin, self._head.top(), right - begin + 1, self._head.height()), _LEFT, words)
        return begin

    def _paint_name(self, painter: QPainter, left: int, right: int) -> None:
        look, card = self._look, self._card
        metrics = QFontMetricsF(look.strong.font)
        name = metrics.elidedText(card.name, Qt.TextElideMode.ElideMiddle, max(right - left, 0))
        painter.setFont(look.strong.font)
        painter.setPen(look.color("text"))
        strip = QRect(left, self._head.top(), max(right - left, 0), self._head.height())
        painter.drawText(strip, _LEFT, name)
        strip.setLeft(left + ceil(metrics.horizontalAdvance(name)) + look.space(2))
        small = QFontMetricsF(look.small.font)
        source = small.elidedText(card.source, Qt.TextElideMode.ElideRight, max(strip.width(), 0))
        painter.setFont(look.small.font)
        painter.setPen(look.color("text_faint"))
        painter.drawText(strip, _LEFT, source)

    def _place_inside(self, top: int) -> int:
        look, card = self._look, self._card
        if self._opened:
            for text, style in ((card.arguments, look.code), (card.result or "", look.code)):
                if text:
                    self._rules.append(top)
                    top = self._place_text(_cut(text), style, top + look.space(2)) + look.space(2)
            if card.result:
                size = look.space(7)
                corner = self._rules[-1] + look.space(1)
                spot = QRect(self.width - self._pad - size, corner, size, size)
                self._spots.append(Spot(spot, COPY, card.call_id, card.copy_label))
        if card.note:
            self._rules.append(top)
            top = self._place_text(card.note, look.thought, top + look.space(2))
        return top

    def _place_text(self, text: str, style: TextStyle, top: int) -> int:
        rich = RichText([Run(text.replace("\n", "\u2028"))], style, self._look, self.width - 2 * self._pad)
        self._texts.append((top, rich))
        return top + rich.height

    def _place_buttons(self, top: int) -> int:
        if not self._card.buttons:
            return top + (self._look.space(1) if self._opened else 0)
        look = self._look
        metrics = QFontMetricsF(look.small.font)
        x, top, height = self._pad, top + look.space(2), look.space(7.5)
        for name, label in self._card.buttons:
            width = ceil(metrics.horizontalAdvance(label)) + look.space(6)
            if x > self._pad and x + width > self.width - self._pad:
                x, top = self._pad, top + height + look.space(2)
            self._spots.append(Spot(QRect(x, top, width, height), name, self._card.call_id, label))
            x += width + look.space(2)
        return top + height + look.space(3)


def _cut(text: str) -> str:
    """As much as a card shows, and how much more there is; a result can be copied whole."""
    lines = text[:_MOST_CHARACTERS].split("\n")
    shown = "\n".join(lines[:_MOST_LINES])
    return shown if len(shown) == len(text) else f"{shown}\n… (+{len(text) - len(shown):,})"
