"""Painting a mask with the mouse, a pen and the keyboard."""

import asyncio
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.card import MaskPolarity
from app.ui.languages import Languages
from app.ui.masks.editor import MaskEditor
from app.ui.masks.gestures import Tool
from app.ui.masks.polarity import mask_image
from app.ui.theme.theme import Theme
from tests.ui.mask_pictures import painted
from tests.ui.masker import CONTROL, MIDDLE, RIGHT, SHIFT, Masker

SIZE = QSize(400, 300)


def grey_picture() -> QImage:
    picture = QImage(SIZE, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGray)
    return picture


@pytest.fixture
def parent(qtbot: QtBot, languages: Languages) -> QWidget:
    widget = QWidget()
    widget.resize(1100, 800)
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def masker(parent: QWidget, theme: Theme) -> Masker:
    return opened(MaskEditor(grey_picture(), MaskPolarity.TRANSPARENT, theme, parent))


def opened(editor: MaskEditor) -> Masker:
    """An editor that can be seen; its brush is 20 pixels wide."""
    editor.open()
    masker = Masker(editor)
    masker.sets("mask.size", 20)
    return masker


async def test_what_is_painted_becomes_the_transparent_part_of_the_mask(masker: Masker) -> None:
    assert not masker.find("mask.apply").isEnabled()
    masker.drag((100, 100), (150, 100), (200, 100))
    assert masker.all_red([(100, 100), (175, 100), (180, 107)])
    assert not masker.is_red(200, 130)
    masker.click("mask.apply")
    await until(masker.editor.isHidden)
    file = masker.made()
    assert file.size() == SIZE
    assert file.pixelColor(150, 100).alpha() == 0
    assert file.pixelColor(150, 130).alpha() == 255


