"""The rows of tasks, so that none is forgotten whatever ends the program."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from app.domain.answer import message_error
from app.domain.card import MediaFamily
from app.domain.conversation import MessageError
from app.domain.errors import StudioError, Technical
from app.domain.generation import MediaOutput
from app.domain.ids import TaskId
from app.domain.library import TaskAnswer, TaskFilter, TaskOrder, TaskRow
from app.domain.media import Asset, MediaBytes, MediaKind, MediaLink
from app.domain.remote_task import RemoteTask, TaskState
from app.domain.spending import Spending
from app.storage import assets, spending
from app.storage.database import Database
from app.storage.records import from_json, from_text, storable, to_json, to_moment, to_text

KEPT_ANSWERS = 40
"""How much history a task keeps: its first half from the beginning, its second from the end."""

_SAVE = """
INSERT INTO remote_tasks
    (id, state, page, profile_id, model, prompt, created_at, position, due_at, body)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET state = excluded.state, model = excluded.model,
    position = excluded.position, due_at = excluded.due_at, body = excluded.body
"""
_ORDER = {
    TaskOrder.NEWEST: "number DESC",
    TaskOrder.OLDEST: "number",
    TaskOrder.MODEL: "lower(model), number DESC",
    TaskOrder.PROVIDER: "lower(json_extract(body, '$.profile_name')), number DESC",
}
_UNFINISHED = tuple(state.value for state in TaskState if not state.is_final)
_TRIM = """
DELETE FROM task_answers WHERE task_id = :task AND number NOT IN (
    SELECT * FROM (SELECT number FROM task_answers WHERE task_id = :task ORDER BY number LIMIT :half)
    UNION
    SELECT * FROM (SELECT number FROM task_answers WHERE task_id = :task ORDER BY number DESC LIMIT :half)
)
"""


SpentOn = Callable[[RemoteTask], Spending | None]
"""What the ledger notes of a task."""


class RemoteTaskStore:
    """Keeps tasks. When a call returns, what it kept survives the program's own death.

    Args:
        database: where they lie.
        spent: what a task has cost by now; it is noted in the same transaction.
    """

    def __init__(self, database: Database, spent: SpentOn = lambda _: None) -> None:
        self._database = database
        self._spent = spent

    async def save(self, *tasks: RemoteTask) -> None:
        """Add or replace rows, all in one transaction."""
        await self._database.transaction(lambda connection: _save_all(connection, tasks, self._spent))

    async def save_through(self, task: RemoteTask) -> None:
        """Save a row all the way to the disk: it is there also after a power cut."""
        await self._database.run(lambda connection: _save_through(connection, task, self._spent))

    async def save_with_asset(self, task: RemoteTask, asset: Asset) -> None:
        """Keep a finished file and the task that it belongs to, both or neither."""

        def work(connection: sqlite3.Connection) -> None:
            assets.save(connection, asset)
            _save_all(connection, (task,), self._spent)

        await self._database.transaction(work)

    async def get(self, task_id: TaskId) -> RemoteTask | None:
        """One task; None when there is none, or it was removed."""
        found = await self.get_many((task_id,))
        return found[0] if found else None

    async def get_many(self, ids: Sequence[TaskId]) -> tuple[RemoteTask, ...]:
        """The tasks of some ids, in their order; what is gone is left out."""
        return await self._database.run(lambda connection: _get_many(connection, ids))

    async def ids(self, wanted: TaskFilter = TaskFilter()) -> tuple[TaskId, ...]:
        """The tasks that a filter leaves in, in its order."""
        return tuple(row.id for row in await self.rows(wanted))

    async def rows(self, wanted: TaskFilter = TaskFilter()) -> tuple[TaskRow, ...]:
        """The same with the state of each."""
        return await self._database.run(lambda connection: _rows(connection, wanted))

    async def models(self, page: MediaFamily | None = None) -> tuple[str, ...]:
        """The models that made, or shall make, the tasks of a page, or of all."""
        return await self._database.run(lambda connection: _models(connection, page))

    async def children(self, task_id: TaskId) -> tuple[RemoteTask, ...]:
        """The tasks that go on from one, or repeat it; the oldest first."""
        return await self._database.run(lambda connection: _children(connection, task_id))

    async def unfinished(self) -> tuple[RemoteTask, ...]:
        """Everything that goes on by itself: the earliest due first, then in the order of the queue."""
        return await self._database.run(_unfinished)

    async def remove(self, ids: Iterable[TaskId]) -> None:
        """Take tasks off the board; ``restore`` undoes it. Their files stay."""
        await self._mark(ids, to_moment(datetime.now(UTC)))

    async def restore(self, ids: Iterable[TaskId]) -> None:
        """Put removed tasks back."""
        await self._mark(ids, None)

    async def add_answers(self, answers: Mapping[TaskId, TaskAnswer]) -> None:
        """Add to the history of tasks what is not the same as their last answer."""

        def work(connection: sqlite3.Connection) -> None:
            for task_id, answer in answers.items():
                _add_answer(connection, task_id, answer)

        await self._database.transaction(work)

    async def answers(self, task_id: TaskId) -> tuple[TaskAnswer, ...]:
        """A task's history, oldest first."""
        return await self._database.run(lambda connection: _answers(connection, task_id))

    async def back_position(self) -> int:
        """A place behind everything that waits."""
        return await self._database.run(
            lambda it: it.execute("SELECT coalesce(max(position), 0) + 1 FROM remote_tasks").fetchone()[0]
        )

    async def typical_s(self, model: str, newest: int = 20) -> float | None:
        """How long the newest finished tasks of a model took, the median in seconds; None without any."""
        return await self._database.run(lambda connection: _typical_s(connection, model, newest))

    async def last_times_s(self, page: MediaFamily) -> dict[str, float]:
        """How long each model of a page took the last time, in seconds."""
        return await self._database.run(lambda connection: _last_times_s(connection, page))

    async def _mark(self, ids: Iterable[TaskId], when: int | None) -> None:
        rows = [(when, task_id) for task_id in ids]
        await self._database.transaction(
            lambda it: it.executemany("UPDATE remote_tasks SET deleted_at = ? WHERE id = ?", rows)
        )


