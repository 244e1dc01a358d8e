"""Shots of a film: their lengths, and how they are written and read."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.storyboard import Shot, Storyboard, StoryForm, StoryLimits, problems, read, seconds_of, write

IN_PROMPTS = [StoryForm.SHOTS, StoryForm.BRACKETS, StoryForm.FLAG]
halves = st.integers(1, 60).map(lambda steps: Decimal(steps) / 2)
wholes = st.integers(1, 15).map(Decimal)
scenes = st.text(st.characters(exclude_categories=["C"], exclude_characters="[]\r"), min_size=1).map(
    str.strip
)
scenes = scenes.filter(lambda scene: scene and "shot" not in scene.lower())


def boards(seconds: st.SearchStrategy[Decimal]) -> st.SearchStrategy[Storyboard]:
    """One to eight shots."""
    return st.lists(st.builds(Shot, seconds, scenes), min_size=1, max_size=8).map(
        lambda shots: Storyboard(tuple(shots))
    )


def board(*seconds: str) -> Storyboard:
    """Shots of these lengths, named after their places."""
    return Storyboard(tuple(Shot(Decimal(length), f"scene {place}") for place, length in enumerate(seconds)))


@given(boards(halves), scenes, st.sampled_from(IN_PROMPTS))
def test_what_is_written_into_a_prompt_is_read_back(made: Storyboard, opening: str, form: StoryForm) -> None:
    made = Storyboard(made.shots, opening)
    assert read(write(made, form), form) == made


@given(boards(wholes))
def test_what_is_written_as_json_is_read_back(made: Storyboard) -> None:
    assert read(write(made, StoryForm.LIST), StoryForm.LIST) == made


@given(boards(halves), st.integers(8, 60))
def test_shots_that_are_made_even_add_up_and_differ_by_one_step_at_most(
    made: Storyboard, length: int
) -> None:
    even = made.evenly(Decimal(length))
    lengths = [shot.seconds for shot in even.shots]
    assert even.seconds == length
    assert max(lengths) - min(lengths) <= Decimal("0.5")
    assert lengths == sorted(lengths, reverse=True)
    assert [shot.scene for shot in even.shots] == [shot.scene for shot in made.shots]


@given(boards(halves), st.integers(1, 60), st.data())
def test_one_more_shot_takes_what_is_missing_or_half_of_its_neighbour(
    made: Storyboard, length: int, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(made.shots) - 1))
    more = made.filled_up(Decimal(length), place)
    assert len(more.shots) == len(made.shots) + 1
    assert more.shots[place + 1].scene == ""
    assert min(shot.seconds for shot in more.shots) >= Decimal("0.5")
    if made.seconds < length:
        assert more.seconds == length
    elif made.shots[place].seconds >= 1:
        assert more.seconds == made.seconds


def test_too_many_shots_for_a_length_stay_a_step_long() -> None:
    even = board("1", "1", "1").evenly(Decimal(2), Decimal(1))
    assert [shot.seconds for shot in even.shots] == [1, 1, 1]


def test_blocks_stand_as_providers_describe_them() -> None:
    made = Storyboard((Shot(Decimal("7.5"), "A plane takes off."), Shot(Decimal("2.5"), "It lands.")))
    said = (
        "Shot 1:\nduration: 7.5sec\nScene: A plane takes off.\n\nShot 2:\nduration: 2.5sec\nScene: It lands."
    )
    assert write(made, StoryForm.SHOTS) == write(made, StoryForm.FLAG) == said


def test_brackets_stand_as_servers_read_them() -> None:
    made = Storyboard((Shot(Decimal(5), "a cat jumps"), Shot(Decimal("5.5"), "it lands")), "in ink")
    assert write(made, StoryForm.BRACKETS) == "in ink [5.0s]a cat jumps [5.5s]it lands"


def test_kling_gets_texts_for_lengths_and_counts_from_one() -> None:
    written = write(board("5"), StoryForm.LIST)
    assert '"index": 1' in written
    assert '"duration": "5"' in written


@pytest.mark.parametrize(
    "text",
    [
        "shot 1 :\r\n Duration: 5 s\r\nscene:a fox\r\nin snow\r\n\r\nSHOT 2:\r\nduration:5s\r\nScene: night",
        "Shot 1:\nduration: 5sec\nScene: a fox\nin snow\nShot 9:\nduration: 5.0 sec\nScene: night",
    ],
)
def test_what_people_type_by_hand_is_read(text: str) -> None:
    found = read(text, StoryForm.SHOTS)
    assert found == Storyboard((Shot(Decimal(5), "a fox\nin snow"), Shot(Decimal(5), "night")))


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("", StoryForm.SHOTS),
        ("a fox in the first shot", StoryForm.SHOTS),
        ("Shot 1: a fox", StoryForm.SHOTS),
        ("[sic] a fox", StoryForm.BRACKETS),
        ("", StoryForm.LIST),
        ("[]", StoryForm.LIST),
        ("{", StoryForm.LIST),
        ('{"prompt": "a fox"}', StoryForm.LIST),
        ('["a fox"]', StoryForm.LIST),
        ('[{"prompt": "a fox", "duration": "long"}]', StoryForm.LIST),
        ('[{"prompt": 7, "duration": "5"}]', StoryForm.LIST),
        ("[" * 100_000, StoryForm.LIST),
    ],
)
def test_other_words_are_no_storyboard(text: str, form: StoryForm) -> None:
    assert read(text, form) is None


def test_whatever_is_wrong_is_told() -> None:
    limits = StoryLimits(step=Decimal(1), most=2, longest=10)
    assert problems(board("5", "5"), Decimal(10), limits) == ()
    assert problems(board("5", "4"), Decimal(10), limits) == ("sum",)
    assert problems(board("5", "4"), None, limits) == ()
    assert problems(board("4", "4", "2"), Decimal(10), limits) == ("too_many",)
    assert problems(board("9.5", "0.5"), Decimal(10), limits) == ("too_short",)
    shots = (Shot(Decimal(5), " "), Shot(Decimal(5), "x" * 11))
    assert problems(Storyboard(shots), Decimal(10), limits) == ("empty", "too_long")
    assert problems(Storyboard(), None, limits) == ("empty",)


def test_a_length_is_read_as_the_form_holds_it() -> None:
    assert [seconds_of(value) for value in ("10", 8, 7.5, " 4 ")] == [10, 8, Decimal("7.5"), 4]
    assert [seconds_of(value) for value in (None, "", "auto", True, "nan", 0, -1, ("5",))] == [None] * 8
