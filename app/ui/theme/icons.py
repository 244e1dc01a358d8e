"""The studio's own line icons, tinted from tokens and drawn at the size that is asked for."""

from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.storage.places import resources_folder


class LineIcon(QIconEngine):
    """Draws one SVG in one colour, and in another where its control is disabled.

    Args:
        source: the SVG, with ``currentColor`` where the colour goes.
        color: ``#rrggbb``.
        disabled: ``#rrggbb``.
    """

    def __init__(self, source: bytes, color: str, disabled: str) -> None:
        super().__init__()
        self._source = source
        self._color = color
        self._disabled = disabled
        self._drawn: dict[tuple[int, int, bool], QPixmap] = {}

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The icon as pixels; ``size`` is in device pixels."""
        disabled = mode == QIcon.Mode.Disabled
        key = (size.width(), size.height(), disabled)
        if key not in self._drawn:
            self._drawn[key] = self._draw(size, self._disabled if disabled else self._color)
        return self._drawn[key]

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the icon into a rectangle of a widget."""
        ratio = painter.device().devicePixelRatioF()
        pixmap = self.pixmap(rect.size() * ratio, mode, state)
        painter.drawPixmap(QRectF(rect), pixmap, QRectF(pixmap.rect()))

    def clone(self) -> QIconEngine:
        """A copy with the same drawing."""
        return LineIcon(self._source, self._color, self._disabled)

    def _draw(self, size: QSize, color: str) -> QPixmap:
        """The drawing; nothing where a control has no room for it, on which nobody can paint."""
        pixmap = QPixmap(size)
        if pixmap.isNull():
            return pixmap
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(self._source.replace(b"currentColor", color.encode())).render(painter)
        painter.end()
        return pixmap


@lru_cache(maxsize=256)
def svg_source(name: str) -> bytes:
    """The drawing of an icon.

    Raises:
        FileNotFoundError: no icon has this name.
    """
    return (resources_folder() / "icons" / f"{name}.svg").read_bytes()


def line_icon(name: str, color: str, disabled: str) -> QIcon:
    """An icon of ``resources/icons`` in the given colours."""
    return QIcon(LineIcon(svg_source(name), color, disabled))
