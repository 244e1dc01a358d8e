"""Midjourney's buttons: those that come with a result, and what pressing one makes of it."""

import re
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from app.demo.image.midjourney.jobs import Job
from app.demo.image.midjourney.prompts import zoom_in
from app.demo.image.midjourney.scenes import Box, Framed, Painted, Retouched, Scene, Varied

_KINDS = {
    "UPSCALE": r"MJ::JOB::upsample::([1-4])::",
    "VARIATION": r"MJ::JOB::variation::([1-4])::",
    "REROLL": r"MJ::JOB::reroll::0::",
    "LARGER": r"MJ::JOB::upsample_v7_2x_(?:subtle|creative)::1::",
    "LOW_VARIATION": r"MJ::JOB::low_variation::1::",
    "HIGH_VARIATION": r"MJ::JOB::high_variation::1::",
    "PAN": r"MJ::JOB::pan_(left|right|up|down)::1::",
    "ZOOM": r"MJ::Outpaint::(50|75)::1::",
    "CUSTOM_ZOOM": r"MJ::CustomZoom::1::",
    "INPAINT": r"MJ::Inpaint::1::",
}
_PANS: dict[str, tuple[float, float, Box]] = {
    "left": (1.5, 1, (1 / 3, 0, 2 / 3, 1)),
    "right": (1.5, 1, (0, 0, 2 / 3, 1)),
    "up": (1, 1.5, (0, 1 / 3, 1, 2 / 3)),
    "down": (1, 1.5, (0, 0, 1, 2 / 3)),
}
"""How much wider and higher the canvas becomes, and where the old picture lies in it."""
_ALWAYS_ASKS = ("CUSTOM_ZOOM", "INPAINT")
_ASKS_WITH_REMIX = ("VARIATION", "REROLL", "LOW_VARIATION", "HIGH_VARIATION", "PAN")
_REMIX_WORDS = ("remix mode", "混音")


@dataclass(frozen=True, slots=True)
class Press:
    """A button by its name: what it does, and to which of four or in which way."""

    kind: str
    how: str = ""

    @property
    def is_remix(self) -> bool:
        """Whether its window, if it opens one, asks for another prompt for the same."""
        return self.kind not in _ALWAYS_ASKS

    def opens_window(self, parent: Job) -> bool:
        """Whether more is asked for first; accounts with remix on ask before every variation."""
        asks = self.kind in _ASKS_WITH_REMIX and is_remixed(parent)
        return asks or self.kind in _ALWAYS_ASKS


def is_remixed(job: Job) -> bool:
    """Whether the account is to be one with remix on; the prompt says so."""
    return any(word in job.prompt for word in _REMIX_WORDS)


def read_press(name: str) -> Press | None:
    """The button of a ``customId``; None for one that new-api does not know."""
    for kind, form in _KINDS.items():
        if found := re.match(form, name):
            return Press(kind, found[1] if found.groups() else "")
    return None


def press(parent: Job, button: Press, task_id: str, prompt: str, mask: bytes | None = None) -> Job:
    """What pressing a button makes."""
    action = "UPSCALE" if button.kind == "LARGER" else button.kind
    made = replace(parent, id=task_id, action=action, prompt=prompt or parent.prompt, parent=parent)
    match button.kind:
        case "UPSCALE":
            return replace(made, scenes=(parent.scenes[(int(button.how) - 1) % len(parent.scenes)],))
        case "LARGER":
            return replace(made, width=2 * parent.width, height=2 * parent.height)
        case "REROLL":
            return replace(made, scenes=tuple(Painted(words) for words in _four(made)))
        case "VARIATION":
            below = parent.scenes[(int(button.how) - 1) % len(parent.scenes)]
            return replace(made, scenes=tuple(Varied(below, words) for words in _four(made)))
        case "PAN":
            return _panned(made, *_PANS[button.how])
        case "ZOOM":
            return _zoomed(made, 100 / int(button.how) if button.how == "50" else 1.5)
        case "CUSTOM_ZOOM":
            return _zoomed(made, zoom_in(made.prompt))
        case "INPAINT":
            below = parent.scenes[0]
            return replace(made, scenes=tuple(Retouched(below, words, mask) for words in _four(made)))
        case _:
            return replace(made, scenes=tuple(Varied(parent.scenes[0], words) for words in _four(made)))


def buttons_of(job: Job) -> list[dict[str, Any]]:
    """The buttons that Discord shows below a finished task."""
    mark = sha256(job.id.encode()).hexdigest()[:12]
    if not job.scenes:
        numbers = [(f"MJ::Job::PicReader::{n}", "", f"{n}️⃣") for n in range(1, 5)]
        return [_button(*one) for one in (*numbers, ("MJ::Job::PicReader::all", "Imagine all", "🎉"))]
    rows = _grid_buttons() if len(job.scenes) > 1 else _single_buttons(job)
    return [_button(f"MJ::{name}::{mark}{tail}", label, emoji) for name, tail, label, emoji in rows]


def _grid_buttons() -> list[tuple[str, str, str, str]]:
    return [
        *((f"JOB::upsample::{n}", "", f"U{n}", "") for n in range(1, 5)),
        ("JOB::reroll::0", "::SOLO", "", "🔄"),
        *((f"JOB::variation::{n}", "", f"V{n}", "") for n in range(1, 5)),
    ]


def _single_buttons(job: Job) -> list[tuple[str, str, str, str]]:
    solo = "::SOLO"
    larger = [
        ("JOB::upsample_v7_2x_subtle::1", solo, "Upscale (Subtle)", "⏫"),
        ("JOB::upsample_v7_2x_creative::1", solo, "Upscale (Creative)", "⏫"),
    ]
    return [
        *(larger if job.parent is None or job.parent.width == job.width else []),
        ("JOB::low_variation::1", solo, "Vary (Subtle)", "🪄"),
        ("JOB::high_variation::1", solo, "Vary (Strong)", "🪄"),
        ("Inpaint::1", solo, "Vary (Region)", "🖌️"),
        ("Outpaint::50::1", solo, "Zoom Out 2x", "🔍"),
        ("Outpaint::75::1", solo, "Zoom Out 1.5x", "🔍"),
        ("CustomZoom::1", solo, "Custom Zoom", "🔍"),
        ("JOB::pan_left::1", solo, "", "⬅️"),
        ("JOB::pan_right::1", solo, "", "➡️"),
        ("JOB::pan_up::1", solo, "", "⬆️"),
        ("JOB::pan_down::1", solo, "", "⬇️"),
        ("BOOKMARK", "", "", "❤️"),
    ]


def _button(name: str, label: str, emoji: str) -> dict[str, Any]:
    return {"customId": name, "emoji": emoji, "label": label, "type": 2, "style": 2}


def _four(job: Job) -> list[str]:
    return [f"{job.words}|{job.id}|{number}" for number in range(4)]


def _zoomed(job: Job, times: float) -> Job:
    """The picture in the middle of a larger one."""
    size = 1 / times
    edge = (1 - size) / 2
    return replace(job, scenes=_around(job, (edge, edge, size, size)))


def _panned(job: Job, across: float, down: float, box: Box) -> Job:
    scale = 1 / max(across, down)
    # Even, because a grid has two halves.
    width, height = (round(edge * scale / 2) * 2 for edge in (job.width * across, job.height * down))
    return replace(job, scenes=_around(job, box), width=width, height=height)


def _around(job: Job, box: Box) -> tuple[Scene, ...]:
    return tuple(Framed(Painted(words), job.scenes[0], box) for words in _four(job))
