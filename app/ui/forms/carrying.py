"""What a person keeps when they change the model: words, shape, count, seed and pictures."""

from collections.abc import Sequence
from dataclasses import replace

from app.domain.card import MediaSlot, ModelCard, SlotRole
from app.domain.form import FormInput
from app.domain.form_check import shape_of
from app.domain.order_price import COUNTS
from app.domain.parameter import Parameter, ParameterKind, Value, Values

WORDS = ("prompt", "negative_prompt")
_SHAPES = (ParameterKind.RATIO, ParameterKind.SIZE)
_CLOSE = 0.02
"""Shapes that differ by less than this count as the same: 1365x1024 is 4:3."""
_PICTURES = (SlotRole.BASE, SlotRole.REFERENCE)
"""A picture to edit and a picture to go by stand in for each other."""


def carried_values(before: ModelCard, values: Values, card: ModelCard) -> dict[str, Value]:
    """Values of one card that also say something in the form of another."""
    changed = [
        (parameter, values.get(parameter.key))
        for parameter in before.parameters
        if values.get(parameter.key) not in (None, parameter.default)
    ]
    carried: dict[str, Value] = {}
    for parameter, value in changed:
        for target in card.parameters:
            fitting = _fitting(parameter, value, target)
            if fitting is not None:
                carried.setdefault(target.key, fitting)
    return carried


def carried_inputs(
    inputs: Sequence[FormInput], card: ModelCard
) -> tuple[tuple[FormInput, ...], tuple[FormInput, ...]]:
    """Pictures for which another card has a place, as many as it takes, and those that are left over."""
    free = {slot.role: slot.most for slot in card.slots}
    kept: list[FormInput] = []
    left: list[FormInput] = []
    for item in inputs:
        slot = _slot_for(item, [slot for slot in card.slots if free[slot.role]])
        if slot is None:
            left.append(item)
        else:
            free[slot.role] -= 1
            kept.append(replace(item, role=slot.role))
    return tuple(kept), tuple(left)


def revealing_values(slot: MediaSlot, values: Values) -> dict[str, Value]:
    """What has to be chosen beside what is entered, so that a slot is shown."""
    return {
        condition.of: condition.values[0]
        for condition in slot.shown_when
        if condition.values and not condition.negated and not condition.holds(values)
    }


def _fitting(parameter: Parameter, value: Value, target: Parameter) -> Value:
    """The value as the other parameter would have it, or None."""
    if parameter.kind in _SHAPES and target.kind in _SHAPES:
        return (
            value if parameter.key == target.key and not target.problem(value) else _same_shape(value, target)
        )
    is_same = parameter.key == target.key and parameter.key in WORDS
    are_counts = parameter.key in COUNTS and target.key in COUNTS
    are_seeds = parameter.kind is target.kind is ParameterKind.SEED
    if not (is_same or are_counts or are_seeds):
        return None
    return value if is_same or not target.problem(value) else None


def _same_shape(value: Value, target: Parameter) -> Value:
    wanted = shape_of(value)
    if wanted is None:
        return None
    ratio = wanted[0] / wanted[1]
    for choice in target.choices:
        shape = shape_of(choice.value)
        if shape is not None and abs(shape[0] / shape[1] / ratio - 1) < _CLOSE:
            return choice.value
    return None


def _slot_for(item: FormInput, slots: Sequence[MediaSlot]) -> MediaSlot | None:
    """The slot of its own role before one that stands in for it."""
    fitting = [slot for slot in slots if _takes(slot, item)]
    own = (slot for slot in fitting if slot.role is item.role)
    return next(own, next(iter(fitting), None))


def _takes(slot: MediaSlot, item: FormInput) -> bool:
    fits = slot.role is item.role or (slot.role in _PICTURES and item.role in _PICTURES)
    return fits and (item.attachment is None or item.attachment.mime in slot.mimes)
