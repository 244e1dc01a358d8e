"""What can be done with a job, in one order everywhere."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from app.domain.card import MediaFamily, ModelCard
from app.domain.remote_task import TaskState
from app.domain.text import Language
from app.services.generate import form_of
from app.services.tasks import Tasks
from app.ui.images.task_words import can_be_answered, can_be_fetched, can_be_sent_again, may_cost_again
from app.ui.videos.job import Job
from app.ui.widgets.action_row import Action


class JobVerb(StrEnum):
    """One thing that can be done; its value is part of the button's name."""

    NEXT_SHOT = "next_shot"
    """The last frame becomes the first one of another film."""
    GO_ON = "go_on"
    """The next request takes along what was said before."""
    SEARCH = "search"
    """Look for what was sent and never answered."""
    FOUND = "found"
    """Say by which id it is known at the provider."""
    FETCH = "fetch"
    RETRY = "retry"
    AGAIN = "again"
    """The same settings once more in the form."""
    SAVE = "save"
    LAST_FRAME = "last_frame"
    """The last frame as a picture file."""
    REFERENCE = "reference"
    """The last frame, or the picture, goes into the form of the image page."""
    COMPARE = "compare"
    STAR = "star"
    FOLDER = "folder"
    COPY_LINK = "copy_link"
    COPY_PROMPT = "copy_prompt"
    COPY_SEED = "copy_seed"
    COPY_DETAILS = "copy_details"
    REQUEST = "request"
    ORIGIN = "origin"
    """The film that it goes on from."""
    STOP_WATCHING = "stop_watching"
    CANCEL = "cancel"
    EXPORT = "export"
    """The rows as a table."""
    DELETE = "delete"


ICONS = {
    JobVerb.NEXT_SHOT: "arrow-right",
    JobVerb.GO_ON: "edit",
    JobVerb.SEARCH: "search",
    JobVerb.FOUND: "link",
    JobVerb.FETCH: "download",
    JobVerb.RETRY: "refresh",
    JobVerb.AGAIN: "sliders",
    JobVerb.SAVE: "save",
    JobVerb.LAST_FRAME: "images",
    JobVerb.REFERENCE: "upload",
    JobVerb.COMPARE: "compare",
    JobVerb.STAR: "star",
    JobVerb.FOLDER: "folder",
    JobVerb.COPY_LINK: "link",
    JobVerb.COPY_PROMPT: "text",
    JobVerb.COPY_SEED: "dice",
    JobVerb.COPY_DETAILS: "file",
    JobVerb.REQUEST: "exchange",
    JobVerb.ORIGIN: "branch",
    JobVerb.STOP_WATCHING: "eye-off",
    JobVerb.CANCEL: "stop",
    JobVerb.EXPORT: "file",
    JobVerb.DELETE: "trash",
}
FOLLOW = "follow."
"""What the key of an action begins with that goes on from a film by a card; the card's id follows."""
FOR_SEVERAL = (
    JobVerb.RETRY,
    JobVerb.FETCH,
    JobVerb.SAVE,
    JobVerb.COMPARE,
    JobVerb.STAR,
    JobVerb.EXPORT,
    JobVerb.STOP_WATCHING,
    JobVerb.CANCEL,
    JobVerb.DELETE,
)
"""What can be done with several jobs at once."""
_PLAIN = frozenset(
    {
        JobVerb.NEXT_SHOT,
        JobVerb.SEARCH,
        JobVerb.FOUND,
        JobVerb.FETCH,
        JobVerb.RETRY,
        JobVerb.CANCEL,
        JobVerb.STOP_WATCHING,
    }
)
"""Said in words rather than by a sign alone."""
_LESSER = (
    JobVerb.COPY_SEED,
    JobVerb.COPY_LINK,
    JobVerb.COPY_PROMPT,
    JobVerb.COPY_DETAILS,
    JobVerb.REQUEST,
    JobVerb.FOLDER,
    JobVerb.ORIGIN,
    JobVerb.STAR,
    JobVerb.COMPARE,
    JobVerb.REFERENCE,
    JobVerb.LAST_FRAME,
)
"""What goes into the menu first where there is little room."""
_WORTH = len(_LESSER)


def actions_for(
    job: Job, tasks: Tasks, follow_ups: Sequence[ModelCard], language: Language
) -> tuple[Action, ...]:
    """What can be done with a job now.

    Args:
        follow_ups: cards that go on from its film.
    """
    verbs = [verb for verb in JobVerb if verb is not JobVerb.EXPORT and _fits(verb, job, tasks)]
    actions = [_action(verb, job) for verb in verbs]
    place = 1 if JobVerb.NEXT_SHOT in verbs else 0
    actions[place:place] = [_follow_action(card, language) for card in follow_ups]
    return tuple(actions)


def actions_for_several(count: int) -> tuple[Action, ...]:
    """What can be done with some jobs at once; two to four can be compared."""
    verbs = (verb for verb in FOR_SEVERAL if verb is not JobVerb.COMPARE or count <= 4)
    return tuple(
        Action(verb, words_of(verb), ICONS[verb], keeps=_WORTH + (verb is JobVerb.DELETE)) for verb in verbs
    )


