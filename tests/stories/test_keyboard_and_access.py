"""Decisions «Automation and access»: every control has its names, and the keyboard reaches all of them."""

from typing import Literal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from tests.stories.person import Person
from tests.stories.talking import say

INTERACTIVE = (QAbstractButton, QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QAbstractItemView)
TAB_STOPS = (
    "conversations.new",
    "conversations.more",
    "conversations.list.hide",
    "conversations.search",
    "conversations.list",
    "transcript",
    "composer.input",
    "composer.attach",
    "composer.parameters",
    "composer.model",
    "composer.send",
)
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def controls(person: Person) -> list[QWidget]:
    """All interactive widgets of the conversation page and its popovers, shown or not."""
    tops = [person.chat, person.window]
    widgets = [widget for top in tops for widget in top.findChildren(QWidget)]
    mine = ("conversations", "composer", "form", "parameters", "welcome")
    return [
        widget
        for widget in widgets
        if isinstance(widget, INTERACTIVE)
        and not widget.objectName().startswith("qt_")
        and (person.chat.isAncestorOf(widget) or widget.objectName().split(".")[0] in mine)
        and not _is_part(widget)
    ]


def _is_part(widget: QWidget) -> bool:
    """Whether it belongs to a control with names of its own, as the list of a drop-down does."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QComboBox | QLineEdit):
        above = above.parentWidget()
    return above is not None


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_every_control_has_its_names(person: Person, language: Literal["en", "zh"]) -> None:
    await say(person, "Hello")
    person.session.languages.switch(language)
    await person.until(lambda: person.reads("新对话" if language == "zh" else "New conversation"))
    found = controls(person)
    assert len(found) > 30
    assert [widget for widget in found if not widget.objectName()] == []
    unnamed = [widget.objectName() for widget in found if not _spoken(widget)]
    assert unnamed == []


def _spoken(widget: QWidget) -> str:
    """What assistive programs say: the name, or a button's own text."""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


async def test_the_names_change_with_the_language(person: Person) -> None:
    english = {widget.objectName(): _spoken(widget) for widget in controls(person)}
    person.session.languages.switch("zh")
    await person.until(lambda: person.reads("新对话"))
    chinese = {widget.objectName(): _spoken(widget) for widget in controls(person)}
    same = {name for name, text in english.items() if chinese.get(name) == text}
    assert {name for name in same if name.startswith(("conversations", "parameters", "form"))} == set()


async def test_tab_reaches_every_control_and_the_focus_is_never_lost(person: Person) -> None:
    await say(person, "Hello")
    person.write("composer.input", "something to send")
    reached = set()
    for _ in range(60):
        QTest.keyClick(person.focused, Qt.Key.Key_Tab)
        reached.add(person.focused.objectName())
    assert set(TAB_STOPS) - reached == set()


async def test_shortcuts_lead_where_they_say(person: Person) -> None:
    await say(person, "Hello")
    press(person, Qt.Key.Key_F, CONTROL | SHIFT)
    assert person.find("conversations.search", QWidget).hasFocus()
    press(person, Qt.Key.Key_N, CONTROL)
    assert person.find("composer.input", QWidget).hasFocus()
    assert person.chat.conversation.conversation_id is None
    press(person, Qt.Key.Key_B, CONTROL)
    assert not person.sees("conversations.list")
    press(person, Qt.Key.Key_B, CONTROL)
    assert person.find("conversations.list", QWidget).hasFocus()
    press(person, Qt.Key.Key_Comma, CONTROL)
    assert person.window.current_page == "settings"
    press(person, Qt.Key.Key_1, CONTROL)
    assert person.window.current_page == "conversations"


async def test_ctrl_f_finds_in_the_conversation_from_the_composer(person: Person) -> None:
    await say(person, "Hello")
    person.chat.conversation.focus_composer()
    press(person, Qt.Key.Key_F, CONTROL)
    assert person.chat.conversation.transcript.isAncestorOf(person.focused)


async def test_the_language_changes_while_one_writes(person: Person) -> None:
    person.write("composer.input", "half a thought")
    person.session.languages.switch("zh")
    await person.until(lambda: person.reads("新对话"))
    assert person.text_of("composer.input") == "half a thought"
    assert "Enter" in person.find("composer.input", QTextEdit).placeholderText()


def press(person: Person, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    """Press keys wherever the focus is."""
    QTest.keyClick(person.focused, key, modifiers)


def test_no_shortcut_of_the_page_is_taken_twice(person: Person) -> None:
    keys = [shortcut.key().toString() for shortcut in person.window.findChildren(QShortcut)]
    taken = [key for key in keys if key != "Esc"]
    assert len(taken) == len(set(taken))
