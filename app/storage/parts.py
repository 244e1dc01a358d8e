"""The parts of a message as JSON text.

A kind that a later version wrote is passed over when read, and kept when its message is written again.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from app.domain.conversation import (
    AttachmentPart,
    LinkPart,
    NativePart,
    Part,
    ReasoningPart,
    RefusalPart,
    TextPart,
    ToolCallPart,
    ToolResultPart,
)
from app.storage.records import from_json, to_json, to_text

_KINDS: Mapping[str, type[Part]] = {
    "text": TextPart,
    "reasoning": ReasoningPart,
    "attachment": AttachmentPart,
    "link": LinkPart,
    "refusal": RefusalPart,
    "native": NativePart,
    "tool_call": ToolCallPart,
    "tool_result": ToolResultPart,
}
_NAMES = {part: kind for kind, part in _KINDS.items()}
_VISIBLE = {"text", "refusal"}


def parts_to_text(parts: Sequence[Part], unknown: Sequence[Any] = ()) -> str:
    """The parts as a JSON list, parts of a later version at its end."""
    return to_text([*parts_to_json(parts), *unknown])


def parts_from_text(text: str) -> tuple[Part, ...]:
    """The parts that this version knows, in order."""
    return parts_from_json(json.loads(text))


def parts_to_json(parts: Sequence[Part]) -> list[Any]:
    """The parts as what ``json`` writes."""
    return [{"kind": _NAMES[type(part)], **to_json(part)} for part in parts]


def parts_from_json(rows: Sequence[Any]) -> tuple[Part, ...]:
    """The parts that this version knows, from what ``json`` read.

    Raises:
        ValueError: a part lacks what it needs.
    """
    return tuple(from_json(_KINDS[row["kind"]], row) for row in rows if _is_known(row))


def unknown_parts(text: str) -> tuple[Any, ...]:
    """The parts that only a later version knows, as they stand in the text."""
    return tuple(row for row in json.loads(text) if not _is_known(row))


def visible_text(text: str) -> str:
    """The Markdown in a JSON list of parts: what a person can read, and search."""
    return "".join(row.get("text", "") for row in json.loads(text) if row.get("kind") in _VISIBLE)


def _is_known(row: Mapping[str, Any]) -> bool:
    return row.get("kind") in _KINDS
