"""Parameters of a model as data, and the rules by which a form is filled in, checked and sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.text import Bilingual

Value = str | int | float | bool | tuple[str, ...] | None
"""What a field holds; None leaves the choice to the model."""
Values = Mapping[str, Value]


class ParameterKind(StrEnum):
    """How a parameter is asked for."""

    CHOICE = "choice"
    INTEGER = "integer"
    NUMBER = "number"
    SWITCH = "switch"
    TEXT = "text"
    LONG_TEXT = "long_text"
    SIZE = "size"
    """``WxH``, one of the choices or free within ``rule``."""
    RATIO = "ratio"
    """``W:H``, shown as drawn shapes."""
    SEED = "seed"
    LINES = "lines"
    """Several texts, one a line."""
    JSON = "json"


class Send(StrEnum):
    """When a parameter goes along with a request."""

    ALWAYS = "always"
    WHEN_SET = "when_set"
    WHEN_CHANGED = "when_changed"
    """Only when it differs from its default."""
    NEVER = "never"
    """It is no field of the request: it chooses the call, or names the place of another one."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value to choose; ``label`` is shown where the value does not speak for itself."""

    value: Value
    label: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds when a parameter has one of some values, or a media slot is filled (``slot:reference``).

    ``negated`` turns it round.
    """

    of: str
    values: tuple[Value, ...] = ()
    negated: bool = False

    def holds(self, values: Values, filled_slots: frozenset[str] = frozenset()) -> bool:
        """Whether it is so for what the form holds now."""
        if self.of.startswith("slot:"):
            met = self.of.removeprefix("slot:") in filled_slots
        else:
            met = values.get(self.of) in self.values
        return met is not self.negated


@dataclass(frozen=True, slots=True)
class SizeRule:
    """Free sizes: multiples, edges and pixel counts that a model takes."""

    multiple_of: int = 1
    smallest_edge: int = 1
    largest_edge: int = 100_000
    fewest_pixels: int = 0
    most_pixels: int = 10**12
    widest_ratio: float = 1000.0
    """Longer edge divided by the shorter one, at most."""

    def takes(self, width: int, height: int) -> bool:
        """Whether a picture of this size can be asked for."""
        edges = (width, height)
        return (
            all(edge % self.multiple_of == 0 for edge in edges)
            and min(edges) >= self.smallest_edge
            and max(edges) <= self.largest_edge
            and self.fewest_pixels <= width * height <= self.most_pixels
            and max(edges) <= self.widest_ratio * min(edges)
        )


@dataclass(frozen=True, slots=True)
class Parameter:
    """One field of a model's form.

    ``send_as`` is the path in the request, parts joined by dots (``image_config.aspect_ratio``); empty means
    that ``key`` is the name, and ``{other}`` in it stands for what another parameter holds. ``as_text`` sends
    numbers and switches as text.
    """

    key: str
    kind: ParameterKind
    label: Bilingual
    help: Bilingual | None = None
    default: Value = None
    choices: tuple[Choice, ...] = ()
    free: bool = False
    """Whether values beside the choices may be typed."""
    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None
    longest: int | None = None
    """Most characters of a text."""
    unit: str = ""
    required: bool = False
    send_as: str = ""
    as_text: bool = False
    send: Send = Send.WHEN_SET
    group: str = "basic"
    """``basic`` or ``more``: whether it is folded away."""
    editor: str = ""
    """A window in which the value can be made more easily than in its field: ``storyboard``."""
    shown_when: tuple[Condition, ...] = ()
    size_rule: SizeRule | None = None

    def shown(self, values: Values, filled_slots: frozenset[str] = frozenset()) -> bool:
        """Whether the form shows it: all of its conditions hold."""
        return all(condition.holds(values, filled_slots) for condition in self.shown_when)

    def problem(self, value: Value) -> str:
        """Key of what is wrong with a value, or an empty text.

        Keys: ``required``, ``too_small``, ``too_large``, ``too_long``, ``not_a_choice``, ``not_a_number``,
        ``size``.
        """
        if value is None or value == "":
            return "required" if self.required else ""
        match self.kind:
            case ParameterKind.INTEGER | ParameterKind.NUMBER | ParameterKind.SEED:
                return self._number_problem(value)
            case ParameterKind.TEXT | ParameterKind.LONG_TEXT:
                too_long = self.longest is not None and len(str(value)) > self.longest
                return "too_long" if too_long else ""
            case ParameterKind.CHOICE | ParameterKind.RATIO:
                return "" if self.free or self._is_choice(value) else "not_a_choice"
            case ParameterKind.SIZE:
                return "" if self._is_choice(value) or self._is_free_size(value) else "size"
            case _:
                return ""

    def _number_problem(self, value: Value) -> str:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return "not_a_number"
        if self.minimum is not None and value < self.minimum:
            return "too_small"
        if self.maximum is not None and value > self.maximum:
            return "too_large"
        return ""

    def _is_choice(self, value: Value) -> bool:
        return any(choice.value == value for choice in self.choices)

    def _is_free_size(self, value: Value) -> bool:
        width, found, height = str(value).partition("x")
        if self.size_rule is None or not (found and width.isdecimal() and height.isdecimal()):
            return False
        return self.size_rule.takes(int(width), int(height))
