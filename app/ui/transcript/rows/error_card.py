"""What went wrong, below what had come: title, sentence, next step, and what can be done."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetricsF, QPainter

from app.catalog.advice import ErrorWords
from app.ui.markdown.blocks import Run
from app.ui.transcript.rows.controls import paint_lettered
from app.ui.transcript.rows.frames import paint_card
from app.ui.transcript.rows.look import Look
from app.ui.transcript.rows.rich_text import RichText
from app.ui.transcript.rows.row import Row, Scene, Spot


class ErrorCard(Row):
    """A card with the words of an error.

    Args:
        buttons: names of controls with their labels.
    """

    def __init__(self, width: int, look: Look, words: ErrorWords, buttons: Sequence[tuple[str, str]]) -> None:
        super().__init__(width)
        self._look = look
        self._gap = look.space(2.5)
        self._pad = look.space(3.5)
        self._inset = self._pad + look.space(7)
        inner = width - self._inset - self._pad
        self._words = words
        sentence = " ".join(part for part in (words.sentence, words.step) if part)
        self._title = RichText([Run(words.title)], look.strong, look, inner)
        self._sentence = RichText([Run(sentence)], look.thought, look, inner)
        below = self._gap + self._pad + self._title.height + self._sentence.height + look.space(2)
        self._spots = self._place(buttons, below)
        self.height = below + look.space(8) + self._pad + look.space(1)

    @property
    def text(self) -> str:
        return f"{self._words.title}\n{self._words.sentence} {self._words.step}"

    def spots(self) -> Sequence[Spot]:
        return self._spots

    def paint(self, painter: QPainter, scene: Scene) -> None:
        look = self._look
        card = QRect(0, self._gap, self.width, self.height - self._gap - look.space(1))
        paint_card(painter, card, look.color("danger_soft"), look.space(2))
        size = look.space(5)
        top = self._gap + self._pad
        look.theme.icon("error", "danger").paint(painter, QRect(self._pad, top, size, size))
        self._title.paint(painter, self._inset, top, scene.clip)
        self._sentence.paint(painter, self._inset, top + self._title.height, scene.clip)
        for spot in self._spots:
            paint_lettered(painter, look, spot, scene)

    def _place(self, buttons: Sequence[tuple[str, str]], top: int) -> list[Spot]:
        look = self._look
        metrics = QFontMetricsF(look.small.font)
        x = self._inset
        spots = []
        for name, label in buttons:
            width = ceil(metrics.horizontalAdvance(label)) + look.space(6)
            spots.append(Spot(QRect(x, top, width, look.space(7.5)), name, "", label))
            x += width + look.space(2)
        return spots
