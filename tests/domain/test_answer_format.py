"""The form of answers, and schemas in other shapes."""

import json

import pytest

from app.domain.answer_format import AnswerFormat, FormatKind, format_of
from app.domain.schema_shapes import keywords_beside, made_strict, schema_of_example, strict_faults

SCHEMA = {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}


@pytest.mark.parametrize(
    "wanted",
    [
        AnswerFormat(),
        AnswerFormat(FormatKind.JSON),
        AnswerFormat(FormatKind.SCHEMA, json.dumps(SCHEMA, indent=2), "thing", True),
        AnswerFormat(FormatKind.SCHEMA, json.dumps(SCHEMA, indent=2)),
    ],
)
def test_a_form_is_kept_and_read_again(wanted: AnswerFormat) -> None:
    assert format_of(wanted.text) == wanted


def test_a_bare_schema_and_the_whole_field_are_read_as_well() -> None:
    assert format_of(json.dumps(SCHEMA)).kind is FormatKind.SCHEMA
    whole = {"type": "json_schema", "json_schema": {"name": "x", "strict": True, "schema": SCHEMA}}
    assert format_of(json.dumps(whole)) == AnswerFormat(
        FormatKind.SCHEMA, json.dumps(SCHEMA, indent=2), "x", True
    )
    assert format_of('{"type": "json_object"}').kind is FormatKind.JSON
    assert format_of("{broken") == AnswerFormat(FormatKind.SCHEMA, "{broken")


def test_a_schema_made_strict_closes_its_objects_and_lets_what_was_optional_be_null() -> None:
    lax = {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "array", "items": SCHEMA}}}
    assert list(strict_faults(lax)) == ["$", "$.properties.b.items"]
    strict = made_strict(lax)
    assert list(strict_faults(strict)) == []
    assert strict["required"] == ["a", "b"]
    assert strict["properties"]["a"] == {"type": ["string", "null"]}


def test_an_example_becomes_a_schema_that_its_like_follow() -> None:
    schema = schema_of_example(
        [{"name": "Ada", "age": 36}, {"name": "Bob", "age": 1.5, "tags": []}, {"name": None}]
    )
    item = schema["items"]
    assert item["required"] == ["name"]
    assert item["properties"]["age"] == {"type": "number"}
    assert item["properties"]["name"] == {"type": ["string", "null"]}
    assert item["properties"]["tags"] == {"type": "array"}


def test_names_of_fields_are_no_keywords() -> None:
    schema = {"properties": {"pattern": {"type": "string", "minLength": 1}}, "enum": [{"not": 1}]}
    assert keywords_beside(schema, frozenset({"properties", "type", "enum"})) == ("minLength",)
