"""Two pictures against each other: side by side, under a line that is moved, or in turn."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.errors import StudioError
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.transcript.content.pictures import Pictures, Source
from app.ui.viewer.canvas import PictureCanvas
from app.ui.viewer.loading import LoadedPicture, load
from app.ui.viewer.overlay_canvas import OverlayCanvas
from app.ui.viewer.zoom import Zoom
from app.ui.widgets.button import Button
from app.ui.widgets.elided_label import ElidedLabel
from app.ui.widgets.wrapped_label import WrappedLabel

FLIP_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_F)


class Way(StrEnum):
    """How two pictures are compared."""

    SIDE = "side"
    SLIDER = "slider"
    FLIP = "flip"


@dataclass(frozen=True, slots=True)
class Compared:
    """One of two pictures, and what it is called."""

    source: Source
    title: str


class CompareDialog(QDialog):
    """Zoom and place are the same for both. While Space or F is held, they change places."""

    def __init__(
        self,
        first: Compared,
        second: Compared,
        pictures: Pictures,
        theme: Theme,
        sentence: Callable[[StudioError], str],
        parent: QWidget,
        *,
        way: Way = Way.SIDE,
    ) -> None:
        super().__init__(parent)
        self._compared = (first, second)
        self._pictures = pictures
        self._theme = theme
        self._sentence = sentence
        self._loaded: tuple[LoadedPicture, LoadedPicture] | None = None
        self.setObjectName("compare")
        self._build()
        self._lay_out()
        self._choose(way)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()
        self.resize(parent.size() * 0.92)
        Operation(self, self._load(), done=self._show, failed=self._show_problem)

    @property
    def way(self) -> Way:
        """How they are compared now."""
        return next(way for way, button in self._ways.items() if button.isChecked())

    def flip(self, *, flipped: bool) -> None:
        """Show each picture in the other's place."""
        self.overlay.flip(flipped=flipped)
        if self._loaded is not None:
            left, right = reversed(self._loaded) if flipped else self._loaded
            self.left.show_picture(left, keep_zoom=True)
            self.right.show_picture(right, keep_zoom=True)
        self._show_titles(flipped=flipped)

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setWindowTitle(self.tr("Compare"))
        for way, text in (
            (Way.SIDE, self.tr("Side by side")),
            (Way.SLIDER, self.tr("Slider")),
            (Way.FLIP, self.tr("In turn")),
        ):
            self._ways[way].setText(text)
            self._ways[way].setAccessibleName(text)
        self._hint.setText(self.tr("Hold Space or F to see the other one."))
        self._close.setText(self.tr("Close"))
        for canvas, compared in zip((self.left, self.right), self._compared, strict=True):
            canvas.setAccessibleName(compared.title)
        self.overlay.setAccessibleName(self.tr("Both pictures, parted by a line"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys that flip, wherever the focus is; a held key repeats itself, which changes nothing."""
        if isinstance(event, QKeyEvent) and event.key() in FLIP_KEYS and not event.modifiers():
            if not event.isAutoRepeat() and event.type() in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                self.flip(flipped=event.type() == QEvent.Type.KeyPress)
            return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        self.left = PictureCanvas("compare.left", self._theme, self, enlarges=True)
        self.right = PictureCanvas("compare.right", self._theme, self, enlarges=True)
        self.overlay = OverlayCanvas("compare.overlay", self._theme, self)
        self._canvases = (self.left, self.right, self.overlay)
        for canvas in self._canvases:
            canvas.zoomed.connect(self._share_zoom)
            canvas.installEventFilter(self)
        self._titles = (ElidedLabel("muted", self), ElidedLabel("muted", self))
        for title, side in zip(self._titles, ("left", "right"), strict=True):
            title.setObjectName(f"compare.title.{side}")
        self._titles[1].setAlignment(Qt.AlignmentFlag.AlignRight)
        self._hint = ElidedLabel("muted", self)
        self._problem = WrappedLabel("error", self)
        self._problem.setObjectName("compare.problem")
        self._problem.hide()
        self._group = QButtonGroup(self)
        self._ways = {way: Button(f"compare.{way}", self, "chip") for way in Way}
        for way, button in self._ways.items():
            button.setCheckable(True)
            button.installEventFilter(self)
            button.setProperty("way", way.value)
            self._group.addButton(button)
        self._group.buttonClicked.connect(lambda button: self._choose(Way(button.property("way"))))
        self._close = Button("compare.close", self)
        self._close.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        side = QWidget(self)
        self._side = QHBoxLayout(side)
        self._side.setContentsMargins(0, 0, 0, 0)
        self._side.addWidget(self.left, 1)
        self._side.addWidget(self.right, 1)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(side)
        self._stack.addWidget(self.overlay)
        self._head = QHBoxLayout()
        for title in self._titles:
            self._head.addWidget(title, 1)
        self._foot = QHBoxLayout()
        for button in self._ways.values():
            self._foot.addWidget(button)
        self._foot.addWidget(self._hint, 1)
        self._foot.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(self._problem)
        column.addWidget(self._stack, 1)
        column.addLayout(self._foot)

    async def _load(self) -> tuple[LoadedPicture, LoadedPicture]:
        first, second = (load(compared.source, self._pictures) for compared in self._compared)
        both = await asyncio.gather(first, second)
        return both[0], both[1]

    def _show(self, loaded: tuple[LoadedPicture, LoadedPicture]) -> None:
        self._loaded = loaded
        self.overlay.show_pair(*loaded)
        self.flip(flipped=False)

    def _show_problem(self, error: StudioError) -> None:
        self._problem.setText(self._sentence(error))
        self._problem.show()

    def _choose(self, way: Way) -> None:
        self._ways[way].setChecked(True)
        self._stack.setCurrentIndex(0 if way is Way.SIDE else 1)
        self.overlay.show_parted(parted=way is Way.SLIDER)
        (self.left if way is Way.SIDE else self.overlay).setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_titles(flipped=False)

    def _show_titles(self, *, flipped: bool) -> None:
        """Where one picture alone is shown, its name alone."""
        left, right = (compared.title for compared in self._compared)
        if self.way is Way.SIDE:
            names = (right, left) if flipped else (left, right)
        elif self.way is Way.FLIP or flipped:
            names = (right if flipped else left, "")
        else:
            names = (left, right)
        for label, name in zip(self._titles, names, strict=True):
            label.setText(name)

    def _share_zoom(self, zoom: Zoom) -> None:
        for canvas in self._canvases:
            if canvas is not self.sender():
                canvas.show_zoom(zoom)

    def _restyle(self) -> None:
        space = self._theme.space
        self._side.setSpacing(space(1))
        self._head.setContentsMargins(space(4), space(2), space(4), space(2))
        self._foot.setContentsMargins(space(4), space(2), space(4), space(2))
        self._foot.setSpacing(space(1.5))
        self.setMinimumSize(QSize(space(80), space(60)))
