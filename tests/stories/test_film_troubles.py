"""Films that do not come as they should, at the window: slow, lost, cut, or behind a refused key."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from app.bootstrap.command_line import Arguments
from app.demo.answer_faults import Status
from app.demo.asgi import Application, Message, Receive, Scope, Send
from app.demo.faults import send_whole
from app.demo.wire_faults import ResetAfter, Trickle
from app.domain.ids import TaskId
from app.domain.remote_task import TaskState
from app.storage.mp4 import is_whole
from app.ui.videos.page import VideosPage
from tests.gateway import Gateway
from tests.services.workshop import FastClock
from tests.stories.conftest import started
from tests.stories.filming import (
    FILM_MODEL,
    VIDEOS,
    at_videos,
    choose_film_model,
    choose_job,
    end_of,
    film,
    film_prompt,
    job_of,
    submit,
)
from tests.stories.person import Person
from tests.studio import add_gateway
from tests.ui.film_files import SPOKEN

pytestmark = pytest.mark.qt_log_ignore(*SPOKEN, "This plugin does not support", extend=True)

CHAT = "/v1/chat/completions"
REFUSED = b'{"error": {"message": "Invalid token", "code": "invalid_api_key"}}'
HURRY = 60.0


@pytest.fixture
async def person(qapp: QApplication, tmp_path: Path, gateway: Gateway) -> AsyncIterator[Person]:
    """A person with one provider, whose jobs live in a time that runs sixty times faster."""
    async with started(qapp, tmp_path, Arguments(), clock=FastClock(HURRY)) as person:
        profile = await add_gateway(person.session.studio, gateway)
        await person.session.studio.models.refresh(profile)
        yield person


@pytest.fixture
async def page(person: Person) -> VideosPage:
    """The video page in a wide window."""
    person.window.resize(1500, 860)
    page = at_videos(person)
    await choose_film_model(person, FILM_MODEL)
    return page


async def begun(person: Person, prompt: str) -> tuple[TaskId, str]:
    """Order a film: its job, and by which id its provider knows it."""
    task_id = await submit(person, prompt)
    await person.until(lambda: job_of(person, task_id).task.handle)
    handle = job_of(person, task_id).task.handle
    assert handle is not None
    return task_id, handle.id


def says(person: Person, words: str) -> bool:
    """Whether the present job's line of state says this."""
    return words in person.label("videos.detail.state")


async def test_a_slow_download_is_paused_and_goes_on_where_it_was(
    person: Person, page: VideosPage, gateway: Gateway
) -> None:
    task_id, film_id = await begun(person, "a fox in the snow")
    content = f"{VIDEOS}/{film_id}/content"
    gateway.faults.set(Trickle(0.05, 4000), content)
    choose_job(person, job_of(person, task_id).task)
    await person.until(lambda: says(person, "Downloading") and says(person, "/s"))
    download = job_of(person, task_id).download
    assert download is not None
    assert download.total_bytes is not None
    assert download.received_bytes < download.total_bytes
    person.press("videos.job.pause")
    paused = await end_of(person, task_id)
    assert paused.task.is_paused
    await person.until(lambda: says(person, "Paused at"))
    assert not person.sees("videos.job.elsewhere")
    assert person.find("videos.job.fetch", QPushButton).text() == "Go on with the download"
    person.press("videos.job.fetch")
    await person.until(lambda: job_of(person, task_id).film is not None)
    made = await end_of(person, task_id)
    assert made.film is not None
    assert is_whole(Path(made.film.path))
    ranges = [dict(asked.headers).get("range", "") for asked in gateway.asked(content)]
    assert ranges[0] == ""
    assert ranges[-1].startswith("bytes=")


