"""What a person is told of a task: its state, whether it can be tried again, and what that may cost."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.domain.remote_task import RemoteTask, TaskState
from app.services.jobs.generate import form_of

_SENDING_S = 3
"""A call that takes longer than this was sent, and the gateway works on it."""
_REFUSED = range(400, 500)
"""Statuses with which a gateway refuses before it works."""


def state_words(task: RemoteTask, now: datetime) -> str:
    """How far a task is, in a few words."""
    if task.state in (TaskState.SUBMITTING, TaskState.RUNNING):
        return _working_words(task, now)
    words = {
        TaskState.DRAFT: QCoreApplication.translate("TaskWords", "Waiting to be sent"),
        TaskState.WAITING: QCoreApplication.translate("TaskWords", "Waiting to be sent"),
        TaskState.UNCONFIRMED: QCoreApplication.translate("TaskWords", "Sent, outcome unknown"),
        TaskState.QUEUED: QCoreApplication.translate("TaskWords", "Queued at the provider"),
        TaskState.WAITING_FOR_INPUT: QCoreApplication.translate("TaskWords", "Asks for more"),
        TaskState.DOWNLOADING: QCoreApplication.translate("TaskWords", "Downloading"),
        TaskState.DOWNLOAD_FAILED: QCoreApplication.translate("TaskWords", "Done, file not delivered"),
        TaskState.DONE: QCoreApplication.translate("TaskWords", "Saved"),
        TaskState.FAILED: QCoreApplication.translate("TaskWords", "Failed"),
        TaskState.CANCELLED: QCoreApplication.translate("TaskWords", "Stopped"),
        TaskState.EXPIRED: QCoreApplication.translate("TaskWords", "Too old to be fetched"),
    }
    if task.is_paused:
        return QCoreApplication.translate("TaskWords", "Download paused")
    if may_be_withheld(task):
        return QCoreApplication.translate("TaskWords", "Perhaps withheld")
    if task.state is TaskState.DONE and not task.outputs and task.texts:
        return QCoreApplication.translate("TaskWords", "Answered")
    return words[task.state]


def title_of(task: RemoteTask) -> str:
    """What a task is about: its prompt, after the button that it was begun with; else what was answered."""
    return " · ".join(filter(None, (task.pressed, task.prompt))) or next(iter(task.texts), "")


def may_be_withheld(task: RemoteTask) -> bool:
    """Whether what came shows nothing, as it does where a provider keeps a picture back."""
    return task.state is TaskState.DONE and bool(task.blank)


def can_be_answered(task: RemoteTask) -> bool:
    """Whether its provider waits for something from the person, or still does after it refused an answer."""
    form = form_of(task) if task.state is TaskState.FAILED else None
    is_refused = form is not None and form.parent is not None and form.parent == task.handle
    return task.handle is not None and (is_refused or task.state is TaskState.WAITING_FOR_INPUT)


def can_be_fetched(task: RemoteTask) -> bool:
    """Whether what was paid for may still be had without paying again."""
    asked_for = (TaskState.EXPIRED, TaskState.CANCELLED, TaskState.FAILED, TaskState.WAITING_FOR_INPUT)
    return task.state is TaskState.DOWNLOAD_FAILED or (task.state in asked_for and task.handle is not None)


def can_be_sent_again(task: RemoteTask) -> bool:
    """Whether the same request can be made once more."""
    return task.state.is_final and bool(task.request)


def may_cost_again(task: RemoteTask) -> bool:
    """Whether the provider may have charged for the task as it was sent."""
    refused = task.error is not None and task.error.status in _REFUSED
    return task.submitted_at is not None and not refused


def elapsed_s(task: RemoteTask, now: datetime) -> int:
    """Whole seconds since the task was sent."""
    begun = task.submitted_at or task.created_at
    return max(0, int(((task.finished_at or now) - begun).total_seconds()))


def _working_words(task: RemoteTask, now: datetime) -> str:
    seconds = elapsed_s(task, now)
    if task.progress_percent is not None:
        text = QCoreApplication.translate("TaskWords", "Being made, %1 %")
        return text.replace("%1", f"{task.progress_percent:.0f}")
    if task.state is TaskState.SUBMITTING and seconds < _SENDING_S:
        return QCoreApplication.translate("TaskWords", "Sending")
    if task.typical_s >= 1:
        text = QCoreApplication.translate("TaskWords", "Being made for %1 s, usually %2 s")
        return text.replace("%1", str(seconds)).replace("%2", f"{task.typical_s:.0f}")
    return QCoreApplication.translate("TaskWords", "Being made for %1 s").replace("%1", str(seconds))
