"""Product §9: a person sees what a message will cost, what was spent, and what the provider says of it."""

import csv
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QTableView, QTabWidget, QTextEdit

from app.demo.answer_faults import Status
from app.demo.user_account import ACCESS_TOKEN
from app.ui.spending.window import SpendingWindow
from tests.gateway import Gateway
from tests.stories.person import Person
from tests.stories.talking import say
from tests.stories.test_saving import save_to

SPENDING, LOG, PRICES, ACCOUNT = range(4)


def cells(person: Person, name: str) -> list[list[str]]:
    """What a table says, row by row."""
    model = person.find(name, QTableView).model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def keys(person: Person) -> dict[str, list[str]]:
    """The keys of the account by their names."""
    return {row[0]: row for row in cells(person, "spending.account.keys")}


def choose(person: Person, name: str, key: str) -> None:
    """Choose from a drop-down, as a person does with the keyboard."""
    box = person.find(name, QComboBox)
    box.setCurrentIndex(box.findData(key))
    box.activated.emit(box.currentIndex())


async def open_window(person: Person, tab: int = SPENDING) -> SpendingWindow:
    """By the palette, from wherever one is."""
    person.window.command_palette.open()
    await person.until(lambda: person.sees("palette.input"))
    person.write("palette.input", "spending and prices")
    person.key("palette.input", Qt.Key.Key_Return)
    await person.until(lambda: person.sees("spending"))
    person.find("spending.tabs", QTabWidget).setCurrentIndex(tab)
    return person.find("spending", SpendingWindow)


async def test_a_message_says_what_it_will_cost_and_what_it_has_cost(person: Person) -> None:
    assert not person.sees("composer.cost")
    person.write("composer.input", "What does a relay cost?")
    await person.until(lambda: person.sees("composer.cost"))
    assert person.label("composer.cost").startswith("about $0.0")
    person.find("composer.input", QTextEdit).clear()
    await person.until(lambda: not person.sees("composer.cost"))
    answer = await say(person, "What does a relay cost?")
    await person.until(lambda: person.sees("composer.cost"))
    assert answer.cost is not None
    assert person.label("composer.cost") == f"{answer.cost} so far"
    assert str(answer.cost) in person.chat.conversation.transcript.captions.figures(answer)


async def test_what_was_spent_is_added_up_and_taken_along(person: Person, tmp_path: Path) -> None:
    await person.session.studio.prices.refresh(person.session.studio.profiles.all[0])
    await say(person, "hello")
    person.chat.open_new()
    await say(person, "hello again")
    window = await open_window(person)
    await person.until(lambda: len(cells(person, "spending.table")) == 1)
    ((model, cost, calls, *_),) = cells(person, "spending.table")
    assert (model, calls) == ("demo-chat", "2")
    assert person.label("spending.total") == cost
    assert cost.startswith("$0.00")
    assert window.overview.chart.bars[-1].value > 0
    assert len(window.overview.chart.bars) == 30
    choose(person, "spending.group", "conversation")
    await person.until(lambda: len(cells(person, "spending.table")) == 2)
    assert {row[0] for row in cells(person, "spending.table")} == {"hello", "hello again"}
    choose(person, "spending.range", "today")
    await person.until(lambda: len(window.overview.chart.bars) == 24)
    assert sum(bar.value for bar in window.overview.chart.bars) > 0
    person.press("spending.export")
    target = tmp_path / await save_to(person, tmp_path)
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["conversation"] for row in rows} == {"hello", "hello again"}
    assert all(float(row["cost_$"]) > 0 for row in rows)


async def test_the_bars_are_reached_by_keyboard(person: Person) -> None:
    await say(person, "hello")
    window = await open_window(person)
    chart = window.overview.chart
    await person.until(lambda: chart.bars)
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.accessibleDescription() == chart.bars[-1].hint
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.accessibleDescription() == chart.bars[-2].hint


async def test_the_gateways_own_log_stands_beside_what_was_reckoned(person: Person, gateway: Gateway) -> None:
    await say(person, "hello")
    await open_window(person, LOG)
    await person.until(lambda: len(cells(person, "spending.log.table")) == 1)
    ((_, model, charged, reckoned, difference, *_),) = cells(person, "spending.log.table")
    assert (model, difference) == ("demo-chat", "≈ 0")
    assert charged.startswith("$0.00")
    assert reckoned.startswith("$0.00")
    assert "made here: 1" in person.label("spending.log.said")


async def test_a_closed_log_is_said_plainly(person: Person, gateway: Gateway) -> None:
    gateway.faults.set(Status(403), "/api/log/token")
    await open_window(person, LOG)
    await person.until(lambda: "does not show its log" in person.label("spending.log.said"))
    assert not cells(person, "spending.log.table")


async def test_prices_are_searched_and_follow_the_group_of_the_key(person: Person) -> None:
    await open_window(person, PRICES)
    await person.until(lambda: cells(person, "spending.prices.table"))
    person.write("spending.prices.search", "demo-thinking-tags")
    await person.until(lambda: len(cells(person, "spending.prices.table")) == 1)
    assert cells(person, "spending.prices.table") == [["demo-thinking-tags", "$2.50", "$10.00", "$1.25", "–"]]
    studio = person.session.studio
    profile = studio.profiles.all[0]
    await studio.prices.learn_group(profile.id, "vip")
    await person.until(lambda: cells(person, "spending.prices.table")[0][1] == "$2.00")
    assert "VIP" in person.label("spending.prices.said")


async def test_the_account_is_shown_and_makes_a_key(person: Person, gateway: Gateway) -> None:
    await open_window(person, ACCOUNT)
    await person.until(lambda: "$16.00" in person.label("spending.account.key"))
    person.write("spending.account.token", "wrong")
    person.press("spending.account.sign_in")
    await person.until(lambda: person.sees("spending.account.error"))
    person.find("spending.account.token", QLineEdit).clear()
    person.write("spending.account.token", ACCESS_TOKEN)
    person.write("spending.account.user", "42")
    person.press("spending.account.sign_in")
    await person.until(lambda: person.sees("spending.account.keys") and keys(person))
    assert "$100.00" in person.label("spending.account.info")
    person.write("spending.key.name", "Made in a story")
    person.write("spending.key.limit", "-3")
    person.press("spending.key.create")
    await person.until(lambda: person.sees("spending.key.error"))
    person.find("spending.key.limit", QLineEdit).clear()
    person.write("spending.key.limit", "2.50")
    person.press("spending.key.create")
    await person.until(lambda: "Made in a story" in keys(person))
    assert keys(person)["Made in a story"][3] == "$2.50"
    assert [key.label for key in person.session.studio.profiles.all[0].keys][-1] == "Made in a story"
