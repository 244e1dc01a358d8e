"""Sums of heights, and positions in UTF-16 units."""

import random

from hypothesis import given, strategies

from app.ui.transcript.layout.heights import Heights
from app.ui.transcript.rows.units import cut, to_units, units

heights = strategies.lists(strategies.integers(0, 900), max_size=60)


@given(heights, strategies.randoms(use_true_random=False))
def test_sums_stay_right_through_every_change(values: list[int], chance: random.Random) -> None:
    kept = Heights(values)
    for _ in range(20):
        step = chance.randrange(3)
        if step == 0:
            values.append(chance.randrange(500))
            kept.append(values[-1])
        elif step == 1 and values:
            index = chance.randrange(len(values))
            values[index] = chance.randrange(500)
            kept.change(index, values[index])
        elif step == 2:
            count = chance.randint(0, len(values))
            del values[count:]
            kept.truncate(count)
        assert [kept.before(index) for index in range(len(values) + 1)] == [
            sum(values[:index]) for index in range(len(values) + 1)
        ]


@given(strategies.lists(strategies.integers(1, 900), min_size=1, max_size=60), strategies.integers(0, 60_000))
def test_a_distance_leads_to_the_place_that_covers_it(values: list[int], y: int) -> None:
    index, inside = Heights(values).find(y)
    assert sum(values[:index]) + inside == y
    assert inside < values[index] or index == len(values) - 1


def test_even_heights_are_the_same_as_counted_ones() -> None:
    even, counted = Heights.even(37, 12), Heights([12] * 37)
    assert [even.before(index) for index in range(38)] == [counted.before(index) for index in range(38)]


@given(strategies.text(max_size=30))
def test_positions_agree_with_utf_16(text: str) -> None:
    assert units(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2
    middle = to_units(text, len(text) // 2)
    assert units(text[: len(text) // 2]) == middle
    if not any(0xD800 <= ord(char) < 0xE000 for char in text):
        assert cut(text, 0, middle) + cut(text, middle, units(text)) == text
