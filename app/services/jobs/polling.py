"""What an answer makes of a task, and when it is asked for again: rules without a clock or a network.

``chance`` is a number from 0 to 1; it spreads the waits of many tasks.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from app.domain.answer import message_error
from app.domain.card import MediaFamily
from app.domain.errors import ErrorKind, GatewayError, ProtocolError, StudioError
from app.domain.generation import MediaOutput
from app.domain.media import MediaBytes
from app.domain.remote_task import RemoteTask, TaskSnapshot, TaskState

UNREACHABLE_AFTER = 10
"""Failed polls in a row after which a host is left alone for a minute."""

_TYPICAL_S = 60.0
_SHORTEST_S, _LONGEST_FIRST_S, _LONGEST_S, _LONGEST_LATE_S = 3.0, 20.0, 30.0, 60.0
_LATE_AFTER_S = 600.0
_BOUNDS_S = (2.0, 120.0)
_GROWTH = 0.5
"""Each wait is half again as long as the one before: waits that add up to ``late`` seconds end with this."""

_EMPTY_ANSWERS, _EMPTY_WAIT_S = 3, 5.0
_ANEW_WAIT_S = 1.0
_RESULT_ATTEMPTS = 6
_YOUNG_S, _UNKNOWN_ANSWERS, _UNKNOWN_WAIT_S = 60.0, 5, 120.0
_HARD_LIMIT = {
    MediaFamily.IMAGE: timedelta(hours=2),
    MediaFamily.VIDEO: timedelta(hours=48),
    MediaFamily.MUSIC: timedelta(minutes=30),
    MediaFamily.SPEECH: timedelta(minutes=30),
}
_LINKS = ("http://", "https://", "data:", "/", "spool:")


def is_usable(output: MediaOutput) -> bool:
    """Whether an output is something to fetch; gateways put error texts where links belong."""
    if output.error is not None:
        return False
    return isinstance(output.media, MediaBytes) or output.media.url.startswith(_LINKS)


def first_wait_s(task: RemoteTask) -> float:
    """Seconds until a task is asked for the first time."""
    return min(max(0.25 * _typical_s(task), _SHORTEST_S), _LONGEST_FIRST_S)


def wait_s(task: RemoteTask, now: datetime, *, hint_s: float | None = None, relaxed: bool = False) -> float:
    """Seconds until a task is asked for again, before chance.

    Args:
        task: as it is after the last answer.
        now: the time of that answer.
        hint_s: what the gateway asked for; never less than that.
        relaxed: whether nobody looks at the moment.
    """
    typical_s, base = _typical_s(task), min(max(_typical_s(task) / 10, _SHORTEST_S), 15.0)
    begun = task.submitted_at or task.created_at
    age_s = (now - begun).total_seconds()
    since_change_s = (now - (task.changed_at or begun)).total_seconds()
    late_s = max(0.0, min(age_s - 1.5 * typical_s, since_change_s))
    longest = _LONGEST_LATE_S if age_s > _LATE_AFTER_S else _LONGEST_S
    wait = min(base + _GROWTH * late_s, longest)
    if is_slow(task, now):
        wait = _LONGEST_LATE_S
    if relaxed:
        wait = min(2 * wait, _LONGEST_LATE_S)
    return min(max(wait, hint_s or 0.0, _BOUNDS_S[0]), _BOUNDS_S[1])


def spread(seconds: float, chance: float) -> timedelta:
    """A wait, a fifth shorter or longer."""
    return timedelta(seconds=seconds * (0.8 + 0.4 * chance))


def is_slow(task: RemoteTask, now: datetime) -> bool:
    """Whether it takes much longer than usual, which the person is told."""
    begun = task.submitted_at or task.created_at
    return now - begun > timedelta(seconds=max(600.0, 6 * _typical_s(task)))


def is_overdue(task: RemoteTask, now: datetime) -> bool:
    """Whether even the gateway has given it up by now.

    A computer that has just woken up has no network yet: the first few failures say nothing.
    """
    begun = task.submitted_at or task.created_at
    is_asleep = 0 < task.failures_in_a_row < UNREACHABLE_AFTER
    return now - begun > _HARD_LIMIT[task.page] and not is_asleep


def asked(
    task: RemoteTask, now: datetime, chance: float, *, hint_s: float | None = None, relaxed: bool = False
) -> RemoteTask:
    """The task with its next poll, or given up; ``hint_s`` and ``relaxed`` as of ``wait_s``."""
    if is_overdue(task, now):
        overdue = ProtocolError(ErrorKind.TASK_OVERDUE)
        return ended(task, TaskState.EXPIRED, now, overdue)
    wait = spread(wait_s(task, now, hint_s=hint_s, relaxed=relaxed), chance)
    return replace(task, next_poll_at=now + max(wait, timedelta(seconds=min(hint_s or 0.0, _BOUNDS_S[1]))))


def after_snapshot(task: RemoteTask, said: TaskSnapshot, now: datetime) -> RemoteTask:
    """What an answer makes of a task, without its next poll. A state never goes backwards.

    A handle that changes asks for something else from now on, and asks soon: a result that lies ready.
    """
    asks_anew = task.handle not in (None, said.handle)
    task = replace(
        task,
        handle=said.handle,
        polls=task.polls + 1,
        failures_in_a_row=0,
        unknown_answers=0,
        error=None,
        words=said.words or task.words,
        buttons=said.buttons or task.buttons,
        texts=said.texts or task.texts,
        facts={**task.facts, **said.facts},
        cost=said.facts.get("cost") or task.cost,
        expires_at=said.expires_at or task.expires_at,
        result_ready=task.result_ready or said.result_ready,
    )
    match said.state:
        case TaskState.DONE | TaskState.DOWNLOADING:
            return _succeeded(task, said, now)
        case TaskState.FAILED:
            reason = {"reason": said.words} if said.words else {}
            return ended(task, said.state, now, said.error or GatewayError(ErrorKind.GATEWAY_FAILED, reason))
        case TaskState.CANCELLED:
            return ended(task, said.state, now, said.error)
        case TaskState.EXPIRED:
            return ended(task, said.state, now, said.error or GatewayError(ErrorKind.TASK_FORGOTTEN))
        case TaskState.WAITING_FOR_INPUT:
            return replace(task, state=said.state, next_poll_at=None, changed_at=now)
        case _:
            task = _moved_on(task, said, now)
            return replace(task, next_poll_at=now + timedelta(seconds=_ANEW_WAIT_S)) if asks_anew else task


def after_failure(task: RemoteTask, error: StudioError) -> RemoteTask:
    """A poll came to nothing, which says nothing of the task."""
    return replace(
        task,
        polls=task.polls + 1,
        failures_in_a_row=task.failures_in_a_row + 1,
        error=message_error(error),
    )


def after_unknown(task: RemoteTask, error: StudioError, now: datetime, chance: float) -> RemoteTask:
    """The gateway does not know the task: right after the submit it may not know it yet."""
    task = after_failure(task, error)
    if now - (task.submitted_at or task.created_at) < timedelta(seconds=_YOUNG_S):
        return replace(task, next_poll_at=now + spread(_EMPTY_WAIT_S, chance))
    if task.unknown_answers >= _UNKNOWN_ANSWERS:
        return ended(task, TaskState.EXPIRED, now, GatewayError(ErrorKind.TASK_FORGOTTEN))
    task = replace(task, unknown_answers=task.unknown_answers + 1)
    return replace(task, next_poll_at=now + spread(_UNKNOWN_WAIT_S, chance))


def after_no_result(task: RemoteTask, error: StudioError, now: datetime) -> RemoteTask:
    """The work is done and paid, but the gateway fails to hand over its result: a few more attempts."""
    task = after_failure(task, error)
    if task.failures_in_a_row < _RESULT_ATTEMPTS:
        return task
    return ended(task, TaskState.DOWNLOAD_FAILED, now, error)


def with_outputs(task: RemoteTask, outputs: Sequence[MediaOutput], now: datetime) -> RemoteTask:
    """The task with its outputs, numbered, and when their links die as far as anybody knows."""
    expires_at = task.expires_at
    if expires_at is None and task.link_lifetime_s:
        expires_at = now + timedelta(seconds=task.link_lifetime_s)
    numbered = tuple(replace(output, index=index) for index, output in enumerate(outputs))
    return replace(task, outputs=numbered, expires_at=expires_at)


def ended(task: RemoteTask, state: TaskState, now: datetime, error: StudioError | None = None) -> RemoteTask:
    """The task in a state in which nothing more happens by itself."""
    return replace(
        task,
        state=state,
        finished_at=now,
        changed_at=now,
        next_poll_at=None,
        error=message_error(error) if error else None,
    )


def _succeeded(task: RemoteTask, said: TaskSnapshot, now: datetime) -> RemoteTask:
    if any(is_usable(output) for output in said.outputs):
        task = replace(with_outputs(task, said.outputs, now), progress_percent=100.0, empty_answers=0)
        return replace(task, state=TaskState.DOWNLOADING, next_poll_at=None, changed_at=now)
    if said.texts:
        return ended(replace(task, progress_percent=100.0), TaskState.DONE, now)
    error = said.error or next((output.error for output in said.outputs if output.error), None)
    if error is None and task.empty_answers < _EMPTY_ANSWERS:
        task = replace(task, state=TaskState.RUNNING, empty_answers=task.empty_answers + 1)
        return replace(task, next_poll_at=now + timedelta(seconds=_EMPTY_WAIT_S))
    reason = {"reason": said.words} if said.words else {}
    return ended(task, TaskState.FAILED, now, error or ProtocolError(ErrorKind.RESULT_MISSING, reason))


def _moved_on(task: RemoteTask, said: TaskSnapshot, now: datetime) -> RemoteTask:
    state = TaskState.RUNNING if TaskState.RUNNING in (task.state, said.state) else TaskState.QUEUED
    progress = max(filter(None, (task.progress_percent, said.progress_percent)), default=None)
    has_changed = (state, progress) != (task.state, task.progress_percent)
    return replace(
        task,
        state=state,
        progress_percent=progress,
        changed_at=now if has_changed else task.changed_at,
        next_poll_at=None,
    )


def _typical_s(task: RemoteTask) -> float:
    return task.typical_s or _TYPICAL_S
