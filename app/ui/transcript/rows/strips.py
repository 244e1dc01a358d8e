"""What stands around the text of a message: its head, its foot, the title of its thought, its marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from app.ui.transcript.rows.controls import BUTTON_STEPS, paint_focus, paint_icons, paint_lettered
from app.ui.transcript.rows.look import Look
from app.ui.transcript.rows.row import Row, Scene, Spot

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SpaceRow(Row):
    """Distance between two messages."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__(width)
        self.height = height


class HeadRow(Row):
    """Who speaks: the model's name, then profile and time."""

    def __init__(self, width: int, look: Look, name: str, about: str, gap: int) -> None:
        super().__init__(width)
        self._look = look
        self._name = name
        self._about = about
        self._gap = gap
        self.height = gap + look.space(7)

    def paint(self, painter: QPainter, scene: Scene) -> None:
        look = self._look
        strip = QRect(0, self._gap, self.width, look.space(6))
        metrics = QFontMetricsF(look.strong.font)
        name = metrics.elidedText(self._name, Qt.TextElideMode.ElideMiddle, self.width * 0.7)
        painter.setFont(look.strong.font)
        painter.setPen(look.color("text"))
        painter.drawText(strip, _LEFT, name)
        left = ceil(metrics.horizontalAdvance(name)) + look.space(2)
        painter.setFont(look.small.font)
        painter.setPen(look.color("text_faint"))
        rest = strip.adjusted(left, 0, 0, 0)
        about = QFontMetricsF(look.small.font).elidedText(
            self._about, Qt.TextElideMode.ElideRight, max(rest.width(), 0)
        )
        painter.drawText(rest, _LEFT, about)


@dataclass(frozen=True, slots=True)
class Foot:
    """What the foot of a message offers: which version is shown, what can be done, how it came."""

    buttons: tuple[tuple[str, str], ...]
    """Names of controls with their labels."""
    versions: str = ""
    previous: str = ""
    next: str = ""
    """Labels of the two controls that change the version; empty at the first and last one."""
    figures: str = ""
    right: bool = False
    lasting: bool = False
    """Its buttons show without a mouse over the message."""


class FootRow(Row):
    """Version switch, buttons, and figures while the mouse is on the message."""

    def __init__(self, width: int, look: Look, foot: Foot) -> None:
        super().__init__(width)
        self._look = look
        self._foot = foot
        self.height = look.space(BUTTON_STEPS + 1)
        self._spots, self._versions, self._end = self._place()

    @property
    def wakes(self) -> bool:
        return True

    def spots(self) -> Sequence[Spot]:
        return self._spots

    def paint(self, painter: QPainter, scene: Scene) -> None:
        look = self._look
        paint_icons(painter, look, self._spots, scene)
        painter.setFont(look.small.font)
        painter.setPen(look.color("text_muted"))
        if self._foot.versions:
            painter.drawText(self._versions, Qt.AlignmentFlag.AlignCenter, self._foot.versions)
        if self._foot.figures and scene.awake:
            painter.setPen(look.color("text_faint"))
            self._paint_figures(painter)

    def _paint_figures(self, painter: QPainter) -> None:
        gap = self._look.space(2)
        if self._foot.right:
            left = self._spots[0].rect.left() if self._spots else self.width
            strip, side = QRect(0, 0, left - gap, self.height), _RIGHT
        else:
            strip, side = QRect(self._end + gap, 0, self.width - self._end - gap, self.height), _LEFT
        painter.drawText(strip, side, self._foot.figures)

    def _place(self) -> tuple[list[Spot], QRect, int]:
        size = self._look.space(BUTTON_STEPS)
        foot = self._foot
        wide = (
            ceil(QFontMetricsF(self._look.small.font).horizontalAdvance(foot.versions))
            if foot.versions
            else 0
        )
        switch = 2 * size + wide if foot.versions else 0
        total = switch + size * len(foot.buttons)
        x = self.width - total if foot.right else -self._look.space(1.5)
        top = self._look.space(0.5)
        spots = []
        versions = QRect(x + size, top, wide, size)
        if foot.previous:
            spots.append(Spot(QRect(x, top, size, size), "previous", "", foot.previous))
        if foot.next:
            spots.append(Spot(QRect(x + size + wide, top, size, size), "next", "", foot.next))
        x += switch
        for name, label in foot.buttons:
            spots.append(Spot(QRect(x, top, size, size), name, "", label, quiet=not foot.lasting))
            x += size
        return spots, versions, x


