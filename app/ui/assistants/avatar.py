"""How an assistant looks: one of the studio's icons, an emoji or a letter on a soft square of its colour."""

from functools import lru_cache
from zlib import crc32

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QIcon, QIconEngine, QPainter, QPixmap

from app.domain.assistant import ICON_PREFIX, letter_of
from app.domain.conversation import AssistantMark
from app.storage.places import resources_folder
from app.ui.theme.theme import Theme

ICONS = (
    "assistant", "translate", "edit", "list", "code", "book", "images", "table", "idea", "search",
    "briefcase", "heart", "flask", "globe", "audio", "videos", "text", "describe", "star", "bolt",
)  # fmt: skip
"""What can be chosen; each is a drawing of ``resources/icons``."""
_TINTS = ("accent", "code_type", "success", "code_number", "code_keyword", "danger")
_SOFT = 0.16
_ICON_SHARE, _LETTER_SHARE, _ROUND_SHARE = 0.6, 0.56, 0.28


class AvatarEngine(QIconEngine):
    """An avatar as an icon of any size."""

    def __init__(self, theme: Theme, mark: AssistantMark) -> None:
        super().__init__()
        self._theme = theme
        self._mark = mark

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw it into a rectangle."""
        draw_avatar(painter, self._theme, self._mark, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """It as pixels; ``size`` is in device pixels."""
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, pixmap.rect(), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        """One that draws the same."""
        return AvatarEngine(self._theme, self._mark)


def avatar_icon(theme: Theme, mark: AssistantMark) -> QIcon:
    """An avatar as an icon; fetch it again when the theme has changed."""
    return QIcon(AvatarEngine(theme, mark))


def draw_avatar(painter: QPainter, theme: Theme, mark: AssistantMark, rect: QRectF) -> None:
    """Paint the avatar of an assistant into a square."""
    tint = theme.color(_TINTS[crc32(mark.id.encode()) % len(_TINTS)])
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_softened(tint))
    radius = rect.height() * _ROUND_SHARE
    painter.drawRoundedRect(rect, radius, radius)
    if name := _drawing(mark.icon):
        edge = round(rect.height() * _ICON_SHARE)
        square = QRect(0, 0, edge, edge)
        square.moveCenter(rect.center().toPoint())
        theme.icon(name, _TINTS[crc32(mark.id.encode()) % len(_TINTS)]).paint(painter, square)
    else:
        _draw_letter(painter, theme, mark.icon or letter_of(mark.name), rect, tint)
    painter.restore()


def _draw_letter(painter: QPainter, theme: Theme, letter: str, rect: QRectF, tint: QColor) -> None:
    font = theme.font(bold=True)
    font.setPixelSize(max(1, round(rect.height() * _LETTER_SHARE)))
    wide = QFontMetricsF(font).horizontalAdvance(letter)
    if wide > rect.width() * 0.86:
        font.setPixelSize(max(1, round(font.pixelSize() * rect.width() * 0.86 / wide)))
    painter.setFont(font)
    painter.setPen(tint)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, letter)


def _softened(tint: QColor) -> QColor:
    soft = QColor(tint)
    soft.setAlphaF(_SOFT)
    return soft


def _drawing(icon: str) -> str:
    """The name of a drawing that is there; a file of elsewhere may name any."""
    name = icon.removeprefix(ICON_PREFIX)
    return name if icon.startswith(ICON_PREFIX) and _is_drawn(name) else ""


@lru_cache(maxsize=64)
def _is_drawn(name: str) -> bool:
    return name.replace("-", "").isalnum() and (resources_folder() / "icons" / f"{name}.svg").is_file()
