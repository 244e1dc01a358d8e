"""A file that waits to be sent: what it is, how large, and how it will be sent."""

from PySide6.QtCore import QEvent, QLocale, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.domain.media import Attachment, MediaKind
from app.ui.theme.theme import Theme

NAME_WIDTH = 44


class AttachmentChip(QFrame):
    """One attachment above the composer's text, with a button that takes it away."""

    removed = Signal(str)

    def __init__(self, attachment: Attachment, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.attachment = attachment
        self._theme = theme
        self._model_sees_pictures: bool | None = None
        self.setObjectName("composer.attachment")
        self.setProperty("kind", "card")
        self._symbol = QLabel(self)
        self._name = QLabel(self)
        self._detail = QLabel(self)
        self._detail.setProperty("kind", "muted")
        self._remove = QToolButton(self)
        self._remove.setObjectName("composer.attachment.remove")
        self._remove.setAutoRaise(True)
        self._remove.clicked.connect(self._give_up)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._name)
        texts.addWidget(self._detail)
        row = QHBoxLayout(self)
        row.addWidget(self._symbol)
        row.addLayout(texts)
        row.addWidget(self._remove, alignment=Qt.AlignmentFlag.AlignTop)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def set_model_sees_pictures(self, sees: bool | None) -> None:
        """Warn when the chosen model cannot see a picture."""
        self._model_sees_pictures = sees
        self.retranslate()
        self._restyle()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        attachment = self.attachment
        size = self.locale().formattedDataSize(
            attachment.size_bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat
        )
        if attachment.kind is MediaKind.PICTURE:
            sent_as = self.tr("sent as a picture")
            measure = f"{attachment.width} × {attachment.height} · " if attachment.width else ""
        else:
            sent_as = self.tr("sent as text")
            measure = ""
        if self._warns:
            sent_as = self.tr("this model cannot see pictures")
        self._detail.setText(f"{measure}{size} · {sent_as}")
        self._remove.setToolTip(self.tr("Remove"))
        self._remove.setAccessibleName(self.tr("Remove %1").replace("%1", attachment.name))
        self.setAccessibleName(f"{attachment.name}, {self._detail.text()}")

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    @property
    def _warns(self) -> bool:
        return self.attachment.kind is MediaKind.PICTURE and self._model_sees_pictures is False

    def _give_up(self) -> None:
        self.removed.emit(self.attachment.id)

    def _restyle(self) -> None:
        theme = self._theme
        icon = "images" if self.attachment.kind is MediaKind.PICTURE else "file"
        side = theme.space(5)
        self._symbol.setPixmap(
            theme.icon(icon, "warning" if self._warns else "text_muted").pixmap(side, side)
        )
        self._remove.setIcon(theme.icon("close", "text_muted"))
        self._remove.setIconSize(QSize(theme.space(3.5), theme.space(3.5)))
        self._name.setFont(theme.font(0.92))
        self._detail.setFont(theme.font(0.82))
        width = theme.space(NAME_WIDTH)
        metrics = self._name.fontMetrics()
        name = metrics.elidedText(self.attachment.name, Qt.TextElideMode.ElideMiddle, width)
        self._name.setText(name)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(theme.space(2), theme.space(1.5), theme.space(1), theme.space(1.5))
            layout.setSpacing(theme.space(2))
