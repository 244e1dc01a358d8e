"""One sound that is played. Brings Qt's multimedia."""

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer, QtAudio

from app.domain.errors import ErrorKind
from app.ui.films.loudness import Loudness
from app.ui.sounds.sounds import SoundState

Status = QMediaPlayer.MediaStatus
State = QMediaPlayer.PlaybackState


class SoundPlayback(QObject):
    """Plays at once what it opens; at its end it is back at its beginning."""

    changed = Signal()
    """Whether it plays, how long it is, or its problem."""
    moved = Signal()

    def __init__(self, loudness: Loudness, parent: QObject) -> None:
        super().__init__(parent)
        self._loudness = loudness
        self._path = Path()
        self._begins_at: float | None = None
        """Where it begins once it is loaded, as a share of its length."""
        self._problem: ErrorKind | None = None
        self._output: QAudioOutput | None = None
        self._devices = QMediaDevices(self)
        self._player = QMediaPlayer(self)
        self._connect()

    @property
    def state(self) -> SoundState:
        """How it is now."""
        player = self._player
        if self._problem is not None:
            return SoundState(problem=self._problem)
        if self._begins_at is not None:
            return SoundState()
        has_ended = player.mediaStatus() is Status.EndOfMedia
        return SoundState(
            is_playing=self._is_playing,
            position_ms=0 if has_ended else player.position(),
            duration_ms=player.duration(),
            is_silent=not self._devices.audioOutputs(),
        )

    def open(self, path: Path, share: float) -> None:
        """Play a sound from a share of its length on."""
        self._player.stop()
        self._path, self._begins_at, self._problem = path, share, None
        self._loudness.recall()
        self._player.setSource(QUrl())
        self._player.setSource(QUrl.fromLocalFile(str(path)))

    def toggle(self) -> None:
        """Play or stand still."""
        if self._is_playing:
            self._player.pause()
        else:
            self._player.play()

    def pause(self) -> None:
        """Stand still."""
        if self._is_playing:
            self._player.pause()

    def seek(self, share: float) -> None:
        """Go to a share of its length; whether it plays stays as it is."""
        if self._begins_at is not None:
            self._begins_at = share
            return
        if self._player.playbackState() is State.StoppedState:
            self._player.pause()
        self._player.setPosition(round(share * self._player.duration()))

    @property
    def _is_playing(self) -> bool:
        return self._player.playbackState() is State.PlayingState

    def _connect(self) -> None:
        player = self._player
        player.mediaStatusChanged.connect(self._take_status)
        player.errorOccurred.connect(self._take_error)
        player.positionChanged.connect(self.moved)
        player.playbackStateChanged.connect(self.changed)
        player.durationChanged.connect(self.changed)
        self._devices.audioOutputsChanged.connect(self._use_device)
        self._loudness.changed.connect(self._apply_loudness)

    @Slot(Status)
    def _take_status(self, status: Status) -> None:
        if status is not Status.LoadedMedia or self._begins_at is None:
            return
        share, self._begins_at = self._begins_at, None
        if not self._player.hasAudio():
            self._fail(ErrorKind.ATTACHMENT_UNREADABLE)
            return
        self._make_heard()
        self._player.play()
        if share:
            self._player.setPosition(round(share * self._player.duration()))

    @Slot(QMediaPlayer.Error, str)
    def _take_error(self, kind: QMediaPlayer.Error, text: str) -> None:
        is_gone = kind is QMediaPlayer.Error.ResourceError and not self._path.is_file()
        self._fail(ErrorKind.FILE_GONE if is_gone else ErrorKind.ATTACHMENT_UNREADABLE)

    def _fail(self, problem: ErrorKind) -> None:
        self._problem, self._begins_at = problem, None
        self.changed.emit()

    def _make_heard(self) -> None:
        if self._output is None and self._devices.audioOutputs():
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

    @Slot()
    def _use_device(self) -> None:
        """Headphones came or went: what the system uses now is used here too."""
        if self._output is not None:
            self._output.setDevice(QMediaDevices.defaultAudioOutput())
        self._make_heard()
        self.changed.emit()
