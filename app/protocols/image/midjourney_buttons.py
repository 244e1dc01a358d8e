"""Buttons of a finished task, in the server's order and with the server's labels."""

import re
from collections.abc import Iterator

from app.domain.remote_task import TaskButton
from app.protocols.read import as_list, at, first_text, text

_NOT_SHOWN = re.compile(r"BOOKMARK|Job::(?:PicReader|PromptAnalyzer)::")
"""Favourites are of no use here. What draws a described or shortened prompt is refused by new-api: the texts
of the task stand in its place."""
_SYMBOLS = (
    ("reroll", "🔄"),
    ("pan_left", "⬅️"),
    ("pan_right", "➡️"),
    ("pan_up", "⬆️"),
    ("pan_down", "⬇️"),
    ("high_variation", "🪄+"),
    ("low_variation", "🪄-"),
    ("CustomZoom", "🔍+"),
    ("Outpaint::75", "🔍 1.5x"),
    ("Outpaint::50", "🔍 2x"),
    ("Outpaint::100", "↔️"),
    ("Inpaint", "🖌️"),
    ("animate", "🎞️"),
)
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
            label = first_text(button, "label") or first_text(button, "emoji") or _symbol(name)
            needs = window_needs(name)
            yield TaskButton(name, label, needs_mask=needs == "mask", needs_prompt=needs == "prompt")


def _symbol(name: str) -> str:
    """A label for a button that has none."""
    numbered = _NUMBERED.search(name)
    if numbered:
        return f"{numbered[1][0].upper()}{numbered[2]}"
    return next((symbol for part, symbol in _SYMBOLS if part in name), name.removeprefix("MJ::"))
