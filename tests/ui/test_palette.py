"""Ctrl+P: a few letters and Enter lead anywhere."""

from collections.abc import Sequence
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListView

from app.ui.fuzzy import match
from app.ui.palette_entry import PaletteEntry
from app.ui.palette_popover import PalettePopover
from app.ui.window import Window

NAMES = ("一加API", "OpenAI", "DeepSeek 深度求索", "Weekend plans", "Images")


@pytest.fixture
def gone_to() -> list[str]:
    """Where the palette led."""
    return []


@pytest.fixture
def palette(window: Window, gone_to: list[str]) -> PalettePopover:
    """Open over a window, with five places to go to."""

    def places(query: str) -> Sequence[PaletteEntry]:
        return [PaletteEntry(name, "Place", "folder", partial(gone_to.append, name)) for name in NAMES]

    window.command_palette.register(places)
    window.show()
    window.command_palette.open()
    popover = window.findChild(PalettePopover, "palette")
    assert popover is not None
    return popover


def field(palette: PalettePopover) -> QLineEdit:
    found = palette.findChild(QLineEdit, "palette.input")
    assert found is not None
    return found


def titles(palette: PalettePopover) -> list[str]:
    results = palette.findChild(QListView, "palette.results")
    assert results is not None
    model = results.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_at_first_everything_is_there(palette: PalettePopover) -> None:
    assert titles(palette) == list(NAMES)


@pytest.mark.parametrize(
    ("typed", "best"),
    [("op", "OpenAI"), ("ds", "DeepSeek 深度求索"), ("深度", "DeepSeek 深度求索"), ("wp", "Weekend plans")],
)
def test_a_few_letters_are_enough(palette: PalettePopover, gone_to: list[str], typed: str, best: str) -> None:
    field(palette).setText(typed)
    QTest.keyClick(field(palette), Qt.Key.Key_Return)
    assert gone_to == [best]
    assert palette.isHidden()


def test_arrows_walk_and_wrap(palette: PalettePopover, gone_to: list[str]) -> None:
    QTest.keyClick(field(palette), Qt.Key.Key_Up)
    QTest.keyClick(field(palette), Qt.Key.Key_Return)
    palette.open()
    QTest.keyClick(field(palette), Qt.Key.Key_Down)
    QTest.keyClick(field(palette), Qt.Key.Key_Return)
    assert gone_to == [NAMES[-1], NAMES[1]]


def test_a_click_leads_there_too(palette: PalettePopover, gone_to: list[str]) -> None:
    results = palette.findChild(QListView, "palette.results")
    assert results is not None
    place = results.visualRect(results.model().index(2, 0)).center()
    QTest.mouseClick(results.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert gone_to == [NAMES[2]]


def test_escape_closes_it_and_nothing_happens(palette: PalettePopover, gone_to: list[str]) -> None:
    QTest.keyClick(field(palette), Qt.Key.Key_Escape)
    assert palette.isHidden()
    assert gone_to == []


def test_a_press_beside_it_closes_it(palette: PalettePopover, window: Window) -> None:
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(5, window.height() - 5))
    assert palette.isHidden()


def test_nothing_that_fits_is_said(palette: PalettePopover, gone_to: list[str]) -> None:
    field(palette).setText("qqqq")
    QTest.keyClick(field(palette), Qt.Key.Key_Return)
    assert titles(palette) == []
    assert palette.isVisible()


def test_it_is_empty_when_opened_again(palette: PalettePopover) -> None:
    field(palette).setText("open")
    palette.dismiss()
    palette.open()
    assert titles(palette) == list(NAMES)


def test_the_start_of_a_word_beats_its_middle() -> None:
    start, middle = match("pl", "Weekend plans"), match("pl", "Staples")
    assert start is not None
    assert middle is not None
    assert start.score > middle.score


def test_the_meant_letters_are_known() -> None:
    found = match("wpl", "Weekend plans")
    assert found is not None
    assert found.positions == (0, 8, 9)


def test_every_word_must_fit() -> None:
    assert match("open zzz", "OpenAI") is None
    assert match("ai open", "OpenAI") is not None
    assert match("", "anything") is not None
