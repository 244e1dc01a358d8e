"""What gateways and makers say of films, whatever the endpoint and whatever they put around it.

OpenAI's video object, new-api's record inside ``{code, message, data}``, the flat object of the unified
format and the makers' own answers are in use, and gateways put one into another. They share most of their
names, so one reader serves all. ``fail_reason`` and ``result_url`` may each hold an address or the words of a
failure (QuantumNous/new-api ``model/task.go``), so only what looks like an address counts as one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote

from app.domain.errors import ErrorKind, StudioError
from app.domain.generation import MediaOutput, TaskHandle
from app.domain.media import MediaKind, MediaLink
from app.domain.remote_task import TaskSnapshot, TaskState, state_of_word
from app.protocols.failures import failure, failure_in
from app.protocols.read import as_list, as_object, at, first_text, fragment, integer, text
from app.protocols.task_answers import failure_of_task, output_at, percent, words_of
from app.wire.response import WireResponse

Layers = Sequence[Mapping[str, object]]
"""Objects that lie in each other, the outermost first."""

_DEPTH = 5
_INNER = ("data", "output", "task", "Resp")
_STATES = ("status", "task_status", "state")
_IDS = ("task_id", "id", "video_id", "request_id")
_ADDRESSES = (
    ("task_result", "videos"),
    ("video_url",),
    ("content", "video_url"),
    ("content", "url"),
    ("url",),
    ("metadata", "url"),
    ("video", "download_url"),
    ("video", "url"),
    ("assets", "video"),
    ("creations",),
    ("video_result",),
    ("videos",),
    ("file", "download_url"),
    ("detail", "url"),
    ("detail", "video_url"),
    ("result_url",),
    ("fail_reason",),
    ("output",),
)
"""From the place that is trusted most to the one that may hold anything."""
_POSTERS = ("thumbnail_url", "cover_url", "poster_url", "thumbnail", "cover_image_url")
_REASONS = (
    "message_zh", "task_status_msg", "fail_reason", "failure_reason", "failure", "error", "msg", "message",
    "error_message", "reason", "err_msg", "err_code",
)  # fmt: skip
_CODES = ("code", "failureCode", "err_code", "type")
_OWN_CONTENT = re.compile(r"/v1/videos/[^/?#]+/content$")
_USUAL_QUALITY = re.compile(r"|standard|high|hd|sd|low|medium|auto|\d+[pk]?", re.IGNORECASE)
_FACTS = ("seconds", "duration", "size", "resolution", "seed")
_MILLISECONDS = 10**11


class FilmAnswer:
    """One answer about one film."""

    def __init__(self, value: object, response: WireResponse) -> None:
        self._layers = layers_of(value)
        self._response = response

    @property
    def id(self) -> str:
        """The task's id; a record's own before that of what it holds. Never to be taken apart."""
        by_name = (first_text(layer, *_IDS) for layer in self._layers)
        bare = (text(layer.get("data")) for layer in self._layers)
        return next(filter(None, (*by_name, *bare)), "")

    @property
    def word(self) -> str:
        """The word for its state; an envelope's own ``code`` is none."""
        return next((said for layer in self._layers if (said := first_text(layer, *_STATES))), "")

    def snapshot(self, handle: TaskHandle, content_path: str = "") -> TaskSnapshot | None:
        """What is said of a film; None where nothing is.

        Args:
            content_path: where a finished film lies when no address is told.
        """
        outputs, word = self.outputs(), self.word
        if not word and not outputs:
            return None
        state = _state_of(word, handle) if word else TaskState.DONE
        if state is TaskState.DONE and (refusal := self._refusal(outputs)) is not None:
            return TaskSnapshot(handle, TaskState.FAILED, error=refusal)
        if state is TaskState.DONE and not outputs and (place := self._place(content_path)):
            outputs = (MediaOutput(MediaLink(place, MediaKind.VIDEO), MediaKind.VIDEO),)
        is_done = state is TaskState.DONE
        return TaskSnapshot(
            self._with_video_id(handle) if is_done else handle,
            state,
            progress_percent=self._percent() if state is TaskState.RUNNING else None,
            outputs=self._with_words(outputs) if is_done else (),
            error=self.error() if state is TaskState.FAILED else None,
            expires_at=self._expires_at() if is_done else None,
            facts=self._facts() if is_done else {},
        )

    def outputs(self) -> tuple[MediaOutput, ...]:
        """The films that are named, from the place that is trusted most."""
        for path in _ADDRESSES:
            for layer in self._layers:
                if found := [*_films(at(layer, *path))]:
                    return self._numbered(found)
        takes = [
            film
            for layer in self._layers
            for take in as_list(at(layer, "detail", "generations"))
            for film in _films(as_object(take).get("url"))
        ]
        return self._numbered(takes)

    def error(self) -> StudioError:
        """Why it failed, in the words of the innermost that has some."""
        said = [
            words
            for layer in (*reversed(self._layers), *self._details())
            for name in _REASONS
            if (words := words_of(layer.get(name))) and not _is_address(words)
        ]
        told = (first_text(at(layer, "metadata"), "url") for layer in self._layers)
        words = next(iter(said), "") or next((one for one in told if one and not _is_address(one)), "")
        if not words and (failed := failure_in(self._response)) is not None:
            return failed
        places = [place for layer in reversed(self._layers) for place in (layer.get("error"), layer)]
        codes = (first_text(place, *_CODES) for place in places)
        return failure_of_task(words, self._response, code=next(filter(None, codes), ""))

    def _place(self, content_path: str) -> str:
        """Where a film lies that has no address; some makers name a file to be looked up there."""
        files = (first_text(layer, "file_id") for layer in self._layers)
        file_id = next(filter(None, files), "")
        if "{file_id}" in content_path and not file_id:
            return ""
        return content_path.replace("{file_id}", quote(file_id, safe=""))

    def _refusal(self, outputs: tuple[MediaOutput, ...]) -> StudioError | None:
        """A film that is called finished and was held back: the reason stands where its quality should."""
        if any(layer.get("respect_moderation") is False for layer in (*self._layers, *self._videos())):
            return failure(ErrorKind.CONTENT_REFUSED)
        quality = next((said for layer in self._layers if (said := first_text(layer, "quality"))), "")
        if not outputs and not _USUAL_QUALITY.fullmatch(quality):
            return failure(ErrorKind.CONTENT_REFUSED, reason=quality)
        return failure_in(self._response) if not outputs else None

    def _numbered(self, outputs: Sequence[MediaOutput]) -> tuple[MediaOutput, ...]:
        posters = (first_text(place, *_POSTERS) for place in (*self._layers, *self._videos()))
        poster = _poster(next(filter(None, posters), ""))
        numbered = tuple(
            replace(one, index=index, poster=one.poster or poster) for index, one in enumerate(outputs)
        )
        frames = (first_text(layer.get("content"), "last_frame_url") for layer in self._layers)
        frame = output_at(next(filter(None, frames), ""))
        return (*numbered, replace(frame, index=len(numbered))) if frame else numbered

    def _with_words(self, outputs: Sequence[MediaOutput]) -> tuple[MediaOutput, ...]:
        revised = next((said for layer in self._layers if (said := first_text(layer, "enhanced_prompt"))), "")
        return tuple(replace(output, revised_prompt=revised) for output in outputs)

    def _percent(self) -> float | None:
        said = next((layer["progress"] for layer in self._layers if "progress" in layer), None)
        number = percent(said)
        is_share = isinstance(said, float) and 0 < said <= 1
        return number * 100 if number is not None and is_share else number

    def _expires_at(self) -> datetime | None:
        said = next((layer["expires_at"] for layer in self._layers if layer.get("expires_at")), None)
        seconds = integer(said)
        if seconds is None or seconds <= 0:
            return None
        seconds = seconds // 1000 if seconds > _MILLISECONDS else seconds
        try:
            return datetime.fromtimestamp(seconds, UTC)
        except (OverflowError, ValueError, OSError):
            return None

    def _facts(self) -> dict[str, str]:
        """What was really made."""
        places = [*self._layers, *(as_object(layer.get("metadata")) for layer in self._layers)]
        found: dict[str, str] = {}
        for name in _FACTS:
            said = next((first_text(place, name) for place in places if first_text(place, name)), "")
            if said and (name != "size" or not _is_address(said)):
                found[name] = said
        return found

    def _details(self) -> Iterator[Mapping[str, object]]:
        for layer in self._layers:
            detail = as_object(layer.get("detail"))
            yield detail
            yield from map(as_object, detail.values())
            yield from map(as_object, as_list(detail.get("generations")))

    def _videos(self) -> Iterator[Mapping[str, object]]:
        return (as_object(layer.get("video")) for layer in self._layers)

    def _with_video_id(self, handle: TaskHandle) -> TaskHandle:
        """Kling goes on from the id of a film, which is another than that of its task."""
        videos = (as_list(at(layer, "task_result", "videos")) for layer in self._layers)
        ids = (first_text(video, "id") for listed in videos for video in listed)
        video_id = next(filter(None, ids), "")
        if not video_id or handle.get("video_id") == video_id:
            return handle
        return replace(handle, extra=(*handle.extra, ("video_id", video_id)))


