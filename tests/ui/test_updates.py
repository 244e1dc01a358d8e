"""Newer versions in the window: one question, a switch, a button, and a word."""

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.services.updates import Updates
from app.storage.settings import SettingsStore
from app.transport.http import HttpTransport
from app.ui.settings.updates import UpdatesSection
from app.ui.theme.theme import Theme
from app.ui.update_notices import ask_for_updates
from app.ui.window import Window
from tests.transport.raw_gateway import Connection, Received, serving


async def newer_version(connection: Connection, _request: Received) -> None:
    """A feed that knows of a version that is far ahead."""
    await connection.answer(b'{"version": "99.1", "page": "https://example.com/"}')


@pytest.fixture
def settings(tmp_path: Path) -> SettingsStore:
    return SettingsStore(tmp_path / "settings.json")


def says(window: Window, text: str) -> bool:
    return any(text in label.text() for label in window.findChildren(QLabel))


def press(place: Window | UpdatesSection, name: str) -> None:
    button = place.findChild(QPushButton, name)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_question_comes_once_and_closing_it_means_no(window: Window, settings: SettingsStore) -> None:
    updates = Updates(settings, HttpTransport(user_agent="test"), shipped_feed="https://example.com/feed")
    window.show()
    ask_for_updates(window.notices, updates)
    assert says(window, "downloads nothing")
    assert (updates.allowed, updates.to_be_asked) == (False, False)


async def test_a_press_looks_and_the_window_tells(
    qtbot: QtBot, window: Window, theme: Theme, settings: SettingsStore
) -> None:
    async with serving() as feed:
        feed.behave(newer_version)
        transport = HttpTransport(user_agent="test")
        updates = Updates(settings, transport)
        window.show()
        section = UpdatesSection(settings, updates, window.notices, theme)
        qtbot.addWidget(section)
        section.show()
        allow, look = section.findChild(QCheckBox), section.findChild(QPushButton)
        assert isinstance(allow, QCheckBox)
        assert isinstance(look, QPushButton)
        assert not allow.isEnabled()
        field = section.findChild(QLineEdit)
        assert isinstance(field, QLineEdit)
        field.setText(f"{feed.root}/feed.json")
        field.editingFinished.emit()
        assert allow.isEnabled()
        press(section, "settings.updates.look")
        async with asyncio.timeout(20):
            while not says(window, "Relay Studio 99.1 is there."):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        assert not settings.current.check_updates
        await transport.close()
