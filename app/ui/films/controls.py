"""The buttons below a film, or below several that are played together."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from app.ui.films.loudness import Loudness
from app.ui.films.seek_bar import SeekBar
from app.ui.films.words import place_words
from app.ui.theme.theme import Theme
from app.ui.widgets.choice_box import ChoiceBox
from app.ui.widgets.icon_button import IconButton

if TYPE_CHECKING:
    from app.ui.films.playback import Playback
    from app.ui.films.together import Together

    Transport = Playback | Together

SPEEDS = ("0.25", "0.5", "0.75", "1", "1.25", "1.5", "2")
SECOND_MS = 1_000
_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_VOLUME_STEPS = 18
_NARROW_STEPS = 88
_NARROWEST_STEPS = 80


class FilmControls(QWidget):
    """Shows what a transport does, and tells it what to do.

    Args:
        name: what the names of its parts begin with.
    """

    hovered = Signal(int, QPoint)
    """The pointer is over a time of the bar; the place is above it, in this widget."""
    left = Signal()
    full_screen_wanted = Signal()

    def __init__(self, name: str, loudness: Loudness, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._loudness = loudness
        self._theme = theme
        self._transport: Transport | None = None
        self._full = False
        self.bar = SeekBar(f"{name}.seek", theme, self)
        self._time = QLabel(self)
        self._time.setObjectName(f"{name}.time")
        self._play, self._back, self._forward, self._loop, self._mute, self._screen = (
            IconButton(theme, icon, f"{name}.{key}", self)
            for icon, key in (
                ("play", "play"),
                ("frame-back", "back"),
                ("frame-forward", "forward"),
                ("loop", "loop"),
                ("volume", "mute"),
                ("full-screen", "full_screen"),
            )
        )
        self._speed = ChoiceBox(f"{name}.speed", SPEEDS, self)
        self._speed.set_texts([f"{speed}×" for speed in SPEEDS])
        self._speed.choose("1")
        self._speed.setMinimumContentsLength(len("1.5×"))
        self._volume = QSlider(Qt.Orientation.Horizontal, self)
        self._volume.setObjectName(f"{name}.volume")
        self._volume.setRange(0, 100)
        self._loop.setCheckable(True)
        self._buttons = (self._play, self._back, self._forward, self._loop, self._mute, self._screen)
        self._lay_out()
        self._connect()
        self._restyle()
        self.retranslate()
        self._show_state()

    def serve(self, transport: "Transport") -> None:
        """Show and move this one from now on."""
        self._transport = transport
        transport.changed.connect(self._show_state)
        transport.moved.connect(self._show_place)
        self._show_state()

    def show_full(self, *, full: bool) -> None:
        """Whether the film fills the screen."""
        self._full = full
        self._screen.show_icon("windowed" if full else "full-screen")
        self.retranslate()

    def offer_full_screen(self, *, offer: bool) -> None:
        """Whether there is a button for it."""
        self._screen.setVisible(offer)

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key means for a film; whether it means anything."""
        transport = self._transport
        if transport is None or event.modifiers() & ~_PLAIN:
            return False
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        acts: dict[tuple[Qt.Key, bool], Callable[[], object]] = {
            (Qt.Key.Key_Space, False): transport.toggle,
            (Qt.Key.Key_Left, False): partial(transport.step, -1),
            (Qt.Key.Key_Right, False): partial(transport.step, 1),
            (Qt.Key.Key_Left, True): partial(self._move, -SECOND_MS),
            (Qt.Key.Key_Right, True): partial(self._move, SECOND_MS),
            (Qt.Key.Key_Home, False): partial(transport.seek, 0),
            (Qt.Key.Key_End, False): lambda: transport.seek(transport.duration_ms),
            (Qt.Key.Key_L, False): self._loop.click,
            (Qt.Key.Key_M, False): self._mute.click,
            (Qt.Key.Key_F, False): self._screen.click,
        }
        act = acts.get((Qt.Key(event.key()), shifted))
        if act is None:
            return False
        act()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Left and right go through the film, not from one button to the next."""
        is_arrow = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        if is_arrow and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self.press(event)
        return super().eventFilter(watched, event)

    def fit(self, width: int) -> None:
        """Where there is little room, what has a key too goes first."""
        self._volume.setVisible(width >= self._theme.space(_NARROW_STEPS))
        for part in (self._back, self._forward):
            part.setVisible(width >= self._theme.space(_NARROWEST_STEPS))

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._back.describe(self.tr("One frame back (←)"))
        self._forward.describe(self.tr("One frame on (→)"))
        self._loop.describe(self.tr("Again and again (L)"))
        full = self.tr("Back into the window (F)") if self._full else self.tr("Full screen (F)")
        self._screen.describe(full)
        self._speed.setToolTip(self.tr("Speed"))
        self._speed.setAccessibleName(self.tr("Speed"))
        self._volume.setToolTip(self.tr("Volume"))
        self._volume.setAccessibleName(self.tr("Volume"))
        self.bar.setAccessibleName(self.tr("Place in the film"))
        self._show_state()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _lay_out(self) -> None:
        self._first = QHBoxLayout()
        self._first.addWidget(self.bar, 1)
        self._first.addWidget(self._time)
        self._second = QHBoxLayout()
        parts: tuple[QWidget, ...] = (self._play, self._back, self._forward, self._loop, self._speed)
        for part in parts:
            self._second.addWidget(part)
        self._second.addStretch(1)
        for part in (self._mute, self._volume, self._screen):
            self._second.addWidget(part)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._first)
        self._column.addLayout(self._second)

    def _connect(self) -> None:
        self.bar.sought.connect(self._seek)
        self.bar.hovered.connect(self._hover)
        self.bar.left.connect(self.left)
        self._play.clicked.connect(self._toggle)
        self._back.clicked.connect(partial(self._step, -1))
        self._forward.clicked.connect(partial(self._step, 1))
        self._loop.toggled.connect(self._set_loop)
        self._speed.chosen.connect(self._set_speed)
        self._mute.clicked.connect(self._toggle_sound)
        self._volume.valueChanged.connect(self._set_volume)
        self._screen.clicked.connect(self.full_screen_wanted)
        self._loudness.changed.connect(self._show_sound)
        self._theme.changed.connect(self._restyle)
        for button in self._buttons:
            button.installEventFilter(self)

    def _show_state(self) -> None:
        transport = self._transport
        is_open = transport is not None and transport.is_open
        playing = transport is not None and transport.is_playing
        self._play.show_icon("pause" if playing else "play")
        self._play.describe(self.tr("Pause (Space)") if playing else self.tr("Play (Space)"))
        for part in (self._play, self._back, self._forward, self.bar, self._speed, self._loop):
            part.setEnabled(is_open)
        if transport is not None:
            self._loop.setChecked(transport.loops)
        self._show_sound()
        self._show_place()

    def _show_sound(self) -> None:
        transport, loudness = self._transport, self._loudness
        heard = transport is not None and transport.has_sound and transport.can_be_heard
        silent = loudness.muted or not loudness.volume or not heard
        self._mute.show_icon("muted" if silent else "volume")
        self._mute.describe(self._sound_words())
        self._volume.blockSignals(True)
        self._volume.setValue(round(100 * loudness.volume))
        self._volume.blockSignals(False)
        for part in (self._mute, self._volume):
            part.setEnabled(heard)

    def _sound_words(self) -> str:
        transport = self._transport
        if transport is not None and transport.is_open:
            if not transport.has_sound:
                return self.tr("This film has no sound")
            if not transport.can_be_heard:
                return self.tr("This computer has nothing to play sound with")
        return self.tr("Sound on (M)") if self._loudness.muted else self.tr("Sound off (M)")

    def _show_place(self) -> None:
        position_ms = self._transport.position_ms if self._transport is not None else 0
        duration_ms = self._transport.duration_ms if self._transport is not None else 0
        self.bar.show_place(position_ms, duration_ms)
        words = place_words(position_ms, duration_ms)
        self._time.setText(words)
        self.bar.setAccessibleDescription(words)

    def _toggle(self) -> None:
        if self._transport is not None:
            self._transport.toggle()

    def _step(self, frames: int) -> None:
        if self._transport is not None:
            self._transport.step(frames)

    def _seek(self, position_ms: int) -> None:
        if self._transport is not None:
            self._transport.seek(position_ms)

    def _move(self, by_ms: int) -> None:
        if self._transport is not None:
            self._transport.seek(self._transport.position_ms + by_ms)

    def _set_loop(self, loops: bool) -> None:
        if self._transport is not None:
            self._transport.set_loop(loops=loops)

    def _set_speed(self, speed: str) -> None:
        if self._transport is not None:
            self._transport.set_speed(float(speed))

    def _set_volume(self, percent: int) -> None:
        self._loudness.set_volume(percent / 100)

    def _toggle_sound(self) -> None:
        self._loudness.set_muted(muted=not self._loudness.muted)

    def _hover(self, position_ms: int, x: int) -> None:
        self.hovered.emit(position_ms, self.bar.mapTo(self, QPoint(x, 0)))

    def _restyle(self) -> None:
        space = self._theme.space
        self._column.setContentsMargins(space(2), space(1), space(2), space(2))
        self._column.setSpacing(space(1))
        self._first.setSpacing(space(3))
        self._second.setSpacing(space(1))
        self._volume.setFixedWidth(space(_VOLUME_STEPS))
        self._time.setFont(self._theme.font(0.9))
