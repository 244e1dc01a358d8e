"""JSON Schema in the words of Google's ``Schema``, which knows few of them (an OpenAPI subset).

What has another word there is said with it; rules that have none are told in the description, for the tool
itself checks them anyway. A schema that refers to itself cannot be said at all.
"""

import json
from collections.abc import Mapping, Sequence

from app.domain.errors import ErrorKind, InputError
from app.protocols.read import as_list, as_object, text, well_formed

Schema = Mapping[str, object]

_DEEPEST = 24
_KEPT = (
    "title", "format", "nullable", "minimum", "maximum", "minItems", "maxItems", "minLength", "maxLength",
    "minProperties", "maxProperties", "pattern", "required", "propertyOrdering",
)  # fmt: skip
_TAKEN_ELSEWHERE = {
    "type", "description", "properties", "items", "enum", "const", "anyOf", "oneOf", "allOf", "$ref", "$defs",
    "definitions",
}  # fmt: skip
_WITHOUT_MEANING = {
    "$schema", "$id", "$anchor", "$comment", "additionalProperties", "default", "example", "examples",
    "deprecated", "readOnly", "writeOnly", "unevaluatedProperties", "strict",
}  # fmt: skip
_FORMATS = {"STRING": {"enum", "date-time"}, "NUMBER": {"float", "double"}, "INTEGER": {"int32", "int64"}}
"""The formats that Google takes; any other is told in the description."""


def gemini_schema(schema: Schema, tool: str) -> dict[str, object]:
    """The schema as Google reads it.

    Raises:
        InputError: it refers to itself; the tool is named.
    """
    return _Translation(schema, tool).said(schema, 0)


class _Translation:
    """One schema on its way; references lead into it."""

    def __init__(self, root: Schema, tool: str) -> None:
        self._root = root
        self._tool = tool

    def said(self, schema: Schema, depth: int) -> dict[str, object]:
        if depth > _DEEPEST:
            raise self._refused("$ref")
        schema = self._merged(self._resolved(schema))
        kind, nullable = _kind_of(schema)
        said = {name: schema[name] for name in _KEPT if name in schema}
        told = {name: value for name, value in schema.items() if name not in _KNOWN}
        if "format" in said and said["format"] not in _FORMATS.get(kind, ()):
            told["format"] = said.pop("format")
        if kind:
            said["type"] = kind
        if nullable:
            said["nullable"] = True
        self._say_values(schema, said, told)
        self._say_parts(schema, said, depth)
        if described := _description(schema, told):
            said["description"] = described
        return said

    def _say_values(self, schema: Schema, said: dict[str, object], told: dict[str, object]) -> None:
        """A list of values, or the one: texts alone can be listed."""
        values = [schema["const"]] if "const" in schema else as_list(schema.get("enum"))
        values = [value for value in values if value is not None]
        if values and all(isinstance(value, str) for value in values):
            said |= {"type": "STRING", "enum": values}
        elif values:
            told["enum"] = values

    def _say_parts(self, schema: Schema, said: dict[str, object], depth: int) -> None:
        properties = as_object(schema.get("properties"))
        if properties:
            said["properties"] = {
                name: self.said(as_object(field), depth + 1) for name, field in properties.items()
            }
            said["required"] = [name for name in as_list(said.get("required")) if name in properties]
        if not said.get("required"):
            said.pop("required", None)
        if said.get("type") == "ARRAY":
            said["items"] = self.said(_item_of(schema), depth + 1)
        choices = [as_object(choice) for choice in as_list(schema.get("anyOf") or schema.get("oneOf"))]
        if any(_is_null(choice) for choice in choices):
            said["nullable"] = True
        choices = [choice for choice in choices if not _is_null(choice)]
        if len(choices) == 1:
            said |= {**self.said(choices[0], depth + 1), **said}
        elif choices:
            said["anyOf"] = [self.said(choice, depth + 1) for choice in choices]

    def _resolved(self, schema: Schema) -> Schema:
        """What stands where a reference leads to, with what is said beside the reference."""
        for _ in range(_DEEPEST):
            reference = schema.get("$ref")
            if not isinstance(reference, str):
                return schema
            beside = {name: value for name, value in schema.items() if name != "$ref"}
            schema = {**self._at(reference), **beside}
        raise self._refused("$ref")

    def _at(self, reference: str) -> Schema:
        found: object = self._root
        for step in reference.removeprefix("#").strip("/").split("/") if reference != "#" else ():
            found = as_object(found).get(step.replace("~1", "/").replace("~0", "~"))
        if not isinstance(found, dict):
            raise self._refused(f"$ref: {reference}")
        return found

    def _merged(self, schema: Schema) -> Schema:
        """All that has to hold at once, as one."""
        merged = dict(schema)
        for part in as_list(merged.pop("allOf", ())):
            other = self._merged(self._resolved(as_object(part)))
            properties = {**as_object(merged.get("properties")), **as_object(other.get("properties"))}
            required = dict.fromkeys((*as_list(merged.get("required")), *as_list(other.get("required"))))
            merged = {**other, **merged}
            if properties:
                merged |= {"properties": properties, "required": list(required)}
        return merged

    def _refused(self, what: str) -> InputError:
        values = {"protocol": "Gemini", "field": f"{self._tool} ({what})"}
        return InputError(ErrorKind.NOT_CARRIED, values, field="tools")


_KNOWN = {*_KEPT, *_TAKEN_ELSEWHERE, *_WITHOUT_MEANING}


def _kind_of(schema: Schema) -> tuple[str, bool]:
    """The type, and whether null may stand there; none where several may."""
    given = schema.get("type")
    kinds = [str(kind).upper() for kind in (given if isinstance(given, list) else [given]) if kind]
    nullable = "NULL" in kinds and len(kinds) > 1
    kinds = [kind for kind in kinds if kind != "NULL"]
    if len(kinds) == 1:
        return kinds[0], nullable
    if not kinds and "properties" in schema:
        return "OBJECT", nullable
    return ("ARRAY" if not kinds and "items" in schema else ""), nullable


def _item_of(schema: Schema) -> Schema:
    """What a list holds; a list without a word about it holds texts, for Google wants one."""
    item = schema.get("items")
    first: Sequence[object] = as_list(schema.get("prefixItems")) or as_list(item)
    return as_object(item) or as_object(first[0] if first else None) or {"type": "string"}


def _is_null(schema: Schema) -> bool:
    return schema.get("type") == "null"


def _description(schema: Schema, told: Mapping[str, object]) -> str:
    """What it is, and the rules that have no word of their own."""
    described = text(schema.get("description"))
    rules = well_formed(json.dumps(told, ensure_ascii=False)) if told else ""
    return "\n".join(filter(None, (described, rules)))
