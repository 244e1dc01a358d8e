"""What can be done with a result, in one order everywhere."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from app.domain.remote_task import TaskState
from app.services.generate import form_of
from app.services.tasks import Tasks
from app.ui.images.results_model import Result
from app.ui.images.task_words import can_be_fetched, can_be_sent_again, may_cost_again


class Verb(StrEnum):
    """One thing that can be done; its value is part of the button's name."""

    OPEN = "open"
    SAVE = "save"
    COPY = "copy"
    FOLDER = "folder"
    REFERENCE = "reference"
    AGAIN = "again"
    """The same settings once more in the form."""
    FETCH = "fetch"
    RETRY = "retry"
    STOP_WATCHING = "stop_watching"
    CANCEL = "cancel"
    DELETE = "delete"


ICONS = {
    Verb.OPEN: "zoom",
    Verb.SAVE: "save",
    Verb.COPY: "copy",
    Verb.FOLDER: "folder",
    Verb.REFERENCE: "upload",
    Verb.AGAIN: "sliders",
    Verb.FETCH: "download",
    Verb.RETRY: "refresh",
    Verb.STOP_WATCHING: "eye-off",
    Verb.CANCEL: "stop",
    Verb.DELETE: "trash",
}
PLAIN = frozenset({Verb.FETCH, Verb.RETRY, Verb.CANCEL, Verb.STOP_WATCHING})
"""Said in words rather than by a sign alone: they cost something, or end something."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A verb that a result offers, in words."""

    verb: Verb
    text: str


def offered(result: Result, tasks: Tasks) -> tuple[Offered, ...]:
    """What can be done with a result now."""
    return tuple(Offered(verb, verb_words(verb, result)) for verb in Verb if _fits(verb, result, tasks))


def verb_words(verb: Verb, result: Result) -> str:
    """A verb in the language of the window."""
    if verb is Verb.RETRY and may_cost_again(result.task):
        return QCoreApplication.translate("ResultVerbs", "Try again (may be billed again)")
    words = {
        Verb.OPEN: QCoreApplication.translate("ResultVerbs", "Look at it"),
        Verb.SAVE: QCoreApplication.translate("ResultVerbs", "Save as…"),
        Verb.COPY: QCoreApplication.translate("ResultVerbs", "Copy picture"),
        Verb.FOLDER: QCoreApplication.translate("ResultVerbs", "Show in folder"),
        Verb.REFERENCE: QCoreApplication.translate("ResultVerbs", "Use as reference"),
        Verb.AGAIN: QCoreApplication.translate("ResultVerbs", "Same settings again"),
        Verb.FETCH: QCoreApplication.translate("ResultVerbs", "Fetch it again (free)"),
        Verb.RETRY: QCoreApplication.translate("ResultVerbs", "Try again"),
        Verb.STOP_WATCHING: QCoreApplication.translate("ResultVerbs", "Stop watching"),
        Verb.CANCEL: QCoreApplication.translate("ResultVerbs", "Cancel"),
        Verb.DELETE: QCoreApplication.translate("ResultVerbs", "Delete"),
    }
    return words[verb]


def _fits(verb: Verb, result: Result, tasks: Tasks) -> bool:
    task = result.task
    match verb:
        case Verb.OPEN | Verb.SAVE | Verb.COPY | Verb.FOLDER | Verb.REFERENCE:
            return bool(result.pictures)
        case Verb.AGAIN:
            form = form_of(task)
            return form is not None and form.parent is None
        case Verb.FETCH:
            return can_be_fetched(task)
        case Verb.RETRY:
            return task.state is not TaskState.DONE and can_be_sent_again(task)
        case Verb.STOP_WATCHING:
            return (task.state.is_at_gateway and task.handle is not None) or (
                task.state is TaskState.DOWNLOADING
            )
        case Verb.CANCEL:
            here = task.state is TaskState.WAITING
            sending = task.state is TaskState.SUBMITTING
            return here or sending or tasks.can_cancel(task)
        case Verb.DELETE:
            return task.state.is_final or task.state is TaskState.WAITING
