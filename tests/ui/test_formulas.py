"""Formulas as pictures."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from app.ui.transcript.content.formulas import Formulas
from app.ui.transcript.content.typeset import FormulaPicture, typeset

RED = QColor("#c2313a")


@pytest.fixture
def formulas(qapp: object) -> Iterator[Formulas]:
    formulas = Formulas()
    yield formulas
    formulas.close()


def ink(image: QImage, first: int, last: int) -> list[QColor]:
    """What is painted in some rows of a picture."""
    points = ((x, y) for y in range(first, last) for x in range(image.width()))
    colours = (image.pixelColor(x, y) for x, y in points)
    return [colour for colour in colours if colour.alpha() == 255]


def drawn(source: str, display: bool = True, ratio: float = 1.0) -> FormulaPicture:
    picture = typeset(source, display, 20, RED.name(), ratio)
    assert picture is not None
    return picture


def test_a_formula_shows_its_source_first_and_its_picture_when_it_is_drawn(
    formulas: Formulas, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(formulas.ready) as told:
        assert formulas.picture(r"\frac{1}{2}", True, 20, RED) is None
    assert told.args == [r"\frac{1}{2}"]
    picture = formulas.picture(r"\frac{1}{2}", True, 20, RED)
    assert picture is not None
    assert picture is formulas.picture(r"\frac{1}{2}", True, 20, RED)


def test_glyphs_are_painted_in_the_colour_of_the_text(qapp: object) -> None:
    image = drawn("x").image
    assert {colour.name() for colour in ink(image, 0, image.height())} == {RED.name()}


def test_the_baseline_is_where_the_text_beside_it_has_it(qapp: object) -> None:
    letter, low = drawn("x"), drawn("x_1")
    assert letter.ascent == pytest.approx(letter.height, abs=2)
    assert low.ascent == pytest.approx(letter.ascent, abs=1)
    assert low.height - low.ascent > 3


def test_a_fine_screen_gets_more_pixels_for_the_same_size(qapp: object) -> None:
    coarse, fine = drawn("x^2"), drawn("x^2", ratio=2)
    assert fine.image.width() == pytest.approx(2 * coarse.image.width(), abs=2)
    assert fine.width == pytest.approx(coarse.width, abs=1)


def test_displayed_sums_are_taller_than_those_in_a_line(qapp: object) -> None:
    assert drawn(r"\sum_{i=0}^n").height > drawn(r"\sum_{i=0}^n", display=False).height


@pytest.mark.parametrize(
    "source",
    [
        r"\begin{bmatrix}1&2\\3&4\end{bmatrix}",
        r"\begin{cases}1&x>0\\0\end{cases}",
        r"\begin{aligned}a&=b\\c&=d\end{aligned} \tag{1}",
        r"\operatorname{softmax}(x) \nonumber",
        r"\int_0^\infty e^{-x^2}\,dx=\frac{\sqrt\pi}{2} \label{gauss}",
    ],
)
def test_what_models_write_is_drawn(qapp: object, source: str) -> None:
    assert drawn(source).width > 20


@pytest.mark.parametrize(
    "source",
    ["", r"\frac{", r"\ce{H2O}", r"\text{速度}", r"\left( x", "x" * 5_000, r"\sqrt{" * 400 + "}" * 400],
)
def test_what_cannot_be_drawn_keeps_its_source(formulas: Formulas, qtbot: QtBot, source: str) -> None:
    with qtbot.waitSignal(formulas.ready):
        assert formulas.picture(source, True, 20, RED) is None
    assert formulas.picture(source, True, 20, RED) is None
    assert formulas.failed(source)
