"""The rows of the board as a file for a spreadsheet or a program."""

import csv
import io
import json
from collections.abc import Sequence

from app.ui.videos.job import Job
from app.ui.videos.job_actions import link_of

_COLUMNS = (
    "created",
    "finished",
    "state",
    "provider",
    "model",
    "prompt",
    "seconds",
    "cost",
    "task_id",
    "seed",
    "files",
    "link",
    "error",
)


def as_csv(jobs: Sequence[Job]) -> bytes:
    """A table with a heading, in the form that spreadsheets open with the right letters."""
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, _COLUMNS)
    table.writeheader()
    table.writerows({key: _plain(value) for key, value in _row(job).items()} for job in jobs)
    return text.getvalue().encode("utf-8-sig")


def as_json(jobs: Sequence[Job]) -> bytes:
    """A list of objects."""
    return json.dumps([_row(job) for job in jobs], ensure_ascii=False, indent=2).encode()


def _row(job: Job) -> dict[str, object]:
    task = job.task
    begun, ended = task.submitted_at, task.finished_at
    values = (
        task.created_at.isoformat(),
        ended.isoformat() if ended else "",
        task.state.value,
        task.profile_name,
        task.model,
        task.prompt,
        round((ended - begun).total_seconds(), 1) if begun and ended else None,
        task.cost,
        task.handle.id if task.handle else "",
        job.seed,
        [asset.path for asset in job.assets],
        link_of(job),
        task.error.kind.value if task.error else "",
    )
    return dict(zip(_COLUMNS, values, strict=True))


def _plain(value: object) -> object:
    """A cell; a text that a spreadsheet would take for a formula is kept from being one."""
    if isinstance(value, list):
        return "\n".join(map(str, value))
    is_formula = isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r")
    return f"'{value}" if is_formula else value
