"""A sound of a message: a button, a line that can be pressed, and the time."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from app.ui.sounds.sounds import Sounds, SoundState
from app.ui.sounds.words import progress_words
from app.ui.transcript.phrases import Phrases
from app.ui.transcript.rows.controls import paint_focus
from app.ui.transcript.rows.frames import paint_card
from app.ui.transcript.rows.look import Look
from app.ui.transcript.rows.row import Scene, Spot
from app.ui.transcript.rows.sent_file import SentFile

TOGGLE = "toggle_sound"
SEEK = "seek_sound"
SOUND_SPOTS = (TOGGLE, SEEK)
_WIDEST_STEPS = 80
_HEIGHT_STEPS = 14
_BUTTON_STEPS = 9
_ICON_STEPS = 5
_VERTICAL = Qt.AlignmentFlag.AlignVCenter
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class SoundChip:
    """Placed once; how far the sound is comes with each painting."""

    def __init__(self, file: SentFile, look: Look, phrases: Phrases, sounds: Sounds) -> None:
        self._file = file
        self._look = look
        self._phrases = phrases
        self._sounds = sounds
        self._rect = QRect()

    def size(self, width: int) -> QSize:
        """Its room in a column of this width."""
        look = self._look
        self._rect = QRect(0, 0, min(look.space(_WIDEST_STEPS), width), look.space(_HEIGHT_STEPS))
        note = self._note_rect
        lowest = note.bottom() + look.space(2.5) if not note.isEmpty() else 0
        return QSize(self._rect.width(), max(self._rect.height(), lowest))

    def place(self, rect: QRect) -> None:
        """Stand there."""
        self._rect = rect

    def spots(self) -> Sequence[Spot]:
        """The button, and the line where there is something to go along."""
        file, phrases = self._file, self._phrases
        is_playing = self._state.is_playing
        label = phrases.pause_sound(file.name) if is_playing else phrases.play_sound(file.name)
        toggle = Spot(self._button, TOGGLE, file.source, label)
        if self._state.problem is not None:
            return [toggle]
        return [toggle, Spot(self._line, SEEK, file.source, phrases.place_in_sound(file.name))]

    def paint(self, painter: QPainter, scene: Scene) -> None:
        """Draw it as it is now."""
        look = self._look
        paint_card(painter, self._rect, look.color("sunken"), look.space(2))
        self._paint_button(painter, scene)
        self._paint_words(painter)
        if self._state.problem is None:
            self._paint_line(painter)
        if self._note:
            self._paint_note(painter)
        for spot in self.spots():
            if scene.focused is not None and scene.focused.rect == spot.rect:
                paint_focus(painter, look, spot.rect)

    @property
    def _state(self) -> SoundState:
        return self._sounds.state(self._file.source)

    @property
    def _note(self) -> str:
        """Why it is not to be heard."""
        state = self._state
        if state.problem is not None:
            return self._phrases.sound_problem(state.problem)
        return self._phrases.no_sound_device() if state.is_silent else ""

    @property
    def _button(self) -> QRect:
        edge, pad = self._look.space(_BUTTON_STEPS), self._look.space(2.5)
        return QRect(self._rect.left() + pad, self._rect.top() + pad, edge, edge)

    @property
    def _words(self) -> QRect:
        """Where the name and the time stand."""
        left, pad = self._button.right() + self._look.space(2.5), self._look.space(3)
        height = self._look.small.pitch
        return QRect(left, self._rect.top() + self._look.space(2), self._rect.right() - pad - left, height)

    @property
    def _line(self) -> QRect:
        """Where the line can be pressed; what is painted of it is thinner."""
        words = self._words
        return QRect(words.left(), words.bottom() + 1, words.width(), self._look.space(5))

    @property
    def _note_rect(self) -> QRect:
        """Where the note stands: in the place of the line, or below it."""
        if not self._note:
            return QRect()
        above = self._words if self._state.problem is not None else self._line
        room = QRect(above.left(), above.bottom() + 1, above.width(), self._look.space(_HEIGHT_STEPS))
        return QFontMetricsF(self._look.small.font).boundingRect(room, _WRAPPED, self._note).toAlignedRect()

    def _paint_button(self, painter: QPainter, scene: Scene) -> None:
        look, button = self._look, self._button
        is_hot = scene.hot is not None and scene.hot.rect == button
        radius = button.width() // 2
        paint_card(painter, button, look.color("accent" if is_hot else "accent_soft"), radius)
        edge = look.space(_ICON_STEPS)
        square = QRect(0, 0, edge, edge)
        square.moveCenter(button.center())
        sign = "pause" if self._state.is_playing else "play"
        look.theme.icon(sign, "accent_text" if is_hot else "accent").paint(painter, square)

    def _paint_words(self, painter: QPainter) -> None:
        look, area, state = self._look, self._words, self._state
        time = progress_words(state.position_ms, state.duration_ms) if state.duration_ms else self._file.about
        metrics = QFontMetricsF(look.small.font)
        room = area.width() - ceil(metrics.horizontalAdvance(time)) - look.space(2)
        name = metrics.elidedText(self._file.name, Qt.TextElideMode.ElideMiddle, room)
        painter.setFont(look.small.font)
        painter.setPen(look.color("text"))
        painter.drawText(area, _VERTICAL | Qt.AlignmentFlag.AlignLeft, name)
        painter.setPen(look.color("text_muted"))
        painter.drawText(area, _VERTICAL | Qt.AlignmentFlag.AlignRight, time)

    def _paint_line(self, painter: QPainter) -> None:
        look, state = self._look, self._state
        height = look.space(1)
        bar = QRect(self._line.left(), self._line.center().y() - height // 2, self._line.width(), height)
        paint_card(painter, bar, look.color("border"), height // 2)
        if state.duration_ms:
            bar.setWidth(round(bar.width() * min(state.position_ms / state.duration_ms, 1)))
            paint_card(painter, bar, look.color("accent"), height // 2)

    def _paint_note(self, painter: QPainter) -> None:
        painter.setFont(self._look.small.font)
        painter.setPen(self._look.color("text_muted"))
        painter.drawText(self._note_rect, _WRAPPED, self._note)
