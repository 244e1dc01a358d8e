"""Looking at a picture under its mask."""

from random import Random

import pytest
from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.ui.masks.feather import Feather
from app.ui.masks.mask import Mask
from app.ui.masks.scenery import Scenery
from app.ui.masks.shapes import Mark, Stroke
from app.ui.masks.viewpoint import NEAREST, Viewpoint
from tests.ui.mask_pictures import painted, photo

PICTURE, ROOM = QSize(2000, 1000), QSize(800, 600)
ROUNDING = 3
"""Of 255: Qt steps through a scaled picture from where it begins to draw."""


@pytest.fixture
def whole() -> Viewpoint:
    """The whole picture is seen."""
    return Viewpoint.fitted(PICTURE, ROOM, 1.0)


def is_near(one: QPointF, other: QPointF) -> bool:
    return (one - other).manhattanLength() < 1e-6


def test_the_whole_picture_stands_in_the_middle(whole: Viewpoint) -> None:
    shown = whole.to_view(QRect(0, 0, 2000, 1000))
    assert QRect(0, 0, 800, 600).contains(shown)
    assert (shown.center() - QRect(0, 0, 800, 600).center()).manhattanLength() <= 2


def test_a_small_picture_is_not_blown_up() -> None:
    assert Viewpoint.fitted(QSize(64, 48), ROOM, 1.0).scale == 1.0


def test_what_is_under_the_pointer_stays_there_while_one_zooms(whole: Viewpoint) -> None:
    pointer = QPointF(300, 280)
    under = whole.to_picture(pointer)
    near = whole.zoomed(1.25, pointer).zoomed(3, pointer)
    assert near.scale == pytest.approx(whole.scale * 3.75)
    assert is_near(near.to_picture(pointer), under)


def test_there_is_a_nearest_and_a_farthest_view(whole: Viewpoint) -> None:
    assert whole.zoomed(1e6, QPointF(400, 300)).scale == NEAREST
    assert whole.zoomed(1e-6, QPointF(400, 300)).scale == whole.farthest


def test_the_picture_cannot_be_lost_out_of_sight(whole: Viewpoint) -> None:
    for by in (QPointF(1e5, 0), QPointF(-1e5, 1e5), QPointF(0, -1e5)):
        shown = whole.moved(by).to_view(QRect(0, 0, 2000, 1000)) & QRect(0, 0, 800, 600)
        assert min(shown.width(), shown.height()) >= 39


def test_a_larger_room_keeps_its_middle(whole: Viewpoint) -> None:
    near = whole.zoomed(6, QPointF(400, 300))
    middle = near.to_picture(QPointF(400, 300))
    assert is_near(near.resized(QSize(1200, 900)).to_picture(QPointF(600, 450)), middle)


def difference(one: QImage, other: QImage) -> int:
    """By how much of 255 the most different pixel differs."""
    between = QImage(one)
    painter = QPainter(between)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
    painter.drawImage(0, 0, other)
    painter.end()
    colors = between.convertToFormat(QImage.Format.Format_RGB888)
    return max(bytes(colors.constBits()))


class Looker:
    """Looks at one mask through a view that is drawn bit by bit."""

    def __init__(self, mask: Mask, picture: QImage, feather_px: int) -> None:
        self.mask = mask
        self.picture = picture
        self.feather_px = feather_px
        self.scenery = self.fresh()
        self.look(Viewpoint.fitted(picture.size(), QSize(320, 240), 1.0))

    def fresh(self) -> Scenery:
        scenery = Scenery(self.picture, self.mask)
        scenery.set_colors(QColor(Qt.GlobalColor.gray), QColor(Qt.GlobalColor.white), QColor("lightgray"))
        scenery.feather = Feather(self.mask.pixels, self.feather_px) if self.feather_px else None
        return scenery

    def look(self, viewpoint: Viewpoint) -> None:
        self.scenery.look(viewpoint)
        self.compare()

    def compare(self) -> None:
        """What was drawn bit by bit is what one would draw at once."""
        anew = self.fresh()
        anew.look(self.scenery.viewpoint)
        assert difference(self.scenery.drawn(), anew.drawn()) <= ROUNDING

    def paint(self, stroke: Stroke, mark: Mark) -> None:
        self.scenery.follow(self.mask.draw(stroke, mark))
        self.compare()


@pytest.mark.parametrize("feather_px", [0, 18])
@pytest.mark.parametrize("zoom", [0.4, 1.0, 5.0])
def test_what_is_drawn_bit_by_bit_looks_as_if_drawn_at_once(
    qapp: QApplication, feather_px: int, zoom: float
) -> None:
    looker, chance = Looker(painted(QSize(500, 400)), photo(500, 400), feather_px), Random(3)
    looker.look(looker.scenery.viewpoint.zoomed(zoom, QPointF(100, 90)))
    for _ in range(6):
        start, end = (QPointF(chance.uniform(0, 500), chance.uniform(0, 400)) for _ in range(2))
        mark = chance.choice([Mark.PAINT, Mark.PAINT, Mark.ERASE])
        looker.paint(Stroke(start, end, chance.uniform(2, 40)), mark)
        by = QPointF(chance.randint(-30, 30), chance.randint(-30, 30))
        looker.look(looker.scenery.viewpoint.moved(by))


def test_the_veil_is_red_over_what_is_painted_and_nowhere_else(qapp: QApplication) -> None:
    mask, white = painted(QSize(100, 80), QRect(20, 20, 30, 30)), QImage(100, 80, QImage.Format.Format_RGB32)
    white.fill(Qt.GlobalColor.white)
    scenery = Scenery(white, mask)
    scenery.set_colors(QColor("gray"), QColor("white"), QColor("white"))
    scenery.look(Viewpoint(white.size(), QSize(100, 80)))
    drawn = scenery.drawn()
    assert drawn.pixelColor(30, 30).red() == 255
    assert drawn.pixelColor(30, 30).green() == pytest.approx(127, abs=2)
    assert drawn.pixelColor(60, 60) == QColor(Qt.GlobalColor.white)
    scenery.opacity = 0.9
    scenery.touch_all()
    assert scenery.drawn().pixelColor(30, 30).green() < 30
