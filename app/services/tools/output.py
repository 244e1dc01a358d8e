"""What every tool gives back inside the studio."""

from dataclasses import dataclass

PAGE_CHARACTERS = 20_000
"""Of a text that is handed out in parts."""


class ToolFailed(Exception):
    """A tool has no result; the text says why, for the model and the person."""


@dataclass(frozen=True, slots=True)
class Output:
    """A result as text. A failure is told as one."""

    text: str
    failed: bool = False


def part_of(text: str, number: int, title: str) -> str:
    """One part of a long text, counted from 1, with a line that says which.

    Raises:
        ToolFailed: there are fewer parts.
    """
    count = max(-(-len(text) // PAGE_CHARACTERS), 1)
    if not 1 <= number <= count:
        raise ToolFailed(f"{title} has {count} parts; part {number} is none of them.")
    part = text[(number - 1) * PAGE_CHARACTERS : number * PAGE_CHARACTERS]
    more = f" Ask for part {number + 1} to read on." if number < count else ""
    return f"[{title}, part {number} of {count}.{more}]\n\n{part}"


def text_argument(arguments: dict[str, object], name: str) -> str:
    """An argument that is a text; empty where it is missing.

    Raises:
        ToolFailed: it is something else.
    """
    value = arguments.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ToolFailed(f"{name} has to be a text.")
    return value.strip()


def number_argument(arguments: dict[str, object], name: str, usual: int) -> int:
    """An argument that is a whole number, also written as a text.

    Raises:
        ToolFailed: it is something else.
    """
    value = arguments.get(name, usual)
    if isinstance(value, str) and value.strip().isdecimal():
        return int(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise ToolFailed(f"{name} has to be a whole number.")
    return value
