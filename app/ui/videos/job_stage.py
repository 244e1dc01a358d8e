"""Where a job's film plays, its picture is seen, or a sign stands for what is not there yet."""

from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QWidget

from app.storage.settings import SettingsStore
from app.ui.films.player import FilmPlayer
from app.ui.theme.theme import Theme
from app.ui.transcript.content.pictures import Pictures
from app.ui.videos.job import Job
from app.ui.videos.job_delegate import sign_of

_SMALLEST_STEPS = 40
_SIGN_STEPS = 24


class JobStage(QWidget):
    """Shows one job. The film that plays goes on while its job changes."""

    frame_taken = Signal(QImage)
    """The frame that is seen in the player shall be used."""

    def __init__(self, pictures: Pictures, settings: SettingsStore, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        self._theme = theme
        self._path: Path | None = None
        self._has_picture = False
        self._still = _Still(pictures, theme, self)
        self._player: FilmPlayer | None = None
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._still)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_job(self, job: Job | None) -> None:
        """Show what there is of a job; None shows nothing, and ends what plays."""
        film = job.film if job is not None else None
        path = Path(film.path) if film is not None else None
        self._has_picture = job is not None and job.shown is not None
        self.updateGeometry()
        if path is None:
            self.stop()
            self._still.show_job(job)
            self._stack.setCurrentWidget(self._still)
        elif path != self._path:
            player = self._made_player()
            self._stack.setCurrentWidget(player)
            player.show_film(path)
        self._path = path

    def take_focus(self) -> None:
        """Let the keys of the player be heard."""
        if self._player is not None and self._path is not None:
            self._player.setFocus(Qt.FocusReason.OtherFocusReason)

    def play(self) -> None:
        """Play the film from where it stands."""
        playback = self._player.playback if self._player is not None and self._path is not None else None
        if playback is not None:
            playback.play()

    def stop(self) -> None:
        """End what plays."""
        self._path = None
        if self._player is not None:
            self._player.stop()

    def minimumSizeHint(self) -> QSize:
        """Room for a small picture, or for a sign."""
        step = self._theme.space(_SMALLEST_STEPS if self._has_picture else _SIGN_STEPS)
        return QSize(step, step * 9 // 16)

    def _made_player(self) -> FilmPlayer:
        if self._player is None:
            self._player = FilmPlayer(self._theme, self, settings=self._settings)
            self._player.frame_taken.connect(self.frame_taken)
            self._stack.addWidget(self._player)
        return self._player


class _Still(QWidget):
    """A picture, or the sign of a state."""

    def __init__(self, pictures: Pictures, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._theme = theme
        self._job: Job | None = None
        pictures.ready.connect(self.update)
        theme.changed.connect(self.update)

    def show_job(self, job: Job | None) -> None:
        """Show a job without a film."""
        self._job = job
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("sunken"))
        painter.drawRoundedRect(self.rect(), self._theme.space(2), self._theme.space(2))
        image = self._image()
        if image is not None:
            size = image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(self._centred(size), image)
        elif self._job is not None:
            size = QSize(self._theme.space(9), self._theme.space(9))
            self._theme.icon(*sign_of(self._job.task)).paint(painter, self._centred(size))

    def _image(self) -> QImage | None:
        shown = self._job.shown if self._job is not None else None
        if shown is None:
            return None
        return self._pictures.picture(Path(shown.path), self.width(), self.devicePixelRatioF()).image

    def _centred(self, size: QSize) -> QRect:
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(self.rect().center())
        return place
