"""Paints one file of the grid: its picture or its kind, its words, its star."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen

from app.domain.media import Asset, MediaKind
from app.ui.library.thumbnail_files import Look, Thumbnail
from app.ui.library.words import KIND_ICONS, length_words, title_of
from app.ui.theme.theme import Theme

EDGE_STEPS = 44
"""A tile is so wide; its picture stands in a square, its words below."""
SMALL_STEPS = 34
FEW = 2.5
PAD_STEPS = 2
_MOST_SHOWN = 200
"""Letters of a title that may have to be measured."""


class TilePainter:
    """All tiles are of one size, so that none needs measuring."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._steps = EDGE_STEPS

    def fit(self, width: int) -> None:
        """Make tiles smaller where few would stand side by side."""
        few = width < FEW * self._theme.space(EDGE_STEPS)
        self._steps = SMALL_STEPS if few else EDGE_STEPS

    @property
    def size(self) -> QSize:
        """Of one tile."""
        edge = self._theme.space(self._steps)
        return QSize(edge, edge + self._theme.space(5))

    @property
    def box(self) -> QSize:
        """Where its picture goes, in logical pixels."""
        edge = self._theme.space(self._steps - 2 * PAD_STEPS)
        return QSize(edge, edge)

    @property
    def radius(self) -> int:
        """Of its corners."""
        return self._theme.space(1.5)

    def star_area(self, tile: QRect) -> QRect:
        """Where a press marks or unmarks the file."""
        edge = self._theme.space(7)
        return QRect(tile.right() - edge - self._theme.space(PAD_STEPS), tile.top() + self._pad, edge, edge)

    def paint(
        self,
        painter: QPainter,
        tile: QRect,
        asset: Asset | None,
        thumbnail: Thumbnail | None,
        *,
        selected: bool,
        hovered: bool,
        focused: bool,
    ) -> None:
        """Paint a tile; an empty one while its record is read."""
        if selected or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("accent_soft" if selected else "hover"))
            painter.drawRoundedRect(tile, self.radius, self.radius)
        if selected or focused:
            self._paint_ring(painter, tile, "focus" if focused else "accent", thick=focused)
        box = QRect(tile.topLeft() + QPoint(self._pad, self._pad), self.box)
        if asset is None or thumbnail is None:
            self._paint_ground(painter, box)
            return
        self._paint_picture(painter, box, asset, thumbnail)
        self._paint_length(painter, box, asset)
        self._paint_star(painter, tile, asset, hovered=hovered)
        self._paint_words(painter, tile, box, asset)

    def _paint_ring(self, painter: QPainter, tile: QRect, token: str, *, thick: bool) -> None:
        painter.setPen(QPen(self._theme.color(token), self._theme.space(0.5) if thick else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(tile.adjusted(1, 1, -1, -1), self.radius, self.radius)

    def _paint_ground(self, painter: QPainter, box: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("sunken"))
        painter.drawRoundedRect(box, self.radius, self.radius)

    def _paint_picture(self, painter: QPainter, box: QRect, asset: Asset, thumbnail: Thumbnail) -> None:
        if thumbnail.image is None:
            self._paint_sign(painter, box, asset, thumbnail.look)
            return
        ratio = painter.device().devicePixelRatio()
        target = QRect(QPoint(), thumbnail.image.size() / ratio)
        target.moveCenter(box.center())
        painter.drawImage(target, thumbnail.image)

    def _paint_sign(self, painter: QPainter, box: QRect, asset: Asset, look: Look) -> None:
        """Where there is no picture, a sign of what it is, or of what is wrong."""
        self._paint_ground(painter, box)
        if look is Look.LOADING and asset.kind is MediaKind.PICTURE:
            return
        signs = {Look.GONE: ("eye-off", "text_muted"), Look.BROKEN: ("warning", "warning")}
        name, token = signs.get(look, (KIND_ICONS[asset.kind], "text_faint"))
        edge = self._theme.space(9)
        place = QRect(0, 0, edge, edge)
        place.moveCenter(box.center())
        self._theme.icon(name, token).paint(painter, place)

    def _paint_length(self, painter: QPainter, box: QRect, asset: Asset) -> None:
        """How long it plays; where nobody knows, that it plays at all."""
        if asset.duration_ms is None:
            if asset.moves:
                self._paint_play(painter, box)
            return
        painter.setFont(self._theme.font(0.85))
        text = length_words(asset.duration_ms)
        badge = QRect(
            0, 0, painter.fontMetrics().horizontalAdvance(text) + self._pad * 2, self._theme.space(5)
        )
        badge.moveBottomRight(box.bottomRight() - QPoint(self._theme.space(1), self._theme.space(1)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("raised"))
        painter.drawRoundedRect(badge, self.radius, self.radius)
        painter.setPen(self._theme.color("text"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_play(self, painter: QPainter, box: QRect) -> None:
        edge = self._theme.space(6)
        badge = QRect(0, 0, edge, edge)
        badge.moveBottomRight(box.bottomRight() - QPoint(self._theme.space(1), self._theme.space(1)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("raised"))
        painter.drawEllipse(badge)
        inset = self._theme.space(1)
        self._theme.icon("play", "text").paint(painter, badge.adjusted(inset, inset, -inset, -inset))

    def _paint_star(self, painter: QPainter, tile: QRect, asset: Asset, *, hovered: bool) -> None:
        if not (asset.favourite or hovered):
            return
        area = self.star_area(tile)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("raised"))
        painter.drawEllipse(area)
        name, token = ("star-filled", "warning") if asset.favourite else ("star", "text_muted")
        inset = self._theme.space(1.25)
        self._theme.icon(name, token).paint(painter, area.adjusted(inset, inset, -inset, -inset))

    def _paint_words(self, painter: QPainter, tile: QRect, box: QRect, asset: Asset) -> None:
        painter.setFont(self._theme.font(0.9))
        painter.setPen(self._theme.color("text_muted"))
        area = QRect(box.left(), box.bottom(), box.width(), tile.bottom() - box.bottom())
        text = painter.fontMetrics().elidedText(
            title_of(asset)[:200], Qt.TextElideMode.ElideRight, area.width()
        )
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    @property
    def _pad(self) -> int:
        return self._theme.space(PAD_STEPS)
