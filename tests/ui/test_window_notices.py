"""What the window says: once, with a way back, in the right language."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QToolButton

from app.domain.errors import ErrorKind, NetworkError
from app.ui.languages import Languages
from app.ui.window import Window


@pytest.fixture
def shown(window: Window) -> Window:
    window.show()
    return window


def texts(window: Window) -> list[str]:
    """What the short messages say, from the uppermost down."""
    toasts = [toast for toast in window.findChildren(QFrame, "notices.toast") if toast.isVisible()]
    toasts.sort(key=lambda toast: toast.y())
    return [label.text() for toast in toasts for label in toast.findChildren(QLabel, "notices.toast.text")]


def click(window: Window, kind: type[QPushButton] | type[QToolButton], name: str) -> None:
    button = window.findChild(kind, name)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_deletion_can_be_undone(shown: Window) -> None:
    undone: list[bool] = []
    shown.notices.show("Conversation deleted", action_text="Undo", action=lambda: undone.append(True))
    click(shown, QPushButton, "notices.toast.action")
    assert undone == [True]
    assert texts(shown) == []


def test_the_same_said_again_is_counted(shown: Window) -> None:
    for _ in range(3):
        shown.notices.show("Copied", "success")
    assert texts(shown) == ["Copied  ×3"]


def test_messages_do_not_pile_up(shown: Window) -> None:
    for number in range(10):
        shown.notices.show(f"File {number} saved")
    assert texts(shown) == [f"File {number} saved" for number in (9, 8, 7, 6)]


def test_a_message_can_be_closed(shown: Window) -> None:
    shown.notices.show("Copied")
    click(shown, QToolButton, "notices.toast.close")
    assert texts(shown) == []


def test_messages_lie_inside_the_window_above_each_other(shown: Window) -> None:
    shown.notices.show("short")
    shown.notices.show("long " * 60)
    first, second = shown.findChildren(QFrame, "notices.toast")
    assert not first.geometry().intersects(second.geometry())
    assert all(shown.rect().contains(toast.geometry()) for toast in (first, second))


@pytest.mark.parametrize(("language", "part"), [("en", "cannot be found"), ("zh", "找不到")])
def test_an_error_speaks_the_language_of_the_window(
    shown: Window, languages: Languages, language: str, part: str
) -> None:
    languages.switch(language)  # type: ignore[arg-type]  # one of the two
    shown.notices.show_error(NetworkError(ErrorKind.DNS_FAILED, {"host": "api.example.com"}))
    (text,) = texts(shown)
    assert part in text
    assert "api.example.com" in text


def test_a_lasting_message_stays_until_it_is_closed(shown: Window) -> None:
    shown.notices.keep("restored", "Restored from a backup", "warning")
    shown.notices.keep("restored", "Restored from the backup of 3 November", "warning")
    banners = [b for b in shown.findChildren(QFrame, "notices.banner.restored") if b.isVisible()]
    assert len(banners) == 1
    click(shown, QToolButton, "notices.banner.restored.close")
    assert not any(b.isVisible() for b in shown.findChildren(QFrame, "notices.banner.restored"))
