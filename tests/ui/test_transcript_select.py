"""Selecting and copying."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.conversation import Role
from tests.ui.transcript_stories import Reader, said

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def copied(kind: str = "text/markdown") -> str:
    """What lies on the clipboard in a form."""
    return bytes(QGuiApplication.clipboard().mimeData().data(kind).data()).decode()


@pytest.fixture
def talk(reader: Reader) -> Reader:
    """A short exchange on the screen."""
    answer = (
        "First **bold** words.\n\nSecond 😀👍 paragraph.\n\n```python\nx = 1\ny = 2\n```\n\n$E = mc^2$ holds."
    )
    reader.view.set_branch([said("q", Role.USER, "What is it?"), said("a", Role.ASSISTANT, answer)])
    return reader


def start_of(reader: Reader, text: str) -> QPoint:
    place = reader.place_of(text)
    return QPoint(place.left(), place.center().y())


def end_of(reader: Reader, text: str) -> QPoint:
    place = reader.place_of(text)
    return QPoint(place.right() + 1, place.center().y())


def test_selecting_across_messages_copies_markdown(talk: Reader) -> None:
    talk.drag(start_of(talk, "is it?"), end_of(talk, "bold"))
    talk.press(Qt.Key.Key_C, CONTROL)
    assert copied() == "is it?\n\nFirst **bold**"
    assert "<strong>bold</strong>" in copied("text/html")
    assert copied("text/plain").strip() == "is it?\n\nFirst bold"


def test_everything_is_copied_from_its_source(talk: Reader) -> None:
    talk.press(Qt.Key.Key_A, CONTROL)
    talk.press(Qt.Key.Key_C, CONTROL)
    assert copied().startswith("What is it?\n\nFirst **bold** words.")
    assert "```python\nx = 1\ny = 2\n```" in copied()
    assert copied().endswith("$E = mc^2$ holds.")


def test_emoji_do_not_shift_what_is_selected(talk: Reader) -> None:
    talk.drag(start_of(talk, "paragraph"), end_of(talk, "paragraph"))
    talk.press(Qt.Key.Key_C, CONTROL)
    assert copied() == "paragraph"
    talk.drag(start_of(talk, "👍"), end_of(talk, "👍"))
    talk.press(Qt.Key.Key_C, CONTROL)
    assert copied() == "👍"


def test_two_clicks_select_a_word_and_three_the_paragraph(talk: Reader, qtbot: QtBot) -> None:
    viewport, left, word = talk.view.viewport(), Qt.MouseButton.LeftButton, talk.place_of("Second").center()
    QTest.mouseClick(viewport, left, pos=word)
    QTest.mouseDClick(viewport, left, pos=word)
    talk.press(Qt.Key.Key_C, CONTROL)
    assert copied() == "Second"
    QTest.mouseClick(viewport, left, pos=word)
    talk.press(Qt.Key.Key_C, CONTROL)
    assert copied() == "Second 😀👍 paragraph."


def test_shift_and_arrows_make_the_selection_longer(talk: Reader) -> None:
    talk.drag(start_of(talk, "Second"), end_of(talk, "Sec"))
    for _ in range(3):
        talk.press(Qt.Key.Key_Right, SHIFT)
    talk.press(Qt.Key.Key_C, CONTROL)
    assert copied() == "Second"
    talk.press(Qt.Key.Key_Down, SHIFT)
    talk.press(Qt.Key.Key_C, CONTROL)
    assert copied().startswith("Second 😀👍 paragraph.\n\n```python\n")


def test_code_alone_is_copied_without_its_fence(talk: Reader) -> None:
    talk.drag(start_of(talk, "x = 1"), end_of(talk, "y = 2"))
    talk.press(Qt.Key.Key_C, CONTROL)
    assert copied() == "x = 1\ny = 2"
    talk.click(talk.button("copy_code", "a"))
    assert QGuiApplication.clipboard().text() == "x = 1\ny = 2"


def test_a_click_ends_the_selection_and_escape_too(talk: Reader) -> None:
    talk.view.select_all()
    talk.click(end_of(talk, "words."))
    assert talk.view.stage.selection is None
    talk.view.select_all()
    talk.press(Qt.Key.Key_Escape)
    assert talk.view.stage.selection is None


def test_a_table_is_copied_as_a_table(reader: Reader) -> None:
    table = "before\n\n| 名 | 值 |\n| :--- | ---: |\n| 甲 | 1 |\n| 乙 | 2 |\n\nafter"
    reader.view.set_branch([said("a", Role.ASSISTANT, table)])
    reader.drag(start_of(reader, "before"), end_of(reader, "after"))
    reader.press(Qt.Key.Key_C, CONTROL)
    assert copied() == table
    assert "甲\t1" in copied("text/plain")
