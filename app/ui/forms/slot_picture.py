"""One picture or clip in a slot."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QLocale, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.form import FormInput
from app.domain.media import MediaKind
from app.ui.theme.theme import Theme
from app.ui.widgets.icon_button import IconButton

PICTURE_STEPS = 19
_OPENING = (
    (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier),
)


class SlotPicture(QFrame):
    """A small view of it over the buttons that move it and take it away.

    It also moves by dragging and, with the focus on it, by Alt and the arrow keys.
    """

    moved = Signal(int)
    """By so many places: -1 or 1."""
    dragged = Signal(QPoint)
    """To this point of the tray."""
    removed = Signal()
    opened = Signal()
    """By a double click, or with Return."""

    def __init__(self, item: FormInput, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.item = item
        self._theme = theme
        self._image = QImage()
        self._pressed_at: QPoint | None = None
        self._place, self._count = 0, 1
        self.setObjectName(f"{name}.picture")
        self.setProperty("kind", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._picture = QLabel(self)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._earlier = IconButton(theme, "chevron-left", f"{name}.picture.earlier", self)
        self._later = IconButton(theme, "chevron-right", f"{name}.picture.later", self)
        self._remove = IconButton(theme, "close", f"{name}.picture.remove", self)
        self._earlier.clicked.connect(self._move_earlier)
        self._later.clicked.connect(self._move_later)
        self._remove.clicked.connect(self.removed)
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    @property
    def has_thumbnail(self) -> bool:
        """Whether the picture itself is shown."""
        return not self._image.isNull()

    def show_thumbnail(self, image: QImage) -> None:
        """Show the picture itself."""
        self._image = image
        self._restyle()

    def show_place(self, place: int, count: int) -> None:
        """Say which of how many it is, counted from 0."""
        self._place, self._count = place, count
        self._earlier.setVisible(count > 1)
        self._later.setVisible(count > 1)
        self._earlier.setEnabled(place > 0)
        self._later.setEnabled(place < count - 1)
        self.retranslate()

    def take_tab_after(self, last: QWidget) -> QWidget:
        """Follow a widget in the order of the Tab key; what comes next follows the returned one."""
        for widget in (self, self._earlier, self._later, self._remove):
            self.setTabOrder(last, widget)
            last = widget
        return last

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        place = self.tr("%1 of %2").replace("%1", str(self._place + 1)).replace("%2", str(self._count))
        described = " · ".join((place, *self._facts())) if self._count > 1 else " · ".join(self._facts())
        self.setToolTip(described)
        self.setAccessibleName(described)
        self._earlier.describe(self.tr("Earlier (Alt+Left)"))
        self._later.describe(self.tr("Later (Alt+Right)"))
        self._remove.describe(self.tr("Remove (Delete)"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and an arrow move it, Delete takes it away, Return opens it."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif (event.key(), event.modifiers()) in _OPENING:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        here = event.position().toPoint()
        if self._pressed_at is None:
            return
        if (here - self._pressed_at).manhattanLength() >= QApplication.startDragDistance():
            self.dragged.emit(self.mapToParent(here))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit()

    def _move_earlier(self) -> None:
        self.moved.emit(-1)

    def _move_later(self) -> None:
        self.moved.emit(1)

    def _lay_out(self) -> None:
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(0)
        self._buttons.addWidget(self._earlier)
        self._buttons.addWidget(self._later)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self._remove)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._picture)
        self._column.addLayout(self._buttons)
        self.show_place(0, 1)

    def _facts(self) -> Sequence[str]:
        attachment = self.item.attachment
        if attachment is None:
            return (self.item.link,)
        size = QLocale().formattedDataSize(attachment.size_bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
        measure = (f"{attachment.width} × {attachment.height}",) if attachment.width else ()
        return (attachment.name, *measure, size)

    def _restyle(self) -> None:
        space = self._theme.space
        side = space(PICTURE_STEPS)
        self._picture.setFixedSize(side, side)
        self._picture.setPixmap(self._fitted(side) if self.has_thumbnail else self._symbol())
        for button in (self._earlier, self._later, self._remove):
            button.setIconSize(QSize(space(3.5), space(3.5)))
        self._column.setContentsMargins(space(1), space(1), space(1), space(1))
        self._column.setSpacing(space(0.5))

    def _symbol(self) -> QPixmap:
        attachment = self.item.attachment
        names = {MediaKind.PICTURE: "images", MediaKind.VIDEO: "videos", MediaKind.AUDIO: "audio"}
        name = names.get(attachment.kind, "file") if attachment else "link"
        edge = self._theme.icon_size
        return self._theme.icon(name, "text_muted").pixmap(QSize(edge, edge), self.devicePixelRatioF())

    def _fitted(self, side: int) -> QPixmap:
        """The whole picture, as large as it fits."""
        ratio = self.devicePixelRatioF()
        pixels = round(side * ratio)
        scaled = self._image.scaled(
            pixels, pixels, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        square = QPixmap(pixels, pixels)
        square.fill(Qt.GlobalColor.transparent)
        painter = QPainter(square)
        place = QRect(QPoint(), scaled.size())
        place.moveCenter(QRect(0, 0, pixels, pixels).center())
        painter.drawImage(place, scaled)
        painter.end()
        square.setDevicePixelRatio(ratio)
        return square
