"""A line of signs in any width."""

import pytest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.theme.theme import Theme
from app.ui.widgets.action_row import Action, ActionRow

ACTIONS = (
    Action("open", "Look at it", "zoom", keeps=2),
    Action("seed", "Copy seed", "dice", keeps=0),
    Action("prompt", "Copy prompt", "text", keeps=1),
    Action("retry", "Try again (may be billed again)", "refresh", in_words=True, keeps=2),
    Action("delete", "Delete", "trash", keeps=3),
)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def row(window: QWidget) -> ActionRow:
    row = ActionRow("row", Theme(), window)
    row.show_actions(ACTIONS)
    row.resize(row.sizeHint())
    window.show()
    return row


def seen(row: ActionRow) -> list[str]:
    """What is to be seen, from left to right."""
    shown = [button for button in row.findChildren(QWidget) if button.objectName() and button.isVisible()]
    return [button.objectName() for button in sorted(shown, key=lambda button: button.x())]


def test_all_stand_side_by_side_where_there_is_room(row: ActionRow) -> None:
    assert seen(row) == ["row.open", "row.seed", "row.prompt", "row.retry", "row.delete"]


def test_the_least_worth_goes_first_and_the_order_stays(row: ActionRow) -> None:
    row.resize(row.sizeHint().width() - 4, row.height())
    assert seen(row) == ["row.open", "row.retry", "row.delete", "row.more"]
    row.resize(row.minimumSizeHint().width(), row.height())
    assert seen(row) == ["row.more"]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_what_is_out_of_sight_is_in_the_menu(row: ActionRow) -> None:
    wanted: list[str] = []
    row.wanted.connect(wanted.append)
    row.resize(row.minimumSizeHint().width(), row.height())
    row.findChildren(QToolButton, "row.more")[0].click()
    menu = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu) and one.isVisible())
    assert [action.text() for action in menu.actions()] == [action.text for action in ACTIONS]
    menu.actions()[1].trigger()
    menu.close()
    assert wanted == ["seed"]


def test_a_button_that_stays_is_the_same(row: ActionRow) -> None:
    before = row.findChild(QWidget, "row.open")
    row.show_actions(ACTIONS)
    assert row.findChild(QWidget, "row.open") is before
    row.show_actions(ACTIONS[:1])
    assert seen(row) == ["row.open"]
