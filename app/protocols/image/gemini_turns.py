"""The model's parts of an answer, kept so that they can go back unchanged in the next turn.

Gemini 3 signs its parts and wants every signature back on the very part that carried it. Pictures are kept
apart, as outputs; a part holds the number of its output in place of the bytes.
"""

import json
from collections.abc import Mapping, Sequence

from app.domain.generation import EarlierTurn
from app.protocols.read import as_list, at, fragment, integer, json_or_none, well_formed

_OUTPUT = "output"
_UNSIGNED = "skip_thought_signature_validator"
"""What Google takes in place of a signature, for answers that another format gave."""


class KeptParts:
    """Collects the parts of one answer, thoughts left out."""

    def __init__(self) -> None:
        self._parts: list[dict[str, object]] = []

    def add_text(self, part: Mapping[str, object]) -> None:
        """A part of words, joined to the one before it unless either is signed."""
        said, signature = fragment(part.get("text")), fragment(part.get("thoughtSignature"))
        last = self._parts[-1] if self._parts else {}
        if last.keys() == {"text"} and not signature:
            last["text"] = fragment(last["text"]) + said
        elif said or signature:
            self._parts.append(_signed({"text": said}, signature))

    def add_output(self, part: Mapping[str, object], index: int) -> None:
        """A part that holds the picture of an output."""
        self._parts.append(_signed({_OUTPUT: index}, fragment(part.get("thoughtSignature"))))

    def written(self) -> str:
        """All of it as a text."""
        return well_formed(json.dumps(self._parts, ensure_ascii=False)) if self._parts else ""


def model_content(turn: EarlierTurn, pictures: Sequence[Mapping[str, object]]) -> dict[str, object]:
    """What the model said in an earlier turn. An answer of another format gets the mark of the unsigned.

    Args:
        pictures: its outputs as parts.
    """
    parts = [part for kept in as_list(json_or_none(turn.answer)) if (part := _part(kept, pictures))]
    if not parts:
        words = [{"text": well_formed(turn.answer)}] if turn.answer.strip() else []
        parts = [dict(part) | {"thoughtSignature": _UNSIGNED} for part in (*words, *pictures)]
    return {"role": "model", "parts": parts}


def _part(kept: object, pictures: Sequence[Mapping[str, object]]) -> dict[str, object]:
    signature = fragment(at(kept, "thoughtSignature"))
    index = integer(at(kept, _OUTPUT))
    if index is not None:
        return _signed(pictures[index], signature) if 0 <= index < len(pictures) else {}
    said = at(kept, "text")
    return _signed({"text": well_formed(said)}, signature) if isinstance(said, str) else {}


def _signed(part: Mapping[str, object], signature: str) -> dict[str, object]:
    return {**part, **({"thoughtSignature": signature} if signature else {})}
