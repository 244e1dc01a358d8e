"""What a person does at the video page, for every story that plays there."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QPlainTextEdit

from app.domain.ids import TaskId
from app.domain.remote_task import RemoteTask
from app.ui.videos.job import Job
from app.ui.videos.jobs_model import JOB_ROLE
from app.ui.videos.page import VideosPage
from tests.stories.person import Person

FILM_MODEL = "sora-2"
VIDEOS = "/v1/videos"
CONTROL = Qt.KeyboardModifier.ControlModifier


def at_videos(person: Person) -> VideosPage:
    """Go to the video page."""
    page = person.window.show_page("videos")
    assert isinstance(page, VideosPage)
    return page


async def choose_film_model(person: Person, model: str) -> None:
    """Pick a model from the list."""
    await person.until(lambda: person.sees("videos.prompt"))
    person.press("videos.model")
    person.write("videos.models.search", model)
    person.key("videos.models.search", Qt.Key.Key_Return)
    await person.until(lambda: person.reads(model) and person.sees("videos.prompt"))


def jobs(person: Person) -> list[Job]:
    """The rows of the board, as far as they are read."""
    if not person.sees("videos.board"):
        return []
    model = person.find("videos.board", QListView).model()
    found = [model.index(row, 0).data(JOB_ROLE) for row in range(model.rowCount())]
    return [job for job in found if isinstance(job, Job)]


def prompts(person: Person) -> list[str]:
    """What the rows of the board say."""
    return [job.task.prompt for job in jobs(person)]


def film_prompt(person: Person) -> str:
    """What stands in the form as prompt."""
    return person.find("videos.prompt", QPlainTextEdit).toPlainText()


async def submit(person: Person, prompt: str) -> TaskId:
    """Write a prompt and press the button; the job that is on the board then."""
    before = {job.task.id for job in jobs(person)}
    await person.until(person.find("videos.generate").isEnabled)
    person.key("videos.prompt", Qt.Key.Key_A, CONTROL)
    person.key("videos.prompt", Qt.Key.Key_Delete)
    person.write("videos.prompt", prompt)
    person.key("videos.prompt", Qt.Key.Key_Return, CONTROL)
    await person.until(lambda: {job.task.id for job in jobs(person)} - before)
    return next(job.task.id for job in jobs(person) if job.task.id not in before)


def job_of(person: Person, task_id: TaskId) -> Job:
    """One row of the board."""
    return next(job for job in jobs(person) if job.task.id == task_id)


async def film(person: Person, prompt: str) -> Job:
    """Submit, and wait for the end of it, however it ends."""
    task_id = await submit(person, prompt)
    return await end_of(person, task_id)


async def end_of(person: Person, task_id: TaskId) -> Job:
    """Wait for the end of a job, and for all of its files."""

    def is_over() -> bool:
        job = job_of(person, task_id)
        return job.task.state.is_final and len(job.assets) == len(job.task.assets)

    await person.until(is_over)
    return job_of(person, task_id)


def choose_job(
    person: Person, task: RemoteTask, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a row of the board."""
    view = person.find("videos.board", QListView)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, _place_of(view, task))


def point_at(person: Person, task: RemoteTask) -> None:
    """Move the pointer onto a row of the board."""
    view = person.find("videos.board", QListView)
    place = QPointF(_place_of(view, task))
    moved = QMouseEvent(
        QEvent.Type.MouseMove,
        place,
        view.viewport().mapToGlobal(place),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    # QTest.mouseMove runs the event loop inside of the present step, which asyncio forbids.
    QApplication.sendEvent(view.viewport(), moved)


def _place_of(view: QListView, task: RemoteTask) -> QPoint:
    model = view.model()
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    index = next(
        row for row in rows if isinstance(row.data(JOB_ROLE), Job) and row.data(JOB_ROLE).task.id == task.id
    )
    view.scrollTo(index)
    return view.visualRect(index).center()
