"""What a chat protocol makes of the form of an answer, in words."""

from typing import Any

from PySide6.QtCore import QCoreApplication

from app.domain.answer_format import FormatKind
from app.domain.schema_shapes import keywords_beside

_GEMINI = frozenset(
    {
        "$id", "$defs", "$ref", "$anchor", "type", "format", "title", "description", "enum", "items",
        "prefixItems", "minItems", "maxItems", "minimum", "maximum", "anyOf", "oneOf", "properties",
        "additionalProperties", "required", "$schema", "propertyOrdering",
    }
)  # fmt: skip
"""What ``responseJsonSchema`` reads (https://ai.google.dev/api/generate-content#generationconfig)."""
_CLAUDE_REFUSES = frozenset(
    {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength",
     "maxItems", "uniqueItems", "not", "if", "patternProperties"}
)  # fmt: skip
"""https://docs.claude.com/en/docs/build-with-claude/structured-outputs"""


def carried(protocol: str, kind: FormatKind) -> str:
    """How the wish goes to the model; empty where there is none."""
    translate = QCoreApplication.translate
    if kind is FormatKind.FREE:
        return ""
    if kind is FormatKind.JSON and protocol == "anthropic":
        return translate("Carried", "Claude Messages cannot be asked for JSON of any kind: give it a schema.")
    match protocol:
        case "responses":
            return translate("Carried", "Goes along as text.format of Responses.")
        case "gemini":
            return translate("Carried", "Goes along as responseJsonSchema of Gemini.")
        case "anthropic":
            return translate("Carried", "Goes along as output_config.format of Claude Messages.")
        case _:
            return translate("Carried", "Goes along as response_format of Chat Completions.")


def is_carried(protocol: str, kind: FormatKind) -> bool:
    """Whether it can be asked for at all."""
    return not (protocol == "anthropic" and kind is FormatKind.JSON)


def left_out(protocol: str, schema: Any) -> str:
    """Which parts of a schema the protocol is known not to look at or to refuse."""
    translate = QCoreApplication.translate
    if protocol == "gemini" and (words := keywords_beside(schema, _GEMINI)):
        return translate("Carried", "Gemini passes over: {words}").format(words=", ".join(words))
    if protocol == "anthropic":
        found = [word for word in keywords_beside(schema, frozenset()) if word in _CLAUDE_REFUSES]
        if found:
            return translate("Carried", "Claude refuses: {words}").format(words=", ".join(found))
    return ""
