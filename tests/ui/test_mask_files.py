"""The files that masks become and come from."""

import pytest
from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QImage

from app.domain.card import MaskPolarity
from app.ui.masks.feather import Feather
from app.ui.masks.fitting import fit_mask, upright
from app.ui.masks.mask import Mask
from app.ui.masks.polarity import mask_image, mask_png, painted_from, png_of
from app.ui.masks.shapes import Mark, Stroke
from app.ui.masks.tiles import pixels_of
from tests.ui.mask_pictures import LYING, STANDING, grey_file, painted, photo, photograph, values

SIZE = QSize(301, 203)
AREA = QRect(50, 40, 100, 60)
INSIDE, OUTSIDE = (60, 50), (200, 150)
TRANSPARENT, WHITE, BLACK = MaskPolarity.TRANSPARENT, MaskPolarity.WHITE, MaskPolarity.BLACK


@pytest.mark.parametrize(
    ("polarity", "inside", "outside"),
    [
        (TRANSPARENT, (0, 0, 0, 0), (0, 0, 0, 255)),
        (WHITE, (255, 255, 255, 255), (0, 0, 0, 255)),
        (BLACK, (0, 0, 0, 255), (255, 255, 255, 255)),
    ],
)
def test_each_vendor_gets_its_own_file_of_the_very_size(
    polarity: MaskPolarity, inside: tuple[int, ...], outside: tuple[int, ...]
) -> None:
    file = QImage.fromData(mask_png(painted(SIZE, AREA).pixels, polarity))
    assert file.size() == SIZE
    assert file.hasAlphaChannel() is (polarity is TRANSPARENT)
    colours: dict[bool, set[object]] = {}
    for y in range(SIZE.height()):
        for x in range(SIZE.width()):
            colours.setdefault(AREA.contains(x, y), set()).add(file.pixelColor(x, y).getRgb())
    assert colours == {True: {inside}, False: {outside}}


@pytest.mark.parametrize("polarity", list(MaskPolarity))
def test_what_was_written_is_read_back_exactly(polarity: MaskPolarity) -> None:
    mask = Feather(painted(SIZE, AREA).pixels, 20).full()
    file = QImage.fromData(png_of(mask_image(mask, polarity)))
    assert painted_from(file, polarity, SIZE) == mask


def test_without_feather_nothing_is_half_painted() -> None:
    mask = Mask.blank(SIZE)
    mask.draw(Stroke(QPointF(20, 20), QPointF(250, 170), 37), Mark.PAINT)
    file = QImage.fromData(mask_png(mask.pixels, WHITE))
    assert {file.pixelColor(x, y).value() for x in range(301) for y in range(203)} == {0, 255}


@pytest.mark.parametrize("width_px", [2, 9, 24, 60])
def test_a_feathered_edge_rises_over_about_its_width(width_px: int) -> None:
    mask = painted(QSize(400, 300), QRect(0, 0, 200, 300)).pixels
    row = values(Feather(mask, width_px).full(), [(x, 150) for x in range(400)])
    assert row == sorted(row, reverse=True)
    half_way = sum(1 for value in row if 0 < value < 255)
    assert width_px / 2 - 2 <= half_way <= width_px + 2
    crossing = next(x for x, value in enumerate(row) if value < 128)
    assert abs(crossing - 200) <= max(2, width_px / 4)


def test_a_feather_gives_soft_alpha_and_soft_grey() -> None:
    mask = painted(SIZE, AREA).pixels
    open_file = QImage.fromData(mask_png(mask, TRANSPARENT, 20))
    grey = QImage.fromData(mask_png(mask, WHITE, 20))
    row = range(30, 80)
    assert len({open_file.pixelColor(x, 70).alpha() for x in row}) > 10
    assert [255 - open_file.pixelColor(x, 70).alpha() for x in row] == [
        grey.pixelColor(x, 70).red() for x in row
    ]


def test_a_mask_that_reaches_over_the_edge_of_the_picture_stays_whole_there() -> None:
    mask = painted(SIZE, QRect(0, 0, 301, 203)).pixels
    soft = Feather(mask, 28).full()
    assert pixels_of(soft).count(255) == SIZE.width() * SIZE.height()


