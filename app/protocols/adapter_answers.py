"""Answers of tasks that are read by the places and words of an adapter's options."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from app.domain.errors import ErrorKind, StudioError
from app.domain.generation import MediaOutput, TaskHandle
from app.domain.media import MediaLink
from app.domain.remote_task import TaskSnapshot, TaskState, state_of_word
from app.protocols.failure_phrases import kind_of_words
from app.protocols.failures import error_from_json, failure
from app.protocols.image.picture_places import outputs_in, picture_in
from app.protocols.json_paths import values_at
from app.protocols.media_links import kind_of_address
from app.protocols.read import as_list, at, decimal, text

_WORD_LISTS = {
    "waiting_words": TaskState.QUEUED,
    "running_words": TaskState.RUNNING,
    "done_words": TaskState.DONE,
    "failed_words": TaskState.FAILED,
}
_LONGEST_WORD = 60


class AdapterAnswer:
    """One answer, read as the options say."""

    def __init__(self, value: object, options: Mapping[str, str], model: str) -> None:
        self._value = value
        self._options = options
        self._model = model

    def first_text(self, option: str) -> str:
        """The first text or number at the places of an option."""
        said = (text(value).strip() for value in self._values(option))
        return next(filter(None, said), "")

    def state(self) -> TaskState | None:
        """The state that the status word means, the person's own words first; None where there is none."""
        word = self.first_text("status_path").lower()
        if not word or len(word) > _LONGEST_WORD:
            return None
        for option, state in _WORD_LISTS.items():
            if word in self._options.get(option, "").lower().split():
                return state
        return state_of_word(word)

    def results(self) -> tuple[MediaOutput, ...]:
        """The results at the first of the option's places that holds any."""
        for path in self._options.get("result_path", "").split():
            found = [output for value in values_at(self._value, path) for output in _outputs_of(value)]
            if found:
                return tuple(replace(output, index=index) for index, output in enumerate(found))
        return ()

    def results_anywhere(self) -> tuple[MediaOutput, ...]:
        """The results, else pictures wherever they may lie; only for an answer that has to hold them."""
        if found := self.results():
            return found
        places = (self._value, at(self._value, "data"))
        said = (outputs_in(place, model=self._model) for place in places)
        usable = (tuple(output for output in outputs if output.error is None) for outputs in said)
        return next(filter(None, usable), ())

    def snapshot(self, handle: TaskHandle, state: TaskState) -> TaskSnapshot:
        """What the answer says of a task; done without a result but with words of a refusal is a failure."""
        outputs = self.results_anywhere() if state is TaskState.DONE else ()
        words = self.first_text("error_path")
        if state is TaskState.DONE and not outputs and kind_of_words(words) is not None:
            state = TaskState.FAILED
        error = self._error(words) if state is TaskState.FAILED else None
        return TaskSnapshot(handle, state, self._percent(), outputs=outputs, error=error)

    def _values(self, option: str) -> Iterator[object]:
        for path in self._options.get(option, "").split():
            yield from values_at(self._value, path)

    def _error(self, words: str) -> StudioError:
        said = error_from_json(self._value, model=self._model)
        if said is not None:
            return said
        objects = (value for value in self._values("error_path") if isinstance(value, dict))
        found = (error_from_json({"error": value}, model=self._model) for value in objects)
        kind = kind_of_words(words) or ErrorKind.GATEWAY_FAILED
        return next(filter(None, found), None) or failure(kind, reason=words)

    def _percent(self) -> float | None:
        """Progress as a number, a text with a percent sign, or a share of one."""
        for value in self._values("progress_path"):
            number = decimal(value.replace("%", "") if isinstance(value, str) else value)
            if number is not None and number >= 0:
                is_share = number < 1 or (isinstance(value, float) and number == 1)
                return min(float(number * 100 if is_share else number), 100.0)
        return None


def _outputs_of(value: object) -> Iterator[MediaOutput]:
    """Results at one place: addresses below ROOT count as well, and texts of errors do not."""
    for item in as_list(value) or (value,):
        said = text(item)
        media = picture_in(item)
        if media is not None:
            yield MediaOutput(media, media.kind)
        elif said.startswith("/") and not said.startswith("//") and " " not in said:
            link = MediaLink(said)
            yield MediaOutput(replace(link, kind=kind_of_address(said) or link.kind))