async def test_a_film_that_was_not_delivered_is_looked_for_elsewhere(
    person: Person, page: VideosPage, gateway: Gateway
) -> None:
    task_id, film_id = await begun(person, "a quiet harbour")
    gateway.faults.set(_DeadLink(f"{gateway.root}/gone.mp4"), f"{VIDEOS}/{film_id}", times=None)
    lost = await end_of(person, task_id)
    choose_job(person, lost.task)
    await person.until(lambda: says(person, "file not delivered"))
    person.press("videos.job.copy_answer")
    await person.until(lambda: "gone.mp4" in QApplication.clipboard().text())
    person.press("videos.job.elsewhere")
    await person.until(lambda: job_of(person, task_id).task.state is TaskState.DONE)
    made = await end_of(person, task_id)
    assert made.film is not None
    assert is_whole(Path(made.film.path))
    assert gateway.charges("a quiet harbour") == 1


@dataclass(frozen=True, slots=True)
class _DeadLink:
    """The gateway says of a film that it lies where there is none."""

    link: str

    async def __call__(self, application: Application, scope: Scope, receive: Receive, send: Send) -> None:
        said: list[bytes] = []

        async def listen(message: Message) -> None:
            said.append(message.get("body", b""))

        await application(scope, receive, listen)
        told = json.loads(b"".join(said)) | {"video_url": self.link}
        await send_whole(send, 200, "application/json", json.dumps(told).encode())


async def test_a_refused_key_holds_up_the_films_of_its_provider_until_it_is_changed(
    person: Person, page: VideosPage, gateway: Gateway
) -> None:
    task_id, film_id = await begun(person, "a fox in the snow")
    gateway.faults.set(Status(401, body=REFUSED), f"{VIDEOS}/{film_id}", times=None)
    choose_job(person, job_of(person, task_id).task)
    await person.until(lambda: job_of(person, task_id).task.error)
    await person.until(lambda: person.sees("videos.job.ask_now"))
    person.press("videos.job.ask_now")
    asked = len(gateway.asked(f"{VIDEOS}/{film_id}"))
    await person.until(lambda: len(gateway.asked(f"{VIDEOS}/{film_id}")) > asked)
    gateway.faults.clear()
    profiles = person.session.studio.profiles
    assert profiles.active is not None
    await person.until(lambda: person.session.studio.tasks.paused_profiles)
    await profiles.save(replace(profiles.active, notes="another account"), {})
    assert (await end_of(person, task_id)).task.state is TaskState.DONE
    assert gateway.charges("a fox in the snow") == 1


async def test_a_question_that_fails_is_no_failed_film(
    person: Person, page: VideosPage, gateway: Gateway
) -> None:
    task_id, film_id = await begun(person, "a fox in the snow")
    gateway.faults.set(Status(502), f"{VIDEOS}/{film_id}", times=None)
    choose_job(person, job_of(person, task_id).task)
    await person.until(lambda: says(person, "came to nothing; the next one follows"))
    assert person.find("videos.detail.state").property("kind") == "muted"
    gateway.faults.clear()
    assert (await end_of(person, task_id)).task.state is TaskState.DONE


@pytest.mark.covers("video.chat/revise")
async def test_a_film_of_a_conversation_that_was_cut_is_asked_for_in_it(
    person: Person, page: VideosPage, gateway: Gateway
) -> None:
    person.press("videos.card.film")
    gateway.faults.set(ResetAfter(4), CHAT)
    cut = await film(person, "a fox in the snow")
    assert cut.task.state is TaskState.UNCONFIRMED
    choose_job(person, cut.task)
    await person.until(lambda: person.sees("videos.job.ask_there"))
    assert not person.sees("videos.job.found")
    person.press("videos.job.ask_there")
    await person.until(lambda: person.sees("videos.going_on"))
    assert "finished" in film_prompt(person)
    await person.until(person.find("videos.generate").isEnabled)
    person.press("videos.generate")
    await person.until(lambda: len(gateway.asked(CHAT)) == 2)
    said = gateway.asked(CHAT)[-1].json()["messages"]
    assert said[0]["role"] == "user"
    assert said[0]["content"][0]["text"] == "a fox in the snow"
    assert "finished" in said[-1]["content"][0]["text"]
