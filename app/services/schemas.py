"""JSON schemas (Draft 2020-12): whether a text is one, and whether an answer follows it.

The library behind it takes a moment to load and blocks while it works: call these off the window's thread.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Any

from app.domain.answer_format import FormatKind, format_of
from app.domain.json_answer import FoundJson, Grid, find_json, grid_of, path_text

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

MOST_VIOLATIONS = 200
_LONGEST_VALUE = 120


class SchemaFault(StrEnum):
    """Why a text is no schema."""

    NO_JSON = "no_json"
    NO_OBJECT = "no_object"
    NO_SCHEMA = "no_schema"
    REFERENCE = "reference"
    """It leads to something outside of itself, which is not fetched, or to nothing."""


@dataclass(frozen=True, slots=True)
class SchemaProblem:
    """What is wrong with a schema. ``line`` counts from 1; 0 where the place is told by ``steps`` alone."""

    fault: SchemaFault
    reason: str
    line: int = 0
    column: int = 0
    steps: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Violation:
    """Where an answer does not follow its schema: the keyword that says so, and what it wants."""

    path: str
    keyword: str
    wanted: str
    found: str
    reason: str
    """In the words of the library, for what has no words of ours."""


class Verdict(StrEnum):
    """What is to be said of an answer that was asked for in a form."""

    FOLLOWS = "follows"
    VIOLATES = "violates"
    IS_JSON = "is_json"
    """It was asked for as JSON of any kind."""
    NO_JSON = "no_json"
    NO_SCHEMA = "no_schema"
    """The schema itself cannot be used, so that nothing can be said."""


@dataclass(frozen=True, slots=True)
class CheckedAnswer:
    """An answer, read and compared with its schema."""

    verdict: Verdict
    found: FoundJson | None = None
    grid: Grid | None = None
    violations: tuple[Violation, ...] = field(default=())


def schema_problem(text: str) -> SchemaProblem | None:
    """What keeps a text from being a JSON schema; None where nothing does."""
    try:
        schema = json.loads(text)
    except json.JSONDecodeError as error:
        return SchemaProblem(SchemaFault.NO_JSON, error.msg, error.lineno, error.colno)
    except RecursionError:
        return SchemaProblem(SchemaFault.NO_JSON, "too deep")
    if not isinstance(schema, dict):
        return SchemaProblem(SchemaFault.NO_OBJECT, type(schema).__name__)
    return _fault_of(schema)


def check_answer(text: str, response_format: str) -> CheckedAnswer:
    """Read an answer, and compare it with the form that it was asked for in."""
    found = find_json(text)
    if found is None:
        return CheckedAnswer(Verdict.NO_JSON)
    grid, wanted = grid_of(found.value), format_of(response_format)
    if wanted.kind is not FormatKind.SCHEMA:
        return CheckedAnswer(Verdict.IS_JSON, found, grid)
    if schema_problem(wanted.schema) is not None:
        return CheckedAnswer(Verdict.NO_SCHEMA, found, grid)
    violations = tuple(_violations(json.loads(wanted.schema), found.value))
    return CheckedAnswer(Verdict.VIOLATES if violations else Verdict.FOLLOWS, found, grid, violations)


def _fault_of(schema: dict[str, Any]) -> SchemaProblem | None:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import SchemaError, best_match

    try:
        error = best_match(Draft202012Validator(Draft202012Validator.META_SCHEMA).iter_errors(schema))
        if error is None:
            Draft202012Validator.check_schema(schema)
    except (SchemaError, RecursionError) as raised:
        return SchemaProblem(SchemaFault.NO_SCHEMA, str(getattr(raised, "message", raised)))
    if error is not None:
        return SchemaProblem(SchemaFault.NO_SCHEMA, error.message, steps=tuple(error.absolute_path))
    return _broken_reference(schema)


def _broken_reference(schema: dict[str, Any]) -> SchemaProblem | None:
    """References have to lead somewhere inside of the schema; nothing is fetched for one."""
    for reference in _references(schema):
        target: Any = schema
        for step in reference.removeprefix("#").split("/")[1:]:
            step = step.replace("~1", "/").replace("~0", "~")
            target = target.get(step) if isinstance(target, dict) else None
        if not reference.startswith("#") or target is None:
            return SchemaProblem(SchemaFault.REFERENCE, reference)
    return None


def _references(schema: Any) -> Iterable[str]:
    if isinstance(schema, list):
        for one in schema:
            yield from _references(one)
    elif isinstance(schema, dict):
        for key, value in schema.items():
            if key in ("$ref", "$dynamicRef") and isinstance(value, str):
                yield value
            elif key not in ("const", "enum", "default", "examples"):
                yield from _references(value)


def _violations(schema: dict[str, Any], value: Any) -> Iterable[Violation]:
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    try:
        for error in islice(validator.iter_errors(value), MOST_VIOLATIONS):
            yield _violation(error)
    except RecursionError:
        yield Violation("$", "$ref", "", "", "too deep")


def _violation(error: "ValidationError") -> Violation:
    path = path_text(list(error.absolute_path))
    wanted = _missing_in(error) if error.validator == "required" else _short(error.validator_value)
    return Violation(path, str(error.validator), wanted, _short(error.instance), error.message)


def _missing_in(error: "ValidationError") -> str:
    """The library tells of one missing field at a time, and names it in its sentence alone."""
    instance = error.instance if isinstance(error.instance, dict) else {}
    fields = error.validator_value if isinstance(error.validator_value, list) else []
    missing = [str(name) for name in fields if name not in instance]
    named = [name for name in missing if error.message.startswith(repr(name))]
    return (named or missing or [""])[0]


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"
