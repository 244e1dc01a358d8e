"""A value that fits a JSON Schema, filled with what a question mentions."""

import json
import re
from collections.abc import Mapping
from typing import Any

from app.demo.native.trouble import ChatTrouble

Schema = Mapping[str, Any]

_DEEPEST = 12
_USUAL_ROWS = 3
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_FORMATS = {
    "date": "2026-01-01", "date-time": "2026-01-01T12:00:00Z", "time": "12:00:00Z",
    "email": "demo@example.org", "uri": "https://example.org/",
}  # fmt: skip
_LONGEST_TEXT = 200


def answer_in_form(schema: Schema, question: str) -> str:
    """The value as text; with prose around it and faults in it where the question asks for that."""
    value = example_of(schema, question)
    if not ChatTrouble.OFF_SCHEMA.is_in(question):
        return json.dumps(value, ensure_ascii=False, indent=2)
    text = json.dumps(_broken(value), ensure_ascii=False, indent=2)
    return f"Here it is / 结果如下:\n\n```json\n{text}\n```\n"


def example_of(schema: Schema, subject: str) -> Any:
    """The value. Google's upper-case types and references inside the schema are understood."""
    return _Examples(schema, subject).value(schema, 0)


class _Examples:
    def __init__(self, root: Schema, subject: str) -> None:
        self._root = root
        self._subject = subject

    def value(self, schema: Schema, depth: int, row: int = 0) -> Any:
        """A value; ``row`` tells the items of a list apart."""
        schema = self._resolved(schema)
        if "const" in schema:
            return schema["const"]
        if schema.get("enum"):
            return self._one_of(schema["enum"], row)
        match _type_of(schema):
            case "object" if depth < _DEEPEST:
                fields = schema.get("properties") or {}
                return {name: self.value(field, depth + 1, row) for name, field in fields.items()}
            case "array" if depth < _DEEPEST:
                items = schema.get("items") or {}
                return [self.value(items, depth + 1, number) for number in range(self._rows(schema))]
            case "integer":
                return int(self._number(schema, row))
            case "number":
                return self._number(schema, row)
            case "boolean":
                return row % 2 == 0
            case "string":
                return self._text(schema, row)
            case _:
                return None

    def _resolved(self, schema: Schema) -> Schema:
        for _ in range(_DEEPEST):
            choices = schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf")
            if isinstance(reference := schema.get("$ref"), str):
                schema = self._referred(reference)
            elif choices:
                schema = next((choice for choice in choices if _type_of(choice) != "null"), choices[0])
            else:
                break
        return schema

    def _referred(self, reference: str) -> Schema:
        found: Any = self._root
        for step in reference.removeprefix("#").split("/")[1:]:
            found = found.get(step, {}) if isinstance(found, dict) else {}
        return found if isinstance(found, dict) else {}

    def _rows(self, schema: Schema) -> int:
        is_table = _type_of(self._resolved(schema.get("items") or {})) == "object"
        least = int(schema.get("minItems") or (_USUAL_ROWS if is_table else 1))
        return min(least, int(schema.get("maxItems") or least))

    def _one_of(self, values: list[Any], row: int) -> Any:
        mentioned = (value for value in values if str(value).lower() in self._subject.lower())
        return next(mentioned, values[row % len(values)])

    def _number(self, schema: Schema, row: int) -> float:
        found = _NUMBER.search(self._subject)
        value = row + (float(found[0]) if found else float(schema.get("minimum", 1)))
        return float(min(max(value, schema.get("minimum", value)), schema.get("maximum", value)))

    def _text(self, schema: Schema, row: int) -> str:
        subject = " ".join(self._subject.split())
        text = _FORMATS.get(str(schema.get("format")), f"{subject} {row + 1}" if row else subject)
        return text[: int(schema.get("maxLength") or _LONGEST_TEXT)].ljust(
            int(schema.get("minLength") or 0), "·"
        )


def _broken(value: Any) -> Any:
    """A value that follows its schema no more: a field of the wrong kind, and one that is missing."""
    if isinstance(value, list):
        return [_broken(value[0]), *value[1:]] if value else [None]
    if not isinstance(value, dict):
        return None
    names = list(value)
    wrong = {name: _broken(one) for name, one in value.items()}
    return {name: wrong[name] for name in names[:-1]} if len(names) > 1 else wrong


def _type_of(schema: Schema) -> str:
    kind = schema.get("type") or ("object" if "properties" in schema else "string")
    kinds = [str(one).lower() for one in (kind if isinstance(kind, list) else [kind])]
    return next((one for one in kinds if one != "null"), "null")
