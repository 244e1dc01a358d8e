"""Takes of one shot: films that the same words have made."""

from collections.abc import Sequence
from pathlib import Path

from app.domain.card import MediaFamily
from app.domain.library import TaskFilter
from app.domain.remote_task import RemoteTask, TaskState
from app.services.jobs.tasks import Tasks
from app.ui.films.compare import MOST, ComparedFilm
from app.ui.videos.job import Job
from app.ui.videos.jobs_model import JobsModel

_LOOKED_AT = 40
"""How many of the newest films with these words are looked at."""


async def takes_of(job: Job, tasks: Tasks, jobs: JobsModel) -> list[Job]:
    """A film with those that are most like it: what it goes on from, what goes on from it, and of its words.

    Raises:
        StorageError: the disk refuses.
    """
    task = job.task
    alike = TaskFilter(states=frozenset({TaskState.DONE}), page=MediaFamily.VIDEO, text=task.prompt)
    family = [child.id for child in await tasks.children(task.id)]
    family += [task.parent_id] if task.parent_id is not None else []
    ids = dict.fromkeys((*family, *(await tasks.ids(alike))[:_LOOKED_AT]))
    others = await jobs.read([one for one in ids if one != task.id])
    close = [one for one in others if one.film is not None and _is_take(one.task, job.task)]
    return [job, *close[: MOST - 1]]


def compared(jobs: Sequence[Job]) -> list[ComparedFilm]:
    """What the comparison shows of jobs; only films can be compared."""
    films = ((job, job.film) for job in jobs)
    return [ComparedFilm(Path(film.path), _title(job)) for job, film in films if film is not None][:MOST]


def _is_take(task: RemoteTask, other: RemoteTask) -> bool:
    same_words = task.prompt.split() == other.prompt.split()
    return same_words or task.id == other.parent_id or task.parent_id == other.id


def _title(job: Job) -> str:
    prompt = " ".join(job.task.prompt.split())
    return " · ".join(filter(None, (prompt if len(prompt) <= 60 else f"{prompt[:59]}…", job.task.model)))
