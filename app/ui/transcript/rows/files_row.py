"""The files of a message: small pictures, sounds that play, and chips for others."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from app.domain.media import MediaKind
from app.ui.sounds.sounds import Sounds
from app.ui.transcript.phrases import Phrases
from app.ui.transcript.rows.controls import paint_focus
from app.ui.transcript.rows.frames import paint_card
from app.ui.transcript.rows.look import Look
from app.ui.transcript.rows.media_rows import paint_rounded
from app.ui.transcript.rows.row import Row, Scene, Spot
from app.ui.transcript.rows.sent_file import SentFile
from app.ui.transcript.rows.sound_chip import SoundChip

_ICONS = {MediaKind.PICTURE: "images", MediaKind.VIDEO: "videos"}
_THUMBNAIL_STEPS = 30


class FilesRow(Row):
    """Thumbnails and chips, broken into lines that begin at the right or at the left."""

    def __init__(
        self,
        files: Sequence[SentFile],
        width: int,
        look: Look,
        phrases: Phrases,
        sounds: Sounds,
        *,
        right: bool,
    ) -> None:
        super().__init__(width)
        self._look = look
        self._files = list(files)
        self._chips = {
            number: SoundChip(file, look, phrases, sounds)
            for number, file in enumerate(self._files)
            if file.kind is MediaKind.AUDIO
        }
        self._rects = self._place(right)
        for number, chip in self._chips.items():
            chip.place(self._rects[number])
        self.height = max((rect.bottom() + 1 for rect in self._rects), default=0) + look.space(2)

    def spots(self) -> Sequence[Spot]:
        spots: list[Spot] = []
        for number, (file, rect) in enumerate(zip(self._files, self._rects, strict=True)):
            if number in self._chips:
                spots += self._chips[number].spots()
            else:
                name = "picture" if file.kind is MediaKind.PICTURE else "file"
                spots.append(Spot(rect, name, file.source, file.name))
        return spots

    def paint(self, painter: QPainter, scene: Scene) -> None:
        for number, (file, rect) in enumerate(zip(self._files, self._rects, strict=True)):
            if number in self._chips:
                self._chips[number].paint(painter, scene)
                continue
            if file.picture is not None and file.picture.image is not None:
                paint_rounded(painter, rect, file.picture.image, self._look.space(2))
            elif file.kind is MediaKind.PICTURE:
                paint_card(painter, rect, self._look.color("sunken"), self._look.space(2))
            else:
                self._paint_chip(painter, rect, file)
            if scene.focused is not None and scene.focused.rect == rect:
                paint_focus(painter, self._look, rect)

    def _paint_chip(self, painter: QPainter, rect: QRect, file: SentFile) -> None:
        look = self._look
        paint_card(painter, rect, look.color("sunken"), look.space(2))
        size = look.space(5)
        icon = QRect(rect.left() + look.space(2.5), rect.center().y() - size // 2, size, size)
        look.theme.icon(_ICONS.get(file.kind, "file"), "text_muted").paint(painter, icon)
        text = rect.adjusted(size + look.space(5), 0, -look.space(2.5), 0)
        painter.setFont(look.small.font)
        painter.setPen(look.color("text"))
        metrics = QFontMetricsF(look.small.font)
        about = metrics.horizontalAdvance(file.about) + look.space(2)
        name = metrics.elidedText(file.name, Qt.TextElideMode.ElideMiddle, text.width() - about)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        painter.setPen(look.color("text_faint"))
        painter.drawText(
            QRectF(text), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, file.about
        )

    def _place(self, right: bool) -> list[QRect]:
        gap = self._look.space(2)
        lines: list[list[QSize]] = [[]]
        used = 0
        for size in map(self._size, range(len(self._files))):
            if lines[-1] and used + size.width() > self.width:
                lines.append([])
                used = 0
            lines[-1].append(size)
            used += size.width() + gap
        rects = []
        top = 0
        for line in lines:
            total = sum(size.width() for size in line) + gap * (len(line) - 1)
            x = self.width - total if right else 0
            for size in line:
                rects.append(QRect(x, top, size.width(), size.height()))
                x += size.width() + gap
            top += max((size.height() for size in line), default=0) + gap
        return rects

    def _size(self, number: int) -> QSize:
        look, file = self._look, self._files[number]
        if number in self._chips:
            return self._chips[number].size(self.width)
        if file.kind is MediaKind.PICTURE:
            edge = look.space(_THUMBNAIL_STEPS)
            natural = file.size if not file.size.isEmpty() else QSize(edge, edge)
            if file.picture is not None and not file.picture.natural.isEmpty():
                natural = file.picture.natural
            fitting = natural.scaled(QSize(2 * edge, edge), Qt.AspectRatioMode.KeepAspectRatio)
            return fitting.expandedTo(QSize(look.space(10), look.space(10)))
        metrics = QFontMetricsF(look.small.font)
        text = metrics.horizontalAdvance(file.name) + metrics.horizontalAdvance(file.about)
        width = min(ceil(text) + look.space(16), look.space(80), self.width)
        return QSize(width, look.space(10))
