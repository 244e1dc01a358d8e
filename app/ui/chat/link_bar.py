"""Links to media that go along with a message: the gateway fetches them, nothing is loaded here."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.links import kind_of_link
from app.domain.media import MediaKind
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.icon_button import IconButton

ADDRESS_WIDTH = 60
_ICONS = {MediaKind.PICTURE: "images", MediaKind.VIDEO: "videos", MediaKind.AUDIO: "audio"}


class LinkChip(QFrame):
    """One link, with a button that takes it away and one that writes it into the message instead."""

    removed = Signal()
    worded = Signal()
    """The link is wanted as a part of the text."""

    def __init__(self, url: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.url = url
        self._theme = theme
        self.setObjectName("composer.link")
        self.setProperty("kind", "card")
        self._symbol = QLabel(self)
        self._address = QLabel(self)
        self._address.setTextFormat(Qt.TextFormat.PlainText)
        self._way = QLabel(self)
        self._way.setProperty("kind", "hint")
        self._as_text = Button("composer.link.text", self, "link")
        self._as_text.clicked.connect(self.worded)
        self._remove = IconButton(theme, "close", "composer.link.remove", self)
        self._remove.clicked.connect(self.removed)
        self._lay_out()
        theme.changed.connect(self._restyle)
        self.retranslate()
        self._restyle()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        match kind_of_link(self.url):
            case MediaKind.VIDEO:
                way = self.tr("A video by link, fetched by the gateway")
            case MediaKind.AUDIO:
                way = self.tr("A sound by link, fetched by the gateway")
            case MediaKind.FILE:
                way = self.tr("A document by link, fetched by the gateway")
            case _:
                way = self.tr("A picture by link, fetched by the gateway")
        self._way.setText(way)
        self._as_text.setText(self.tr("As text"))
        self._as_text.setToolTip(self.tr("Write the address into the message instead"))
        self._remove.describe(self.tr("Remove the link"))
        self.setToolTip(self.url)
        self.setAccessibleName(f"{self.url}, {way}")

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _lay_out(self) -> None:
        told = QHBoxLayout()
        told.addWidget(self._way)
        told.addWidget(self._as_text)
        told.addStretch(1)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._address)
        texts.addLayout(told)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._symbol)
        self._row.addLayout(texts)
        self._row.addWidget(self._remove, alignment=Qt.AlignmentFlag.AlignTop)

    def _restyle(self) -> None:
        theme = self._theme
        kind = kind_of_link(self.url)
        icon = theme.icon(_ICONS.get(kind, "file") if kind else "link", "text_muted")
        self._symbol.setPixmap(icon.pixmap(QSize(theme.icon_size, theme.icon_size), self.devicePixelRatioF()))
        self._remove.setIconSize(QSize(theme.space(3.5), theme.space(3.5)))
        self._address.setFont(theme.font(0.92))
        metrics, width = self._address.fontMetrics(), theme.space(ADDRESS_WIDTH)
        self._address.setText(metrics.elidedText(self.url, Qt.TextElideMode.ElideMiddle, width))
        self._row.setContentsMargins(theme.space(2), theme.space(1.5), theme.space(1), theme.space(1.5))
        self._row.setSpacing(theme.space(2))


class LinkBar(QWidget):
    """Not to be seen while there are none."""

    changed = Signal()
    worded = Signal(str)
    """This address is wanted as a part of the text."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chips: list[LinkChip] = []
        self._flow = FlowLayout(self)
        self.hide()

    @property
    def links(self) -> tuple[str, ...]:
        """The addresses, in their order."""
        return tuple(chip.url for chip in self._chips)

    def set_links(self, urls: Sequence[str]) -> None:
        """Show these links and no others."""
        for chip in tuple(self._chips):
            self._take_away(chip)
        for url in urls:
            self._put(url)
        self.setVisible(bool(self._chips))

    def add(self, url: str) -> None:
        """Add a link; the same one is not added twice."""
        if url not in self.links:
            self._put(url)
            self.show()
            self.changed.emit()

    def _put(self, url: str) -> None:
        chip = LinkChip(url, self._theme, self)
        chip.removed.connect(partial(self._remove, chip))
        chip.worded.connect(partial(self._word, chip))
        self._chips.append(chip)
        self._flow.addWidget(chip)
        chip.show()

    def _word(self, chip: LinkChip) -> None:
        self._remove(chip)
        self.worded.emit(chip.url)

    def _remove(self, chip: LinkChip) -> None:
        self._take_away(chip)
        self.setVisible(bool(self._chips))
        self.changed.emit()

    def _take_away(self, chip: LinkChip) -> None:
        self._chips.remove(chip)
        self._flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