async def until(condition: Callable[[], object]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


def test_undo_redo_clear_and_invert_have_buttons_and_keys(masker: Masker) -> None:
    masker.drag((100, 100), (200, 100))
    masker.key(Qt.Key.Key_Z, CONTROL)
    assert not masker.is_red(150, 100)
    masker.key(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert masker.is_red(150, 100)
    masker.click("mask.undo")
    assert not masker.find("mask.undo").isEnabled()
    masker.click("mask.redo")
    masker.key(Qt.Key.Key_I, CONTROL)
    assert masker.is_red(20, 20)
    assert not masker.is_red(150, 100)
    masker.click("mask.invert")
    assert masker.is_red(150, 100)
    masker.key(Qt.Key.Key_Delete)
    assert not masker.is_red(150, 100)
    assert not masker.find("mask.apply").isEnabled()
    masker.click("mask.undo")
    masker.click("mask.clear")
    assert not masker.is_red(150, 100)


def test_the_eraser_is_a_key_away(masker: Masker) -> None:
    masker.drag((100, 100), (300, 100))
    masker.key(Qt.Key.Key_X)
    assert masker.canvas.tool is Tool.ERASER
    masker.drag((200, 100), (202, 100))
    assert not masker.is_red(200, 100)
    masker.key(Qt.Key.Key_X)
    masker.drag((200, 100), (202, 100))
    assert masker.is_red(200, 100)
    masker.drag((120, 100), (122, 100), button=RIGHT)
    assert not masker.is_red(120, 100)


@pytest.mark.parametrize(
    ("key", "tool"),
    [
        (Qt.Key.Key_B, Tool.BRUSH),
        (Qt.Key.Key_E, Tool.ERASER),
        (Qt.Key.Key_R, Tool.RECTANGLE),
        (Qt.Key.Key_L, Tool.LASSO),
    ],
)
def test_every_tool_has_a_key_that_its_tip_tells(masker: Masker, key: Qt.Key, tool: Tool) -> None:
    masker.key(key)
    assert masker.canvas.tool is tool
    button = masker.find(f"mask.{tool}")
    assert isinstance(button, QAbstractButton)
    assert button.isChecked()
    assert f"({chr(key)})" in button.toolTip()


def test_a_rectangle_and_a_lasso_are_filled_when_they_are_let_go(masker: Masker) -> None:
    masker.key(Qt.Key.Key_R)
    masker.press((50, 50), (150, 120))
    assert not masker.is_red(100, 100)
    masker.let_go((150, 120))
    assert masker.all_red([(51, 51), (148, 118), (100, 100)])
    masker.key(Qt.Key.Key_L)
    masker.drag((200, 50), (300, 50), (300, 150), (200, 150))
    assert masker.all_red([(250, 100), (210, 60)])
    assert not masker.is_red(320, 100)


def test_shift_draws_a_straight_line_from_the_last_stroke_and_makes_squares(masker: Masker) -> None:
    masker.drag((50, 50), (52, 50))
    masker.drag((350, 250), keys=SHIFT)
    assert masker.is_red(200, 150)
    masker.key(Qt.Key.Key_R)
    masker.drag((50, 180), (150, 190), keys=SHIFT)
    assert masker.is_red(100, 270)


def test_escape_drops_what_is_half_done_and_nothing_else(masker: Masker) -> None:
    masker.drag((100, 100), (150, 100))
    masker.press((100, 200), (150, 200))
    assert masker.is_red(120, 200)
    masker.key(Qt.Key.Key_Escape)
    assert not masker.is_red(120, 200)
    assert masker.is_red(120, 100)
    assert masker.editor.isVisible()


def test_the_brush_grows_and_shrinks_by_its_keys(masker: Masker) -> None:
    masker.key(Qt.Key.Key_BracketRight)
    assert masker.measure("mask.size") == 24
    masker.key(Qt.Key.Key_BracketLeft)
    assert masker.measure("mask.size") == 20
    masker.wheel(1, (100, 100), CONTROL)
    assert masker.measure("mask.size") == 24
    masker.wheel(-1, (100, 100), CONTROL)
    masker.sets("mask.size", 1)
    masker.key(Qt.Key.Key_BracketLeft)
    assert masker.measure("mask.size") == 1
    masker.key(Qt.Key.Key_BracketRight)
    assert masker.measure("mask.size") == 2


def test_one_paints_where_the_pointer_is_however_near_one_looks(masker: Masker) -> None:
    masker.wheel(6, (120, 80))
    near = masker.place(160, 80)
    masker.drag((118, 80), (122, 80))
    assert masker.is_red(120, 80)
    masker.key(Qt.Key.Key_0)
    assert masker.is_red(120, 80)
    assert not masker.is_red(160, 80)
    assert near != masker.place(160, 80)


def test_the_picture_is_moved_with_space_or_the_middle_button(masker: Masker) -> None:
    masker.key(Qt.Key.Key_Plus)
    before = masker.place(0, 0)
    masker.drag((200, 150), (220, 150), button=MIDDLE)
    moved = masker.place(0, 0)
    assert moved.x() > before.x() + 10
    QTest.keyPress(masker.canvas, Qt.Key.Key_Space)
    masker.drag((200, 150), (180, 150))
    QTest.keyRelease(masker.canvas, Qt.Key.Key_Space)
    assert masker.place(0, 0).x() < moved.x() - 10
    assert not masker.find("mask.apply").isEnabled()


def test_the_keyboard_alone_paints(masker: Masker) -> None:
    masker.key(Qt.Key.Key_Return)
    for _ in range(4):
        masker.key(Qt.Key.Key_Right)
    masker.key(Qt.Key.Key_Return)
    assert masker.all_red([(200, 150), (230, 150)])
    assert not masker.is_red(170, 150)


def test_a_pen_paints_thinner_where_it_presses_less_and_its_end_erases(masker: Masker) -> None:
    pen = Pen(masker)
    pen.line((50, 50), (350, 50), pressure=1.0)
    pen.line((50, 150), (350, 150), pressure=0.2)
    assert masker.is_red(200, 58)
    assert masker.is_red(200, 150)
    assert not masker.is_red(200, 158)
    pen.line((200, 50), (202, 50), pressure=1.0, kind=QPointingDevice.PointerType.Eraser)
    assert not masker.is_red(200, 50)


class Pen:
    """A pen on a tablet."""

    def __init__(self, masker: Masker) -> None:
        self._masker = masker

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        pressure: float,
        kind: QPointingDevice.PointerType = QPointingDevice.PointerType.Pen,
    ) -> None:
        device = QPointingDevice(
            "pen", 7, QPointingDevice.DeviceType.Stylus, kind, QPointingDevice.Capability.Pressure, 1, 3
        )
        for event_kind, place in (
            (QEvent.Type.TabletPress, start),
            (QEvent.Type.TabletMove, end),
            (QEvent.Type.TabletRelease, end),
        ):
            at = self._masker.place(*place)
            there = self._masker.canvas.mapToGlobal(at)
            event = QTabletEvent(
                event_kind, device, at, there, pressure, 0, 0, 0, 0, 0,
                Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton,
            )  # fmt: skip
            QApplication.sendEvent(self._masker.canvas, event)


async def test_a_feathered_mask_comes_out_soft_and_is_seen_soft(masker: Masker) -> None:
    masker.sets("mask.feather", 40)
    masker.key(Qt.Key.Key_R)
    masker.drag((100, 0), (400, 300))
    seen = masker.canvas.grab(QRect(masker.place(60, 150).toPoint(), QSize(80, 1))).toImage()
    assert len({seen.pixelColor(x, 0).green() for x in range(seen.width())}) > 10
    masker.click("mask.apply")
    await until(masker.editor.isHidden)
    file = masker.made()
    assert file.pixelColor(60, 150).alpha() == 255
    assert file.pixelColor(140, 150).alpha() == 0
    assert 60 < file.pixelColor(100, 150).alpha() < 200


async def test_a_vendor_that_takes_no_soft_edges_is_offered_none(parent: QWidget, theme: Theme) -> None:
    editor = MaskEditor(grey_picture(), MaskPolarity.WHITE, theme, parent, can_be_soft=False)
    masker = opened(editor)
    assert not masker.find("mask.feather").isVisible()
    masker.drag((100, 100), (250, 180))
    masker.click("mask.apply")
    await until(masker.editor.isHidden)
    file = masker.made()
    assert {file.pixelColor(x, y).value() for x in range(400) for y in range(300)} == {0, 255}


async def test_painting_goes_on_from_the_mask_that_is_there(parent: QWidget, theme: Theme) -> None:
    there = mask_image(painted(SIZE, QRect(0, 0, 100, 300)).pixels, MaskPolarity.BLACK)
    masker = opened(MaskEditor(grey_picture(), MaskPolarity.BLACK, theme, parent, mask=there))
    await until(masker.canvas.hasFocus)
    assert masker.is_red(50, 150)
    assert not masker.find("mask.undo").isEnabled()
    masker.drag((250, 150), (300, 150))
    masker.key(Qt.Key.Key_Return, CONTROL)
    await until(masker.editor.isHidden)
    assert [masker.made().pixelColor(x, 150).value() for x in (50, 275, 350)] == [0, 0, 255]


async def test_red_is_said_to_be_painted_anew(masker: Masker, languages: Languages) -> None:
    assert "The red area is painted anew" in masker.reads("mask.words")
    masker.key(Qt.Key.Key_R)
    masker.drag((0, 0), (200, 300))
    assert "50 % of the picture" in masker.reads("mask.words")
    languages.switch("zh")
    await until(lambda: "红色区域会重新绘制" in masker.reads("mask.words"))
    assert "50%" in masker.reads("mask.words")


async def test_what_was_painted_is_not_thrown_away_by_a_slip(masker: Masker) -> None:
    masker.drag((100, 100), (200, 100))
    masker.key(Qt.Key.Key_Escape)
    await until(lambda: questions(masker))
    answer(masker, "dialog.cancel")
    assert masker.editor.isVisible()
    await until(lambda: not questions(masker))
    masker.click("mask.cancel")
    await until(lambda: questions(masker))
    answer(masker, "dialog.yes")
    await until(masker.editor.isHidden)
    assert not masker.editor.mask_png()


def questions(masker: Masker) -> list[QMessageBox]:
    return [box for box in masker.editor.findChildren(QMessageBox) if box.isVisible()]


def answer(masker: Masker, name: str) -> None:
    button = questions(masker)[0].findChild(QPushButton, name)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_an_untouched_mask_is_left_without_a_question(masker: Masker) -> None:
    masker.key(Qt.Key.Key_Escape)
    assert masker.editor.isHidden()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_everything_can_be_reached_in_a_small_window(masker: Masker, theme: Theme, scale: float) -> None:
    theme.apply("light", scale)
    masker.editor.resize(720, 480)
    QApplication.sendPostedEvents()
    for name in ("brush", "lasso", "fit", "size", "opacity.number", "apply", "cancel"):
        control = masker.find(f"mask.{name}")
        corner = control.mapTo(masker.editor, control.rect().bottomRight())
        assert masker.editor.rect().contains(corner), name
    assert masker.canvas.height() >= 60


def test_every_control_has_a_name_for_who_does_not_see_it(masker: Masker) -> None:
    controls = [one for one in masker.editor.findChildren(QWidget) if one.objectName().startswith("mask.")]
    named = [one for one in controls if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(named) >= 20
    for control in named:
        text = control.text() if isinstance(control, QAbstractButton) else ""
        assert control.accessibleName() or text, control.objectName()


def test_a_stroke_may_begin_beside_the_picture(masker: Masker) -> None:
    masker.drag((-50, 150), (20, 150))
    assert masker.is_red(5, 150)
