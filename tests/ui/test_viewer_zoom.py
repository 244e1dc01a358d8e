"""Which part of a picture is in sight, reckoned without a window."""

import pytest
from PySide6.QtCore import QPointF, QSizeF

from app.ui.viewer.zoom import Zoom, fitting_scale, kept_inside, moved, target_of, zoomed

ROOM = QSizeF(800, 600)
PICTURE = QSizeF(1600, 1200)
LIMITS = (1.0, 64.0)


def place_of(fraction_x: float, zoom: Zoom) -> float:
    """Where a place of the picture is seen, from the left of the room."""
    target = target_of(zoom, PICTURE, ROOM, 0.5)
    return target.left() + fraction_x * target.width()


@pytest.mark.parametrize(
    ("picture", "enlarges", "scale"),
    [
        (QSizeF(1600, 1200), False, 0.5),
        (QSizeF(1600, 300), False, 0.5),
        (QSizeF(80, 60), False, 1.0),
        (QSizeF(80, 60), True, 10.0),
        (QSizeF(0, 0), True, 1.0),
    ],
)
def test_the_whole_picture_fits_the_room(picture: QSizeF, enlarges: bool, scale: float) -> None:
    assert fitting_scale(picture, ROOM, enlarges=enlarges) == scale


def test_a_whole_picture_stands_in_the_middle() -> None:
    target = target_of(Zoom(), QSizeF(400, 600), ROOM, 1.0)
    assert (target.left(), target.top(), target.width()) == (200, 0, 400)


def test_what_lies_below_the_pointer_stays_there() -> None:
    pointer = QPointF(600, 200)
    nearer = zoomed(Zoom(), 4, pointer, target_of(Zoom(), PICTURE, ROOM, 0.5), LIMITS)
    assert nearer.magnification == 4
    assert place_of(0.75, nearer) == pytest.approx(600)


def test_going_away_ends_at_the_whole_picture() -> None:
    near = Zoom(3, 0.9, 0.1)
    whole = zoomed(near, 0.01, QPointF(10, 10), target_of(near, PICTURE, ROOM, 0.5), LIMITS)
    assert whole == Zoom()


def test_coming_near_ends_somewhere() -> None:
    near = zoomed(Zoom(60), 4, QPointF(400, 300), target_of(Zoom(60), PICTURE, ROOM, 0.5), LIMITS)
    assert near.magnification == 64


def test_a_pushed_picture_follows_the_hand() -> None:
    near = Zoom(4)
    pushed = moved(near, QPointF(100, 0), target_of(near, PICTURE, ROOM, 0.5))
    assert place_of(0.5, pushed) == pytest.approx(place_of(0.5, near) + 100)


def test_no_picture_is_pushed_out_of_sight() -> None:
    far = moved(Zoom(4), QPointF(-99_999, 99_999), target_of(Zoom(4), PICTURE, ROOM, 0.5))
    assert (far.center_x, far.center_y) == (1.0, 0.0)
    assert kept_inside(Zoom(0.5, 0.9, 0.9)) == Zoom(0.5)