def _children(connection: sqlite3.Connection, task_id: TaskId) -> tuple[RemoteTask, ...]:
    rows = connection.execute(
        "SELECT body FROM remote_tasks WHERE deleted_at IS NULL AND json_extract(body, '$.parent_id') = ?"
        " ORDER BY created_at",
        (task_id,),
    )
    return tuple(task_from_body(body) for (body,) in rows)


def _save_all(connection: sqlite3.Connection, tasks: Iterable[RemoteTask], spent: SpentOn) -> None:
    tasks = tuple(tasks)
    connection.executemany(_SAVE, map(_row, tasks))
    spending.enter(connection, (entry for task in tasks if (entry := spent(task)) is not None))


def _save_through(connection: sqlite3.Connection, task: RemoteTask, spent: SpentOn) -> None:
    connection.execute("PRAGMA synchronous = FULL")
    try:
        connection.execute("BEGIN IMMEDIATE")
        _save_all(connection, (task,), spent)
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute("PRAGMA synchronous = NORMAL")


def _row(task: RemoteTask) -> tuple[object, ...]:
    return (
        task.id,
        task.state.value,
        task.page.value,
        task.profile_id,
        task.model,
        storable(task.prompt.lower()),
        to_moment(task.created_at),
        task.position,
        None if task.next_poll_at is None else to_moment(task.next_poll_at),
        _to_body(task),
    )


def _to_body(task: RemoteTask) -> str:
    body = to_json(replace(task, outputs=()))
    body["outputs"] = [_output_to_json(output) for output in task.outputs]
    return to_text(body)


def task_from_body(text: str) -> RemoteTask:
    """The task that a row holds.

    Raises:
        ValueError: the row cannot be read.
    """
    body = json.loads(text)
    outputs = tuple(_output_from_json(output) for output in body.pop("outputs", ()))
    return replace(from_json(RemoteTask, body), outputs=outputs)


def _output_to_json(output: MediaOutput) -> dict[str, Any]:
    """An output by its address: bytes were put into a file of their own before."""
    if isinstance(output.media, MediaBytes):
        raise TypeError("bytes do not belong into a row")
    return {
        "url": output.media.url,
        "kind": output.kind.value,
        "index": output.index,
        "poster": output.poster.url if output.poster else "",
        "revised_prompt": output.revised_prompt,
        "error": to_json(message_error(output.error)) if output.error else None,
    }


def _output_from_json(value: dict[str, Any]) -> MediaOutput:
    kind = MediaKind(value["kind"])
    error = from_json(MessageError, value["error"]) if value["error"] else None
    return MediaOutput(
        MediaLink(value["url"], kind),
        kind,
        value["index"],
        MediaLink(value["poster"]) if value["poster"] else None,
        value["revised_prompt"],
        _raised_again(error) if error else None,
    )


def _raised_again(error: MessageError) -> StudioError:
    technical = Technical(error.cause, error.status, error.code, error.request_id, error.body)
    return StudioError(error.kind, error.values, technical=technical)


