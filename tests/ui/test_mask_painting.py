"""Strokes on a mask, and taking them back."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QImage, QPainter

from app.ui.masks.history import History
from app.ui.masks.mask import Mask
from app.ui.masks.shapes import Box, Mark, Outline, Shape, Stroke, square_corner
from app.ui.masks.tiles import MASK_FORMAT, pixels_of
from tests.ui.mask_pictures import painted, values

SIZE = QSize(601, 397)


def draw(mask: Mask, shape: Shape, mark: Mark = Mark.PAINT) -> QRect:
    """Draw one shape as one step."""
    touched = mask.draw(shape, mark)
    mask.settle()
    return touched


def test_a_stroke_is_round_and_as_wide_as_the_brush() -> None:
    mask = Mask.blank(SIZE)
    draw(mask, Stroke(QPointF(100, 100), QPointF(200, 100), 40))
    inside = [(100, 100), (150, 81), (150, 118), (200, 100), (82, 100), (218, 100)]
    outside = [(150, 78), (150, 122), (78, 100), (222, 100), (83, 84), (217, 117)]
    assert values(mask.pixels, inside) == [255] * len(inside)
    assert values(mask.pixels, outside) == [0] * len(outside)


def test_a_press_without_a_move_leaves_a_dot() -> None:
    mask = Mask.blank(SIZE)
    draw(mask, Stroke(QPointF(50, 50), QPointF(50, 50), 20))
    assert values(mask.pixels, [(50, 50), (42, 50), (38, 50)]) == [255, 255, 0]


def test_the_eraser_takes_away_only_what_it_touches() -> None:
    mask = painted(SIZE, QRect(100, 100, 200, 100))
    draw(mask, Stroke(QPointF(150, 150), QPointF(150, 150), 40), Mark.ERASE)
    assert values(mask.pixels, [(150, 150), (150, 172), (101, 101)]) == [0, 255, 255]


def test_a_rectangle_has_exactly_the_pixels_between_its_corners() -> None:
    mask = Mask.blank(SIZE)
    draw(mask, Box(QPointF(30, 20), QPointF(10, 10)))
    assert pixels_of(mask.pixels).count(255) == 20 * 10
    assert values(mask.pixels, [(10, 10), (29, 19), (30, 19), (9, 10)]) == [255, 255, 0, 0]


def test_a_lasso_fills_what_it_goes_around_even_where_it_crosses_itself() -> None:
    mask = Mask.blank(SIZE)
    twice_around = [QPointF(x, y) for x, y in [(10, 10), (110, 10), (110, 110), (10, 110)] * 2]
    draw(mask, Outline(twice_around))
    assert values(mask.pixels, [(60, 60), (11, 11), (120, 60)]) == [255, 255, 0]


def test_a_square_grows_to_where_the_hand_is() -> None:
    assert square_corner(QPointF(10, 10), QPointF(40, 20)) == QPointF(40, 40)
    assert square_corner(QPointF(10, 10), QPointF(0, -30)) == QPointF(-30, -30)


@pytest.mark.parametrize(
    "shape",
    [
        Stroke(QPointF(-50, 200), QPointF(700, 210), 33.5),
        Box(QPointF(-10, -10), QPointF(900, 20)),
        Outline([QPointF(500, 300), QPointF(700, 350), QPointF(520, 500)]),
    ],
)
def test_no_pixel_changes_outside_of_what_is_told(shape: Shape) -> None:
    mask = Mask.blank(SIZE)
    touched = draw(mask, shape)
    assert mask.pixels.rect().contains(touched)
    inside = mask.pixels.copy(touched)
    assert pixels_of(inside).count(255) == pixels_of(mask.pixels).count(255) > 0


def test_the_painted_share_is_known_after_every_step() -> None:
    mask = painted(QSize(400, 300), QRect(0, 0, 200, 300))
    assert mask.share == 0.5
    mask.draw(Box(QPointF(0, 0), QPointF(100, 300)), Mark.ERASE)
    mask.settle()
    assert mask.share == 0.25
    mask.invert()
    assert mask.share == 0.75
    mask.undo()
    mask.undo()
    assert mask.share == 0.5
    mask.clear()
    assert mask.share == 0


def test_what_is_dropped_half_way_was_never_there() -> None:
    mask = painted(SIZE, QRect(10, 10, 300, 300))
    before = QImage(mask.pixels.copy())
    mask.draw(Stroke(QPointF(0, 0), QPointF(600, 390), 50), Mark.ERASE)
    mask.give_up()
    assert mask.pixels == before
    mask.undo()
    assert mask.share == 0
    assert not mask.can_undo


def test_a_step_that_changes_nothing_is_none() -> None:
    mask = Mask.blank(SIZE)
    mask.clear()
    draw(mask, Stroke(QPointF(30, 30), QPointF(60, 60), 10), Mark.ERASE)
    assert not mask.can_undo


def test_doing_something_new_ends_what_could_be_done_again() -> None:
    mask = painted(SIZE, QRect(10, 10, 50, 50), QRect(100, 100, 50, 50))
    mask.undo()
    assert mask.can_redo
    draw(mask, Box(QPointF(300, 300), QPointF(310, 310)))
    assert not mask.can_redo


STEPS = st.sampled_from(["stroke", "erase", "box", "lasso", "invert", "clear", "undo", "redo"])


@settings(max_examples=40, deadline=None)
@given(steps=st.lists(STEPS, max_size=14), seed=st.integers(0, 1000))
def test_undo_and_redo_go_through_exactly_the_same_masks(steps: list[str], seed: int) -> None:
    chance, mask = Random(seed), Mask.blank(SIZE)
    seen, place = [mask.pixels.copy()], 0
    for step in steps:
        if step == "undo":
            mask.undo()
            place = max(0, place - 1)
        elif step == "redo":
            mask.redo()
            place = min(len(seen) - 1, place + 1)
        else:
            act(mask, step, chance)
            if mask.pixels != seen[place]:
                seen, place = [*seen[: place + 1], mask.pixels.copy()], place + 1
        assert mask.pixels == seen[place]
        assert mask.can_undo is (place > 0)
        assert mask.can_redo is (place < len(seen) - 1)
        painted_now = SIZE.width() * SIZE.height() - pixels_of(mask.pixels).count(0)
        assert mask.share == painted_now / (SIZE.width() * SIZE.height())


def act(mask: Mask, step: str, chance: Random) -> None:
    """One step of a hand that trembles."""
    points = [QPointF(chance.uniform(-50, 650), chance.uniform(-50, 450)) for _ in range(4)]
    if step in ("stroke", "erase"):
        mark = Mark.PAINT if step == "stroke" else Mark.ERASE
        for start, end in pairwise(points):
            mask.draw(Stroke(start, end, chance.uniform(1, 120)), mark)
        mask.settle()
    elif step == "invert":
        mask.invert()
    elif step == "clear":
        mask.clear()
    else:
        draw(mask, Box(points[0], points[1]) if step == "box" else Outline(points))


def test_a_long_session_keeps_within_its_memory_and_forgets_the_oldest_steps() -> None:
    pixels = QImage(512, 512, MASK_FORMAT)
    pixels.fill(0)
    limit_bytes, chance = 1_000_000, Random(7)
    history = History(pixels, limit_bytes)
    for _ in range(12):
        history.remember(pixels.rect())
        fill(pixels, chance.randbytes(512 * 512))
        history.settle()
        assert history.size_bytes <= limit_bytes
    undone = 0
    while history.can_undo:
        history.undo()
        undone += 1
    assert 2 <= undone <= 4
    assert history.can_redo


def fill(pixels: QImage, noise: bytes) -> None:
    """Put in something that cannot be packed."""
    painter = QPainter(pixels)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    painter.drawImage(0, 0, QImage(noise, pixels.width(), pixels.height(), pixels.width(), MASK_FORMAT))
    painter.end()


def test_a_stroke_on_a_large_picture_is_remembered_by_its_own_squares() -> None:
    pixels = QImage(4096, 4096, MASK_FORMAT)
    pixels.fill(0)
    history, stroke = History(pixels), Stroke(QPointF(2000, 2000), QPointF(2300, 2100), 80)
    history.remember(stroke.bounds)
    painter = QPainter(pixels)
    stroke.draw(painter)
    painter.end()
    changed = history.settle()
    assert changed.contains(stroke.bounds)
    assert changed.width() * changed.height() <= 9 * 256 * 256
    assert history.size_bytes < 20_000