def test_a_stroke_changes_the_feathered_mask_as_if_it_were_made_anew() -> None:
    mask = painted(SIZE, AREA)
    feather = Feather(mask.pixels, 26)
    for start, end in [((10, 10), (90, 190)), ((290, 190), (301, 203)), ((150, 0), (301, 40))]:
        feather.update(mask.draw(Stroke(QPointF(*start), QPointF(*end), 21), Mark.PAINT))
    assert feather.small == Feather(mask.pixels, 26).small


def test_a_mask_of_another_size_is_scaled_to_its_picture() -> None:
    fitted = fit_mask(png_of(grey_file(QSize(100, 50), QRect(0, 0, 50, 50))), png_of(photo()), WHITE)
    assert fitted is not None
    assert fitted.is_scaled
    assert (fitted.was, fitted.size) == (QSize(100, 50), QSize(200, 120))
    assert not fitted.is_converted
    file = QImage.fromData(fitted.png)
    assert file.size() == QSize(200, 120)
    assert file.pixelColor(20, 60).value() == 255
    assert file.pixelColor(180, 60).value() == 0


def test_a_black_and_white_mask_becomes_one_with_holes_where_it_is_white() -> None:
    fitted = fit_mask(png_of(grey_file(QSize(200, 120), QRect(0, 0, 40, 40))), png_of(photo()), TRANSPARENT)
    assert fitted is not None
    assert fitted.is_converted
    assert not fitted.is_scaled
    file = QImage.fromData(fitted.png)
    assert file.pixelColor(20, 20).alpha() == 0
    assert file.pixelColor(100, 100).alpha() == 255


@pytest.mark.parametrize(("polarity", "painted_value"), [(WHITE, 255), (BLACK, 0)])
def test_a_mask_with_holes_becomes_black_and_white(polarity: MaskPolarity, painted_value: int) -> None:
    holes = mask_png(painted(QSize(200, 120), QRect(0, 0, 40, 40)).pixels, TRANSPARENT)
    fitted = fit_mask(holes, png_of(photo()), polarity)
    assert fitted is not None
    assert fitted.is_converted
    file = QImage.fromData(fitted.png)
    assert not file.hasAlphaChannel()
    assert file.pixelColor(20, 20).value() == painted_value
    assert file.pixelColor(100, 100).value() == 255 - painted_value


def test_a_mask_that_fits_stays_the_file_that_it_is() -> None:
    grey = png_of(grey_file(QSize(200, 120), QRect(0, 0, 40, 40)))
    for polarity in (WHITE, BLACK):
        fitted = fit_mask(grey, png_of(photo()), polarity)
        assert fitted is not None
        assert not fitted.png
        assert not fitted.is_converted


def test_a_mask_goes_from_one_model_to_another_that_reads_it_the_other_way_round() -> None:
    white = png_of(grey_file(QSize(200, 120), QRect(0, 0, 40, 40)))
    fitted = fit_mask(white, png_of(photo()), BLACK, known=WHITE)
    assert fitted is not None
    assert fitted.is_converted
    file = QImage.fromData(fitted.png)
    assert file.pixelColor(20, 20).value() == 0
    assert file.pixelColor(100, 100).value() == 255


def test_the_small_view_is_red_where_it_is_painted_anew() -> None:
    for polarity in MaskPolarity:
        file = mask_png(painted(QSize(200, 120), QRect(0, 0, 100, 120)).pixels, polarity)
        fitted = fit_mask(file, png_of(photo()), polarity)
        assert fitted is not None
        assert fitted.preview.pixelColor(30, 60).red() > 150
        assert fitted.preview.pixelColor(170, 20) == photo().pixelColor(170, 20)


def test_what_is_no_picture_is_no_mask() -> None:
    assert fit_mask(b"not a picture", None, WHITE) is None


def test_a_photograph_that_lies_on_its_side_is_turned() -> None:
    turned = QImage.fromData(upright(photograph(LYING)))
    assert turned.size() == QSize(32, 64)
    assert turned.pixelColor(16, 10).red() > 200
    assert turned.pixelColor(16, 50).blue() > 200
    assert not upright(photograph(STANDING))
    assert not upright(png_of(photo()))
