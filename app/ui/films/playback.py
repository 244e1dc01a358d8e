"""One film that is played: its pictures, its sound, and where it is. Brings Qt's multimedia."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtMultimedia import (
    QAudioOutput,
    QMediaDevices,
    QMediaPlayer,
    QtAudio,
    QVideoFrame,
    QVideoSink,
)

from app.domain.errors import ErrorKind
from app.ui.films.aim import Aim, after, before
from app.ui.films.loudness import Loudness
from app.ui.films.multimedia import convert_without_graphics_card

Status = QMediaPlayer.MediaStatus
State = QMediaPlayer.PlaybackState
_LOOK_BACK_MS = 250


class Playback(QObject):
    """Begins at the first frame, standing still. At its end it shows the last frame until it is told more."""

    changed = Signal()
    """Whether it plays, its length, sound, speed, loop or problem."""
    moved = Signal()
    """It is at another place."""
    frame_changed = Signal()
    """There is another frame to be seen."""

    def __init__(self, loudness: Loudness, parent: QObject) -> None:
        super().__init__(parent)
        convert_without_graphics_card()
        self.frame = QVideoFrame()
        """What is to be seen now."""
        self.problem: ErrorKind | None = None
        """Why nothing is to be seen."""
        self._loudness = loudness
        self._path = Path()
        self._is_open = False
        self._is_opening = False
        self._plays_at_once = False
        self.is_audible = True
        self._steps_due = 0
        self._aim: Aim | None = None
        self._next: Aim | None = None
        self._output: QAudioOutput | None = None
        self._devices = QMediaDevices(self)
        self._player = QMediaPlayer(self)
        self._sink = QVideoSink(self)
        self._player.setVideoSink(self._sink)
        self._connect()

    @property
    def is_open(self) -> bool:
        """Whether there is a film that can be played."""
        return self._is_open

    @property
    def is_playing(self) -> bool:
        """Whether it moves."""
        return self._player.playbackState() is State.PlayingState

    @property
    def duration_ms(self) -> int:
        """How long it is."""
        return self._player.duration() if self._is_open else 0

    @property
    def position_ms(self) -> int:
        """Where it is."""
        return self._player.position() if self._is_open else 0

    @property
    def speed(self) -> float:
        """1 is as it was filmed."""
        return self._player.playbackRate()

    @property
    def loops(self) -> bool:
        """Whether it begins again at its end."""
        return self._player.loops() == QMediaPlayer.Loops.Infinite.value

    @property
    def has_sound(self) -> bool:
        """Whether there is something to be heard in it."""
        return self._is_open and self._player.hasAudio()

    @property
    def can_be_heard(self) -> bool:
        """Whether this computer has something to hear it with."""
        return bool(self._devices.audioOutputs())

    @property
    def has_ended(self) -> bool:
        """Whether it was played to its end and waits there."""
        return self._is_open and self._player.mediaStatus() is Status.EndOfMedia

    def open(self, path: Path, *, play: bool = False) -> None:
        """Show a film, and play it if that is wanted."""
        self.leave()
        self._path, self._plays_at_once, self._is_opening = path, play, True
        self._player.setSource(QUrl.fromLocalFile(str(path)))

    def leave(self) -> None:
        """Let go of the film and its file."""
        self._is_open, self._is_opening, self.problem = False, False, None
        self._forget_seeking()
        self.frame = QVideoFrame()
        self._player.stop()
        self._player.setSource(QUrl())
        self.frame_changed.emit()
        self.changed.emit()

    def play(self) -> None:
        """Go on, or from the start where it is at its end."""
        waiting = self._next
        self._forget_seeking()
        if self._is_open:
            if waiting is not None:
                self._player.setPosition(waiting.position_ms)
            self._player.play()

    def pause(self) -> None:
        """Stand still."""
        if self.is_playing:
            self._player.pause()

    def toggle(self) -> None:
        """Play or stand still."""
        (self.pause if self.is_playing else self.play)()

    def seek(self, position_ms: int) -> None:
        """Go to a time; whether it plays stays as it is."""
        self._steps_due = 0
        self._seek(self._aim_at(min(max(position_ms, 0), self.duration_ms)))

    def step(self, frames: int) -> None:
        """Stand still and go on by frames, or back by negative ones. Steps that come quickly are all made."""
        self.pause()
        self._steps_due += frames
        if self._aim is None:
            self._make_step()

    def set_speed(self, speed: float) -> None:
        """Play slower or faster."""
        self._player.setPlaybackRate(speed)

    def set_loop(self, *, loops: bool) -> None:
        """Begin again at the end, or stay there."""
        self._player.setLoops((QMediaPlayer.Loops.Infinite if loops else QMediaPlayer.Loops.Once).value)

    def set_audible(self, *, audible: bool) -> None:
        """Whether it is heard at all: of films that are played together, one is."""
        self.is_audible = audible
        self._apply_loudness()

    def _connect(self) -> None:
        player = self._player
        self._sink.videoFrameChanged.connect(self._take_frame)
        player.mediaStatusChanged.connect(self._take_status)
        player.errorOccurred.connect(self._take_error)
        player.positionChanged.connect(self.moved)
        for signal in (
            player.playbackStateChanged,
            player.playbackRateChanged,
            player.loopsChanged,
            player.durationChanged,
            self._devices.audioOutputsChanged,
        ):
            signal.connect(self.changed)
        self._devices.audioOutputsChanged.connect(self._use_device)
        self._loudness.changed.connect(self._apply_loudness)

    def _seek(self, aim: Aim) -> None:
        """While a place is on its way, the newest other one waits: what comes cannot be told apart."""
        if not self._is_open:
            return
        if self._aim is not None and not self.is_playing:
            self._next = aim
            return
        self._aim = None if self.is_playing else aim
        self._player.setPosition(aim.position_ms)
        if self._player.playbackState() is State.StoppedState:
            self._player.pause()

    def _aim_at(self, target_ms: int) -> Aim:
        return Aim(target_ms, self.duration_ms)

    def _forget_seeking(self) -> None:
        self._aim, self._next, self._steps_due = None, None, 0

    def _make_step(self) -> None:
        """One of the steps that are due; none leads beyond the first or the last frame."""
        if not self._steps_due or not self.frame.isValid():
            self._steps_due = 0
            return
        direction = 1 if self._steps_due > 0 else -1
        target_ms = after(self.frame) if direction > 0 else before(self.frame)
        self._steps_due -= direction
        if 0 <= target_ms <= self.duration_ms:
            self._seek(self._aim_at(target_ms))
        else:
            self._steps_due = 0

    @Slot(QVideoFrame)
    def _take_frame(self, frame: QVideoFrame) -> None:
        """Show a frame; the empty one that comes at the end leaves the last one to be seen."""
        if not frame.isValid() or not self._is_open:
            return
        aim, self._aim, following, self._next = self._aim, None, self._next, None
        frame = QVideoFrame(frame)
        if following is not None:
            self._seek(following)
        elif aim is not None and aim.missed(frame):
            self._seek(aim)
            return
        self._show(frame)

    def _show(self, frame: QVideoFrame) -> None:
        self.frame = frame
        self.frame_changed.emit()
        if self._aim is None:
            self._make_step()

    @Slot(Status)
    def _take_status(self, status: Status) -> None:
        if status is Status.LoadedMedia and self._is_opening:
            self._is_opening = False
            self._begin()
        elif status is Status.EndOfMedia:
            QTimer.singleShot(0, self, self._look_back)  # the player is still about to stop
            self.changed.emit()

    def _begin(self) -> None:
        if not self._player.hasVideo():
            self._fail(ErrorKind.ATTACHMENT_UNREADABLE)
            return
        self._is_open = True
        self._make_heard()
        (self._player.play if self._plays_at_once else self._player.pause)()
        self.changed.emit()

    def _look_back(self) -> None:
        """Behind the last frame there may still be sound: who goes there sees the last frame."""
        aim, self._aim, following, self._next = self._aim, None, self._next, None
        if following is not None:
            self._seek(following)
        elif aim is not None and aim.nearest is not None:
            self._show(aim.nearest)
        elif aim is not None and aim.position_ms > 0:
            from_ms = aim.position_ms - _LOOK_BACK_MS
            self._seek(Aim(aim.target_ms, self.duration_ms, from_ms=from_ms))

    @Slot(QMediaPlayer.Error, str)
    def _take_error(self, kind: QMediaPlayer.Error, text: str) -> None:
        is_gone = kind is QMediaPlayer.Error.ResourceError and not self._path.is_file()
        self._fail(ErrorKind.FILE_GONE if is_gone else ErrorKind.ATTACHMENT_UNREADABLE)

    def _fail(self, problem: ErrorKind) -> None:
        self.problem, self._is_open, self._is_opening = problem, False, False
        self._forget_seeking()
        self.changed.emit()

    def _make_heard(self) -> None:
        if not (self.has_sound and self.can_be_heard):
            return
        if self._output is None:
            self._output = QAudioOutput(self)
            self._player.setAudioOutput(self._output)
        self._apply_loudness()

    @Slot()
    def _apply_loudness(self) -> None:
        if self._output is not None:
            linear = QtAudio.convertVolume(
                self._loudness.volume,
                QtAudio.VolumeScale.LogarithmicVolumeScale,
                QtAudio.VolumeScale.LinearVolumeScale,
            )
            self._output.setVolume(linear)
            self._output.setMuted(self._loudness.muted or not self.is_audible)

    @Slot()
    def _use_device(self) -> None:
        """Headphones came or went: what the system uses now is used here too."""
        if self._output is not None:
            self._output.setDevice(QMediaDevices.defaultAudioOutput())
        self._make_heard()