def words_of(verb: JobVerb) -> str:
    """A verb in the language of the window."""
    translate = QCoreApplication.translate
    words = {
        JobVerb.NEXT_SHOT: translate("JobVerbs", "Last frame → next shot"),
        JobVerb.GO_ON: translate("JobVerbs", "Go on from this film"),
        JobVerb.SEARCH: translate("JobVerbs", "Search for it (free)"),
        JobVerb.FOUND: translate("JobVerbs", "Name its id… (free)"),
        JobVerb.FETCH: translate("JobVerbs", "Fetch it again (free)"),
        JobVerb.RETRY: translate("JobVerbs", "Try again (may be billed again)"),
        JobVerb.AGAIN: translate("JobVerbs", "Another take with these settings"),
        JobVerb.SAVE: translate("JobVerbs", "Save as…"),
        JobVerb.LAST_FRAME: translate("JobVerbs", "Save the last frame as a picture…"),
        JobVerb.REFERENCE: translate("JobVerbs", "Use in Images"),
        JobVerb.COMPARE: translate("JobVerbs", "Compare takes"),
        JobVerb.STAR: translate("JobVerbs", "Star"),
        JobVerb.FOLDER: translate("JobVerbs", "Show in folder"),
        JobVerb.COPY_LINK: translate("JobVerbs", "Copy link"),
        JobVerb.COPY_PROMPT: translate("JobVerbs", "Copy prompt"),
        JobVerb.COPY_SEED: translate("JobVerbs", "Copy seed"),
        JobVerb.COPY_DETAILS: translate("JobVerbs", "Copy details"),
        JobVerb.REQUEST: translate("JobVerbs", "Requests and answers"),
        JobVerb.ORIGIN: translate("JobVerbs", "Show what it was made from"),
        JobVerb.STOP_WATCHING: translate("JobVerbs", "Stop watching"),
        JobVerb.CANCEL: translate("JobVerbs", "Cancel"),
        JobVerb.EXPORT: translate("JobVerbs", "Export the list…"),
        JobVerb.DELETE: translate("JobVerbs", "Delete"),
    }
    return words[verb]


def _action(verb: JobVerb, job: Job) -> Action:
    text, icon, token, has_failed = words_of(verb), ICONS[verb], "text_muted", _has_failed(job)
    if verb is JobVerb.STAR and job.shown is not None and job.shown.favourite:
        text = QCoreApplication.translate("JobVerbs", "Remove the star")
        icon, token = "star-filled", "warning"
    elif verb is JobVerb.RETRY and not may_cost_again(job.task):
        text = QCoreApplication.translate("JobVerbs", "Try again")
    elif verb is JobVerb.AGAIN and has_failed:
        text = QCoreApplication.translate("JobVerbs", "Change and retry")
    in_words = verb in _PLAIN or (verb is JobVerb.AGAIN and has_failed)
    keeps = _LESSER.index(verb) if verb in _LESSER else _WORTH + (verb is JobVerb.DELETE)
    return Action(verb, text, icon, in_words, token, keeps)


def _follow_action(card: ModelCard, language: Language) -> Action:
    name = card.name.in_language(language)
    for mark in (" · ", ": "):
        name = name.rpartition(mark)[2]
    return Action(f"{FOLLOW}{card.id}", name[:1].upper() + name[1:], "vary", in_words=True, keeps=_WORTH)


def _has_failed(job: Job) -> bool:
    return job.task.state.is_final and job.task.state is not TaskState.DONE


def _fits(verb: JobVerb, job: Job, tasks: Tasks) -> bool:
    task = job.task
    match verb:
        case JobVerb.NEXT_SHOT | JobVerb.LAST_FRAME | JobVerb.COMPARE:
            return job.film is not None
        case JobVerb.SAVE | JobVerb.REFERENCE | JobVerb.STAR | JobVerb.FOLDER:
            return job.shown is not None
        case JobVerb.GO_ON:
            is_film = task.page is MediaFamily.VIDEO
            return is_film and task.can_go_on and task.state is TaskState.DONE and job.film is not None
        case JobVerb.SEARCH:
            return tasks.can_search(task)
        case JobVerb.FOUND:
            return task.state is TaskState.UNCONFIRMED
        case JobVerb.FETCH:
            return can_be_fetched(task) and not can_be_answered(task)
        case JobVerb.RETRY:
            return task.state is not TaskState.DONE and can_be_sent_again(task)
        case JobVerb.AGAIN:
            return form_of(task) is not None
        case JobVerb.COPY_LINK:
            return bool(link_of(job))
        case JobVerb.COPY_PROMPT:
            return bool(task.prompt)
        case JobVerb.COPY_SEED:
            return bool(job.seed)
        case JobVerb.COPY_DETAILS:
            return task.error is not None
        case JobVerb.REQUEST:
            return task.submitted_at is not None or task.handle is not None
        case JobVerb.ORIGIN:
            return task.parent_id is not None
        case JobVerb.STOP_WATCHING:
            is_watched = task.state.is_at_gateway and task.handle is not None
            return is_watched or task.state is TaskState.DOWNLOADING
        case JobVerb.CANCEL:
            is_here = task.state in (TaskState.WAITING, TaskState.SUBMITTING)
            return is_here or tasks.can_cancel(task)
    return task.state.is_final or task.state is TaskState.WAITING


def link_of(job: Job) -> str:
    """The address at which its result lies, or lay; empty where it came as bytes."""
    links = (output.media.url for output in job.task.outputs if hasattr(output.media, "url"))
    return next((link for link in links if link.startswith("http")), "")
