"""Functions that the person wrote by hand, to try how a model calls them."""

import json
import re
from collections.abc import Mapping
from typing import NoReturn

from app.domain.errors import ErrorKind, InputError
from app.domain.tool import Tool

TYPED = "typed"
"""What ``Tool.source`` says of them: the person types their results."""

_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
_EMPTY: dict[str, object] = {"type": "object", "properties": {}}


def read_functions(text: str) -> tuple[Tool, ...]:
    """The functions of a JSON list, in the words of any of the chat formats.

    Loads ``jsonschema``, a tenth of a second: call it off the event loop.

    Raises:
        InputError: FUNCTIONS_INVALID; ``reason`` says where.
    """
    if not text.strip():
        return ()
    try:
        value = json.loads(text)
    except ValueError as error:
        _refuse(str(error))
    entries = value if isinstance(value, list) else [value]
    found = [_function(entry, f"[{number}]") for number, entry in enumerate(entries)]
    names = [tool.name for tool in found]
    if twice := next((name for name in names if names.count(name) > 1), ""):
        _refuse(f"“{twice}” × 2")
    return tuple(found)


def _function(entry: object, place: str) -> Tool:
    if isinstance(entry, Mapping) and isinstance(entry.get("function"), Mapping):
        entry, place = entry["function"], f"{place}.function"
    if not isinstance(entry, Mapping):
        _refuse(f"{place}: {{…}}")
    name, description = entry.get("name"), entry.get("description", "")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        _refuse(f"{place}.name: A–Z a–z 0–9 _ -")
    if not isinstance(description, str):
        _refuse(f"{place}.description: “…”")
    field = next((it for it in ("parameters", "input_schema", "parametersJsonSchema") if it in entry), "")
    schema = entry[field] if field else _EMPTY
    _check_schema(schema, f"{place}.{field}")
    return Tool(name, description, dict(schema), TYPED, name)


def _check_schema(schema: object, place: str) -> None:
    from jsonschema.exceptions import best_match  # for the few who write functions
    from jsonschema.validators import Draft202012Validator, validator_for

    if not isinstance(schema, dict):
        _refuse(f"{place}: {{…}}")
    if schema.get("type", "object") != "object":
        _refuse(f"{place}.type: “object”")
    kind = validator_for(schema, default=Draft202012Validator)
    if (told := best_match(kind(kind.META_SCHEMA).iter_errors(schema))) is not None:
        within = "".join(f".{step}" if isinstance(step, str) else f"[{step}]" for step in told.absolute_path)
        _refuse(f"{place}{within}: {told.message[:200]}")


def _refuse(reason: str) -> NoReturn:
    raise InputError(ErrorKind.FUNCTIONS_INVALID, {"reason": reason}, field="functions")
