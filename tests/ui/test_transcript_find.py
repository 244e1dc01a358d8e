"""Finding a text in the conversation."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.conversation import Role
from tests.ui.transcript_stories import Reader, history, said


def test_finds_are_counted_shown_and_gone_through(reader: Reader, qtbot: QtBot) -> None:
    needle = said("n", Role.ASSISTANT, "Here is the **needle**, and 😀 another needle.")
    reader.view.set_branch([needle, *history(20)])
    reader.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    bar = reader.view.findChild(QFrame, "transcript.find")
    field = reader.view.findChild(QLineEdit, "transcript.find.input")
    count = reader.view.findChild(QLabel, "transcript.find.count")
    assert bar is not None
    assert field is not None
    assert count is not None
    assert bar.isVisible()
    QTest.keyClicks(field, "NEEDLE")
    assert count.text() == "1 of 2"
    assert reader.sees("needle")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert count.text() == "2 of 2"
    item = reader.row_with("another needle")
    marks = reader.view.stage.finds_in_row(item)
    start = len("Here is the needle, and 😀 another ".encode("utf-16-le")) // 2
    assert [mark for mark in marks if mark[2]] == [(start, start + 6, True)]
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert count.text() == "1 of 2"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert not reader.view.stage.finds_in_row(item)


def test_what_is_not_there_is_said(reader: Reader, qtbot: QtBot) -> None:
    reader.view.set_branch(history(2))
    reader.view.open_find()
    field = reader.view.findChild(QLineEdit, "transcript.find.input")
    count = reader.view.findChild(QLabel, "transcript.find.count")
    assert field is not None
    assert count is not None
    QTest.keyClicks(field, "zebra")
    assert count.text() == "Not found"


def test_one_chinese_character_is_enough(reader: Reader) -> None:
    reader.view.set_branch([*history(3), said("n", Role.USER, "鲸鱼")])
    assert reader.view.find("鲸") == 1
    reader.view.append(said("m", Role.ASSISTANT, "蓝鲸"))
    reader.view.find_next()
    reader.view.find_next()
    assert reader.sees("鲸")
