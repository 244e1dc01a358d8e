"""Giving pictures to a form."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit, QWidget

from app.domain.card import SlotRole
from app.domain.form import FormInput
from app.ui.forms.slot_picture import SlotPicture
from tests.ui.card_forms import Painter, image, picture

EDIT = "openai.gpt-image-1.edit"


@pytest.fixture
def editor(painter: Painter) -> Painter:
    """Somebody who is about to change pictures."""
    painter.chooses_model(EDIT)
    return painter


def drop(target: QWidget, mime: QMimeData) -> None:
    how = (mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, *how)
    QApplication.sendEvent(target, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(target, QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, *how))


def files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def pictures(painter: Painter) -> list[SlotPicture]:
    tray = painter.find("images.references")
    shown = [one for one in tray.findChildren(SlotPicture) if not one.isHidden()]
    return sorted(shown, key=lambda one: (one.y(), one.x()))


def names(painter: Painter) -> list[str]:
    held = painter.form.inputs()
    return [item.attachment.id for item in held if item.attachment and item.role is SlotRole.BASE]


def test_dropped_files_are_announced_with_their_slot(editor: Painter, tmp_path: Path) -> None:
    given: list[tuple[str, list[Path]]] = []
    editor.form.files_given.connect(lambda role, paths: given.append((role, paths)))
    cat = tmp_path / "cat.png"
    drop(editor.find("images.references"), files(cat))
    drop(editor.find("form.slot.mask"), files(cat))
    assert given == [("base", [cat]), ("mask", [cat])]


def test_a_file_that_is_pasted_into_the_prompt_becomes_the_picture(editor: Painter, tmp_path: Path) -> None:
    given: list[tuple[str, list[Path]]] = []
    editor.form.files_given.connect(lambda role, paths: given.append((role, paths)))
    QGuiApplication.clipboard().setMimeData(files(tmp_path / "cat.png"))
    prompt = editor.find("images.prompt")
    assert isinstance(prompt, QPlainTextEdit)
    prompt.paste()
    assert given == [("base", [tmp_path / "cat.png"])]
    assert prompt.toPlainText() == ""


def test_a_pasted_picture_is_announced_as_png(editor: Painter) -> None:
    given: list[tuple[str, bytes]] = []
    editor.form.picture_given.connect(lambda role, data: given.append((role, data)))
    QGuiApplication.clipboard().setImage(image())
    QTest.keyClick(editor.find("images.references.add"), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    ((role, data),) = given
    assert role == "base"
    assert data.startswith(b"\x89PNG")


def test_a_pasted_address_goes_as_a_link(editor: Painter) -> None:
    QGuiApplication.clipboard().setText(" https://example.com/cat.png\n")
    editor.clicks("images.references.paste")
    (held,) = editor.form.inputs()
    assert (held.role, held.link) == (SlotRole.BASE, "https://example.com/cat.png")


def test_pictures_are_counted_and_weighed(painter: Painter) -> None:
    painter.chooses_model("midjourney.imagine")
    assert painter.reads("images.references.count") == "0 of 5"
    painter.form.add_input(picture(1, SlotRole.REFERENCE))
    painter.form.add_input(picture(2, SlotRole.REFERENCE))
    painter.form.add_input(picture(2, SlotRole.REFERENCE))
    assert painter.reads("images.references.count") == "2 of 5"
    assert painter.reads("images.references.size") == "8.0 kB in the request"
    assert painter.sees("form.image_weight") is False
    painter.clicks("form.more")
    assert painter.sees("form.image_weight")


def test_too_many_are_not_dropped_in_silence(painter: Painter) -> None:
    painter.chooses_model("midjourney.imagine")
    for number in range(6):
        painter.form.add_input(picture(number, SlotRole.REFERENCE))
    assert not painter.sees("images.references.add")
    assert painter.reads("images.references.problem") == "5 at most: take some out."
    QTest.keyClick(pictures(painter)[0], Qt.Key.Key_Delete)
    assert painter.reads("images.references.problem") == ""
    assert len(painter.form.inputs()) == 5


def test_a_single_picture_takes_the_place_of_the_one_before(editor: Painter) -> None:
    editor.form.add_input(picture(1, SlotRole.MASK))
    editor.form.add_input(picture(2, SlotRole.MASK))
    assert editor.form.inputs() == (picture(2, SlotRole.MASK),)


def test_what_the_model_does_not_take_is_said_at_the_slot(editor: Painter) -> None:
    editor.form.add_input(picture(1, SlotRole.MASK, mime="image/gif"))
    assert "PNG" in editor.reads("form.slot.mask.problem")
    editor.form.add_input(picture(2, SlotRole.MASK, size_bytes=5_000_000))
    assert editor.reads("form.slot.mask.problem") == "The file is too large: 4 MB each at most."


def test_the_order_changes_by_keys_and_buttons(editor: Painter) -> None:
    for number in (1, 2, 3):
        editor.form.add_input(picture(number, SlotRole.BASE))
    editor.qtbot.waitUntil(lambda: len({one.x() for one in pictures(editor)}) == 3)
    first = pictures(editor)[0]
    QTest.keyClick(first, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert names(editor) == ["picture-2", "picture-1", "picture-3"]
    later = first.findChild(QAbstractButton, "images.references.picture.later")
    assert later is not None
    later.click()
    assert names(editor) == ["picture-2", "picture-3", "picture-1"]
    assert first.accessibleName() == "3 of 3 · photo 1.png · 800 × 600 · 3.0 kB"


def test_the_order_changes_by_dragging(editor: Painter) -> None:
    for number in (1, 2, 3):
        editor.form.add_input(picture(number, SlotRole.BASE))
    editor.qtbot.waitUntil(lambda: len({one.x() for one in pictures(editor)}) == 3)
    first, _, last = pictures(editor)
    target = first.mapFromGlobal(last.mapToGlobal(last.rect().center()))
    QTest.mousePress(first, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    QTest.mouseMove(first, target)
    QTest.mouseRelease(first, Qt.MouseButton.LeftButton, pos=target)
    assert names(editor) == ["picture-2", "picture-3", "picture-1"]


def test_a_picture_is_shown_when_it_is_decoded(editor: Painter) -> None:
    wanted: list[object] = []
    editor.form.thumbnail_wanted.connect(wanted.append)
    held = picture(1, SlotRole.BASE)
    editor.form.add_input(held)
    assert wanted == [held.attachment]
    assert not pictures(editor)[0].has_thumbnail
    editor.form.show_thumbnail("picture-1", image())
    assert pictures(editor)[0].has_thumbnail


def test_pictures_wait_for_a_model_that_takes_them(editor: Painter) -> None:
    editor.form.add_input(picture(1, SlotRole.BASE))
    editor.chooses_model("openai.gpt-image-1")
    assert editor.form.inputs() == ()
    editor.chooses_model(EDIT)
    assert editor.form.inputs() == (picture(1, SlotRole.BASE),)


def test_the_library_is_offered_once_somebody_can_answer(editor: Painter) -> None:
    wanted: list[str] = []
    editor.form.library_wanted.connect(wanted.append)
    assert not editor.sees("images.references.library")
    editor.form.offer_library()
    editor.clicks("images.references.library")
    assert wanted == ["base"]
    assert not editor.sees("form.slot.mask.library")
    editor.chooses_model(EDIT)
    assert editor.sees("images.references.library")


def test_a_mask_can_be_painted_over_a_picture_that_is_here(editor: Painter) -> None:
    wanted: list[object] = []
    editor.form.mask_wanted.connect(wanted.append)
    assert not editor.find("form.slot.mask.paint").isEnabled()
    editor.form.add_input(FormInput(SlotRole.BASE, link="https://example.com/cat.png"))
    assert not editor.find("form.slot.mask.paint").isEnabled()
    editor.form.set_inputs(SlotRole.BASE, (picture(1, SlotRole.BASE), picture(2, SlotRole.BASE)))
    editor.clicks("form.slot.mask.paint")
    QTest.mouseDClick(pictures(editor)[1], Qt.MouseButton.LeftButton)
    QTest.keyClick(pictures(editor)[0], Qt.Key.Key_Return)
    assert wanted == [None, picture(2, SlotRole.BASE), picture(1, SlotRole.BASE)]


def test_a_card_without_a_mask_offers_no_painting(painter: Painter) -> None:
    painter.chooses_model("openai.gpt-image-1")
    assert not painter.form.findChildren(QWidget, "form.slot.mask.paint")


def test_a_slot_that_depends_on_a_choice_is_brought_to_light(painter: Painter) -> None:
    painter.chooses_model("openai.wanx-imageedit")
    assert not painter.sees("form.slot.mask")
    painter.form.reveal(SlotRole.MASK)
    assert painter.sees("form.slot.mask")
    assert painter.form.values()["function"] == "description_edit_with_mask"
