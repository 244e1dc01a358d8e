"""Midjourney's tasks at the demo gateway: what one makes, and the object that says how far it is."""

from dataclasses import dataclass
from typing import Any

from app.demo.film.filming import film
from app.demo.image.midjourney.prompts import final, words_of
from app.demo.image.midjourney.scenes import Scene, picture_of, preview_of
from app.demo.image.trouble import Trouble
from app.demo.task_shelf import Moment, Stage

_STATUS = {
    Stage.QUEUED: "SUBMITTED",
    Stage.RUNNING: "IN_PROGRESS",
    Stage.DONE: "SUCCESS",
    Stage.FAILED: "FAILURE",
    Stage.CANCELLED: "CANCEL",
}
_FILM_S = 2.0
_PREVIEW_SQUARES = 24
"""Pixels of a square when nothing is done yet."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a task makes: four scenes of a grid, one of a single picture, or none but a text."""

    id: str
    action: str
    prompt: str
    scenes: tuple[Scene, ...]
    width: int
    height: int
    seed: str
    submitted_ms: int
    parent: "Job | None" = None
    texts: str = ""
    texts_zh: str = ""
    frame: bytes | None = None
    """The picture that a film begins with; there is none where a picture is made."""

    @property
    def words(self) -> str:
        """What is painted from."""
        return f"{words_of(self.prompt)}|{self.seed}"

    @property
    def effort(self) -> float:
        """How long it takes, a grid being 1."""
        return 1.0 if len(self.scenes) > 1 else 0.5

    @property
    def fails(self) -> bool:
        """Whether it is taken and then fails."""
        return Trouble.FAILING.is_in(self.prompt) or Trouble.WITHHELD.is_in(self.prompt)

    def make(self) -> bytes:
        """The finished picture or film; one of a text is empty."""
        if self.frame is not None:
            return film(self.words, self.width, self.height, _FILM_S, first_frame=self.frame)
        return picture_of(self.scenes, self.width, self.height) if self.scenes else b"-"

    def preview(self, percent: int) -> bytes:
        """How it looks on the way: ever finer squares."""
        coarseness = max(2, _PREVIEW_SQUARES * (100 - percent) // 100)
        return preview_of(self.scenes, self.width, self.height, coarseness)


def task_object(
    job: Job, moment: Moment, picture: str, buttons: list[dict[str, Any]], film_link: str = ""
) -> dict[str, Any]:
    """A task as a relay passes it on from the maintained proxy.

    ``picture`` and ``film_link`` are the addresses of what can be seen, empty for nothing.
    """
    is_done, is_failed = moment.stage is Stage.DONE, moment.stage is Stage.FAILED
    is_begun = moment.stage is not Stage.QUEUED
    return {
        **_described(job),
        "status": _STATUS[moment.stage],
        "progress": f"{moment.percent}%" if is_begun else "0%",
        "startTime": job.submitted_ms + 500 if is_begun else 0,
        "finishTime": job.submitted_ms + 9000 if is_done or is_failed else 0,
        "imageUrl": "" if Trouble.EMPTY.is_in(job.prompt) else picture,
        **({"videoUrl": film_link, "videoUrls": [{"url": film_link}]} if film_link else {}),
        "failReason": _reason(job) if is_failed else "",
        "properties": _properties(job) if is_done else {},
        "buttons": buttons if is_done else [],
    }


def window_object(job: Job) -> dict[str, Any]:
    """A task whose window waits for an answer."""
    return {
        **_described(job),
        "status": "MODAL", "progress": "0%", "startTime": 0, "finishTime": 0, "imageUrl": "",
        "failReason": "", "properties": {"finalPrompt": job.prompt}, "buttons": [],
    }  # fmt: skip


def _described(job: Job) -> dict[str, Any]:
    command = job.action.lower()
    return {
        "id": job.id, "action": job.action, "prompt": job.prompt, "promptEn": job.prompt,
        "description": f"/{command} {job.prompt}".strip(), "state": "", "submitTime": job.submitted_ms,
        "jobId": job.id,
    }  # fmt: skip


def _properties(job: Job) -> dict[str, str]:
    """new-api keeps only these two."""
    if job.texts:
        return {"finalPrompt": job.texts, "finalZhPrompt": job.texts_zh}
    return {"finalPrompt": final(job.prompt), "finalZhPrompt": ""}


def _reason(job: Job) -> str:
    if Trouble.WITHHELD.is_in(job.prompt):
        return "Image blocked by the moderation of the results"
    return "The job ended without a picture; what it cost was given back"
