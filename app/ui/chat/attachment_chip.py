"""A file that waits to be sent: what it is, how large, and how it will be sent."""

from PySide6.QtCore import QEvent, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.document import DOCUMENTS
from app.domain.media import Attachment, MediaKind
from app.services.conversation.carrier import Way
from app.ui.theme.theme import Theme
from app.ui.widgets.icon_button import IconButton

_ICONS = {MediaKind.PICTURE: "images", MediaKind.AUDIO: "audio", MediaKind.VIDEO: "videos"}
NAME_WIDTH = 44
THUMBNAIL_STEPS = 11


class AttachmentChip(QFrame):
    """One attachment above the composer's text: looked into or made smaller, and taken away."""

    removed = Signal(str)
    look_wanted = Signal(object)
    """The text that is sent is to be shown."""
    shrink_wanted = Signal(object)
    """A picture is to be made smaller."""

    def __init__(self, attachment: Attachment, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.attachment = attachment
        self._theme = theme
        self._model_sees_pictures: bool | None = None
        self._chosen_way: Way | None = None
        self._thumbnail = QImage()
        self.setObjectName("composer.attachment")
        self.setProperty("kind", "card")
        self._symbol = QLabel(self)
        self._symbol.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name = QLabel(self)
        self._size = QLabel(self)
        self._way = QLabel(self)
        self._look = IconButton(theme, "eye", "composer.attachment.look", self)
        self._look.setVisible(self.has_text)
        self._look.clicked.connect(self._ask_look)
        self._shrink = IconButton(theme, "fit", "composer.attachment.shrink", self)
        self._shrink.setVisible(self.is_picture)
        self._shrink.clicked.connect(self._ask_shrink)
        self._remove = IconButton(theme, "close", "composer.attachment.remove", self)
        self._remove.clicked.connect(self._give_up)
        self._lay_out()
        theme.changed.connect(self._restyle)
        self.retranslate()
        self._restyle()

    @property
    def is_picture(self) -> bool:
        """Whether it is sent as a picture."""
        return self.attachment.kind is MediaKind.PICTURE

    @property
    def has_text(self) -> bool:
        """Whether there is a text to be looked at."""
        return self.attachment.kind is MediaKind.TEXT or self.attachment.mime in DOCUMENTS

    @property
    def has_thumbnail(self) -> bool:
        """Whether the picture itself is shown."""
        return not self._thumbnail.isNull()

    def set_model_sees_pictures(self, sees: bool | None) -> None:
        """Warn when the chosen model cannot see a picture."""
        self._model_sees_pictures = sees
        self.retranslate()
        self._restyle()

    def show_way(self, way: Way) -> None:
        """Say how the chosen model gets it."""
        self._chosen_way = way
        self.retranslate()
        self._restyle()

    def show_thumbnail(self, image: QImage) -> None:
        """Show the picture itself."""
        self._thumbnail = image
        self._restyle()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        attachment = self.attachment
        measure = f"{attachment.width} × {attachment.height} · " if attachment.width else ""
        self._size.setText(f"{measure}{self._data_size(attachment.size_bytes)}")
        self._way.setText(self._way_text())
        self._look.describe(self.tr("Show the text of {name}").format(name=attachment.name))
        self._shrink.describe(self.tr("Make {name} smaller").format(name=attachment.name))
        self._remove.setToolTip(self.tr("Remove"))
        self._remove.setAccessibleName(self.tr("Remove {name}").format(name=attachment.name))
        self.setToolTip(attachment.name)
        self.setAccessibleName(", ".join((attachment.name, self._size.text(), self._way.text())))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press on a document shows its text."""
        super().mouseReleaseEvent(event)
        if self.has_text and event.button() is Qt.MouseButton.LeftButton:
            self._ask_look()

    def _lay_out(self) -> None:
        self._texts = QVBoxLayout()
        self._texts.setSpacing(0)
        for label in (self._name, self._size, self._way):
            self._texts.addWidget(label)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._symbol)
        self._row.addLayout(self._texts)
        for button in (self._look, self._shrink, self._remove):
            self._row.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)

    def _way_text(self) -> str:
        """How it is sent; what goes as it is grows by a third on its way."""
        encoded = self._data_size(-(-self.attachment.size_bytes // 3) * 4)
        if self._chosen_way is Way.NONE:
            return self.tr("This model cannot take this file")
        if self._warns:
            return self.tr("This model cannot see pictures")
        if self.is_picture:
            return self.tr("Sent as a picture, {size} as base64").format(size=encoded)
        if self._chosen_way is None and self.attachment.kind is not MediaKind.TEXT:
            return self.tr("How it is sent depends on the model")
        if self._chosen_way is Way.FILE:
            return self.tr("Sent as a file, {size} as base64").format(size=encoded)
        return self.tr("Sent as text")

    def _data_size(self, size_bytes: int) -> str:
        return QLocale().formattedDataSize(size_bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat)

    @property
    def _warns(self) -> bool:
        blind = self.is_picture and self._model_sees_pictures is False
        return blind or self._chosen_way is Way.NONE

    def _ask_look(self) -> None:
        self.look_wanted.emit(self.attachment)

    def _ask_shrink(self) -> None:
        self.shrink_wanted.emit(self.attachment)

    def _give_up(self) -> None:
        self.removed.emit(self.attachment.id)

    def _restyle(self) -> None:
        theme = self._theme
        side = theme.space(THUMBNAIL_STEPS)
        self._symbol.setFixedSize(side, side)
        self._symbol.setPixmap(self._picture(side) if self.has_thumbnail else self._icon())
        for button in (self._look, self._shrink, self._remove):
            button.setIconSize(QSize(theme.space(3.5), theme.space(3.5)))
        self._name.setFont(theme.font(0.92))
        for label, kind in ((self._size, "hint"), (self._way, "warning" if self._warns else "hint")):
            label.setProperty("kind", kind)
            label.style().polish(label)
        metrics = self._name.fontMetrics()
        width = theme.space(NAME_WIDTH)
        self._name.setText(metrics.elidedText(self.attachment.name, Qt.TextElideMode.ElideMiddle, width))
        self._row.setContentsMargins(theme.space(1.5), theme.space(1.5), theme.space(1), theme.space(1.5))
        self._row.setSpacing(theme.space(2))

    def _icon(self) -> QPixmap:
        size = self._theme.icon_size
        icon = self._theme.icon(_ICONS.get(self.attachment.kind, "file"), "text_muted")
        return icon.pixmap(QSize(size, size), self.devicePixelRatioF())

    def _picture(self, side: int) -> QPixmap:
        """The middle of the picture, its corners rounded."""
        ratio = self.devicePixelRatioF()
        pixels = round(side * ratio)
        expanding = Qt.AspectRatioMode.KeepAspectRatioByExpanding
        smooth = Qt.TransformationMode.SmoothTransformation
        scaled = self._thumbnail.scaled(pixels, pixels, expanding, smooth)
        square = QPixmap(pixels, pixels)
        square.fill(Qt.GlobalColor.transparent)
        outline = QPainterPath()
        radius = self._theme.space(1.5) * ratio
        outline.addRoundedRect(0, 0, pixels, pixels, radius, radius)
        painter = QPainter(square)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(outline)
        painter.drawImage((pixels - scaled.width()) // 2, (pixels - scaled.height()) // 2, scaled)
        painter.end()
        square.setDevicePixelRatio(ratio)
        return square
