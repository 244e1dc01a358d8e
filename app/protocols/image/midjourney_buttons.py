"""Buttons of a finished task, in the server's order and with the server's labels."""

import re
from collections.abc import Iterator

from app.domain.remote_task import ButtonMeaning, TaskButton
from app.protocols.read import as_list, at, first_text, integer, text

_NOT_SHOWN = re.compile(r"BOOKMARK|Job::(?:PicReader|PromptAnalyzer)::")
"""Favourites are of no use here. What draws a described or shortened prompt is refused by new-api: the texts
of the task stand in its place."""
_USED = 3
"""Discord's green style."""
_MEANINGS = (
    (re.compile(r"upsample_\w+_subtle"), ButtonMeaning.ENLARGE_FAITHFULLY, "⏫"),
    (re.compile(r"upsample_\w+_creative"), ButtonMeaning.ENLARGE_FREELY, "⏫"),
    (re.compile(r"upsample_v5_\dx"), ButtonMeaning.ENLARGE_FAITHFULLY, "⏫"),
    (re.compile(r"JOB::upsample::"), ButtonMeaning.ENLARGE, ""),
    (re.compile(r"JOB::variation::"), ButtonMeaning.VARY, ""),
    (re.compile(r"reroll"), ButtonMeaning.DRAW_AGAIN, "🔄"),
    (re.compile(r"pan_left"), ButtonMeaning.PAN_LEFT, "⬅️"),
    (re.compile(r"pan_right"), ButtonMeaning.PAN_RIGHT, "➡️"),
    (re.compile(r"pan_up"), ButtonMeaning.PAN_UP, "⬆️"),
    (re.compile(r"pan_down"), ButtonMeaning.PAN_DOWN, "⬇️"),
    (re.compile(r"high_variation"), ButtonMeaning.VARY_STRONGLY, "🪄+"),
    (re.compile(r"low_variation"), ButtonMeaning.VARY_SUBTLY, "🪄-"),
    (re.compile(r"CustomZoom"), ButtonMeaning.CUSTOM_ZOOM, "🔍+"),
    (re.compile(r"Outpaint::75"), ButtonMeaning.ZOOM_OUT, "🔍 1.5x"),
    (re.compile(r"Outpaint::50"), ButtonMeaning.ZOOM_OUT, "🔍 2x"),
    (re.compile(r"Outpaint::100"), ButtonMeaning.MAKE_SQUARE, "↔️"),
    (re.compile(r"Inpaint"), ButtonMeaning.VARY_REGION, "🖌️"),
    (re.compile(r"animate"), ButtonMeaning.ANIMATE, "🎞️"),
)
"""By what a name contains: what the button does, and a sign for one that has neither label nor emoji.
Names: trueai-org/midjourney-proxy ``CustomComponentModel``."""
_NUMBERED = re.compile(r"JOB::(upsample|variation)::(\d)")


def buttons_in(value: object) -> tuple[TaskButton, ...]:
    """The buttons that can be pressed; each ``id`` goes back unchanged."""
    return tuple(_buttons(value))


def window_needs(name: str) -> str:
    """What the window of a button or an action asks for, ``mask`` or ``prompt``; empty without one."""
    bare = name.lower().replace("_", "")
    if "inpaint" in bare:
        return "mask"
    return "prompt" if "customzoom" in bare else ""


def _buttons(value: object) -> Iterator[TaskButton]:
    for button in as_list(value):
        name = text(at(button, "customId"))
        if name and not _NOT_SHOWN.search(name):
            yield _button(button, name)


def _button(button: object, name: str) -> TaskButton:
    meaning, sign = _meant(name)
    numbered, needs = _NUMBERED.search(name), window_needs(name)
    return TaskButton(
        name,
        first_text(button, "label", "emoji") or _short(numbered) or sign or name.removeprefix("MJ::"),
        needs_mask=needs == "mask",
        needs_prompt=needs == "prompt",
        meaning=meaning,
        number=int(numbered[2]) if numbered else 0,
        is_used=integer(at(button, "style")) == _USED,
    )


def _meant(name: str) -> tuple[ButtonMeaning, str]:
    found = ((meaning, sign) for pattern, meaning, sign in _MEANINGS if pattern.search(name))
    return next(found, (ButtonMeaning.OTHER, ""))


def _short(numbered: re.Match[str] | None) -> str:
    """U1 and V1."""
    return f"{numbered[1][0].upper()}{numbered[2]}" if numbered else ""
