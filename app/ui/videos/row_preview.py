"""The film of the row below the pointer moves after a moment; nothing is decoded for any other row."""

from contextlib import aclosing
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractItemView

from app.ui.films.frames import FilmFrames
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.videos.job import Job
from app.ui.videos.job_places import picture_size
from app.ui.videos.jobs_model import JOB_ROLE

MOMENT_MS = 450
"""Who passes over a row does not want to see its film."""
LOOKS = 16
"""At so many places a film is looked at: a short one moves nearly as it does, a long one is told in brief."""
_LOOK_MS = 200


class RowPreview(QObject):
    """Serves one list. With «reduce motion» nothing moves."""

    def __init__(self, view: QAbstractItemView, frames: FilmFrames, theme: Theme) -> None:
        super().__init__(view)
        self._view = view
        self._frames = frames
        self._theme = theme
        self._row = QPersistentModelIndex()
        self._path: Path | None = None
        self._images: list[QImage] = []
        self._number = 0
        self._moment = QTimer(self, singleShot=True, interval=MOMENT_MS)
        self._moment.timeout.connect(self._begin)
        self._tick = QTimer(self, interval=_LOOK_MS)
        self._tick.timeout.connect(self._move)
        view.entered.connect(self._enter)
        view.viewportEntered.connect(self.dismiss)
        view.verticalScrollBar().valueChanged.connect(self.dismiss)
        view.viewport().installEventFilter(self)

    @property
    def is_due(self) -> bool:
        """Whether the film of a row is about to move."""
        return self._moment.isActive()

    def image(self, path: Path) -> QImage | None:
        """The present frame of a film; None where it does not move."""
        is_moving = path == self._path and bool(self._images)
        return self._images[self._number % len(self._images)] if is_moving else None

    def dismiss(self) -> None:
        """The pointer is elsewhere."""
        self._moment.stop()
        self._tick.stop()
        row, self._row = self._row, QPersistentModelIndex()
        self._path, self._images = None, []
        self._repaint(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The pointer has left the list, or the list is out of sight; or a film came while it rested here."""
        if event.type() in (QEvent.Type.Leave, QEvent.Type.Hide):
            self.dismiss()
        elif event.type() is QEvent.Type.MouseMove and self._row.isValid() and self._path is None:
            self._moment.start()
        return False

    def _enter(self, index: QModelIndex) -> None:
        if QPersistentModelIndex(index) != self._row:
            self.dismiss()
            self._row = QPersistentModelIndex(index)
            self._moment.start()

    def _begin(self) -> None:
        job = self._row.data(JOB_ROLE) if self._row.isValid() else None
        if self._theme.reduce_motion or not isinstance(job, Job) or job.film is None:
            return
        self._path, self._number = Path(job.film.path), 0
        self._tick.start()
        Operation(self, self._look_into(self._path), failed=lambda _: self.dismiss())

    async def _look_into(self, path: Path) -> None:
        """Take the places of the film in, as long as it is the one below the pointer."""
        edge_px = round(picture_size(self._theme).width() * self._view.devicePixelRatioF())
        async with aclosing(self._frames.looks(path, LOOKS, edge_px)) as looks:
            async for image in looks:
                if path != self._path:
                    return
                self._images.append(image)

    def _move(self) -> None:
        self._number += 1
        self._repaint(self._row)

    def _repaint(self, row: QPersistentModelIndex) -> None:
        if row.isValid():
            self._view.update(self._view.model().index(row.row(), 0))
