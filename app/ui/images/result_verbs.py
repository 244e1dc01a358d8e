"""What can be done with a result, in one order everywhere."""

from collections.abc import Collection
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from app.domain.remote_task import RemoteTask, TaskState
from app.services.jobs.generate import form_of
from app.services.jobs.tasks import Tasks
from app.ui.images.result_origin import base_of, seed_of
from app.ui.images.results_model import Result
from app.ui.images.task_words import (
    can_be_answered,
    can_be_fetched,
    can_be_sent_again,
    may_be_withheld,
    may_cost_again,
)
from app.ui.widgets.action_row import Action


class Verb(StrEnum):
    """One thing that can be done; its value is part of the button's name."""

    OPEN = "open"
    SAVE = "save"
    COPY = "copy"
    REFERENCE = "reference"
    MASK = "mask"
    """Paint over what of it shall change."""
    GO_ON = "go_on"
    """The next request takes along what was said and drawn before."""
    DESCRIBE = "describe"
    """The provider says which prompts would draw it."""
    VIDEO = "video"
    ANSWER = "answer"
    """Give the provider what it asked for when a button was pressed."""
    SEARCH = "search"
    """Look for what was sent and never answered."""
    FETCH = "fetch"
    RETRY = "retry"
    AGAIN = "again"
    """The same settings once more in the form."""
    BEFORE_AFTER = "before_after"
    COMPARE = "compare"
    STAR = "star"
    FOLDER = "folder"
    ORIGIN = "origin"
    """The result whose button began it."""
    SEED = "seed"
    COPY_PROMPT = "copy_prompt"
    COPY_SEED = "copy_seed"
    COPY_DETAILS = "copy_details"
    REQUEST = "request"
    STOP_WATCHING = "stop_watching"
    CANCEL = "cancel"
    DELETE = "delete"


ICONS = {
    Verb.OPEN: "zoom",
    Verb.SAVE: "save",
    Verb.COPY: "copy",
    Verb.REFERENCE: "upload",
    Verb.MASK: "mask",
    Verb.GO_ON: "edit",
    Verb.DESCRIBE: "describe",
    Verb.VIDEO: "videos",
    Verb.ANSWER: "edit",
    Verb.SEARCH: "search",
    Verb.FETCH: "download",
    Verb.RETRY: "refresh",
    Verb.AGAIN: "sliders",
    Verb.BEFORE_AFTER: "before-after",
    Verb.COMPARE: "compare",
    Verb.STAR: "star",
    Verb.FOLDER: "folder",
    Verb.ORIGIN: "branch",
    Verb.SEED: "dice",
    Verb.COPY_PROMPT: "text",
    Verb.COPY_SEED: "dice",
    Verb.COPY_DETAILS: "file",
    Verb.REQUEST: "exchange",
    Verb.STOP_WATCHING: "eye-off",
    Verb.CANCEL: "stop",
    Verb.DELETE: "trash",
}
PLAIN = frozenset({Verb.ANSWER, Verb.SEARCH, Verb.FETCH, Verb.RETRY, Verb.CANCEL, Verb.STOP_WATCHING})
"""Said in words rather than by a sign alone: they cost something, or end something."""
FOR_SEVERAL = (Verb.SAVE, Verb.COMPARE, Verb.STAR, Verb.DELETE)
"""What can be done with several results at once."""
OF_A_PICTURE = frozenset(
    {
        Verb.COPY,
        Verb.REFERENCE,
        Verb.MASK,
        Verb.DESCRIBE,
        Verb.VIDEO,
        Verb.COMPARE,
    }
)
OF_A_FILE = frozenset({Verb.OPEN, Verb.SAVE, Verb.STAR, Verb.FOLDER})
"""What can be done with pictures and clips alike."""
RARE = frozenset({Verb.DESCRIBE, Verb.ORIGIN, Verb.SEED, Verb.COPY_SEED, Verb.COPY_PROMPT, Verb.REQUEST})
"""What stands in the menu alone, unless it is said in words."""
_LESSER = (Verb.COPY_DETAILS, Verb.FOLDER, Verb.BEFORE_AFTER, Verb.COMPARE)
"""What goes into the menu first where there is little room."""
_WORTH = len(_LESSER)


def actions_for(result: Result, tasks: Tasks, without: Collection[Verb] = ()) -> tuple[Action, ...]:
    """What can be done with a result now, but for what nobody can do here."""
    verbs = (verb for verb in Verb if verb not in without)
    return tuple(_action(verb, result) for verb in verbs if _fits(verb, result, tasks))


def actions_for_several(count: int) -> tuple[Action, ...]:
    """What can be done with some results at once; only two can be compared."""
    verbs = (verb for verb in FOR_SEVERAL if verb is not Verb.COMPARE or count == 2)
    return tuple(Action(verb, words_of(verb), ICONS[verb]) for verb in verbs)


def is_starred(result: Result) -> bool:
    """Whether what is chosen is a favourite."""
    return result.chosen is not None and result.chosen.favourite


def _action(verb: Verb, result: Result) -> Action:
    text, icon, token = _words_for(verb, result), ICONS[verb], "text_muted"
    if verb is Verb.STAR and is_starred(result):
        icon, token = "star-filled", "warning"
    in_words = _is_said(verb, result.task)
    keeps = _LESSER.index(verb) if verb in _LESSER else _WORTH + (verb is Verb.DELETE or in_words)
    return Action(verb, text, icon, in_words, token, keeps, is_rare=verb in RARE and not in_words)


