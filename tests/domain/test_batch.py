"""Many orders at once: lines, tables and series."""

from app.domain.batch import Axis, Base, row_count, rows_of_lines, rows_of_series
from app.domain.batch_table import decode_table, read_table
from app.domain.card import MediaFamily, ModelCard
from app.domain.form import GenerationForm
from app.domain.parameter import Choice, Parameter, ParameterKind
from app.domain.text import Bilingual

PROMPT = Parameter(
    "prompt", ParameterKind.LONG_TEXT, Bilingual("提示词", "Prompt"), required=True, longest=40
)
SIZE = Parameter(
    "size",
    ParameterKind.SIZE,
    Bilingual("尺寸", "Size"),
    choices=(Choice("1024x1024", Bilingual("方形", "Square")), Choice("1536x1024")),
)
COUNT = Parameter("n", ParameterKind.INTEGER, Bilingual("张数", "Count"), default=1, minimum=1, maximum=4)
LOUD = Parameter("loud", ParameterKind.SWITCH, Bilingual("鲜艳", "Vivid"), default=False)
CARD = ModelCard(
    "a", "image.a", MediaFamily.IMAGE, Bilingual("名", "Name"), "x", parameters=(PROMPT, SIZE, COUNT, LOUD)
)
FORM = GenerationForm("a", "model-a", {"prompt": "", "size": "1024x1024", "n": 2})
BASE = Base(CARD, FORM)


def values(text: str) -> list[dict[str, object]]:
    return [row.form.values for row in read_table(BASE, text).rows]


def test_each_line_is_an_order_with_everything_else_of_the_form() -> None:
    rows = rows_of_lines(BASE, "a fox\n\n  两只猫 \n")
    assert [(row.line, row.form.values["prompt"]) for row in rows] == [(1, "a fox"), (3, "两只猫")]
    assert all(row.form.values["n"] == 2 and not row.problems for row in rows)


def test_a_line_that_is_too_long_is_refused_before_anything_is_sent() -> None:
    (row,) = rows_of_lines(BASE, "x" * 41)
    assert [problem.key for problem in row.problems] == ["too_long"]


def test_columns_are_named_by_keys_or_by_what_the_form_shows() -> None:
    assert values("prompt,size,Count\na fox,1536x1024,3") == [
        {"prompt": "a fox", "size": "1536x1024", "n": 3}
    ]
    assert values("提示词,尺寸,鲜艳\n狐狸,方形,是") == [
        {"prompt": "狐狸", "size": "1024x1024", "n": 2, "loud": True}
    ]


def test_tables_come_with_commas_semicolons_or_tabs() -> None:
    for mark in ",;\t":
        assert values(f"prompt{mark}n\na fox{mark}3")[0]["n"] == 3


def test_quoted_cells_hold_separators_quotes_and_lines() -> None:
    (row,) = read_table(BASE, 'prompt,n\n"a ""red"" fox,\nrunning",1').rows
    assert row.form.values["prompt"] == 'a "red" fox,\nrunning'


def test_rows_are_found_again_by_their_lines() -> None:
    table = read_table(BASE, 'prompt,n\n"two\nlines",1\n,,\nbad,9\n')
    assert [(row.line, [one.key for one in row.problems]) for row in table.rows] == [
        (2, []),
        (5, ["too_large"]),
    ]


def test_every_faulty_cell_is_named() -> None:
    (row,) = read_table(BASE, "prompt,size,n,loud\n,7x7,many,perhaps").rows
    found = {problem.field: problem.key for problem in row.problems}
    assert found == {"prompt": "required", "size": "size", "n": "not_a_number", "loud": "not_a_choice"}


def test_a_comma_without_quotes_is_no_reason_to_pay_for_half_a_prompt() -> None:
    (row,) = read_table(BASE, "n,prompt\n1,a fox, red and quick").rows
    assert [problem.key for problem in row.problems] == ["further_cells"]


def test_empty_cells_leave_what_the_form_says() -> None:
    assert values("prompt,n,size\na fox,,") == [{"prompt": "a fox", "size": "1024x1024", "n": 2}]


def test_columns_that_say_nothing_are_told() -> None:
    assert read_table(BASE, "prompt,note\na fox,for Mei").unknown_columns == ("note",)
    assert read_table(BASE, "a fox\na cat").names_nothing
    assert read_table(BASE, "").rows == ()


def test_a_quote_that_never_ends_is_told_by_its_line() -> None:
    assert read_table(BASE, 'prompt,n\n"a fox,1\n').broken_line == 2


def test_files_are_read_as_spreadsheets_write_them() -> None:
    text = "提示词,张数\n狐狸,1"
    for data in (
        text.encode("utf-8"),
        b"\xef\xbb\xbf" + text.encode("utf-8"),
        text.encode("gbk"),
        text.encode("utf-16"),
    ):
        assert values(decode_table(data)) == [{"prompt": "狐狸", "size": "1024x1024", "n": 1}]


def test_a_series_goes_through_every_combination() -> None:
    axes = (Axis("size", ("1024x1024", "1536x1024")), Axis("n", (1, 2, 3)))
    base = Base(CARD, GenerationForm("a", "model-a", {"prompt": "a fox"}))
    rows = rows_of_series((base,), axes)
    assert len(rows) == row_count((base,), axes) == 6
    assert [row.changed for row in rows][:2] == [
        {"size": "1024x1024", "n": 1},
        {"size": "1024x1024", "n": 2},
    ]
    assert all(row.form.values["prompt"] == "a fox" and not row.problems for row in rows)


def test_a_model_without_a_setting_makes_no_copies_for_it() -> None:
    plain = ModelCard("b", "image.b", MediaFamily.IMAGE, Bilingual("乙", "B"), "x", parameters=(PROMPT,))
    form = GenerationForm("b", "model-b", {"prompt": "a fox"})
    rows = rows_of_series((BASE, Base(plain, form)), (Axis("n", (1, 2)),))
    assert [row.form.model for row in rows] == ["model-a", "model-a", "model-b"]
