"""Paints a row of the board: what it is, how far it is, how long it took and what it cost."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.media import Asset, MediaKind
from app.domain.remote_task import RemoteTask, TaskState
from app.ui.films.frames import FilmFrames
from app.ui.images.rounded_pictures import RoundedPictures
from app.ui.ordering.price_words import cost_words
from app.ui.theme.theme import Theme
from app.ui.transcript.content.pictures import Pictures
from app.ui.videos.job import Job
from app.ui.videos.job_places import RowPlaces, places_of, row_height
from app.ui.videos.job_words import (
    clock_words,
    elapsed_s,
    expiry_words,
    speed_words,
    state_words,
    usual_words,
)
from app.ui.videos.jobs_model import HEADING_ROLE, JOB_ROLE

Index = QModelIndex | QPersistentModelIndex
_SIGNS = {
    TaskState.DONE: ("success", "success"),
    TaskState.UNCONFIRMED: ("warning", "warning"),
    TaskState.WAITING_FOR_INPUT: ("warning", "warning"),
    TaskState.DOWNLOAD_FAILED: ("warning", "warning"),
    TaskState.EXPIRED: ("warning", "warning"),
    TaskState.FAILED: ("error", "danger"),
    TaskState.CANCELLED: ("stop", "text_muted"),
    TaskState.DOWNLOADING: ("download", "accent"),
}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def sign_of(task: RemoteTask) -> tuple[str, str]:
    """The icon of a task's state, and its colour."""
    return ("pause", "text_muted") if task.is_paused else _SIGNS.get(task.state, ("clock", "accent"))


def _share_of(job: Job) -> float | None:
    """How much of a job is done, 0 to 1; None where it is over, or nobody knows."""
    if job.task.state is TaskState.DOWNLOADING and job.download is not None:
        return job.download.share
    if job.task.is_paused and job.download is not None:
        return job.download.share
    percent = job.task.progress_percent
    return None if percent is None or job.task.state.is_final else percent / 100


