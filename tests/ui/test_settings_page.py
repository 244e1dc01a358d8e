"""The settings page: every choice shows at once and is still there tomorrow."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.services.updates import Updates
from app.storage.places import Places, find_places
from app.storage.settings import SettingsStore
from app.transport.http import HttpTransport
from app.ui.languages import Languages
from app.ui.settings.page import SettingsPage
from app.ui.theme.appearance import Appearance
from app.ui.widgets.choice_box import ChoiceBox
from app.ui.window import Window


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return find_places(tmp_path / "data")


@pytest.fixture
def settings(places: Places) -> SettingsStore:
    return SettingsStore(places.settings)


@pytest.fixture
def page(
    qtbot: QtBot,
    settings: SettingsStore,
    appearance: Appearance,
    languages: Languages,
    places: Places,
    window: Window,
) -> SettingsPage:
    settings.change(allowed_picture_hosts=frozenset({"img.example.com"}))
    updates = Updates(settings, HttpTransport(user_agent="test"))
    page = SettingsPage(settings, appearance, languages, places, updates, window.notices)
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    return page


class FolderOpener(QObject):
    """Stands in for the system's file manager."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[QUrl] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url)


@pytest.fixture
def opened(qapp: QApplication) -> Iterator[list[QUrl]]:
    """Addresses that were handed to the system."""
    opener = FolderOpener()
    QDesktopServices.setUrlHandler("file", opener, "open")  # type: ignore[arg-type]  # the stubs say bytes
    yield opener.opened
    QDesktopServices.unsetUrlHandler("file")


def choose(page: SettingsPage, name: str, key: str) -> None:
    """Choose from a drop-down by the keyboard, as a person would."""
    box = page.findChild(ChoiceBox, name)
    assert box is not None
    while box.key != key:
        forward = box.findData(key) > box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down if forward else Qt.Key.Key_Up)


def button(page: SettingsPage, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert found is not None
    return found


async def saved(settings: SettingsStore, places: Places) -> SettingsStore:
    """The settings as the next start reads them."""
    await settings.flush()
    return SettingsStore(places.settings)


async def test_chinese_shows_at_once_and_tomorrow(
    page: SettingsPage, settings: SettingsStore, languages: Languages, places: Places
) -> None:
    choose(page, "settings.language", "zh")
    assert languages.current == "zh"
    assert page.title() == "设置"
    assert (await saved(settings, places)).current.language == "zh"


async def test_dark_and_large_show_at_once_and_tomorrow(
    page: SettingsPage, settings: SettingsStore, appearance: Appearance, places: Places
) -> None:
    choose(page, "settings.theme", "dark")
    choose(page, "settings.scale", "1.5")
    assert (appearance.theme.scheme, appearance.theme.scale) == ("dark", 1.5)
    tomorrow = (await saved(settings, places)).current
    assert (tomorrow.theme, tomorrow.scale) == ("dark", 1.5)


async def test_motion_can_be_reduced(
    page: SettingsPage, settings: SettingsStore, appearance: Appearance, places: Places
) -> None:
    box = page.findChild(QCheckBox, "settings.motion")
    assert box is not None
    box.click()
    assert appearance.theme.reduce_motion
    assert (await saved(settings, places)).current.reduce_motion


async def test_the_key_that_sends_can_be_changed(
    page: SettingsPage, settings: SettingsStore, places: Places
) -> None:
    choose(page, "settings.send", "ctrl+enter")
    assert not (await saved(settings, places)).current.send_with_enter


async def test_a_host_can_be_forbidden_again(
    page: SettingsPage, settings: SettingsStore, places: Places
) -> None:
    QTest.mouseClick(button(page, "settings.hosts.img.example.com"), Qt.MouseButton.LeftButton)
    assert (await saved(settings, places)).current.allowed_picture_hosts == frozenset()


async def test_a_host_that_was_allowed_elsewhere_appears(
    page: SettingsPage, settings: SettingsStore, places: Places
) -> None:
    settings.change(allowed_picture_hosts=frozenset({"cdn.example.org"}))
    page.shown()
    assert button(page, "settings.hosts.cdn.example.org").text() == "cdn.example.org"
    await settings.flush()


async def test_versions_can_be_copied_for_a_support_chat(page: SettingsPage, settings: SettingsStore) -> None:
    button(page, "settings.about.copy").click()
    assert QGuiApplication.clipboard().text().startswith("Relay Studio ")
    await settings.flush()


async def test_the_data_folder_opens(
    page: SettingsPage, settings: SettingsStore, places: Places, opened: list[QUrl]
) -> None:
    button(page, "settings.data").click()
    assert [Path(url.toLocalFile()) for url in opened] == [places.data]
    await settings.flush()


async def test_scrolling_the_page_changes_no_setting(page: SettingsPage, settings: SettingsStore) -> None:
    box = page.findChild(ChoiceBox, "settings.scale")
    assert box is not None
    middle = QPointF(box.rect().center())
    wheel = QWheelEvent(
        middle,
        box.mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, wheel)
    assert box.key == "1.0"
    await settings.flush()


async def test_every_control_has_a_name_for_assistive_programs(
    page: SettingsPage, settings: SettingsStore
) -> None:
    controls = [*page.findChildren(ChoiceBox), *page.findChildren(QCheckBox), *page.findChildren(QPushButton)]
    assert [control.objectName() for control in controls if not control.accessibleName()] == []
    await settings.flush()


@pytest.mark.parametrize("scale", [0.8, 2.0])
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_no_text_is_cut_off(
    page: SettingsPage,
    settings: SettingsStore,
    appearance: Appearance,
    languages: Languages,
    language: str,
    scale: float,
) -> None:
    appearance.choose("light", scale)
    languages.switch(language)  # type: ignore[arg-type]  # one of the two
    page.resize(int(900 * scale), 700)
    page.grab()
    labels = [label for label in page.findChildren(QLabel) if label.isVisible()]
    assert [label.text() for label in labels if label.heightForWidth(label.width()) > label.height()] == []
    await settings.flush()
