"""The window: pages by mouse and keyboard, room for little screens, and an orderly end."""

import asyncio
from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.page import Page
from app.ui.theme.appearance import Appearance
from app.ui.window import SMALLEST, Window

PAGES = ("conversations", "images", "settings")


class NotePage(Page):
    """One field that remembers what was typed."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.visits = 0
        self.field = QLineEdit(self)

    def title(self) -> str:
        return self.name.title()

    def shown(self) -> None:
        self.visits += 1
        self.field.setFocus()


@pytest.fixture
def built() -> list[str]:
    """Names of the pages that were built, in order."""
    return []


@pytest.fixture
def studio(window: Window, built: list[str]) -> Window:
    """A window with three pages, the first in front."""
    for name in PAGES:
        window.add_page(name, name, name.title, factory(name, built), bottom=name == "settings")
    window.restore("", "", "conversations")
    window.show()
    return window


def factory(name: str, built: list[str]) -> Callable[[], Page]:
    def build() -> Page:
        built.append(name)
        return NotePage(name)

    return build


def button(window: Window, name: str) -> QToolButton:
    found = window.findChild(QToolButton, name)
    assert found is not None
    return found


def press(window: Window, keys: str) -> None:
    """Trigger a shortcut; without a screen no window is active, so that keys would go nowhere."""
    shortcut = next(s for s in window.findChildren(QShortcut) if s.key().toString() == keys)
    shortcut.activated.emit()


def note(window: Window, name: str) -> NotePage:
    page = window.page(name)
    assert isinstance(page, NotePage)
    return page


def test_only_the_first_page_is_built_at_the_start(studio: Window, built: list[str]) -> None:
    assert built == ["conversations"]
    assert studio.windowTitle() == "Conversations — Relay Studio"


def test_a_click_in_the_rail_leads_to_a_page(studio: Window) -> None:
    QTest.mouseClick(button(studio, "rail.images"), Qt.MouseButton.LeftButton)
    assert studio.current_page == "images"
    assert button(studio, "rail.images").isChecked()
    assert not button(studio, "rail.conversations").isChecked()


@pytest.mark.parametrize(
    ("keys", "page"), [("Ctrl+1", "conversations"), ("Ctrl+2", "images"), ("Ctrl+,", "settings")]
)
def test_the_keyboard_leads_to_every_page(studio: Window, keys: str, page: str) -> None:
    press(studio, keys)
    assert studio.current_page == page


def test_a_page_keeps_what_was_typed(studio: Window, built: list[str]) -> None:
    QTest.keyClicks(note(studio, "conversations").field, "half a thought")
    studio.show_page("images")
    studio.show_page("conversations")
    assert note(studio, "conversations").field.text() == "half a thought"
    assert built == ["conversations", "images"]
    assert note(studio, "conversations").visits == 2


def test_there_is_no_button_for_a_page_that_does_not_exist(studio: Window) -> None:
    assert studio.findChild(QToolButton, "rail.videos") is None


def test_every_button_of_the_rail_has_a_name_for_assistive_programs(studio: Window) -> None:
    names = [button(studio, f"rail.{page}").accessibleName() for page in PAGES]
    assert names == ["Conversations", "Images", "Settings"]


def test_a_narrow_window_shows_icons_without_labels(studio: Window) -> None:
    studio.resize(1200, 700)
    wide = button(studio, "rail.images").toolButtonStyle()
    studio.resize(SMALLEST)
    assert wide == Qt.ToolButtonStyle.ToolButtonTextUnderIcon
    assert button(studio, "rail.images").toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly


def test_the_window_fits_a_small_screen_at_every_scale(studio: Window, appearance: Appearance) -> None:
    appearance.choose("light", 2.0)
    studio.resize(SMALLEST)
    assert studio.size() == SMALLEST


def test_the_rail_grows_with_the_scale(studio: Window, appearance: Appearance) -> None:
    studio.resize(2400, 1200)
    before = button(studio, "rail.images").width()
    appearance.choose("light", 2.0)
    assert button(studio, "rail.images").width() > 1.7 * before


def test_size_and_page_are_the_same_at_the_next_start(studio: Window) -> None:
    studio.resize(760, 600)
    studio.show_page("images")
    geometry, page = studio.geometry_text(), studio.current_page
    studio.resize(1000, 700)
    studio.restore(geometry, page, "conversations")
    assert (studio.size(), studio.current_page) == (QSize(760, 600), "images")


@pytest.mark.parametrize("geometry", ["", "no base64 ✗", "AAAA"])
def test_a_saved_size_that_makes_no_sense_is_passed_over(studio: Window, geometry: str) -> None:
    studio.restore(geometry, "page of another version", "conversations")
    assert studio.current_page == "conversations"


def test_the_profile_switcher_has_its_place(studio: Window) -> None:
    switcher = QLabel("Demo")
    studio.set_profile_switcher(switcher)
    top_bar = studio.findChild(QWidget, "topbar")
    assert top_bar is not None
    assert top_bar.isAncestorOf(switcher)


def test_a_minimised_window_comes_to_the_front(studio: Window) -> None:
    studio.showMinimized()
    studio.raise_to_front()
    assert not studio.isMinimized()
    assert studio.isVisible()


async def test_the_window_goes_when_everything_is_put_away(studio: Window, qtbot: QtBot) -> None:
    put_away, gone = asyncio.Event(), asyncio.Event()
    studio.closed.connect(gone.set)

    async def shut_down() -> None:
        await put_away.wait()

    studio.shut_down = shut_down
    studio.close()
    await asyncio.sleep(0)
    assert studio.isVisible()
    studio.close()
    put_away.set()
    await gone.wait()
    assert not studio.isVisible()


async def test_the_window_stays_where_the_person_says_so(studio: Window, qtbot: QtBot) -> None:
    asked = asyncio.Event()

    async def stay() -> bool:
        asked.set()
        return False

    studio.before_leaving = stay
    studio.close()
    await asked.wait()
    await asyncio.sleep(0)
    assert studio.isVisible()
    assert studio.isEnabled()


async def test_a_failing_shut_down_holds_nobody_back(studio: Window, qtbot: QtBot) -> None:
    gone = asyncio.Event()
    studio.closed.connect(gone.set)

    async def fail() -> None:
        raise OSError("disk full")

    studio.shut_down = fail
    studio.close()
    await gone.wait()
    assert not studio.isVisible()


def test_the_style_sheet_is_understood(studio: Window, appearance: Appearance, qapp: QApplication) -> None:
    appearance.choose("dark", 1.25)
    assert not studio.grab().isNull()
