"""Where in the text of a schema a path leads."""

import json
import re
from collections.abc import Sequence


def line_of_path(text: str, steps: Sequence[str | int]) -> int:
    """The line of the last name of a path, counted from 1; found by following the names one after another."""
    place = 0
    for step in steps:
        if isinstance(step, int):
            continue
        name = re.compile(re.escape(json.dumps(step, ensure_ascii=False)) + r"\s*:")
        found = name.search(text, place)
        if found is None:
            break
        place = found.end()
    return text.count("\n", 0, place) + 1