def _is_said(verb: Verb, task: RemoteTask) -> bool:
    """Whether it is said in words: where it matters most now."""
    is_now = {Verb.AGAIN: has_failed(task), Verb.REQUEST: may_be_withheld(task)}
    return verb in PLAIN or is_now.get(verb, False)


def has_failed(task: RemoteTask) -> bool:
    """Whether a task ended without what it was begun for."""
    return task.state.is_final and task.state is not TaskState.DONE


def _words_for(verb: Verb, result: Result) -> str:
    if verb is Verb.RETRY and may_cost_again(result.task):
        return QCoreApplication.translate("ResultVerbs", "Try again (may be billed again)")
    if verb is Verb.AGAIN and has_failed(result.task):
        return QCoreApplication.translate("ResultVerbs", "Change and retry")
    if verb is Verb.STAR and is_starred(result):
        return QCoreApplication.translate("ResultVerbs", "Remove the star")
    if verb is Verb.COMPARE:
        return QCoreApplication.translate("ResultVerbs", "Compare with…")
    return words_of(verb)


def words_of(verb: Verb) -> str:
    """A verb in the language of the window."""
    words = {
        Verb.OPEN: QCoreApplication.translate("ResultVerbs", "Look at it"),
        Verb.SAVE: QCoreApplication.translate("ResultVerbs", "Save as…"),
        Verb.COPY: QCoreApplication.translate("ResultVerbs", "Copy picture"),
        Verb.REFERENCE: QCoreApplication.translate("ResultVerbs", "Use as reference"),
        Verb.MASK: QCoreApplication.translate("ResultVerbs", "Edit with mask"),
        Verb.GO_ON: QCoreApplication.translate("ResultVerbs", "Go on from this picture"),
        Verb.DESCRIBE: QCoreApplication.translate("ResultVerbs", "Describe: prompts that would draw it"),
        Verb.ANSWER: QCoreApplication.translate("ResultVerbs", "Go on…"),
        Verb.ORIGIN: QCoreApplication.translate("ResultVerbs", "Show what it was made from"),
        Verb.SEED: QCoreApplication.translate("ResultVerbs", "Ask for the seed"),
        Verb.VIDEO: QCoreApplication.translate("ResultVerbs", "Make a video from it"),
        Verb.SEARCH: QCoreApplication.translate("ResultVerbs", "Search for it (free)"),
        Verb.FETCH: QCoreApplication.translate("ResultVerbs", "Fetch it again (free)"),
        Verb.RETRY: QCoreApplication.translate("ResultVerbs", "Try again"),
        Verb.AGAIN: QCoreApplication.translate("ResultVerbs", "Same settings again"),
        Verb.BEFORE_AFTER: QCoreApplication.translate("ResultVerbs", "Before and after"),
        Verb.COMPARE: QCoreApplication.translate("ResultVerbs", "Compare"),
        Verb.STAR: QCoreApplication.translate("ResultVerbs", "Star"),
        Verb.FOLDER: QCoreApplication.translate("ResultVerbs", "Show in folder"),
        Verb.COPY_PROMPT: QCoreApplication.translate("ResultVerbs", "Copy prompt"),
        Verb.COPY_SEED: QCoreApplication.translate("ResultVerbs", "Copy seed"),
        Verb.COPY_DETAILS: QCoreApplication.translate("ResultVerbs", "Copy details"),
        Verb.REQUEST: QCoreApplication.translate("ResultVerbs", "Show request"),
        Verb.STOP_WATCHING: QCoreApplication.translate("ResultVerbs", "Stop watching"),
        Verb.CANCEL: QCoreApplication.translate("ResultVerbs", "Cancel"),
        Verb.DELETE: QCoreApplication.translate("ResultVerbs", "Delete"),
    }
    return words[verb]


def _fits(verb: Verb, result: Result, tasks: Tasks) -> bool:
    task = result.task
    if verb in OF_A_PICTURE:
        return result.picture is not None
    if verb in OF_A_FILE:
        return result.chosen is not None
    match verb:
        case Verb.ANSWER:
            return can_be_answered(task)
        case Verb.ORIGIN:
            return task.parent_id is not None
        case Verb.SEED:
            return not seed_of(result)
        case Verb.SEARCH:
            return tasks.lost.can_search(task)
        case Verb.FETCH:
            return can_be_fetched(task) and not can_be_answered(task)
        case Verb.RETRY:
            is_open = task.state is TaskState.DONE or can_be_answered(task)
            return not is_open and can_be_sent_again(task)
        case Verb.AGAIN:
            form = form_of(task)
            return form is not None and form.parent is None
        case Verb.GO_ON:
            return task.can_go_on and task.state is TaskState.DONE and result.picture is not None
        case Verb.BEFORE_AFTER:
            return result.picture is not None and base_of(result) is not None
        case Verb.COPY_PROMPT:
            return bool(task.prompt)
        case Verb.COPY_SEED:
            return bool(seed_of(result))
        case Verb.COPY_DETAILS:
            return task.error is not None
        case Verb.REQUEST:
            return task.submitted_at is not None
        case Verb.STOP_WATCHING:
            is_watched = task.state.is_at_gateway and task.handle is not None
            return is_watched or task.state is TaskState.DOWNLOADING
        case Verb.CANCEL:
            is_here = task.state in (TaskState.WAITING, TaskState.SUBMITTING)
            return is_here or tasks.can_cancel(task)
    return task.state.is_final or task.state is TaskState.WAITING
