"""Chinese and English, switched while the window stands."""

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.ui.languages import Languages, system_language
from app.ui.window import Window


def test_every_text_changes_at_once(window: Window, languages: Languages, qtbot: QtBot) -> None:
    jump = window.findChild(QPushButton, "topbar.palette")
    assert jump is not None
    window.resize(1200, 700)
    window.show()
    assert jump.text() == "Jump to…"
    languages.switch("zh")
    qtbot.waitUntil(lambda: jump.text() == "跳转到…")
    assert window.windowTitle() == "中转工坊"
    languages.switch("en")
    qtbot.waitUntil(lambda: jump.text() == "Jump to…")


def test_qts_own_texts_change_too(languages: Languages) -> None:
    languages.switch("zh")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    languages.switch("en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_numbers_and_dates_follow(languages: Languages) -> None:
    languages.switch("zh")
    assert QLocale().language() == QLocale.Language.Chinese
    languages.switch("en")
    assert QLocale().language() == QLocale.Language.English


def test_like_the_system_means_the_systems_language(languages: Languages) -> None:
    languages.switch("zh")
    languages.switch("system")
    assert languages.current == system_language()


def test_the_same_language_again_disturbs_nobody(languages: Languages, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(languages.changed):
        languages.switch("en")


@pytest.mark.parametrize("choice", ["zh", "en"])
def test_the_choice_is_known(languages: Languages, choice: str) -> None:
    languages.switch(choice)  # type: ignore[arg-type]  # one of the two
    assert (languages.choice, languages.current) == (choice, choice)
