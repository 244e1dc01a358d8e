"""Films that are told shot by shot, and the ways in which models take their shots."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Self

_HALF = Decimal("0.5")
_SHOT = re.compile(
    r"^[ \t]*Shot[ \t]+\d+[ \t]*:[ \t]*\n"
    r"[ \t]*duration[ \t]*:[ \t]*(\d+(?:\.\d+)?)[ \t]*s(?:ec(?:onds?)?)?[ \t]*\n"
    r"[ \t]*Scene[ \t]*:",
    re.ASCII | re.IGNORECASE | re.MULTILINE,
)
_BRACKET = re.compile(r"\[[ \t]*(\d+(?:\.\d+)?)[ \t]*s[ \t]*\]", re.ASCII | re.IGNORECASE)


class StoryForm(StrEnum):
    """How shots are written down; none of the ways is official."""

    SHOTS = "shots"
    """Blocks of the prompt: «Shot 1:», «duration: 5sec», «Scene: …»."""
    BRACKETS = "brackets"
    """``[5.0s]a cat jumps [5.0s]it lands`` in the prompt; servers of the kind sora2api."""
    FLAG = "flag"
    """The blocks, with ``is_story`` beside the prompt (Yijia)."""
    LIST = "list"
    """JSON beside the prompt: ``[{"index", "prompt", "duration"}]`` (Kling 3)."""

    @property
    def limits(self) -> "StoryLimits":
        """What shots may be like."""
        return StoryLimits(step=Decimal(1), most=6, longest=512) if self is self.LIST else StoryLimits()

    @property
    def has_opening(self) -> bool:
        """Whether words may stand before the first shot."""
        return self is not self.LIST


@dataclass(frozen=True, slots=True)
class StoryLimits:
    """Seconds go in steps, and no shot is shorter than one. ``longest`` is in characters."""

    step: Decimal = _HALF
    most: int = 20
    longest: int | None = None


@dataclass(frozen=True, slots=True)
class Shot:
    """One shot and how long it is seen."""

    seconds: Decimal
    scene: str = ""


@dataclass(frozen=True, slots=True)
class Storyboard:
    """Shots in their order. ``opening`` is what holds for all of them: style, place, light."""

    shots: tuple[Shot, ...] = ()
    opening: str = ""

    @property
    def seconds(self) -> Decimal:
        """How long all shots are together."""
        return sum((shot.seconds for shot in self.shots), Decimal(0))

    def evenly(self, seconds: Decimal, step: Decimal = _HALF) -> Self:
        """The same shots, of equal length as far as the steps allow; the first ones get what is left over.

        No shot becomes shorter than a step, also where there are too many of them.
        """
        count = len(self.shots)
        if not count:
            return self
        each, over = divmod(int(seconds / step), count)
        shares = (max(each, 1) + (1 if each and place < over else 0) for place in range(count))
        shots = (replace(shot, seconds=step * share) for shot, share in zip(self.shots, shares, strict=True))
        return replace(self, shots=tuple(shots))

    def filled_up(self, seconds: Decimal, place: int, step: Decimal = _HALF) -> Self:
        """One more shot after a place: as long as what is missing, else the second half of that one."""
        missing = seconds - self.seconds
        before = self.shots[place]
        if missing >= step:
            return self._with(place, before, Shot(missing))
        half = step * int(before.seconds / 2 / step)
        if half < step:
            return self._with(place, before, Shot(step))
        return self._with(place, replace(before, seconds=before.seconds - half), Shot(half))

    def _with(self, place: int, *shots: Shot) -> Self:
        return replace(self, shots=(*self.shots[:place], *shots, *self.shots[place + 1 :]))


def problems(board: Storyboard, seconds: Decimal | None, limits: StoryLimits) -> tuple[str, ...]:
    """Keys of what is wrong; ``seconds`` is None where nobody knows the film's length.

    Keys: ``too_many``, ``empty``, ``too_long``, ``too_short``, ``sum``.
    """
    scenes = [shot.scene.strip() for shot in board.shots]
    wrong = {
        "too_many": len(scenes) > limits.most,
        "empty": not all(scenes) or not scenes,
        "too_long": limits.longest is not None and any(len(scene) > limits.longest for scene in scenes),
        "too_short": any(shot.seconds < limits.step for shot in board.shots),
        "sum": seconds is not None and board.seconds != seconds,
    }
    return tuple(key for key, is_so in wrong.items() if is_so)


def write(board: Storyboard, form: StoryForm) -> str:
    """The shots as a model takes them."""
    if form is StoryForm.LIST:
        return _written_list(board)
    opening = board.opening.strip()
    if form is StoryForm.BRACKETS:
        shots = (f"[{_long(shot.seconds)}s]{shot.scene.strip()}" for shot in board.shots)
        return " ".join(filter(None, (opening, *shots)))
    blocks = (
        f"Shot {number}:\nduration: {_short(shot.seconds)}sec\nScene: {shot.scene.strip()}"
        for number, shot in enumerate(board.shots, start=1)
    )
    return "\n\n".join(filter(None, (opening, *blocks)))


def read(text: str, form: StoryForm) -> Storyboard | None:
    """The shots that a text tells, or None where it tells none."""
    if form is StoryForm.LIST:
        return _read_list(text)
    pattern = _BRACKET if form is StoryForm.BRACKETS else _SHOT
    opening, *parts = pattern.split(text.replace("\r\n", "\n"))
    if not parts:
        return None
    return Storyboard(tuple(_shots(parts)), opening.strip())


def seconds_of(value: object) -> Decimal | None:
    """A length as a form holds it, a number or its text; None where it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        seconds = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return seconds if seconds.is_finite() and seconds > 0 else None


def _short(seconds: Decimal) -> str:
    """Without zeros at the end: 5, 7.5."""
    return f"{seconds.normalize():f}"


def _long(seconds: Decimal) -> str:
    """With one digit behind the point at least: 5.0, 7.25."""
    short = _short(seconds)
    return short if "." in short else f"{short}.0"


def _shots(parts: list[str]) -> Iterator[Shot]:
    for seconds, scene in zip(parts[::2], parts[1::2], strict=True):
        yield Shot(Decimal(seconds), scene.strip())


def _written_list(board: Storyboard) -> str:
    rows = [
        {"index": number, "prompt": shot.scene.strip(), "duration": _short(shot.seconds)}
        for number, shot in enumerate(board.shots, start=1)
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _read_list(text: str) -> Storyboard | None:
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(rows, list) or not rows:
        return None
    shots = [_shot_of(row) for row in rows]
    return None if None in shots else Storyboard(tuple(shot for shot in shots if shot is not None))


def _shot_of(row: object) -> Shot | None:
    if not isinstance(row, dict):
        return None
    seconds, scene = seconds_of(row.get("duration")), row.get("prompt")
    return Shot(seconds, scene.strip()) if seconds is not None and isinstance(scene, str) else None
