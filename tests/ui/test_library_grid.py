"""The grid of the library over a great many rows: where tiles are, where keys lead, what is asked for."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, QRect, QSize, QStringListModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.library.tile_view import TileView, pieces_of

ROWS = 100_003
COLUMNS = 4


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[TileView]:
    """Four tiles of 100 × 100 in a line, gaps of 8."""
    window = QWidget()
    model = QStringListModel([""] * ROWS, window)
    view = TileView(window)
    view.setModel(model)
    view.setSelectionMode(TileView.SelectionMode.ExtendedSelection)
    view.set_tile(QSize(100, 100), 8)
    view.resize(480, 400)
    window.resize(480, 400)
    window.show()
    qtbot.waitExposed(window)
    yield view
    window.hide()
    window.deleteLater()


def row(view: TileView) -> int:
    return view.currentIndex().row()


def go_to(view: TileView, wanted: int) -> None:
    view.setCurrentIndex(view.model().index(wanted, 0))


def chosen(view: TileView) -> set[int]:
    return {index.row() for index in view.selectionModel().selectedIndexes()}


def test_every_tile_is_found_where_it_is(view: TileView) -> None:
    for wanted in (0, 3, 4, 50_001, ROWS - 1):
        go_to(view, wanted)
        place = view.visualRect(view.currentIndex())
        assert view.viewport().rect().intersects(place)
        assert view.indexAt(place.center()).row() == wanted
        assert view.indexAt(QPoint(place.left() - 3, place.center().y())).row() == -1


def test_arrows_go_by_tile_and_by_line(view: TileView) -> None:
    go_to(view, 5)
    for key, wanted in (
        (Qt.Key.Key_Right, 6),
        (Qt.Key.Key_Down, 6 + COLUMNS),
        (Qt.Key.Key_Left, 5 + COLUMNS),
        (Qt.Key.Key_Up, 5),
        (Qt.Key.Key_End, ROWS - 1),
        (Qt.Key.Key_Down, ROWS - 1),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_Up, 0),
    ):
        QTest.keyClick(view, key)
        assert row(view) == wanted
        assert view.viewport().rect().contains(view.visualRect(view.currentIndex()).center())


def test_shift_chooses_everything_between(view: TileView) -> None:
    go_to(view, 2)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
        QTest.keyClick(view, key, Qt.KeyboardModifier.ShiftModifier)
    assert chosen(view) == set(range(2, 2 + COLUMNS + 2))


def test_everything_is_chosen_as_one_piece(view: TileView) -> None:
    view.selectAll()
    assert view.selectionModel().selection().count() == 1
    assert view.selectionModel().isSelected(view.model().index(ROWS - 1, 0))


def test_a_narrower_view_keeps_what_is_in_sight(view: TileView, qtbot: QtBot) -> None:
    go_to(view, 40_000)
    view.scrollTo(view.currentIndex(), TileView.ScrollHint.PositionAtTop)
    view.resize(260, 400)
    assert view.viewport().rect().intersects(view.visualRect(view.model().index(40_000, 0)))


def test_only_lines_in_sight_are_painted(view: TileView) -> None:
    go_to(view, 50_000)
    lines = view.lines_in(view.viewport().rect())
    assert len(lines) <= 5
    assert lines[0][0] <= 50_000 <= lines[-1][1]
    assert all(last - first == COLUMNS - 1 for first, last in lines)
    assert view.lines_in(QRect(0, 10**9, 10, 10)) == []


def test_rows_are_told_in_unbroken_runs() -> None:
    assert list(pieces_of([1, 2, 3, 7, 9, 10])) == [(1, 3), (7, 7), (9, 10)]
    assert list(pieces_of([])) == []


def test_a_single_row_can_be_taken_out_of_many(view: TileView) -> None:
    view.selectAll()
    flag = QItemSelectionModel.SelectionFlag.Deselect
    view.selectionModel().select(view.model().index(5, 0), flag)
    assert not view.selectionModel().isSelected(view.model().index(5, 0))
    assert view.selectionModel().isSelected(view.model().index(6, 0))