def _get_many(connection: sqlite3.Connection, ids: Sequence[TaskId]) -> tuple[RemoteTask, ...]:
    find = "SELECT body FROM remote_tasks WHERE id = ? AND deleted_at IS NULL"
    rows = (connection.execute(find, (task_id,)).fetchone() for task_id in ids)
    return tuple(task_from_body(row[0]) for row in rows if row is not None)


def _rows(connection: sqlite3.Connection, wanted: TaskFilter) -> tuple[TaskRow, ...]:
    conditions, values = zip(*_conditions(wanted), strict=True)
    where = " AND ".join(conditions)
    rows = connection.execute(
        f"SELECT id, state FROM remote_tasks WHERE {where} ORDER BY {_ORDER[wanted.order]}",
        [value for group in values for value in group],
    )
    return tuple(TaskRow(TaskId(task_id), TaskState(state)) for task_id, state in rows)


def _models(connection: sqlite3.Connection, page: MediaFamily | None) -> tuple[str, ...]:
    conditions, values = zip(*_conditions(TaskFilter(page=page)), strict=True)
    rows = connection.execute(
        f"SELECT DISTINCT model FROM remote_tasks WHERE {' AND '.join(conditions)} ORDER BY lower(model)",
        [value for group in values for value in group],
    )
    return tuple(model for (model,) in rows)


def _conditions(wanted: TaskFilter) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "deleted_at IS NULL", ()
    if wanted.states:
        marks = ", ".join("?" * len(wanted.states))
        yield f"state IN ({marks})", tuple(state.value for state in wanted.states)
    if wanted.page is not None:
        yield "page = ?", (wanted.page.value,)
    if wanted.profile_id is not None:
        yield "profile_id = ?", (wanted.profile_id,)
    if wanted.model:
        yield "model = ?", (wanted.model,)
    for word in wanted.text.split():
        yield "instr(prompt, ?)", (word.lower(),)


def _unfinished(connection: sqlite3.Connection) -> tuple[RemoteTask, ...]:
    marks = ", ".join("?" * len(_UNFINISHED))
    rows = connection.execute(
        f"SELECT body FROM remote_tasks WHERE deleted_at IS NULL AND state IN ({marks})"
        " ORDER BY due_at IS NULL, due_at, position, number",
        _UNFINISHED,
    )
    return tuple(task_from_body(row[0]) for row in rows)


def _add_answer(connection: sqlite3.Connection, task_id: TaskId, answer: TaskAnswer) -> None:
    last = connection.execute(
        "SELECT body FROM task_answers WHERE task_id = ? ORDER BY number DESC LIMIT 1", (task_id,)
    ).fetchone()
    if last is not None and _says_the_same(from_text(TaskAnswer, last[0]), answer):
        return
    connection.execute("INSERT INTO task_answers (task_id, body) VALUES (?, ?)", (task_id, to_text(answer)))
    connection.execute(_TRIM, {"task": task_id, "half": KEPT_ANSWERS // 2})


def _says_the_same(left: TaskAnswer, right: TaskAnswer) -> bool:
    return replace(left, at=right.at) == right


def _answers(connection: sqlite3.Connection, task_id: TaskId) -> tuple[TaskAnswer, ...]:
    rows = connection.execute("SELECT body FROM task_answers WHERE task_id = ? ORDER BY number", (task_id,))
    return tuple(from_text(TaskAnswer, row[0]) for row in rows)


def _typical_s(connection: sqlite3.Connection, model: str, newest: int) -> float | None:
    rows = connection.execute(
        "SELECT body FROM remote_tasks WHERE model = ? AND state = 'done' ORDER BY number DESC LIMIT ?",
        (model, newest),
    )
    taken = sorted(filter(None, (_taken_s(body) for (body,) in rows)))
    return taken[len(taken) // 2] if taken else None


def _last_times_s(connection: sqlite3.Connection, page: MediaFamily) -> dict[str, float]:
    rows = connection.execute(
        "SELECT model, body, max(number) FROM remote_tasks WHERE page = ? AND state = 'done' GROUP BY model",
        (page,),
    )
    taken = {model: _taken_s(body) for model, body, _ in rows}
    return {model: seconds for model, seconds in taken.items() if seconds}


def _taken_s(body: str) -> float:
    """From when a task was sent to its end; 0 where one of them is not known."""
    task = task_from_body(body)
    if task.finished_at is None or task.submitted_at is None:
        return 0.0
    return (task.finished_at - task.submitted_at).total_seconds()
