"""The grammar of prompts with variables.

    {{name}}                     one line of text
    {{text:long}}                several lines
    {{count:number}}             a number
    {{tone:choice(a|b|c)}}       one of several
    {{count:number=3}}           any of them with what stands there at first
    {{date}} {{time}} {{clipboard}}   filled in without asking
    \\{{                          two braces as they are

Names are words of any language; spaces, ``_`` and ``-`` may stand in them. A name that occurs again is asked
for once, and says of what kind it is at one of its places at most.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

LONGEST_NAME = 40


class VariableKind(StrEnum):
    """What is asked for."""

    LINE = "line"
    LONG = "long"
    NUMBER = "number"
    CHOICE = "choice"
    DATE = "date"
    TIME = "time"
    CLIPBOARD = "clipboard"

    @property
    def is_asked(self) -> bool:
        """Whether the person fills it in."""
        return self in (VariableKind.LINE, VariableKind.LONG, VariableKind.NUMBER, VariableKind.CHOICE)


class TemplateFault(StrEnum):
    """What can be wrong in a template."""

    NOT_CLOSED = "not_closed"
    NAME_MISSING = "name_missing"
    NAME_INVALID = "name_invalid"
    KIND_UNKNOWN = "kind_unknown"
    CHOICES_MISSING = "choices_missing"
    DEFAULT_NO_NUMBER = "default_no_number"
    DEFAULT_NO_CHOICE = "default_no_choice"
    TWO_KINDS = "two_kinds"


@dataclass(frozen=True, slots=True)
class Variable:
    """A place to be filled in."""

    name: str
    kind: VariableKind = VariableKind.LINE
    choices: tuple[str, ...] = ()
    default: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """A text cut into words that stay and variables, in order."""

    pieces: tuple[str | Variable, ...]

    @property
    def variables(self) -> tuple[Variable, ...]:
        """Each variable once, in the order of the text; where it tells most of itself."""
        found: dict[str, Variable] = {}
        for piece in self.pieces:
            if isinstance(piece, Variable) and (piece.name not in found or not _is_plain(piece)):
                found[piece.name] = piece
        return tuple(found.values())

    @property
    def asked(self) -> tuple[Variable, ...]:
        """The variables that the person fills in."""
        return tuple(variable for variable in self.variables if variable.kind.is_asked)

    def filled(self, values: Mapping[str, str]) -> str:
        """The text with a value for each variable; one without is left out."""
        return "".join(
            piece if isinstance(piece, str) else values.get(piece.name, "") for piece in self.pieces
        )


class TemplateError(ValueError):
    """A template that cannot be read.

    ``start`` and ``end`` are offsets in its text; ``what`` is the word that is wrong, where it is one.
    """

    def __init__(self, fault: TemplateFault, start: int, end: int, what: str = "") -> None:
        super().__init__(f"{fault} at {start}: {what}")
        self.fault = fault
        self.start = start
        self.end = end
        self.what = what


_OPENING = re.compile(r"\\\{\{|\{\{")
_PARTS = re.compile(r"([^:=]*)(?::((?:\([^()]*\)|[^=])*))?(?:=(.*))?", re.DOTALL)
"""Name, kind and what stands there at first; a sign of equality inside of brackets belongs to a choice."""
_NAME = re.compile(r"[\w][\w \-]*", re.UNICODE)
_CHOICE = re.compile(r"choice\s*(?:\((?P<choices>[^()]*)\))?$", re.DOTALL)
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?$")
_BUILT_IN = {kind.value: kind for kind in VariableKind if not kind.is_asked}
_NAMED = {"text": VariableKind.LINE, "line": VariableKind.LINE, "long": VariableKind.LONG,
          "number": VariableKind.NUMBER}  # fmt: skip


def parse_template(text: str) -> Template:
    """Cut a text at its variables.

    Raises:
        TemplateError: the first thing that is wrong.
    """
    return Template(tuple(_pieces(text)))


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Where an offset stands, both counted from 1."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def _pieces(text: str) -> Iterator[str | Variable]:
    known: dict[str, Variable] = {}
    place = 0
    while (opening := _OPENING.search(text, place)) is not None:
        if before := text[place : opening.start()]:
            yield before
        if opening[0].startswith("\\"):
            yield "{{"
            place = opening.end()
            continue
        end = text.find("}}", opening.end())
        if end < 0 or "{{" in text[opening.end() : end]:
            raise TemplateError(TemplateFault.NOT_CLOSED, opening.start(), opening.end())
        variable = _variable(text[opening.end() : end], opening.end())
        _check_same(known.setdefault(variable.name, variable), variable, opening.start(), end + 2)
        if not _is_plain(variable):
            known[variable.name] = variable
        yield variable
        place = end + 2
    if rest := text[place:]:
        yield rest


def _variable(inner: str, start: int) -> Variable:
    found = _PARTS.fullmatch(inner)
    name, kind, default = found.groups() if found else (inner, None, None)
    end = start + len(inner)
    _check_name(name.strip(), start, end)
    if kind is not None or default is not None:
        return _typed(name.strip(), (kind or "").strip(), (default or "").strip(), start, end)
    built_in = _BUILT_IN.get(name.strip().lower())
    return Variable(name.strip(), built_in or VariableKind.LINE)


def _check_name(name: str, start: int, end: int) -> None:
    if not name:
        raise TemplateError(TemplateFault.NAME_MISSING, start, end)
    if not _NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        raise TemplateError(TemplateFault.NAME_INVALID, start, end, name)


def _typed(name: str, kind: str, default: str, start: int, end: int) -> Variable:
    if found := _CHOICE.match(kind):
        return _choice(name, found["choices"] or "", default, start, end)
    if kind.lower() not in ("", *_NAMED):
        raise TemplateError(TemplateFault.KIND_UNKNOWN, start, end, kind)
    chosen = _NAMED.get(kind.lower(), VariableKind.LINE)
    if chosen is VariableKind.NUMBER and default and not is_number(default):
        raise TemplateError(TemplateFault.DEFAULT_NO_NUMBER, start, end, default)
    return Variable(name, chosen, (), default)


def _choice(name: str, listed: str, default: str, start: int, end: int) -> Variable:
    choices = tuple(dict.fromkeys(filter(None, (choice.strip() for choice in listed.split("|")))))
    if not choices:
        raise TemplateError(TemplateFault.CHOICES_MISSING, start, end, name)
    if default and default not in choices:
        raise TemplateError(TemplateFault.DEFAULT_NO_CHOICE, start, end, default)
    return Variable(name, VariableKind.CHOICE, choices, default or choices[0])


def _check_same(first: Variable, again: Variable, start: int, end: int) -> None:
    if first != again and not (_is_plain(first) or _is_plain(again)):
        raise TemplateError(TemplateFault.TWO_KINDS, start, end, again.name)


def _is_plain(variable: Variable) -> bool:
    """Whether it tells nothing but its name."""
    return variable == Variable(variable.name)


def is_number(text: str) -> bool:
    """Whether a text is what ``number`` asks for."""
    return _NUMBER.match(text.strip()) is not None
