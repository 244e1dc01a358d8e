"""Finding JSON in an answer, and showing it as a table."""

import json

import pytest

from app.domain.json_answer import ABSENT, Grid, as_csv, find_json, grid_of, path_text

VALUE = {"items": [{"a": 1}, {"a": 2, "b": "x"}]}
TEXT = json.dumps(VALUE)


@pytest.mark.parametrize(
    "answer",
    [
        TEXT,
        f"\n\n{json.dumps(VALUE, indent=2)}\n",
        f"Here it is:\n\n```json\n{TEXT}\n```\n\nAnything else?",
        f"~~~\n{TEXT}\n~~~",
        f"```json\n{TEXT}",
        f"First {{not this}} and [this neither], but {TEXT} is it.",
        f"A small one {{}} and a [1] and then the whole: {TEXT}",
    ],
)
def test_json_is_found_wherever_it_stands(answer: str) -> None:
    found = find_json(answer)
    assert found is not None
    assert found.value == VALUE


@pytest.mark.parametrize("answer", ["", "no", "42", '"text"', "{broken", "{}x", "[" * 100_000])
def test_what_is_no_object_and_no_list_is_no_answer_in_json(answer: str) -> None:
    assert find_json(answer) is None


def test_a_list_of_objects_is_a_table_wherever_the_object_holds_it() -> None:
    grid = Grid(("a", "b"), ((1, ABSENT), (2, "x")))
    assert grid_of(VALUE) == grid
    assert grid_of(VALUE["items"]) == grid


@pytest.mark.parametrize("value", [{}, [], [1, 2], [{"a": 1}, 2], {"a": [{"x": 1}], "b": [{"y": 1}]}, 3])
def test_other_values_are_no_table(value: object) -> None:
    assert grid_of(value) is None


def test_csv_keeps_what_it_is_given_and_is_no_formula() -> None:
    grid = grid_of(
        [{"name": 'say "hi", you', "sum": -3}, {"name": "=HYPERLINK(1)", "sum": None}, {"more": [1]}]
    )
    assert grid is not None
    assert as_csv(grid).splitlines() == [
        "name,sum,more",
        '"say ""hi"", you",-3,',
        "'=HYPERLINK(1),null,",
        ",,[1]",
    ]


def test_a_path_reads_like_code() -> None:
    assert path_text(["items", 2, "name", "odd key"]) == '$.items[2].name["odd key"]'
