"""Task objects of Midjourney-Proxy: state, progress, links of pictures, buttons and texts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

from app.domain.generation import MediaOutput, TaskHandle
from app.domain.media import MediaKind, MediaLink
from app.domain.remote_task import TaskSnapshot, TaskState, state_of_word
from app.protocols.image.midjourney_buttons import buttons_in, window_needs
from app.protocols.image.midjourney_failures import failure_of_task
from app.protocols.image.midjourney_texts import lead_of, prompts_in
from app.protocols.read import as_list, as_object, at, first_text, text

_TALKING = {"DESCRIBE": "describe", "SHORTEN": "shorten"}
"""Actions that give texts; their ``imageUrl`` is the picture that was sent."""
SERVER, MAINTAINED = "server", "maintained"
"""What a handle says of the server, once an answer has shown it."""
_ONLY_MAINTAINED = ("jobId", "displays", "thumbnailUrl")
"""Fields that trueai-org/midjourney-proxy alone sends."""
_DIGITS = re.compile(r"\d{1,9}(?:\.\d{1,9})?")
_ADDRESS = ("http://", "https://", "/")
_DISCORD = re.compile(r"(?:^|\.)discordapp\.(?:com|net)$")


def snapshot_of(task: object, handle: TaskHandle) -> TaskSnapshot:
    """What a task object says; its handle learns which server answers."""
    handle = _known(handle, task)
    state = _state(task, handle)
    prompts = _prompts(task, handle)
    pictures = () if prompts and _is_talking(task, handle) else _outputs(task)
    progress = first_text(task, "progress")
    is_done, is_failed = state is TaskState.DONE, state is TaskState.FAILED
    return TaskSnapshot(
        handle,
        state,
        progress_percent=100.0 if is_done else percent_of(progress),
        words="" if _DIGITS.search(progress) else progress,
        outputs=pictures if is_done else (),
        previews=() if is_done or is_failed else pictures,
        texts=prompts if is_done else (),
        buttons=buttons_in(at(task, "buttons")),
        error=failure_of_task(task) if is_failed else None,
        expires_at=min(filter(None, map(_expiry, pictures)), default=None) if is_done else None,
        facts=_about_prompts(task) if prompts else _facts(task) | _about_window(task, state, handle),
    )


def needs_of(handle: TaskHandle, action: str = "") -> dict[str, str]:
    """The fact that says what an open window waits for, ``mask`` or ``prompt``; none where nobody knows."""
    needs = handle.get("needs") or window_needs(action)
    return {"needs": needs} if needs else {}


def percent_of(progress: str) -> float | None:
    """Percent from ``"45%"``; words and nothing tell none."""
    found = _DIGITS.search(progress)
    return min(float(found[0]), 100.0) if found else None


def _known(handle: TaskHandle, task: object) -> TaskHandle:
    told = as_object(task).keys()
    if handle.get(SERVER) or not any(name in told for name in _ONLY_MAINTAINED):
        return handle
    return replace(handle, extra=(*handle.extra, (SERVER, MAINTAINED)))


def _state(task: object, handle: TaskHandle) -> TaskState:
    word = first_text(task, "status")
    state = state_of_word(word) if word else TaskState.QUEUED
    # The word stays for a moment after the window was answered.
    is_answered = state is TaskState.WAITING_FOR_INPUT and handle.get("action") == "modal"
    return TaskState.QUEUED if is_answered else state


def _is_talking(task: object, handle: TaskHandle) -> bool:
    said = first_text(task, "action").upper()
    return said in _TALKING or (not said and handle.get("action") in _TALKING.values())


def _prompts(task: object, handle: TaskHandle) -> tuple[str, ...]:
    return prompts_in(_description(task, handle)) if _is_talking(task, handle) else ()


def _description(task: object, handle: TaskHandle) -> str:
    """The text of a task that gives texts; the original proxy writes it into the prompt."""
    names = ("finalPrompt", "finalZhPrompt")
    if handle.get("language") == "zh":
        names = ("finalZhPrompt", "finalPrompt")
    return first_text(at(task, "properties"), *names) or first_text(task, "promptEn", "prompt")


def _outputs(task: object) -> tuple[MediaOutput, ...]:
    """The clips of a task, or its pictures: the grid first, then those that it is made of."""
    grid = _link(at(task, "imageUrl"))
    clips = _links((at(task, "videoUrl"), *_addresses(at(task, "videoUrls"))))
    if clips:
        poster = MediaLink(grid) if grid else None
        return tuple(
            MediaOutput(MediaLink(clip, MediaKind.VIDEO), MediaKind.VIDEO, index, poster)
            for index, clip in enumerate(clips)
        )
    pictures = _links((grid, *_addresses(at(task, "imageUrls"))))
    return tuple(MediaOutput(MediaLink(url), index=index) for index, url in enumerate(pictures))


def _addresses(value: object) -> Iterator[object]:
    for item in as_list(value):
        yield at(item, "url") or item


def _links(said: Sequence[object]) -> list[str]:
    return [*dict.fromkeys(filter(None, map(_link, said)))]


def _link(value: object) -> str:
    """An address to fetch; error texts stand in its place as well."""
    url = text(value).strip()
    return url if url.startswith(_ADDRESS) else ""


def _expiry(output: MediaOutput) -> datetime | None:
    """When a link of Discord dies: it says so in ``ex``, as a hexadecimal Unix time."""
    url = output.media.url if isinstance(output.media, MediaLink) else ""
    try:
        parts = urlsplit(url)
        if not _DISCORD.search(parts.hostname or ""):
            return None
        return datetime.fromtimestamp(int(parse_qs(parts.query)["ex"][0], 16), UTC)
    except (ValueError, KeyError, OverflowError, OSError):
        return None


def _facts(task: object) -> dict[str, str]:
    """What was really used, as far as the server tells."""
    width, height = text(at(task, "width")), text(at(task, "height"))
    said = {
        "prompt": first_text(at(task, "properties"), "finalPrompt") or first_text(task, "promptEn"),
        "seed": first_text(task, "seed"),
        "mode": first_text(task, "mode"),
        "size": f"{width}x{height}" if width and height else "",
    }
    return {name: value for name, value in said.items() if value}


def _about_window(task: object, state: TaskState, handle: TaskHandle) -> dict[str, str]:
    is_open = state is TaskState.WAITING_FOR_INPUT
    return needs_of(handle, first_text(task, "action")) if is_open else {}


def _about_prompts(task: object) -> dict[str, str]:
    """What stands before the prompts that a task gave, for example which words matter."""
    lead = lead_of(first_text(at(task, "properties"), "finalPrompt"))
    return {"key_words": lead} if lead else {}
