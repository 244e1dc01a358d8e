"""JSON schemas in other shapes: as strict mode wants them, and as an example implies them."""

from collections.abc import Iterator
from typing import Any


def made_strict(schema: Any) -> Any:
    """A schema as OpenAI's strict mode wants it: objects are closed, and name all their fields as required.

    A field that was not required may be null instead.
    """
    if isinstance(schema, list):
        return [made_strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: value if key in _DATA else made_strict(value) for key, value in schema.items()}
    if isinstance(fields := made.get("properties"), dict):
        required = set(schema.get("required") or ())
        made["properties"] = {
            name: field if name in required else _nullable(field) for name, field in fields.items()
        }
        made |= {"required": list(fields), "additionalProperties": False}
    return made


def strict_faults(schema: Any, path: str = "$") -> Iterator[str]:
    """Where a schema is not as strict mode wants it."""
    if isinstance(schema, list):
        for number, one in enumerate(schema):
            yield from strict_faults(one, f"{path}[{number}]")
    if not isinstance(schema, dict):
        return
    fields = schema.get("properties")
    if isinstance(fields, dict):
        missing = set(fields) - set(schema.get("required") or ())
        if missing or schema.get("additionalProperties") is not False:
            yield path
    for key, value in schema.items():
        if key not in _DATA:
            yield from strict_faults(value, f"{path}.{key}")


def keywords_beside(schema: Any, known: frozenset[str]) -> tuple[str, ...]:
    """Keywords of a schema that are not among the known ones, each once."""
    return tuple(dict.fromkeys(word for word in _keywords(schema) if word not in known))


_DATA = frozenset({"enum", "const", "default", "examples", "required", "title", "description"})
"""Keywords whose values are no schemas."""
_NAMED = frozenset({"properties", "$defs", "definitions", "patternProperties", "dependentSchemas"})
"""Keywords whose values are schemas by names of the person's."""


def _keywords(schema: Any) -> Iterator[str]:
    if isinstance(schema, list):
        for one in schema:
            yield from _keywords(one)
    if not isinstance(schema, dict):
        return
    for key, value in schema.items():
        yield key
        if key in _NAMED and isinstance(value, dict):
            for one in value.values():
                yield from _keywords(one)
        elif key not in _DATA:
            yield from _keywords(value)


def _nullable(schema: Any) -> Any:
    if not isinstance(schema, dict) or "null" in _types(schema):
        return schema
    if isinstance(schema.get("type"), str | list):
        made = {**schema, "type": [*_types(schema), "null"]}
        return made | ({"enum": [*schema["enum"], None]} if isinstance(schema.get("enum"), list) else {})
    return {"anyOf": [schema, {"type": "null"}]}


def _types(schema: dict[str, Any]) -> list[Any]:
    kind = schema.get("type")
    return kind if isinstance(kind, list) else [kind] if kind is not None else []


def schema_of_example(value: Any) -> dict[str, Any]:
    """A schema that a value follows: what is there is required; lists hold what any of their items does."""
    if isinstance(value, dict):
        fields = {str(name): schema_of_example(one) for name, one in value.items()}
        return {
            "type": "object", "properties": fields, "required": list(fields), "additionalProperties": False
        }  # fmt: skip
    if isinstance(value, list):
        items = _joined([schema_of_example(one) for one in value])
        return {"type": "array", "items": items} if items else {"type": "array"}
    return {"type": _type_name(value)}


def _joined(schemas: list[dict[str, Any]]) -> dict[str, Any]:
    """One schema for all items of a list."""
    distinct = [one for number, one in enumerate(schemas) if one not in schemas[:number]]
    if len(distinct) <= 1:
        return distinct[0] if distinct else {}
    if all(one.get("type") == "object" for one in distinct):
        return _joined_objects(distinct)
    kinds = list(dict.fromkeys(str(one.get("type")) for one in distinct))
    if set(kinds) == {"integer", "number"}:
        return {"type": "number"}
    if all(set(one) == {"type"} for one in distinct):
        return {"type": kinds}
    return {"anyOf": distinct}


def _joined_objects(schemas: list[dict[str, Any]]) -> dict[str, Any]:
    names = list(dict.fromkeys(name for one in schemas for name in one["properties"]))
    fields = {
        name: _joined([one["properties"][name] for one in schemas if name in one["properties"]])
        for name in names
    }
    required = [name for name in names if all(name in one["required"] for one in schemas)]
    return {"type": "object", "properties": fields, "required": required, "additionalProperties": False}


def _type_name(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case _:
            return "string"