class JobDelegate(QStyledItemDelegate):
    """All rows are of one height.

    Args:
        moving: the present frame of a film that moves.
        reason: why a task failed, in the person's words.
    """

    def __init__(
        self,
        frames: FilmFrames,
        pictures: Pictures,
        moving: Callable[[Path], QImage | None],
        reason: Callable[[RemoteTask], str],
        theme: Theme,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._frames = frames
        self._pictures = pictures
        self._moving = moving
        self._reason = reason
        self._theme = theme
        self._rounded = RoundedPictures()
        self.now = datetime.now(UTC)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the list."""
        return QSize(1, row_height(self._theme))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a job or a heading; an empty row while it is read."""
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if heading := index.data(HEADING_ROLE):
            self._paint_heading(painter, option.rect, str(heading))
        else:
            self._paint_ground(painter, option)
            if isinstance(job := index.data(JOB_ROLE), Job):
                self._paint_job(painter, places_of(option.rect, self._theme), job)
        painter.restore()

    def _paint_heading(self, painter: QPainter, row: QRect, text: str) -> None:
        space = self._theme.space
        painter.setFont(self._theme.font(bold=True))
        painter.setPen(self._theme.color("text_muted"))
        words = row.adjusted(space(3), 0, -space(3), -space(2))
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, text)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        selected = option.state & QStyle.StateFlag.State_Selected
        hovered = option.state & QStyle.StateFlag.State_MouseOver
        focused = option.state & QStyle.StateFlag.State_HasFocus
        space, ground = self._theme.space, option.rect.adjusted(2, 1, -2, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if focused:
            painter.setPen(QPen(self._theme.color("focus"), self._theme.space(0.4)))
        if selected or hovered or focused:
            painter.setBrush(self._theme.color("accent_soft" if selected else "hover"))
            painter.drawRoundedRect(ground, space(2), space(2))
        painter.setPen(QPen(self._theme.color("border"), 1))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())

    def _paint_job(self, painter: QPainter, places: RowPlaces, job: Job) -> None:
        self._paint_picture(painter, places.picture, job)
        prompt = " ".join(job.task.prompt.split()) or job.task.model
        made_by = " · ".join(filter(None, (job.task.profile_name, job.task.model)))
        if places.is_wide:
            self._paint_lines(painter, places.words, ((prompt, "text"), (made_by, "text_muted")))
            self._paint_state(painter, places.state, job)
            time = clock_words(elapsed_s(job.task, self.now))
            self._paint_word(painter, places.time, time, _RIGHT)
            self._paint_word(painter, places.cost, cost_words(job.task), _RIGHT)
        else:
            lines = ((prompt, "text"), ("", ""), (made_by, "text_muted"))
            middle = self._paint_lines(painter, places.words, lines)[1]
            self._paint_sign_and_words(painter, middle, job)
            self._paint_bar(painter, places.words.adjusted(0, 0, 0, self._theme.space(1.25)), job)

    def _paint_picture(self, painter: QPainter, place: QRect, job: Job) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("sunken"))
        painter.drawRoundedRect(place, self._radius, self._radius)
        image = self._image(job.shown, place, painter.device().devicePixelRatioF())
        if image is None:
            name = "videos" if job.film is not None or job.shown is None else "images"
            self._paint_icon(painter, place, name, "text_faint", self._theme.space(6))
            return
        size = image.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRect(0, 0, size.width(), size.height())
        target.moveCenter(place.center())
        if job.film is not None and (frame := self._moving(Path(job.film.path))) is not None:
            painter.drawImage(target, frame)
            return
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(target.topLeft(), self._rounded.picture(image, size, self._radius, ratio))

    def _image(self, asset: Asset | None, place: QRect, ratio: float) -> QImage | None:
        if asset is None:
            return None
        if asset.kind is MediaKind.VIDEO:
            return self._frames.poster(Path(asset.path), round(place.width() * ratio))
        return self._pictures.picture(Path(asset.path), place.width(), ratio).image

    def _paint_state(self, painter: QPainter, place: QRect, job: Job) -> None:
        first, second = self._paint_lines(painter, place, (("", ""), ("", "")))
        self._paint_sign_and_words(painter, first, job)
        if warning := expiry_words(job.task, self.now):
            self._paint_word(painter, second, warning, _LEFT, "warning")
        elif not self._paint_bar(painter, second, job):
            self._paint_word(painter, second, usual_words(job.task), _LEFT)
        if speed := speed_words(job, self.now):
            self._paint_word(painter, second, speed, _LEFT)

    def _paint_sign_and_words(self, painter: QPainter, line: QRect, job: Job) -> None:
        task = job.task
        name, token = sign_of(task)
        size = min(self._theme.space(4), line.height())
        self._paint_icon(painter, QRect(line.left(), line.top(), size, line.height()), name, token, size)
        words = line.adjusted(size + self._theme.space(1.5), 0, 0, 0)
        bad = token in ("danger", "warning")
        text = state_words(job, self.now, self._reason(task) if task.state is TaskState.FAILED else "")
        self._paint_word(painter, words, text, _LEFT, token if bad else "text")

    def _paint_bar(self, painter: QPainter, line: QRect, job: Job) -> bool:
        """How much is done, where the provider says so, or is here."""
        share = _share_of(job)
        if share is None:
            return False
        height = self._theme.space(1)
        bar = QRect(line.left(), line.bottom() - height, line.width(), height)
        painter.setPen(Qt.PenStyle.NoPen)
        for token, part in (("border", 1.0), ("accent", min(1.0, max(0.0, share)))):
            bar.setWidth(round(line.width() * part))
            painter.setBrush(self._theme.color(token))
            painter.drawRoundedRect(bar, height / 2, height / 2)
        return True

    def _paint_lines(
        self, painter: QPainter, place: QRect, lines: tuple[tuple[str, str], ...]
    ) -> list[QRect]:
        """Lines that share the height of a place, the first one larger; where each of them is."""
        height = place.height() // len(lines)
        places = [
            QRect(place.left(), place.top() + n * height, place.width(), height) for n in range(len(lines))
        ]
        for number, ((text, token), line) in enumerate(zip(lines, places, strict=True)):
            if text:
                self._paint_word(painter, line, text, _LEFT, token, 0.88 if number else 1.0)
        return places

    def _paint_word(
        self,
        painter: QPainter,
        place: QRect,
        text: str,
        where: Qt.AlignmentFlag,
        token: str = "text_muted",
        size: float = 0.88,
    ) -> None:
        if text:
            painter.setFont(self._theme.font(size))
            painter.setPen(self._theme.color(token))
            elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, int(where | Qt.TextFlag.TextDontClip), elided)

    def _paint_icon(self, painter: QPainter, place: QRect, name: str, token: str, size: int) -> None:
        icon = QRect(0, 0, size, size)
        icon.moveCenter(place.center())
        self._theme.icon(name, token).paint(painter, icon)

    @property
    def _radius(self) -> int:
        return self._theme.space(1)
