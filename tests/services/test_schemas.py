"""Schemas that are none, and answers that do not follow theirs."""

import json

import pytest

from app.services.schemas import MOST_VIOLATIONS, SchemaFault, Verdict, check_answer, schema_problem

ITEM = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "count": {"type": "integer", "minimum": 3}},
    "required": ["name", "count"],
    "additionalProperties": False,
}
LIST = {"type": "object", "properties": {"items": {"type": "array", "items": ITEM}}, "required": ["items"]}
FORM = json.dumps({"name": "list", "strict": True, "schema": LIST})


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", SchemaFault.NO_JSON),
        ('{"type": "object",\n "properties": }', SchemaFault.NO_JSON),
        ("[]", SchemaFault.NO_OBJECT),
        ('{"type": "objekt"}', SchemaFault.NO_SCHEMA),
        ('{"properties": {"a": 3}}', SchemaFault.NO_SCHEMA),
        ('{"required": "name"}', SchemaFault.NO_SCHEMA),
        ('{"pattern": "("}', SchemaFault.NO_SCHEMA),
        ('{"$ref": "#/$defs/gone"}', SchemaFault.REFERENCE),
        ('{"items": {"$ref": "https://example.org/schema.json"}}', SchemaFault.REFERENCE),
    ],
)
def test_a_schema_that_is_none_is_refused(text: str, fault: SchemaFault) -> None:
    problem = schema_problem(text)
    assert problem is not None
    assert problem.fault is fault


def test_the_place_of_a_mistake_is_told() -> None:
    broken = schema_problem('{"type": "object",\n "properties": }')
    assert broken is not None
    assert (broken.line, broken.column) == (2, 16)
    wrong = schema_problem('{"properties": {"a": {"type": "strin"}}}')
    assert wrong is not None
    assert wrong.steps == ("properties", "a", "type")


def test_schemas_with_references_inside_and_names_that_look_like_references_are_taken() -> None:
    good = {"$defs": {"a": {"type": "string"}}, "properties": {"$ref": {"$ref": "#/$defs/a"}}}
    assert schema_problem(json.dumps(good)) is None
    assert schema_problem('{"const": {"$ref": "https://example.org"}}') is None


def test_an_answer_that_follows_is_a_table() -> None:
    checked = check_answer('```json\n{"items": [{"name": "a", "count": 3}]}\n```', FORM)
    assert checked.verdict is Verdict.FOLLOWS
    assert checked.grid is not None
    assert checked.grid.columns == ("name", "count")


def test_what_does_not_follow_is_told_with_its_path() -> None:
    answer = {"items": [{"name": "a", "count": 1}, {"count": "x"}, {"name": "b", "count": 5, "more": 1}]}
    checked = check_answer(json.dumps(answer), FORM)
    assert checked.verdict is Verdict.VIOLATES
    told = {(one.path, one.keyword, one.wanted) for one in checked.violations}
    assert ("$.items[0].count", "minimum", "3") in told
    assert ("$.items[1]", "required", "name") in told
    assert ("$.items[1].count", "type", '"integer"') in told
    assert ("$.items[2]", "additionalProperties", "false") in told


def test_thousands_of_mistakes_are_told_up_to_a_limit() -> None:
    checked = check_answer(json.dumps({"items": [{}] * 5000}), FORM)
    assert len(checked.violations) == MOST_VIOLATIONS


@pytest.mark.parametrize(
    ("answer", "form", "verdict"),
    [
        ("In words.", FORM, Verdict.NO_JSON),
        ('{"a": 1}', "json_object", Verdict.IS_JSON),
        ('{"a": 1}', "", Verdict.IS_JSON),
        ('{"a": 1}', '{"type": "objekt"}', Verdict.NO_SCHEMA),
        ('{"a": 1}', "{broken", Verdict.NO_SCHEMA),
    ],
)
def test_an_answer_without_a_schema_is_judged_by_what_is_known(
    answer: str, form: str, verdict: Verdict
) -> None:
    assert check_answer(answer, form).verdict is verdict
