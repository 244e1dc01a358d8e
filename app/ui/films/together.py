"""Several films as if they were one. Brings Qt's multimedia."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app.ui.films.playback import Playback


class Together(QObject):
    """One place for all: the longest film leads, the others are where it is, or at their end."""

    changed = Signal()
    moved = Signal()

    def __init__(self, playbacks: Sequence[Playback], parent: QObject) -> None:
        super().__init__(parent)
        self._playbacks = tuple(playbacks)
        self._loops = False
        self._follows = False
        for playback in self._playbacks:
            playback.changed.connect(self._take_change)
            playback.moved.connect(self.moved)
            playback.frame_changed.connect(self._follow)

    @property
    def leader(self) -> Playback:
        """The longest film."""
        return max(self._playbacks, key=lambda one: one.duration_ms)

    @property
    def is_open(self) -> bool:
        """Whether any of them can be played."""
        return any(one.is_open for one in self._playbacks)

    @property
    def is_playing(self) -> bool:
        """Whether any of them moves."""
        return any(one.is_playing for one in self._playbacks)

    @property
    def duration_ms(self) -> int:
        """How long the longest is."""
        return self.leader.duration_ms

    @property
    def position_ms(self) -> int:
        """Where the longest is."""
        return self.leader.position_ms

    @property
    def speed(self) -> float:
        """That of all of them."""
        return self.leader.speed

    @property
    def loops(self) -> bool:
        """Whether all begin again when the longest has ended."""
        return self._loops

    @property
    def has_sound(self) -> bool:
        """Whether there is something to be heard in any of them."""
        return any(one.has_sound for one in self._playbacks)

    @property
    def can_be_heard(self) -> bool:
        """Whether this computer has something to hear it with."""
        return self.leader.can_be_heard

    def play(self) -> None:
        """All go on from the place of the longest; from the start where that is at its end."""
        at_end = self.position_ms >= self.duration_ms
        position_ms = 0 if at_end else self.position_ms
        self.seek(position_ms)
        for one in self._playbacks:
            if position_ms < one.duration_ms:
                one.play()

    def pause(self) -> None:
        """All stand still, at one place."""
        for one in self._playbacks:
            one.pause()
        self.seek(self.position_ms)

    def toggle(self) -> None:
        """Play or stand still."""
        (self.pause if self.is_playing else self.play)()

    def seek(self, position_ms: int) -> None:
        """All go to a time."""
        for one in self._playbacks:
            one.seek(position_ms)

    def step(self, frames: int) -> None:
        """The longest goes on by frames, and the others to the time at which it is then."""
        for one in self._playbacks:
            one.pause()
        self._follows = True
        self.leader.step(frames)

    def set_speed(self, speed: float) -> None:
        """All play slower or faster."""
        for one in self._playbacks:
            one.set_speed(speed)

    def set_loop(self, *, loops: bool) -> None:
        """Begin again at the end, or stay there."""
        self._loops = loops
        self.changed.emit()

    def hear(self, chosen: int) -> None:
        """Let one of them be heard."""
        for number, one in enumerate(self._playbacks):
            one.set_audible(audible=number == chosen)

    def _follow(self) -> None:
        leader = self.leader
        if self._follows and self.sender() is leader and not leader.is_playing:
            for one in self._playbacks:
                if one is not leader:
                    one.seek(leader.position_ms)

    def _take_change(self) -> None:
        was_last = self.is_open and not self.is_playing and self.position_ms >= self.duration_ms > 0
        if self._loops and was_last and self.sender() is self.leader and self.leader.has_ended:
            self.play()
        self.changed.emit()
