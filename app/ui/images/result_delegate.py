"""Paints one result: its pictures, how far it is, the prompt and the model."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.conversation import MessageError
from app.domain.errors import StudioError
from app.domain.ids import TaskId
from app.domain.media import Asset, MediaKind
from app.domain.remote_task import RemoteTask, TaskState
from app.ui.films.frames import FilmFrames
from app.ui.images.result_places import CardPlaces, places_of
from app.ui.images.results_model import RESULT_ROLE, Result
from app.ui.images.rounded_pictures import RoundedPictures
from app.ui.images.task_words import may_be_withheld, state_words, title_of
from app.ui.theme.theme import Theme
from app.ui.transcript.content.pictures import Pictures

PROMPT_LINES = 2
Index = QModelIndex | QPersistentModelIndex
_BAD = (TaskState.FAILED, TaskState.DOWNLOAD_FAILED, TaskState.UNCONFIRMED, TaskState.EXPIRED)
_ICONS = {
    TaskState.DONE: ("success", "success"),
    TaskState.UNCONFIRMED: ("warning", "warning"),
    TaskState.DOWNLOAD_FAILED: ("warning", "warning"),
    TaskState.EXPIRED: ("warning", "warning"),
    TaskState.FAILED: ("error", "danger"),
    TaskState.CANCELLED: ("stop", "text_muted"),
    TaskState.DOWNLOADING: ("download", "accent"),
}


class ResultDelegate(QStyledItemDelegate):
    """All cards are of one size, so that ten thousand of them need no measuring."""

    def __init__(
        self,
        pictures: Pictures,
        frames: FilmFrames,
        sentence: Callable[[StudioError], str],
        theme: Theme,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._sentence = sentence
        self._pictures = pictures
        self._frames = frames
        self._theme = theme
        self._rounded = RoundedPictures()
        self.card = QSize(1, 1)
        self.now = datetime.now(UTC)
        self.chosen: tuple[TaskId, int] | None = None
        """The present card and the number of its picture that is meant."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The size that the view found."""
        return self.card

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a card; an empty one while it is read."""
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        result = index.data(RESULT_ROLE)
        count = len(result.sights) if isinstance(result, Result) else 0
        places = places_of(option.rect, count, self._theme)
        self._paint_ground(painter, option, places.card)
        if isinstance(result, Result):
            self._paint_stage(painter, places, result)
            self._paint_words(painter, places.card, places.stage.bottom() + self._gap, result.task)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, card: QRect) -> None:
        selected = option.state & QStyle.StateFlag.State_Selected
        hovered = option.state & QStyle.StateFlag.State_MouseOver
        focused = selected and option.state & QStyle.StateFlag.State_HasFocus
        painter.setBrush(self._theme.color("accent_soft" if selected else "hover" if hovered else "raised"))
        ring = "focus" if focused else "accent" if selected else "border"
        painter.setPen(QPen(self._theme.color(ring), self._theme.space(0.4) if focused else 1))
        painter.drawRoundedRect(card, self._radius, self._radius)

    def _paint_stage(self, painter: QPainter, places: CardPlaces, result: Result) -> None:
        if places.pictures:
            self._paint_sights(painter, places.pictures, result)
        elif result.preview is not None:
            self._paint_picture(painter, places.stage, result.preview)
        else:
            self._paint_sign(painter, places.stage, result.task)
        if (percent := result.task.progress_percent) is not None and not result.task.state.is_final:
            self._paint_progress(painter, places.stage, percent)

    def _paint_sights(self, painter: QPainter, cells: Sequence[QRect], result: Result) -> None:
        ratio = painter.device().devicePixelRatio()
        for number, (asset, cell) in enumerate(zip(result.sights, cells, strict=False)):
            image = self._image(asset, cell, ratio)
            if image is not None:
                self._paint_picture(painter, cell, image)
            else:
                self._paint_empty(painter, cell)
            if asset.moves:
                self._paint_badge(painter, cell.center(), "play", "text")
            if asset.favourite:
                self._paint_badge(painter, self._corner(cell), "star-filled", "warning")
            if len(cells) > 1 and self.chosen == (result.task.id, number):
                self._paint_ring(painter, cell)
        if len(result.sights) > len(cells):
            self._paint_more(painter, cells[-1], len(result.sights) - len(cells))

    def _image(self, asset: Asset, cell: QRect, ratio: float) -> QImage | None:
        path = Path(asset.path)
        if asset.kind is MediaKind.VIDEO:
            return self._frames.poster(path, round(cell.width() * ratio))
        return self._pictures.picture(path, cell.width(), ratio).image

    def _paint_badge(self, painter: QPainter, centre: QPoint, icon: str, token: str) -> None:
        """A sign on ground of its own, so that it is seen on any picture."""
        edge = self._theme.space(6)
        badge = QRect(0, 0, edge, edge)
        badge.moveCenter(centre)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("raised"))
        painter.drawEllipse(badge)
        inset = self._theme.space(1)
        self._theme.icon(icon, token).paint(painter, badge.adjusted(inset, inset, -inset, -inset))

    def _paint_ring(self, painter: QPainter, cell: QRect) -> None:
        painter.setPen(QPen(self._theme.color("accent"), self._theme.space(0.6)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(cell, self._radius / 2, self._radius / 2)

    def _paint_picture(self, painter: QPainter, cell: QRect, image: QImage) -> None:
        """The whole picture, its corners round."""
        size = image.size().scaled(cell.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRect(0, 0, size.width(), size.height())
        target.moveCenter(cell.center())
        ratio = painter.device().devicePixelRatioF()
        rounded = self._rounded.picture(image, size, self._radius / 2, ratio)
        painter.drawPixmap(target.topLeft(), rounded)

    def _paint_empty(self, painter: QPainter, cell: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("sunken"))
        painter.drawRoundedRect(cell, self._radius / 2, self._radius / 2)

    def _paint_more(self, painter: QPainter, cell: QRect, count: int) -> None:
        painter.setFont(self._theme.font(bold=True))
        text = f"+{count}"
        width = painter.fontMetrics().horizontalAdvance(text) + self._theme.space(3)
        badge = QRect(0, 0, width, self._theme.space(6))
        badge.moveBottomRight(cell.bottomRight())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("raised"))
        painter.drawRoundedRect(badge, self._radius / 2, self._radius / 2)
        painter.setPen(self._theme.color("text"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_sign(self, painter: QPainter, area: QRect, task: RemoteTask) -> None:
        """Where there is no picture, a sign of why."""
        self._paint_empty(painter, area)
        name, token = _ICONS.get(task.state, ("clock", "text_faint"))
        if task.state is TaskState.DONE:
            name, token = "text" if task.texts else "images", "text_faint"
        size = self._theme.space(9)
        place = QRect(0, 0, size, size)
        place.moveCenter(area.center())
        if task.error is not None:
            place.moveTop(area.top() + area.height() // 5)
            self._paint_reason(painter, area, place.bottom(), task.error)
        self._theme.icon(name, token).paint(painter, place)

    def _paint_reason(self, painter: QPainter, area: QRect, top: int, error: MessageError) -> None:
        """Why there is none, in as many words as fit."""
        space = self._theme.space
        room = area.adjusted(space(2), top - area.top() + space(1.5), -space(2), -space(1))
        painter.setFont(self._theme.font(0.85))
        painter.setPen(self._theme.color("text_muted"))
        words = self._sentence(StudioError(error.kind, error.values))
        centred = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        painter.save()
        painter.setClipRect(room)
        painter.drawText(room, centred, words)
        painter.restore()

    def _paint_progress(self, painter: QPainter, area: QRect, percent: float) -> None:
        height = self._theme.space(1)
        bar = QRect(area.left(), area.bottom() - height, area.width(), height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("border"))
        painter.drawRoundedRect(bar, height / 2, height / 2)
        bar.setWidth(round(bar.width() * min(100.0, max(0.0, percent)) / 100))
        painter.setBrush(self._theme.color("accent"))
        painter.drawRoundedRect(bar, height / 2, height / 2)

    def _paint_words(self, painter: QPainter, card: QRect, top: int, task: RemoteTask) -> None:
        space = self._theme.space
        area = QRect(card.left() + space(3), top, card.width() - space(6), card.bottom() - top - space(2))
        line = self._paint_state(painter, area, task)
        painter.setFont(self._theme.font())
        painter.setPen(self._theme.color("text"))
        bottom = self._paint_prompt(painter, QRect(area.left(), line, area.width(), 0), title_of(task))
        painter.setFont(self._theme.font(0.85))
        painter.setPen(self._theme.color("text_muted"))
        metrics = painter.fontMetrics()
        model = metrics.elidedText(task.model, Qt.TextElideMode.ElideMiddle, area.width())
        painter.drawText(area.left(), bottom + metrics.ascent(), model)

    def _paint_state(self, painter: QPainter, area: QRect, task: RemoteTask) -> int:
        """The state with its sign; where the next line begins."""
        name, token = _ICONS.get(task.state, ("clock", "accent"))
        if is_withheld := may_be_withheld(task):
            name, token = "warning", "warning"
        size = self._theme.space(4)
        painter.setFont(self._theme.font(0.88))
        metrics = painter.fontMetrics()
        height = max(size, metrics.height())
        self._theme.icon(name, token).paint(
            painter, QRect(area.left(), area.top() + (height - size) // 2, size, size)
        )
        left = area.left() + size + self._theme.space(1.5)
        text = metrics.elidedText(
            state_words(task, self.now), Qt.TextElideMode.ElideRight, area.right() - left
        )
        ink = "danger" if task.state in _BAD else "warning" if is_withheld else "text_muted"
        painter.setPen(self._theme.color(ink))
        painter.drawText(left, area.top() + (height + metrics.ascent() - metrics.descent()) // 2, text)
        return area.top() + height + self._theme.space(0.5)

    def _paint_prompt(self, painter: QPainter, area: QRect, prompt: str) -> int:
        """Two lines of it; where the next line begins."""
        metrics = painter.fontMetrics()
        top = area.top()
        for line in _lines(" ".join(prompt.split()), metrics, area.width(), painter):
            painter.drawText(area.left(), top + metrics.ascent(), line)
            top += metrics.lineSpacing()
        return area.top() + PROMPT_LINES * metrics.lineSpacing() + self._theme.space(0.5)

    def _corner(self, cell: QRect) -> QPoint:
        """The centre of a badge in the upper corner of a cell."""
        inset = self._theme.space(3) + self._gap
        return cell.topRight() + QPoint(-inset, inset)

    @property
    def _radius(self) -> int:
        return self._theme.space(2)

    @property
    def _gap(self) -> int:
        return self._theme.space(1.5)


def _lines(text: str, metrics: QFontMetrics, width: int, painter: QPainter) -> list[str]:
    """The first lines of a text, the last one cut where more follows."""
    layout = QTextLayout(text[:400], painter.font())
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    starts: list[int] = []
    layout.beginLayout()
    while len(starts) <= PROMPT_LINES and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    ends = starts[1:PROMPT_LINES]
    pieces = [text[start:end] for start, end in zip(starts, [*ends, None], strict=False)]
    return [metrics.elidedText(piece, Qt.TextElideMode.ElideRight, width) for piece in pieces]
