"""What the window of spending draws and writes, without a database."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.spending import DayRange, SpendingGroup, SpendingSum
from app.ui.spending import sum_rows
from app.ui.spending.chart import Bar, BarChart, round_top
from app.ui.spending.days import bars_of
from app.ui.spending.figures_table import Column, Figure, FiguresTable
from app.ui.spending.money_words import sum_words
from app.ui.theme.theme import Theme


def spent(key: str, amount: str, symbol: str = "$") -> SpendingSum:
    return SpendingSum(key, amounts={symbol: Decimal(amount)}, calls=1)


def dollars(one: SpendingSum) -> Decimal:
    return one.amounts.get("$", Decimal(0))


@pytest.mark.parametrize(
    ("value", "top"),
    [
        ("0", "4"), ("0.0018", "0.002"), ("0.0021", "0.004"), ("1", "1"), ("1.01", "2"), ("19", "20"),
        ("20", "20"), ("20.1", "40"), ("99", "100"), ("1234567", "2000000"),
    ],
)  # fmt: skip
def test_the_axis_ends_at_a_round_figure(value: str, top: str) -> None:
    found = round_top(Decimal(value))
    assert found == Decimal(top)
    assert found >= Decimal(value)


def test_days_without_an_entry_have_an_empty_bar() -> None:
    sums = [spent("2026-02-27", "1"), spent("2026-03-01", "2")]
    bars = bars_of(sums, DayRange(date(2026, 2, 26), date(2026, 3, 2)), dollars, str)
    assert [bar.label for bar in bars] == ["02-26", "02-27", "02-28", "03-01", "03-02"]
    assert [bar.value for bar in bars] == [0, 1, 0, 2, 0]
    assert bars[3].hint == "2026-03-01: 2"


def test_a_long_range_is_shown_by_months() -> None:
    sums = [spent("2025-11-30", "1"), spent("2026-01-01", "2"), spent("2026-03-31", "3")]
    bars = bars_of(sums, DayRange(), dollars, str)
    assert [bar.label for bar in bars] == ["2025-11", "2025-12", "2026-01", "2026-02", "2026-03"]
    assert [bar.value for bar in bars] == [1, 0, 2, 0, 3]
    assert bars_of([], DayRange(), dollars, str) == []


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    return page


@pytest.fixture
def chart(page: QWidget) -> BarChart:
    chart = BarChart("chart", str, Theme(page), page)
    chart.resize(400, 200)
    chart.show_bars([Bar(f"{number}", Decimal(number), f"day {number}") for number in range(4)])
    return chart


def test_bars_grow_with_their_values_and_empty_ones_are_not_drawn(chart: BarChart) -> None:
    picture = chart.grab().toImage()
    accent = Theme().color("accent").name()
    columns = {
        x for x in range(picture.width()) for y in range(picture.height())
        if picture.pixelColor(x, y).name() == accent
    }  # fmt: skip
    heights = [
        sum(picture.pixelColor(x, y).name() == accent for y in range(picture.height()))
        for x in sorted(columns)
    ]
    assert columns
    assert heights[-2] > heights[1] > 0


def test_the_bar_that_is_pointed_at_tells_its_value(chart: BarChart) -> None:
    QTest.mouseMove(chart, QPoint(chart.width() - 20, 100))
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.accessibleDescription() in ("day 2", "day 3")
    chart.show_bars([])
    assert chart.accessibleDescription() == ""
    QTest.keyClick(chart, Qt.Key.Key_Left)
    chart.grab()


def test_a_table_sorts_figures_by_size_and_names_by_letters(page: QWidget) -> None:
    table = FiguresTable("table", Theme(page), page)
    rows = [
        (Figure(name), Figure(f"{count:,}", count)) for name, count in (("b", 9), ("A", 1_000), ("c", 20))
    ]
    table.show_rows([Column("Name"), Column("Count", is_number=True)], rows)
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert [row[1].text for row in table.figures.rows] == ["1,000", "20", "9"]
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert [row[0].text for row in table.figures.rows] == ["A", "b", "c"]


def test_a_file_has_a_column_for_each_unit_and_no_formulas() -> None:
    sums = [
        SpendingSum("c1", "=cmd()", {"$": Decimal("0.0018"), "": Decimal(628)}, 2),
        SpendingSum("c2", "hello", {"¥": Decimal("1.20")}, 1, 1),
    ]
    text = sum_rows.as_csv(sums, SpendingGroup.CONVERSATION)
    first, second = csv.DictReader(io.StringIO(text))
    assert (first["conversation"], first["cost_$"], first["cost_quota"]) == ("'=cmd()", "0.0018", "628")
    assert (second["conversation"], second["cost_¥"], second["without_price"]) == ("hello", "1.2", "1")


def test_units_stand_beside_each_other() -> None:
    amounts = {"": Decimal(628), "¥": Decimal(2), "$": Decimal("0.5")}
    assert sum_words(amounts) == "$0.50 + ¥2.00 + 628 quota"
