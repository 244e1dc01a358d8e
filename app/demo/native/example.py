"""A value that fits a JSON Schema, filled with what a question mentions."""

import re
from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]

_DEEPEST = 12
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_FORMATS = {
    "date": "2026-01-01", "date-time": "2026-01-01T12:00:00Z", "time": "12:00:00Z",
    "email": "demo@example.org", "uri": "https://example.org/",
}  # fmt: skip
_LONGEST_TEXT = 200


def example_of(schema: Schema, subject: str) -> Any:
    """The value. Google's upper-case types and references inside the schema are understood."""
    return _Examples(schema, subject).value(schema, 0)


class _Examples:
    def __init__(self, root: Schema, subject: str) -> None:
        self._root = root
        self._subject = subject

    def value(self, schema: Schema, depth: int) -> Any:
        schema = self._resolved(schema)
        if "const" in schema:
            return schema["const"]
        if schema.get("enum"):
            return self._one_of(schema["enum"])
        match _type_of(schema):
            case "object" if depth < _DEEPEST:
                fields = schema.get("properties") or {}
                return {name: self.value(field, depth + 1) for name, field in fields.items()}
            case "array" if depth < _DEEPEST:
                return [self.value(schema.get("items") or {}, depth + 1)] * int(schema.get("minItems") or 1)
            case "integer":
                return int(self._number(schema))
            case "number":
                return self._number(schema)
            case "boolean":
                return True
            case "string":
                return self._text(schema)
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

    def _one_of(self, values: list[Any]) -> Any:
        mentioned = (value for value in values if str(value).lower() in self._subject.lower())
        return next(mentioned, values[0])

    def _number(self, schema: Schema) -> float:
        found = _NUMBER.search(self._subject)
        value = float(found[0]) if found else float(schema.get("minimum", 1))
        return float(min(max(value, schema.get("minimum", value)), schema.get("maximum", value)))

    def _text(self, schema: Schema) -> str:
        text = _FORMATS.get(str(schema.get("format")), " ".join(self._subject.split()))
        return text[: int(schema.get("maxLength") or _LONGEST_TEXT)]


def _type_of(schema: Schema) -> str:
    kind = schema.get("type") or ("object" if "properties" in schema else "string")
    kinds = [str(one).lower() for one in (kind if isinstance(kind, list) else [kind])]
    return next((one for one in kinds if one != "null"), "null")
