"""The form that answers are asked for in, as ``ChatSettings.response_format`` keeps it."""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

USUAL_NAME = "answer"


class FormatKind(StrEnum):
    """What is asked for."""

    FREE = "free"
    JSON = "json"
    """Any JSON object."""
    SCHEMA = "schema"


@dataclass(frozen=True, slots=True)
class AnswerFormat:
    """A form. ``schema`` is JSON text as the person wrote it; ``strict`` None leaves it to the gateway."""

    kind: FormatKind = FormatKind.FREE
    schema: str = ""
    name: str = USUAL_NAME
    strict: bool | None = None

    @property
    def text(self) -> str:
        """The form as settings keep it."""
        if self.kind is FormatKind.FREE:
            return ""
        if self.kind is FormatKind.JSON:
            return "json_object"
        told = {"name": self.name or USUAL_NAME}
        strict = {} if self.strict is None else {"strict": self.strict}
        return json.dumps({**told, **strict, "schema": json.loads(self.schema)}, ensure_ascii=False, indent=2)


def format_of(text: str) -> AnswerFormat:
    """The form of a kept text: a word, a schema, or a schema with its name. Nothing of it is refused here."""
    text = text.strip()
    if text in ("", "text"):
        return AnswerFormat()
    if text == "json_object":
        return AnswerFormat(FormatKind.JSON)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return AnswerFormat(FormatKind.SCHEMA, text)
    return _of_value(value, text)


def _of_value(value: Any, text: str) -> AnswerFormat:
    if isinstance(value, dict) and isinstance(value.get("json_schema"), dict):
        value = value["json_schema"]
    if isinstance(value, dict) and value.get("type") in ("text", "json_object") and len(value) == 1:
        return format_of(str(value["type"]))
    if isinstance(value, dict) and isinstance(value.get("schema"), dict):
        strict = value.get("strict")
        return AnswerFormat(
            FormatKind.SCHEMA,
            json.dumps(value["schema"], ensure_ascii=False, indent=2),
            str(value.get("name") or USUAL_NAME),
            strict if isinstance(strict, bool) else None,
        )
    return AnswerFormat(FormatKind.SCHEMA, text)
