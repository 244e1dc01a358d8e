"""Midjourney's tasks under way: begun, asked for, their buttons pressed and their windows answered."""

import itertools
import time
from dataclasses import replace
from typing import Any

from starlette.requests import Request

from app.demo.image.making import Made
from app.demo.image.midjourney.asked import QUEUED, MidjourneyRefusal
from app.demo.image.midjourney.jobs import Job, task_object, window_object
from app.demo.image.midjourney.presses import Press, buttons_of, press, read_press
from app.demo.image.midjourney.prompts import seed_in, shape_in
from app.demo.image.trouble import Trouble
from app.demo.image.workshop import Workshop
from app.demo.task_shelf import DemoTask, NoSuchTask, Stage

ACCEPTED, EXISTS = 1, 21
_FIRST_ID = 1767225600000001
_GOLDEN = 2654435761

Answer = dict[str, Any]


class MidjourneyTasks:
    """All tasks of all speeds."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._numbers = itertools.count(_FIRST_ID)
        self._windows: dict[str, tuple[Job, Press]] = {}
        self._enlarged: dict[tuple[str, str], str] = {}
        """The task that came of enlarging one of four, by the grid's id and the button."""

    def job(self, action: str, prompt: str) -> Job:
        """A new task that nobody was told of yet."""
        width, height = shape_in(prompt)
        number = next(self._numbers)
        seed = seed_in(prompt) or str(number * _GOLDEN % 2**32)
        return Job(str(number), action, prompt, (), width, height, seed, int(time.time() * 1000))

    def begin(self, job: Job, seconds: float) -> Answer:
        """Take a task."""
        shelf = self._workshop.tasks
        shelf.begin(job.id, job, job.make, seconds=seconds * job.effort, fails=job.fails)
        if Trouble.FORGOTTEN.is_in(job.prompt):
            shelf.forget(job.id)
        if Trouble.QUEUED.is_in(job.prompt):
            waiting = {"numberOfQueues": 2}
            return {
                "code": QUEUED,
                "description": "排队中，前面还有2个任务",
                "result": job.id,
                "properties": waiting,
            }
        return {"code": ACCEPTED, "description": "Submit success", "result": job.id}

    def press(self, task_id: str, name: str, seconds: float, address: str) -> Answer:
        """Press a button of a finished task: a new task, one that exists, or a window that asks for more.

        Raises:
            Refusal: the task or the button is unknown, or the task is not finished.
        """
        parent, button = self.parent(task_id), read_press(name)
        if button is None:
            raise MidjourneyRefusal(f"unknown_action:{name}")
        if name not in [one["customId"] for one in buttons_of(parent)]:
            raise MidjourneyRefusal("task_status_not_success")
        if button.opens_window(parent):
            return self._open_window(parent, button)
        if existing := self._enlarged.get((task_id, name)):
            found = {"status": "SUCCESS", "imageUrl": f"{address}{existing}"}
            return {"code": EXISTS, "description": "任务已存在", "result": existing, "properties": found}
        job = press(parent, button, str(next(self._numbers)), "")
        if button.kind == "UPSCALE":
            self._enlarged[task_id, name] = job.id
        return self.begin(job, seconds)

    def answer_window(self, task_id: str, prompt: str, mask: bytes | None, seconds: float) -> Answer:
        """Go on with a task whose window waits.

        Raises:
            Refusal: there is no such window, or it wants a mask.
        """
        if task_id not in self._windows:
            raise MidjourneyRefusal("task_not_found")
        job, button = self._windows[task_id]
        if button.kind == "INPAINT" and mask is None:
            raise MidjourneyRefusal("maskBase64_is_required")
        del self._windows[task_id]
        return self.begin(press(job.parent or job, button, task_id, prompt, mask), seconds)

    async def found(self, task_id: str, request: Request) -> Answer | None:
        """A task as it is now, which goes on with the look; None where nobody knows it."""
        if task_id in self._windows:
            return window_object(self._windows[task_id][0])
        try:
            task = self._workshop.tasks.get(task_id)
        except NoSuchTask:
            return None
        now = await self._workshop.tasks.look(task)
        job: Job = task.asked
        picture = film_link = ""
        if job.frame is not None and now.stage is Stage.DONE:
            film_link = self._workshop.link(Made(task.made, job.width, job.height, "video/mp4"), request)
        elif job.scenes and now.stage is Stage.RUNNING:
            picture = f"{address_of(request)}{job.id}?rand={now.percent}"
        elif job.scenes and now.stage is Stage.DONE:
            picture = self._result_link(task, request)
        return task_object(job, now, picture, buttons_of(job), film_link)

    def task(self, task_id: str) -> DemoTask:
        """A task without going on with it.

        Raises:
            Refusal: nobody knows it.
        """
        try:
            return self._workshop.tasks.get(task_id)
        except NoSuchTask:
            raise MidjourneyRefusal("task_no_found") from None

    def parent(self, task_id: str) -> Job:
        """The finished task that a button belongs to.

        Raises:
            Refusal: it is unknown or not finished.
        """
        task = self.task(task_id)
        if task.made is None:
            raise MidjourneyRefusal("task_status_not_success")
        job: Job = task.asked
        return job

    def _open_window(self, parent: Job, button: Press) -> Answer:
        task_id = str(next(self._numbers))
        zoom = " --zoom 2" if button.kind == "CUSTOM_ZOOM" else ""
        job = replace(
            parent, id=task_id, action=button.kind, prompt=parent.prompt + zoom, scenes=(), parent=parent
        )
        self._windows[task_id] = job, button
        asks = {"finalPrompt": job.prompt, "remix": button.is_remix}
        return {
            "code": EXISTS, "description": "Waiting for window confirm", "result": task_id,
            "properties": asks,
        }  # fmt: skip

    def _result_link(self, task: DemoTask, request: Request) -> str:
        """The picture's address; the first one may have run out when it arrives."""
        job: Job = task.asked
        if Trouble.EXPIRED.is_in(job.prompt) and not task.facts.get("told"):
            task.facts["told"] = True
            return self._workshop.link(Made(task.made, job.width, job.height), request, job.prompt)
        return f"{address_of(request)}{job.id}"


def address_of(request: Request) -> str:
    """Where the relay shows the pictures of tasks; an id follows."""
    return f"{str(request.base_url).rstrip('/')}/mj/image/"
