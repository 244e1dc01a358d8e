"""What is wrong with a filled form, said before anything is sent."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Self

from app.domain.card import MediaForm, MediaSlot, ModelCard, SlotRole
from app.domain.generation import SlotMedia
from app.domain.media import MediaBytes
from app.domain.parameter import Parameter, ParameterKind, Value, Values
from app.domain.story_cards import story_problems
from app.domain.text import Bilingual

_LONGEST_QUOTE = 60
_WHOLE = {ParameterKind.INTEGER, ParameterKind.SEED}
_SHAPE = re.compile(r"(\d+(?:\.\d+)?)[:x*×_](\d+(?:\.\d+)?)$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. ``field`` is a parameter's key, or ``slot:`` and a role.

    ``key`` finds the sentence (resources/catalog/problems.toml) and ``values`` fill it; a rule of the card
    brings its own sentence as ``says``. Keys are those of ``Parameter.problem`` and ``not_whole``,
    ``not_json``, ``too_few``, ``too_many``, ``wrong_type``, ``too_heavy``, ``needs_link`` and ``rule``, and
    those of ``story_problems``.
    """

    field: str
    key: str
    values: Mapping[str, str] = dataclass_field(default_factory=dict)
    says: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class SlotFill:
    """One picture or clip in a slot, as far as a check has to know it; what is not known is let pass."""

    role: SlotRole
    mime: str = ""
    size_bytes: int = 0
    is_link: bool = False

    @classmethod
    def of(cls, media: SlotMedia) -> Self:
        """What is in a slot of a generation."""
        if isinstance(media.media, MediaBytes):
            return cls(media.role, media.media.mime, len(media.media.data))
        return cls(media.role, is_link=True)


def defaults(card: ModelCard) -> dict[str, Value]:
    """The values of an untouched form; None leaves the choice to the model."""
    return {parameter.key: parameter.default for parameter in card.parameters}


def shown_parameters(
    card: ModelCard, values: Values, filled_slots: frozenset[str] = frozenset()
) -> tuple[Parameter, ...]:
    """The fields that the form shows for what it holds now; hidden ones are neither checked nor sent."""
    return tuple(parameter for parameter in card.parameters if parameter.shown(values, filled_slots))


def shown_slots(
    card: ModelCard, values: Values, filled_slots: frozenset[str] = frozenset()
) -> tuple[MediaSlot, ...]:
    """The places for media that the form shows for what it holds now."""
    return tuple(
        slot
        for slot in card.slots
        if all(condition.holds(values, filled_slots) for condition in slot.shown_when)
    )


def check(card: ModelCard, values: Values, media: Sequence[SlotFill] = ()) -> tuple[Problem, ...]:
    """Everything that is wrong with a form, in the order in which it stands there; rules come last.

    A parameter that ``values`` does not hold has its default.
    """
    held = defaults(card) | dict(values)
    filled = frozenset(item.role.value for item in media)
    return (
        *_parameter_problems(card, held, filled),
        *_slot_problems(card, held, filled, media),
        *_rule_problems(card, held, filled),
    )


def streams(card: ModelCard, values: Values, filled_slots: frozenset[str] = frozenset()) -> bool:
    """Whether the answer is asked for as a stream: by the form's switch, or always where there is none."""
    switch = card.parameter("stream")
    if switch is None:
        return "stream" in card.capabilities
    held = defaults(card) | dict(values)
    return switch.shown(held, filled_slots) and bool(held["stream"])


def shape_of(value: Value) -> tuple[float, float] | None:
    """Width and height, however a vendor spells a ratio or size.

    ``16:9``, ``16x9``, ``832*480``, ``ASPECT_16_9`` and fal's ``portrait_4_3``, which means 3:4.
    """
    found = _SHAPE.search(value) if isinstance(value, str) else None
    if found is None:
        return None
    width, height = float(found[1]), float(found[2])
    if not (width and height):
        return None
    return (height, width) if str(value).startswith("portrait") else (width, height)


def _parameter_problems(card: ModelCard, values: Values, filled: frozenset[str]) -> Iterator[Problem]:
    for parameter in shown_parameters(card, values, filled):
        value = values.get(parameter.key)
        if key := parameter.problem(value) or _further_problem(parameter, value):
            yield Problem(parameter.key, key, _limits(parameter, value))
        for key, told in story_problems(card, parameter, values):
            yield Problem(parameter.key, key, told)


def _further_problem(parameter: Parameter, value: Value) -> str:
    if parameter.kind in _WHOLE and isinstance(value, float) and not value.is_integer():
        return "not_whole"
    if parameter.kind is ParameterKind.JSON and isinstance(value, str) and value.strip():
        return "" if _is_json(value) else "not_json"
    return ""


def _is_json(value: str) -> bool:
    try:
        json.loads(value)
    except (ValueError, RecursionError):
        return False
    return True


def _limits(parameter: Parameter, value: Value) -> dict[str, str]:
    limits = {"minimum": parameter.minimum, "maximum": parameter.maximum, "longest": parameter.longest}
    length = len(value) if isinstance(value, str) else None
    told = {name: f"{limit:g}" for name, limit in {**limits, "length": length}.items() if limit is not None}
    return told | {"value": str(value)[:_LONGEST_QUOTE]}


def _slot_problems(
    card: ModelCard, values: Values, filled: frozenset[str], media: Sequence[SlotFill]
) -> Iterator[Problem]:
    for slot in shown_slots(card, values, filled):
        items = [item for item in media if item.role is slot.role]
        for key, told in _problems_of(slot, items):
            yield Problem(f"slot:{slot.role.value}", key, told)
    places = {slot.role for slot in card.slots}
    for role in dict.fromkeys(item.role for item in media if item.role not in places):
        yield Problem(f"slot:{role.value}", "too_many", {"most": "0"})


def _problems_of(slot: MediaSlot, items: Sequence[SlotFill]) -> Iterator[tuple[str, dict[str, str]]]:
    if len(items) < slot.least:
        yield "too_few", {"least": str(slot.least)}
    if len(items) > slot.most:
        yield "too_many", {"most": str(slot.most)}
    if any(item.mime and item.mime.lower() not in slot.mimes for item in items):
        yield "wrong_type", {"types": ", ".join(mime.partition("/")[2].upper() for mime in slot.mimes)}
    if slot.largest_bytes is not None and any(item.size_bytes > slot.largest_bytes for item in items):
        yield "too_heavy", {"limit": f"{slot.largest_bytes / 1_000_000:g} MB"}
    if slot.form is MediaForm.LINK and any(not item.is_link for item in items):
        yield "needs_link", {}


def _rule_problems(card: ModelCard, values: Values, filled: frozenset[str]) -> Iterator[Problem]:
    for rule in card.rules:
        if all(condition.holds(values, filled) for condition in rule.when):
            broken = [condition for condition in rule.then if not condition.holds(values, filled)]
            if broken:
                yield Problem(broken[0].of, "rule", says=rule.says)
