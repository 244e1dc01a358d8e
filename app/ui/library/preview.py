"""Beside the grid: the chosen file large, what is known of it, and what can be done with it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.domain.media import Asset, MediaKind
from app.storage.settings import SettingsStore
from app.ui.films.player import FilmPlayer
from app.ui.library.thumbnail_files import Look
from app.ui.library.thumbnails import Thumbnails
from app.ui.library.verbs import offered
from app.ui.library.words import KIND_ICONS, length_words, size_words
from app.ui.theme.theme import Theme
from app.ui.viewer.facts import Fact
from app.ui.viewer.info_panel import WIDTH_STEPS, InfoPanel
from app.ui.widgets.action_row import ActionRow

PICTURE_STEPS = 60


class PreviewPane(QWidget):
    """Out of sight while nothing is chosen, but where there is room: then it keeps its place."""

    wanted = Signal(str)
    """The key of an action."""
    opened = Signal()

    def __init__(
        self, thumbnails: Thumbnails, settings: SettingsStore, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chosen: tuple[Asset, ...] = ()
        self._count = 0
        self._has_place = False
        self.setObjectName("library.preview")
        self.setProperty("kind", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._picture = PreviewPicture(thumbnails, theme, self)
        self._picture.opened.connect(self.opened)
        self.player = FilmPlayer(theme, self, settings=settings)
        self._words = QLabel(self)
        self._words.setObjectName("library.preview.words")
        self._words.setProperty("kind", "muted")
        self._words.setWordWrap(True)
        self._actions = ActionRow("library.do", theme, self)
        self._actions.wanted.connect(self.wanted)
        self._info = InfoPanel("library.facts", theme, self)
        self._column = QVBoxLayout(self)
        self._inner = QVBoxLayout()
        for widget in (self._picture, self.player, self._words, self._actions):
            self._inner.addWidget(widget)
        self._column.addLayout(self._inner)
        self._column.addWidget(self._info, 1)
        self._hint = QLabel(self)
        self._hint.setProperty("kind", "muted")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        self._column.addWidget(self._hint, 1)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()
        self._show_parts()

    @property
    def anchor(self) -> QWidget:
        """Below it opens what belongs to an action."""
        return self._actions

    def show_chosen(self, chosen: Sequence[Asset], count: int) -> None:
        """Show one file, or how many there are; ``chosen`` are those of them that are known."""
        self._chosen, self._count = tuple(chosen), count
        self._show_parts()
        if not chosen:
            return
        self._picture.show_asset(chosen[0])
        self._show_film()
        self._actions.show_actions(offered(chosen if count > 1 else chosen[:1]))
        self._say()

    def keep_place(self, *, keep: bool) -> None:
        """Whether it stays while nothing is chosen."""
        self._has_place = keep
        self._show_parts()

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """What is known of the chosen file."""
        self._info.show_facts(facts)

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._hint.setText(self.tr("Choose a file to see what is known of it."))
        self.show_chosen(self._chosen, self._count)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _show_parts(self) -> None:
        self.setVisible(bool(self._chosen) or self._has_place)
        for part in (self._actions, self._info):
            part.setVisible(bool(self._chosen))
        is_film = self._is_film
        self._picture.setVisible(self._count == 1 and not is_film)
        self.player.setVisible(is_film)
        if not is_film:
            self.player.stop()
        self._hint.setVisible(not self._chosen)
        self._words.setVisible(bool(self._chosen) and bool(self._words.text()))

    @property
    def _is_film(self) -> bool:
        return self._count == 1 and bool(self._chosen) and self._chosen[0].kind is MediaKind.VIDEO

    def _show_film(self) -> None:
        """A film that is shown already goes on: its record alone may have changed."""
        path = Path(self._chosen[0].path)
        if self._is_film and self.player.path != path:
            self.player.show_film(path)

    def _say(self) -> None:
        if self._count > 1:
            size = size_words(sum(asset.size_bytes for asset in self._chosen))
            self._words.setText(" · ".join((self.tr("%n chosen", "", self._count), size)))
        else:
            asset = self._chosen[0]
            length = length_words(asset.duration_ms) if asset.duration_ms is not None else ""
            tags = " ".join(f"#{tag}" for tag in asset.tags)
            self._words.setText("   ".join(filter(None, (length, tags))))
        self._words.setVisible(bool(self._words.text()))

    def _restyle(self) -> None:
        space = self._theme.space
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._inner.setContentsMargins(space(4), space(3), space(4), space(1))
        self._inner.setSpacing(space(2))
        self.setFixedWidth(space(WIDTH_STEPS))
        self.player.setFixedHeight(space(PICTURE_STEPS))


class PreviewPicture(QWidget):
    """The picture of one file, or a sign of its kind; a double click looks at it in full size."""

    opened = Signal()

    def __init__(self, thumbnails: Thumbnails, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._theme = theme
        self._asset: Asset | None = None
        self.setObjectName("library.preview.picture")
        thumbnails.ready.connect(self._ready)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_asset(self, asset: Asset) -> None:
        """Show another file."""
        self._asset = asset
        self.setAccessibleName(asset.provenance.prompt or asset.name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture in the middle; what is wrong with it in words."""
        asset = self._asset
        if asset is None:
            return
        ratio = self.devicePixelRatioF()
        self._thumbnails.fit_into(self.size() * ratio, self._theme.space(1) * ratio)
        self._thumbnails.look_at((asset,))
        seen = self._thumbnails.of(asset)
        painter = QPainter(self)
        if seen.image is not None:
            target = QRect(0, 0, round(seen.image.width() / ratio), round(seen.image.height() / ratio))
            target.moveCenter(self.rect().center())
            painter.drawImage(target, seen.image)
        elif seen.look is not Look.LOADING:
            self._paint_sign(painter, asset, seen.look)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    def _paint_sign(self, painter: QPainter, asset: Asset, look: Look) -> None:
        signs = {
            Look.GONE: ("eye-off", self.tr("The file is gone: it was moved, renamed or deleted.")),
            Look.BROKEN: ("warning", self.tr("This picture cannot be drawn.")),
        }
        name, text = signs.get(look, (KIND_ICONS[asset.kind], ""))
        edge = self._theme.space(12)
        place = QRect(0, 0, edge, edge)
        place.moveCenter(self.rect().center())
        place.translate(0, -self._theme.space(6) if text else 0)
        self._theme.icon(name, "text_faint").paint(painter, place)
        painter.setPen(self._theme.color("text_muted"))
        below = self.rect().adjusted(0, place.bottom() + self._theme.space(2), 0, 0)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, text)

    def _ready(self, asset_id: object) -> None:
        if self._asset is not None and asset_id == self._asset.id:
            self.update()

    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.space(PICTURE_STEPS))
        self.setMinimumWidth(1)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its pane."""
        return QSize(self._theme.space(PICTURE_STEPS), self._theme.space(PICTURE_STEPS))
