"""Where the storyboard of a model's form is, and whether it fits the film that is asked for."""

from collections.abc import Iterator

from app.domain.card import ModelCard
from app.domain.parameter import Parameter, Values
from app.domain.storyboard import StoryForm, problems, read, seconds_of

EDITOR = "storyboard"
"""The editor of a parameter that holds shots."""
LENGTHS = ("seconds", "duration")
"""Keys of the parameters that say how long a film becomes."""


def story_form(card: ModelCard) -> StoryForm:
    """How the model takes its shots; a card says it by its option ``storyboard``."""
    return StoryForm(card.option("storyboard", StoryForm.SHOTS))


def length_parameter(card: ModelCard) -> Parameter | None:
    """What says how long the film becomes; None where the model alone decides."""
    return next(filter(None, map(card.parameter, LENGTHS)), None)


def story_problems(
    card: ModelCard, parameter: Parameter, values: Values
) -> Iterator[tuple[str, dict[str, str]]]:
    """What is wrong with the shots of a field, with the numbers for its sentence; plain words are let pass.

    Keys are those of ``storyboard.problems`` behind ``story_``.
    """
    if parameter.editor != EDITOR:
        return
    form, length = story_form(card), length_parameter(card)
    board = read(str(values.get(parameter.key) or ""), form)
    if board is None:
        return
    seconds = seconds_of(values.get(length.key)) if length else None
    told = {
        "total": f"{board.seconds.normalize():f}",
        "length": f"{seconds.normalize():f}" if seconds else "",
        "most": str(form.limits.most),
        "longest": str(form.limits.longest),
        "step": f"{form.limits.step:f}",
    }
    for key in problems(board, seconds, form.limits):
        yield f"story_{key}", told
