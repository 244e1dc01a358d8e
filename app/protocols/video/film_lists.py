"""What gateways tell when they are asked for several films, or for all that lie with them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from app.domain.found_task import FoundTask
from app.domain.remote_task import state_of_word
from app.protocols.read import as_list, as_object, at, first_text, integer
from app.protocols.video.film_answers import FilmAnswer
from app.wire.response import WireResponse

_MODELS = ("model", "model_name")
_PROMPTS = ("prompt", "user_prompt")
_MOMENTS = ("created_at", "submit_time", "created")
_MILLISECONDS = 10**11


def listed(value: object) -> Sequence[object] | None:
    """The tasks of an answer about several; None where it is about one."""
    fields = as_object(value)
    for place in (value, fields.get("items"), fields.get("data"), as_object(fields.get("data")).get("items")):
        if isinstance(place, list):
            return as_list(place)
    return None


def found_tasks(items: Sequence[object], response: WireResponse) -> Iterator[FoundTask]:
    """The tasks of a list that have an id."""
    for item in items:
        answer, fields = FilmAnswer(item, response), as_object(item)
        if answer.id:
            yield FoundTask(
                answer.id,
                state_of_word(answer.word),
                first_text(fields, *_MODELS),
                first_text(fields, *_PROMPTS),
                _moment(fields),
                first_text(at(fields, "task_info"), "external_task_id"),
            )


def _moment(fields: Mapping[str, object]) -> datetime | None:
    seconds = integer(next((fields[name] for name in _MOMENTS if fields.get(name)), None))
    if seconds is None or seconds <= 0:
        return None
    try:
        return datetime.fromtimestamp(seconds / 1000 if seconds > _MILLISECONDS else seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None
