"""The sounds of a window: one is heard at a time, and where each is shown tells how far it is."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.errors import ErrorKind
from app.storage.settings import SettingsStore

if TYPE_CHECKING:
    from app.ui.sounds.sound_playback import SoundPlayback

SKIP_MS = 5_000


@dataclass(frozen=True, slots=True)
class SoundState:
    """How a sound is shown."""

    is_playing: bool = False
    position_ms: int = 0
    duration_ms: int = 0
    """0 while it is not known."""
    problem: ErrorKind | None = None
    """Why it is not to be heard."""
    is_silent: bool = False
    """It plays, but this computer has nothing to hear it with."""


_AT_REST = SoundState()


class Sounds(QObject):
    """Plays one sound; the former one stops when another begins. Qt's multimedia comes with the first.

    Args:
        settings: where the loudness is kept that films have too.
    """

    changed = Signal(str)
    """The sound of this path plays, stands still, or cannot be played."""
    moved = Signal(str)
    """The sound of this path is at another place."""

    def __init__(self, settings: SettingsStore | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._source = ""

    def state(self, source: str) -> SoundState:
        """How the sound of a path is shown now."""
        return self._playback.state if source and source == self._source else _AT_REST

    def toggle(self, source: str) -> None:
        """Play or stand still."""
        if source == self._source and self.state(source).problem is None:
            self._playback.toggle()
        else:
            self._begin(source, 0)

    def seek(self, source: str, share: float) -> None:
        """Go to a place between 0, the beginning, and 1; a sound that does not play yet begins there."""
        if source == self._source and self.state(source).problem is None:
            self._playback.seek(share)
        else:
            self._begin(source, share)

    def skip(self, source: str, direction: int) -> None:
        """Five seconds on, or back by a negative direction."""
        state = self.state(source)
        if state.duration_ms:
            position_ms = min(max(state.position_ms + direction * SKIP_MS, 0), state.duration_ms)
            self._playback.seek(position_ms / state.duration_ms)

    def pause(self) -> None:
        """Let nothing be heard; the place is kept."""
        if self._source:
            self._playback.pause()

    @cached_property
    def _playback(self) -> "SoundPlayback":
        from app.ui.films.loudness import Loudness
        from app.ui.sounds.sound_playback import SoundPlayback  # brings Qt's multimedia, not at the start

        playback = SoundPlayback(Loudness(self._settings, self), self)
        playback.changed.connect(lambda: self.changed.emit(self._source))
        playback.moved.connect(lambda: self.moved.emit(self._source))
        return playback

    def _begin(self, source: str, share: float) -> None:
        former, self._source = self._source, source
        self._playback.open(Path(source), share)
        if former not in ("", source):
            self.changed.emit(former)
