"""Pictures that are asked for now and fetched later: what all families with tasks have in common."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from starlette.requests import Request

from app.demo.image.making import Made
from app.demo.image.trouble import Trouble
from app.demo.image.workshop import Workshop
from app.demo.task_shelf import DemoTask, Moment, NoSuchTask


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked of a family: its name, the words that it is about, and how it is made."""

    family: str
    prompt: str
    make: Callable[[], Sequence[Made]]
    seconds: float = 6.0
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What the family needs to know of it later."""


class Jobs:
    """The tasks of one family."""

    def __init__(self, workshop: Workshop, family: str) -> None:
        self._workshop = workshop
        self._family = family

    def begin(self, task_id: str, job: Job) -> DemoTask:
        """Take a job; one that is refused fails later, as vendors look at it only then."""
        fails = Trouble.FAILING.is_in(job.prompt) or Trouble.REFUSED.is_in(job.prompt)

        def make() -> Sequence[Made]:
            return () if Trouble.EMPTY.is_in(job.prompt) else job.make()

        return self._workshop.tasks.begin(task_id, job, make, seconds=job.seconds, fails=fails)

    def find(self, task_id: str) -> DemoTask:
        """A task of this family.

        Raises:
            NoSuchTask: it has none of this id, or has lost it.
        """
        task = self._workshop.tasks.get(task_id)
        job = task.asked
        if not isinstance(job, Job) or job.family != self._family or Trouble.FORGOTTEN.is_in(job.prompt):
            raise NoSuchTask(task_id)
        return task

    def newest(self) -> list[DemoTask]:
        """All of them, the newest first."""
        tasks = reversed(self._workshop.tasks.all())
        return [task for task in tasks if isinstance(task.asked, Job) and task.asked.family == self._family]

    async def look(self, task: DemoTask) -> Moment:
        """How far it is."""
        return await self._workshop.tasks.look(task)

    def cancel(self, task: DemoTask) -> bool:
        """End it, if it is not done yet."""
        return self._workshop.tasks.cancel(task)

    def results(self, task: DemoTask, request: Request) -> list[tuple[Made, str]]:
        """What was made and where it lies; links that are asked for once more never have run out."""
        prompt = "" if "handed_out" in task.facts else task.asked.prompt
        task.facts["handed_out"] = True
        return [(made, self._workshop.link(made, request, prompt)) for made in task.made]


def job_of(task: DemoTask) -> Job:
    """What a task of this module was begun with."""
    job = task.asked
    assert isinstance(job, Job)
    return job


def seed_of(model: str, prompt: str) -> int:
    """The seed that a model takes where none is asked for: told afterwards, it gives the same picture."""
    return int(sha256(f"{model}|{prompt}".encode("utf-8", "replace")).hexdigest()[:7], 16)
