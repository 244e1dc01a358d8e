"""An answer as tree and table, however much it holds."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from app.domain.json_answer import Grid, grid_of
from app.ui.structured.table_model import JsonTableModel
from app.ui.structured.tree_model import BATCH, NAME, VALUE, JsonTreeModel

MANY = 100_000


def test_a_long_list_is_built_as_one_scrolls(qapp: QApplication) -> None:
    owner = QObject()
    model = JsonTreeModel({"items": [{"n": number} for number in range(MANY)]}, owner)
    items = model.index(0, NAME)
    assert model.data(model.index(0, VALUE)) == f"[ {MANY} ]"
    assert model.rowCount(items) == BATCH
    assert model.canFetchMore(items)
    model.fetchMore(items)
    assert model.rowCount(items) == 2 * BATCH
    last = model.index(BATCH, NAME, items)
    assert (last.data(), model.parent(last)) == (str(BATCH), items)
    assert model.rowCount(last) == 1
    assert not model.hasChildren(model.index(0, NAME, last))


def test_a_path_is_followed_as_far_as_it_leads(qapp: QApplication) -> None:
    owner = QObject()
    model = JsonTreeModel({"a": [{"b": None}, {"c": [1, 2]}]}, owner)
    found = model.index_of(["a", "1", "c", "1"])
    assert (found.data(), model.data(found.siblingAtColumn(VALUE))) == ("1", "2")
    assert model.index_of(["a", "1", "gone"]).data() == "1"
    assert not model.index_of([]).isValid()


def column(model: JsonTableModel, number: int) -> list[str]:
    """What stands in one column."""
    return [str(model.index(row, number).data()) for row in range(model.rowCount())]


def test_a_table_sorts_numbers_as_numbers_and_what_is_missing_last(qapp: QApplication) -> None:
    grid = grid_of([{"n": 10, "w": "b"}, {"n": 9}, {"w": "A"}, {"n": 1.5, "w": None}])
    assert isinstance(grid, Grid)
    owner = QObject()
    model = JsonTableModel(grid, owner)
    model.sort(0)
    assert column(model, 0) == ["1.5", "9", "10", ""]
    model.sort(1)
    assert column(model, 1)[:2] == ["A", "b"]
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert [row[0] for row in model.shown.rows if isinstance(row[0], int | float)] == [10, 9, 1.5]
    model.sort(-1)
    assert model.shown == grid
