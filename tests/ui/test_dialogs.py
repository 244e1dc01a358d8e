"""Questions to the person: asked without stopping anything else, answered by any way out."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.dialogs import Choice, ask, confirm, pick_files, pick_target


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


async def shown(parent: QWidget, kind: type[QWidget]) -> QWidget:
    """The dialog, as soon as it is there."""
    while not (found := [dialog for dialog in parent.findChildren(kind) if dialog.isVisible()]):  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    return found[0]


async def answer(parent: QWidget, do: Callable[[QWidget], None], kind: type[QWidget] = QMessageBox) -> None:
    """Do something with the dialog when it is there."""
    do(await shown(parent, kind))


def click(name: str) -> Callable[[QWidget], None]:
    def do(dialog: QWidget) -> None:
        button = dialog.findChild(QPushButton, name)
        assert button is not None
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    return do


def escape(dialog: QWidget) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


CHOICES = [Choice("again", "Try again", "primary"), Choice("session", "Only for this session")]


@pytest.mark.parametrize(
    ("do", "key"), [(click("dialog.again"), "again"), (click("dialog.session"), "session"), (escape, "")]
)
async def test_the_answer_is_the_chosen_key(parent: QWidget, do: Callable[[QWidget], None], key: str) -> None:
    question = ask(parent, "The keyring is locked", "What shall be done with the key?", CHOICES)
    chosen, _ = await asyncio.gather(question, answer(parent, do))
    assert chosen == key


@pytest.mark.parametrize(("do", "agreed"), [(click("dialog.yes"), True), (click("dialog.cancel"), False)])
async def test_agreement_is_a_click_on_the_verb(
    parent: QWidget, do: Callable[[QWidget], None], agreed: bool
) -> None:
    question = confirm(parent, "Remove this provider?", "Its keys go too.", "Remove", danger=True)
    result, _ = await asyncio.gather(question, answer(parent, do))
    assert result is agreed


async def test_other_work_goes_on_while_a_question_stands(parent: QWidget) -> None:
    counted = 0

    async def count() -> None:
        nonlocal counted
        dialog = await shown(parent, QMessageBox)
        for _ in range(5):
            counted += 1
            await asyncio.sleep(0)
        escape(dialog)

    await asyncio.gather(ask(parent, "Well?", "", CHOICES), count())
    assert counted == 5


async def test_a_question_whose_asker_gives_up_goes_away(parent: QWidget) -> None:
    question = asyncio.create_task(ask(parent, "Well?", "", CHOICES))
    dialog = await shown(parent, QMessageBox)
    question.cancel()
    with pytest.raises(asyncio.CancelledError):
        await question
    assert not shiboken6.isValid(dialog) or not dialog.isVisible()


async def test_files_are_picked(parent: QWidget, tmp_path: Path) -> None:
    picture = tmp_path / "cat.png"
    picture.write_bytes(b"\x89PNG")

    def pick(dialog: QWidget) -> None:
        assert isinstance(dialog, QFileDialog)
        type_name(dialog, str(picture))
        dialog.accept()

    files, _ = await asyncio.gather(pick_files(parent, "Attach"), answer(parent, pick, QFileDialog))
    assert files == [picture]


async def test_a_place_to_save_is_suggested(parent: QWidget, tmp_path: Path) -> None:
    target = tmp_path / "code.py"

    def accept(dialog: QWidget) -> None:
        assert isinstance(dialog, QFileDialog)
        dialog.accept()

    chosen, _ = await asyncio.gather(pick_target(parent, "Save", target), answer(parent, accept, QFileDialog))
    assert chosen == target


async def test_backing_out_of_a_file_dialog_picks_nothing(parent: QWidget) -> None:
    files, _ = await asyncio.gather(pick_files(parent, "Attach"), answer(parent, escape, QFileDialog))
    assert files == []


def type_name(dialog: QFileDialog, name: str) -> None:
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert field is not None
    field.setText(name)
