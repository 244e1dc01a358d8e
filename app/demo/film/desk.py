"""What all families of films have in common: a wish becomes a task, a task becomes a link."""

from collections.abc import Callable
from uuid import uuid4

from starlette.requests import Request

from app.demo.failures import Refusal
from app.demo.film.wish import FilmWish, media_of
from app.demo.image.jobs import Job, Jobs
from app.demo.image.trouble import Trouble
from app.demo.image.workshop import Workshop
from app.demo.keys import check_funds, check_key
from app.demo.task_shelf import DemoTask, Moment, NoSuchTask, Stage

RISK = "The content was rejected: it may violate the content policy (risk control)"
"""Why a film is refused or held back."""
BROKE = "Internal error, please try again later"
"""Why a task fails."""
_TAKES_S = 9.0

NoTask = Callable[[str], Refusal]
"""From an id to the refusal that a family has for one that it does not know."""


class FilmDesk:
    """The tasks of one family. ``no_task`` words what the family says of an id that nobody knows."""

    def __init__(self, workshop: Workshop, family: str, no_task: NoTask) -> None:
        self._workshop = workshop
        self._jobs = Jobs(workshop, f"film:{family}")
        self._family = f"film:{family}"
        self._no_task = no_task

    def begin(self, request: Request, wish: FilmWish, task_id: str = "", **facts: object) -> DemoTask:
        """Take a wish that somebody can pay for.

        Raises:
            Refusal: the key is wrong or used up, or the prompt asks for an error.
        """
        key = check_key(request.headers.get("authorization", ""))
        check_funds(key)
        if Trouble.BROKEN.is_in(wish.prompt):
            raise Refusal(200, "请求上游地址失败", "do_request_failed")
        job = Job(
            self._family, wish.prompt, lambda: [wish.make()], seconds=_TAKES_S, facts={"wish": wish, **facts}
        )
        self._workshop.charges.note(key, wish.prompt)
        return self._jobs.begin(task_id or f"task_{uuid4().hex[:24]}", job)

    def find(self, request: Request, task_id: str) -> DemoTask:
        """A task of the family.

        Raises:
            Refusal: the key is wrong, or nobody knows the task.
        """
        check_key(request.headers.get("authorization", ""))
        try:
            return self._jobs.find(task_id)
        except NoSuchTask as error:
            raise self._no_task(task_id) from error

    def newest(self) -> list[DemoTask]:
        """All tasks of the family, the newest first."""
        return self._jobs.newest()

    async def look(self, task: DemoTask) -> Moment:
        """How far it is."""
        return await self._jobs.look(task)

    def cancel(self, task: DemoTask) -> bool:
        """End it, if it is not done yet."""
        return self._jobs.cancel(task)

    def link(self, task: DemoTask, moment: Moment, request: Request) -> str:
        """Where the film lies; empty while it is not done, and where it is held back or left out."""
        if moment.stage is not Stage.DONE or is_held_back(task):
            return ""
        results = self._jobs.results(task, request)
        return results[0][1] if results else ""

    def clip(self, item: object, request: Request) -> bytes | None:
        """A picture or film that goes along with a request."""
        return media_of(item, lambda url: self._workshop.fetch(url, request))


def wish_of(task: DemoTask) -> FilmWish:
    """What a task was begun with."""
    wish = task.asked.facts["wish"]
    assert isinstance(wish, FilmWish)
    return wish


def is_held_back(task: DemoTask) -> bool:
    """Whether the film is made and may not leave."""
    return Trouble.WITHHELD.is_in(task.asked.prompt)


def reason_of(task: DemoTask) -> str:
    """Why a task failed."""
    return RISK if Trouble.REFUSED.is_in(task.asked.prompt) or is_held_back(task) else BROKE


def is_refused(task: DemoTask) -> bool:
    """Whether a task failed for what it shows."""
    return reason_of(task) == RISK
