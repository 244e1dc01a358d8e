"""What is different between two prompts, word by word; Chinese sign by sign."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|\w+|\s+|.", re.DOTALL)


class Change(StrEnum):
    """What became of a piece."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one or the other text."""

    change: Change
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """Both texts in one: what is gone stands before what is new in its place."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece(Change.KEPT, "".join(old[old_start:old_end])))
            continue
        for change, words in ((Change.GONE, old[old_start:old_end]), (Change.NEW, new[new_start:new_end])):
            if words:
                pieces.append(Piece(change, "".join(words)))
    return pieces
