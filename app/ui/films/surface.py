"""Where a film is seen."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.ui.films.words import problem_words
from app.ui.theme.theme import Theme

if TYPE_CHECKING:
    from app.ui.films.frame_images import FrameImages
    from app.ui.films.playback import Playback

_SIGN_STEPS = 12


class FilmSurface(QWidget):
    """Shows the present frame of a playback as large as there is room, or says why there is none."""

    pressed = Signal()
    double_pressed = Signal()

    def __init__(self, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._playback: Playback | None = None
        self._images: FrameImages | None = None
        self._image = QImage()
        self._is_dark = False
        self.setObjectName(name)
        self.setMinimumSize(1, 1)
        theme.changed.connect(self.update)

    @property
    def image(self) -> QImage:
        """What is painted."""
        return self._image

    def watch(self, playback: "Playback") -> None:
        """Show what this playback plays."""
        from app.ui.films.frame_images import FrameImages  # brings Qt's multimedia, not at the start

        self._playback = playback
        self._images = FrameImages(self)
        self._images.made.connect(self._take_image)
        playback.frame_changed.connect(self._make_image)
        playback.changed.connect(self.update)

    def darken(self, *, dark: bool) -> None:
        """Show nothing bright beside the film."""
        self._is_dark = dark
        self.update()

    def sizeHint(self) -> QSize:
        """Room for a small film."""
        return QSize(self._theme.space(120), self._theme.space(68))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame in the middle, or what is wrong."""
        painter = QPainter(self)
        ground = Qt.GlobalColor.black if self._is_dark else self._theme.color("sunken")
        painter.fillRect(self.rect(), ground)
        problem = self._playback.problem if self._playback is not None else None
        if problem is not None:
            self._paint_problem(painter, problem_words(problem))
        elif not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.film_rect(), self._image)

    def film_rect(self) -> QRect:
        """Where the film itself is."""
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(QPoint(), size)
        place.moveCenter(self.rect().center())
        return place

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sharp in the new size too."""
        super().resizeEvent(event)
        self._make_image()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press plays, or stands still."""
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The first press of it has already had its effect; the second takes it back."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit()
            self.double_pressed.emit()

    def _make_image(self) -> None:
        if self._playback is None or self._images is None:
            return
        if self._playback.frame.isValid():
            self._images.make(self._playback.frame, self.size() * self.devicePixelRatioF())
        else:
            self._images.close()
            self._image = QImage()
            self.update()

    def _take_image(self, image: QImage) -> None:
        if self._playback is not None and self._playback.frame.isValid():
            self._image = image
            self.update()

    def _paint_problem(self, painter: QPainter, text: str) -> None:
        edge = self._theme.space(_SIGN_STEPS)
        place = QRect(0, 0, edge, edge)
        place.moveCenter(self.rect().center() - QPoint(0, edge // 2))
        self._theme.icon("warning", "text_faint").paint(painter, place)
        painter.setPen(self._theme.color("text_muted"))
        gap = self._theme.space(3)
        below = self.rect().adjusted(gap, place.bottom() + gap, -gap, 0)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, text)