class ThoughtTitle(Row):
    """The line that opens and closes the model's thought."""

    def __init__(self, width: int, look: Look, title: str, *, opened: bool) -> None:
        super().__init__(width)
        self._look = look
        self._title = title
        self._opened = opened
        self.height = look.space(8)
        text = ceil(QFontMetricsF(look.small.font).horizontalAdvance(title))
        rect = QRect(0, look.space(0.5), min(text + look.space(12), width), look.space(7))
        self._spot = Spot(rect, "toggle_thought", "", title)

    def spots(self) -> Sequence[Spot]:
        return [self._spot]

    def paint(self, painter: QPainter, scene: Scene) -> None:
        look = self._look
        rect = self._spot.rect
        hot = scene.hot == self._spot
        size = look.space(4)
        token = "text" if hot else "text_muted"
        icon = QRect(0, rect.center().y() - size // 2 + 1, size, size)
        look.theme.icon("reasoning", token).paint(painter, icon)
        painter.setFont(look.small.font)
        painter.setPen(look.color(token))
        text = rect.adjusted(size + look.space(1.5), 0, 0, 0)
        painter.drawText(text, _LEFT, self._title)
        after = (
            text.left() + ceil(QFontMetricsF(look.small.font).horizontalAdvance(self._title)) + look.space(1)
        )
        chevron = QRect(after, icon.top(), size, size)
        name = "chevron-down" if self._opened else "chevron-right"
        look.theme.icon(name, token).paint(painter, chevron)
        if scene.focused == self._spot:
            paint_focus(painter, look, rect.adjusted(-look.space(1), 0, 0, 0))


@dataclass(frozen=True, slots=True)
class Notice:
    """A quiet line: its words, its icon, and what can be done, as a control's name and label."""

    words: str
    icon: str = ""
    button: tuple[str, str] = ("", "")


class NoticeRow(Row):
    """One quiet line below a text: stopped, cut off, waiting."""

    def __init__(self, width: int, look: Look, notice: Notice) -> None:
        super().__init__(width)
        self._look = look
        self._notice = notice
        self.height = look.space(9)
        self._left = look.space(5.5) if notice.icon else 0
        self._spots = self._place(*notice.button)

    @property
    def text(self) -> str:
        return self._notice.words

    def spots(self) -> Sequence[Spot]:
        return self._spots

    def paint(self, painter: QPainter, scene: Scene) -> None:
        look = self._look
        if self._notice.icon:
            size = look.space(4)
            square = QRect(0, (self.height - size) // 2, size, size)
            look.theme.icon(self._notice.icon, "text_faint").paint(painter, square)
        painter.setFont(look.small.font)
        painter.setPen(look.color("text_muted"))
        painter.drawText(QRect(self._left, 0, self.width, self.height), _LEFT, self._notice.words)
        for spot in self._spots:
            paint_lettered(painter, look, spot, scene)

    def _place(self, name: str, label: str) -> list[Spot]:
        if not name:
            return []
        look = self._look
        metrics = QFontMetricsF(look.small.font)
        left = self._left + ceil(metrics.horizontalAdvance(self._notice.words)) + look.space(3)
        width = ceil(metrics.horizontalAdvance(label)) + look.space(6)
        return [Spot(QRect(left, look.space(1), width, look.space(7)), name, "", label)]
