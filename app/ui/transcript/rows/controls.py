"""Painted buttons: small icons in strips, and the lettered ones of cards."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPen

from app.ui.transcript.rows.look import Look
from app.ui.transcript.rows.row import Scene, Spot

ICONS = {
    "copy": "copy",
    "copied": "check",
    "edit": "edit",
    "regenerate": "regenerate",
    "compare": "compare",
    "more": "more",
    "previous": "chevron-left",
    "next": "chevron-right",
    "copy_code": "copy",
    "save_code": "save",
    "wrap": "wrap",
    "unwrap": "wrap",
    "fold": "chevron-up",
    "unfold": "chevron-down",
}
BUTTON_STEPS = 7
ICON_STEPS = 4


def paint_icons(painter: QPainter, look: Look, spots: Iterable[Spot], scene: Scene) -> None:
    """Draw those icon buttons that show."""
    for spot in spots:
        if spot.name in ICONS and (scene.awake or not spot.quiet):
            paint_icon(painter, look, spot, scene)


def paint_icon(painter: QPainter, look: Look, spot: Spot, scene: Scene) -> None:
    """Draw one icon button."""
    hot = scene.hot == spot
    if hot:
        _fill(painter, look, spot.rect, "hover")
    size = look.space(ICON_STEPS)
    square = QRect(0, 0, size, size)
    square.moveCenter(spot.rect.center())
    lively = hot or spot.name == "unwrap"
    look.theme.icon(ICONS[spot.name], "text" if lively else "text_muted").paint(painter, square)
    if scene.focused == spot:
        paint_focus(painter, look, spot.rect)


def paint_lettered(painter: QPainter, look: Look, spot: Spot, scene: Scene) -> None:
    """Draw a button with its label in it."""
    _fill(painter, look, spot.rect, "hover" if scene.hot == spot else "raised", border=True)
    painter.setFont(look.small.font)
    painter.setPen(look.color("text"))
    painter.drawText(spot.rect, Qt.AlignmentFlag.AlignCenter, spot.label)
    if scene.focused == spot:
        paint_focus(painter, look, spot.rect)


def paint_focus(painter: QPainter, look: Look, rect: QRect) -> None:
    """Draw the ring of the keyboard's focus."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.color("focus"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), look.space(1.25), look.space(1.25))
    painter.restore()


def _fill(painter: QPainter, look: Look, rect: QRect, token: str, *, border: bool = False) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.color("border"), 1) if border else Qt.PenStyle.NoPen)
    painter.setBrush(look.color(token))
    half = 0.5 if border else 0.0
    painter.drawRoundedRect(
        rect.toRectF().adjusted(half, half, -half, -half), look.space(1.25), look.space(1.25)
    )
    painter.restore()
