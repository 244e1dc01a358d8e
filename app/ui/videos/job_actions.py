"""What can be done with a job now, or with several."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from app.domain.card import MediaFamily, ModelCard
from app.domain.remote_task import RemoteTask, TaskState
from app.domain.text import Language
from app.services.jobs.generate import form_of
from app.services.jobs.other_ways import may_lie_elsewhere
from app.services.jobs.tasks import Tasks
from app.ui.images.task_words import can_be_answered, can_be_fetched, can_be_sent_again, may_cost_again
from app.ui.videos.job import Job
from app.ui.videos.job_verbs import FOLLOW, FOR_SEVERAL, ICONS, JobVerb, words_of
from app.ui.widgets.action_row import Action

_PLAIN = frozenset(
    {
        JobVerb.NEXT_SHOT,
        JobVerb.SEARCH,
        JobVerb.FOUND,
        JobVerb.PAUSE,
        JobVerb.FETCH,
        JobVerb.ELSEWHERE,
        JobVerb.ASK_THERE,
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
    JobVerb.COPY_ANSWER,
    JobVerb.REQUEST,
    JobVerb.FOLDER,
    JobVerb.ORIGIN,
    JobVerb.CHARACTER,
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


def _action(verb: JobVerb, job: Job) -> Action:
    text, icon, token, has_failed = words_of(verb), ICONS[verb], "text_muted", _has_failed(job)
    if verb is JobVerb.STAR and job.shown is not None and job.shown.favourite:
        text = QCoreApplication.translate("JobVerbs", "Remove the star")
        icon, token = "star-filled", "warning"
    elif verb is JobVerb.RETRY and not may_cost_again(job.task):
        text = QCoreApplication.translate("JobVerbs", "Try again")
    elif verb is JobVerb.AGAIN and has_failed:
        text = QCoreApplication.translate("JobVerbs", "Change and retry")
    elif verb is JobVerb.FETCH and job.task.is_paused:
        text, icon = QCoreApplication.translate("JobVerbs", "Go on with the download"), "play"
    is_troubled = verb is JobVerb.ASK_NOW and job.task.error is not None
    in_words = verb in _PLAIN or is_troubled or (verb is JobVerb.AGAIN and has_failed)
    keeps = _LESSER.index(verb) if verb in _LESSER else _WORTH + (verb is JobVerb.DELETE)
    return Action(verb, text, icon, in_words, token, keeps)


def _follow_action(card: ModelCard, language: Language) -> Action:
    name = card.name.in_language(language)
    for mark in (" · ", ": "):
        name = name.rpartition(mark)[2]
    return Action(f"{FOLLOW}{card.id}", name[:1].upper() + name[1:], "vary", in_words=True, keeps=_WORTH)


def _has_failed(job: Job) -> bool:
    return job.task.state.is_final and job.task.state is not TaskState.DONE


def _is_watched(task: RemoteTask) -> bool:
    return task.state.is_at_gateway and task.handle is not None


def _fits(verb: JobVerb, job: Job, tasks: Tasks) -> bool:
    task = job.task
    match verb:
        case JobVerb.NEXT_SHOT | JobVerb.LAST_FRAME | JobVerb.CHARACTER | JobVerb.COMPARE:
            return job.film is not None
        case JobVerb.SAVE | JobVerb.REFERENCE | JobVerb.STAR | JobVerb.FOLDER:
            return job.shown is not None
        case JobVerb.GO_ON:
            is_film = task.page is MediaFamily.VIDEO
            return is_film and task.can_go_on and task.state is TaskState.DONE and job.film is not None
        case JobVerb.SEARCH:
            return tasks.lost.can_search(task)
        case JobVerb.FOUND:
            return tasks.lost.can_be_found(task)
        case JobVerb.PAUSE:
            return task.state is TaskState.DOWNLOADING
        case JobVerb.ELSEWHERE | JobVerb.COPY_ANSWER:
            return may_lie_elsewhere(task)
        case JobVerb.ASK_NOW:
            return _is_watched(task)
        case JobVerb.ASK_THERE:
            return (
                task.state is TaskState.UNCONFIRMED and task.can_go_on and not tasks.lost.can_be_found(task)
            )
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
            return _is_watched(task)
        case JobVerb.CANCEL:
            is_here = task.state in (TaskState.WAITING, TaskState.SUBMITTING)
            return is_here or tasks.can_cancel(task)
    return task.state.is_final or task.state is TaskState.WAITING


def link_of(job: Job) -> str:
    """The address at which its result lies, or lay; empty where it came as bytes."""
    links = (output.media.url for output in job.task.outputs if hasattr(output.media, "url"))
    return next((link for link in links if link.startswith("http")), "")
