"""Pictures on a canvas: sharp when small, square pixels when near, laid over each other, bounded."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.errors import ErrorKind, InputError
from app.ui.theme.theme import Theme
from app.ui.transcript.content.pictures import Pictures
from app.ui.viewer.canvas import PictureCanvas
from app.ui.viewer.loading import LARGEST_PX, LoadedPicture, load
from app.ui.viewer.overlay_canvas import OverlayCanvas


@pytest.fixture
def pictures(qtbot: QtBot) -> Pictures:
    return Pictures()


def painted(width: int, height: int, colour: Qt.GlobalColor) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(colour)
    return image


def loaded(width: int, height: int, colour: Qt.GlobalColor = Qt.GlobalColor.red) -> LoadedPicture:
    image = painted(width, height, colour)
    return LoadedPicture(image.size(), (image,))


def shown(qtbot: QtBot, canvas: QWidget) -> None:
    qtbot.addWidget(canvas)
    canvas.resize(800, 600)
    canvas.show()


async def test_a_large_picture_is_bounded_and_comes_in_halves(tmp_path: Path, pictures: Pictures) -> None:
    path = tmp_path / "large.png"
    assert painted(7000, 1400, Qt.GlobalColor.blue).save(str(path))
    picture = await load(path, pictures)
    assert picture.natural == QSize(7000, 1400)
    assert picture.image.width() == LARGEST_PX
    assert picture.level_for(700).width() == LARGEST_PX // 8
    assert picture.level_for(99_999) is picture.image


async def test_what_is_no_picture_is_refused(tmp_path: Path, pictures: Pictures) -> None:
    path = tmp_path / "text.png"
    path.write_text("no picture")
    with pytest.raises(InputError) as refused:
        await load(path, pictures)
    assert refused.value.kind is ErrorKind.ATTACHMENT_UNREADABLE


def test_wheel_keys_and_double_click_zoom(qtbot: QtBot) -> None:
    canvas = PictureCanvas("canvas", Theme(), None)  # type: ignore[arg-type]  # it stands alone here
    shown(qtbot, canvas)
    canvas.show_picture(loaded(1600, 1200))
    assert canvas.percent == 50
    turn = QWheelEvent(
        QPoint(400, 300),
        canvas.mapToGlobal(QPoint(400, 300)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, turn)
    assert canvas.percent == pytest.approx(62.5)
    QTest.keyClick(canvas, Qt.Key.Key_1)
    assert canvas.percent == pytest.approx(100)
    before = canvas.zoom.center_x
    QTest.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.zoom.center_x > before
    QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert canvas.zoom.is_whole


def test_a_small_picture_is_not_blown_up_by_itself(qtbot: QtBot) -> None:
    canvas = PictureCanvas("canvas", Theme(), None)  # type: ignore[arg-type]  # it stands alone here
    shown(qtbot, canvas)
    canvas.show_picture(loaded(80, 60))
    assert canvas.percent == 100
    canvas.zoom_by(10)
    assert canvas.percent == pytest.approx(1000)


def test_pictures_of_two_sizes_lie_on_each_other(qtbot: QtBot) -> None:
    canvas = OverlayCanvas("overlay", Theme(), None)  # type: ignore[arg-type]  # it stands alone here
    shown(qtbot, canvas)
    canvas.show_pair(loaded(80, 60), loaded(1600, 1200, Qt.GlobalColor.blue))
    assert seen(canvas, 0.1) == QColor(Qt.GlobalColor.red)
    assert seen(canvas, 0.9) == QColor(Qt.GlobalColor.blue)
    canvas.flip(flipped=True)
    assert seen(canvas, 0.1) == QColor(Qt.GlobalColor.blue)
    canvas.flip(flipped=False)
    canvas.move_line(2.0)
    assert canvas.line == 1.0
    assert seen(canvas, 0.9) == QColor(Qt.GlobalColor.red)
    canvas.show_parted(parted=False)
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    assert canvas.line == 1.0


def seen(canvas: QWidget, fraction: float) -> QColor:
    """The colour at a place a little below the upper edge."""
    grabbed = canvas.grab().toImage()
    return grabbed.pixelColor(round(grabbed.width() * fraction), 40)