def _state_of(word: str, handle: TaskHandle) -> TaskState:
    """What a word means; one maker's «unknown» is a task that is forgotten, another's only a moment."""
    if word.lower() in handle.get("forgotten_words").split():
        return TaskState.EXPIRED
    return state_of_word(word)


def layers_of(value: object) -> Layers:
    """The objects of an answer that lie in each other; a list of one counts as that one.

    An envelope, which tells no state of its own, is left out.
    """
    found = as_object(value[0] if isinstance(value, list) and value else value)
    layers = [found]
    while len(layers) < _DEPTH and (inner := _inner(layers[-1])):
        layers.append(inner)
    is_envelope = len(layers) > 1 and not first_text(found, *_STATES)
    return layers[1:] if is_envelope else layers


def _inner(layer: Mapping[str, object]) -> Mapping[str, object]:
    objects = (as_object(layer.get(name)) for name in _INNER)
    return next(filter(None, objects), {})


def _films(place: object) -> Iterator[MediaOutput]:
    for item in as_list(place) or [place]:
        address = (fragment(item) or first_text(item, "url", "video_url")).strip()
        if not _is_address(address):
            continue
        own = _OWN_CONTENT.search(address)
        output = output_at(own[0] if own else address, kind=MediaKind.VIDEO)
        if output is not None:
            yield replace(output, poster=_poster(first_text(item, *_POSTERS)))


def _poster(address: str) -> MediaLink | None:
    return MediaLink(address) if address.startswith(("http://", "https://")) else None


def _is_address(said: str) -> bool:
    """Whether a text is an address, and not the words of a failure."""
    if re.search(r"\s", said.strip()) and not said.startswith("data:"):
        return False
    return said.startswith(("http://", "https://", "data:")) or (
        said.startswith("/") and not said.startswith("//") and len(said) > 1
    )
