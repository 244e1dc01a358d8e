"""What a start of the program makes of stored tasks. Nothing is submitted."""

from dataclasses import replace
from datetime import datetime, timedelta

from app.domain.errors import ErrorKind, NetworkError
from app.domain.remote_task import RemoteTask, TaskState
from app.services.jobs.polling import ended

_SPREAD_S = 15.0


def recovered(task: RemoteTask, now: datetime, chance: float) -> RemoteTask:
    """The task as it goes on.

    What was sent without an answer may exist and be paid: it waits for the person. What the gateway works on
    is asked for within seconds, not all at once. What was being saved is saved on.
    """
    if task.state is TaskState.WAITING or task.state.is_final:
        return task
    if task.outputs:
        return replace(task, state=TaskState.DOWNLOADING, next_poll_at=None)
    if task.handle is None or task.state is TaskState.SUBMITTING:
        return ended(task, TaskState.UNCONFIRMED, now, NetworkError(ErrorKind.CONNECTION_LOST))
    return replace(task, next_poll_at=now + timedelta(seconds=_SPREAD_S * chance))
