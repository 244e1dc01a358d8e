"""Where the file of a finished task may lie as well, when it did not come from where the gateway said."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from urllib.parse import quote

from app.domain.card import MediaFamily
from app.domain.errors import ErrorKind
from app.domain.generation import MediaOutput
from app.domain.library import TaskAnswer
from app.domain.media import MediaKind, MediaLink
from app.domain.remote_task import RemoteTask, TaskState
from app.protocols.media_links import kind_of_address
from app.protocols.read import json_or_none

MOST_PLACES = 8
_LINK = re.compile(r"https?://[^\s<>\"'`()\[\]{}|\\，。；、）】》]+")
_CONTENT = "/v1/videos/{id}/content"
"""Where most relays hand films over, whatever address they tell."""
_KIND_OF = {
    MediaFamily.IMAGE: MediaKind.PICTURE,
    MediaFamily.VIDEO: MediaKind.VIDEO,
    MediaFamily.MUSIC: MediaKind.AUDIO,
    MediaFamily.SPEECH: MediaKind.AUDIO,
}


def may_lie_elsewhere(task: RemoteTask) -> bool:
    """Whether the work is done and its file is missing."""
    if task.error is None:
        return False
    is_told_done = task.state is TaskState.FAILED and task.error.kind is ErrorKind.RESULT_MISSING
    return task.state is TaskState.DOWNLOAD_FAILED or is_told_done


def other_places(task: RemoteTask, answers: Sequence[TaskAnswer]) -> tuple[str, ...]:
    """Addresses that its gateway ever told of it, the newest first, and the usual one; none that was tried.

    Args:
        answers: the task's history, oldest first.
    """
    tried = {output.media.url for output in task.outputs if isinstance(output.media, MediaLink)}
    kind = _KIND_OF[task.page]
    told = (link for answer in reversed(answers) for link in _links(answer.body))
    said = (link for text in task.texts for link in _LINK.findall(text))
    found = (link for link in (*told, *said) if kind_of_address(link) in (kind, None))
    places = dict.fromkeys((*_known_by_name(found, kind), *_usual(task)))
    return tuple(place for place in places if place not in tried)[:MOST_PLACES]


def with_output(task: RemoteTask, place: str) -> RemoteTask:
    """The task with something to fetch, where it was told of nothing."""
    kind = _KIND_OF[task.page]
    return task if task.outputs else replace(task, outputs=(MediaOutput(MediaLink(place, kind), kind),))


def _known_by_name(links: Iterable[str], kind: MediaKind) -> list[str]:
    """Those whose ending says what they hold before the others."""
    return sorted(links, key=lambda link: kind_of_address(link) is not kind)


def _usual(task: RemoteTask) -> Iterator[str]:
    if task.page is MediaFamily.VIDEO and task.handle is not None:
        yield _CONTENT.replace("{id}", quote(task.handle.id, safe=""))


def _links(body: str) -> Iterator[str]:
    for text in _texts(json_or_none(body.encode())) if body[:1] in ("{", "[") else (body,):
        yield from _LINK.findall(text)


def _texts(value: object, depth: int = 8) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif depth and isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner, depth - 1)
