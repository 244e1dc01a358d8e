"""Making films at the window: an order and its film, the board, what goes on from a film, and bad ends."""

import csv
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from app.bootstrap.command_line import Arguments
from app.domain.remote_task import TaskState
from app.storage.mp4 import is_whole
from app.storage.secrets import Secrets
from app.ui.films.compare import FilmComparison
from app.ui.films.player import FilmPlayer
from app.ui.library.grid import AssetGrid
from app.ui.videos.page import VideosPage
from app.ui.widgets.searchable_box import SearchableBox
from tests.gateway import Gateway
from tests.services.workshop import FastClock
from tests.storage.keyrings import MemoryKeyring
from tests.stories.conftest import started
from tests.stories.filming import (
    CONTROL,
    FILM_MODEL,
    VIDEOS,
    at_videos,
    choose_film_model,
    choose_job,
    end_of,
    film,
    film_prompt,
    job_of,
    jobs,
    point_at,
    prompts,
    submit,
)
from tests.stories.imaging import MODEL, at_images, choose_first, choose_model, make
from tests.stories.person import Person
from tests.stories.test_saving import save_to
from tests.studio import add_gateway
from tests.ui.film_files import SPOKEN

pytestmark = pytest.mark.qt_log_ignore(*SPOKEN, "This plugin does not support", extend=True)

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
    """The video page in a wide window, ready for the first prompt."""
    person.window.resize(1500, 860)
    page = at_videos(person)
    await choose_film_model(person, FILM_MODEL)
    return page


@pytest.mark.covers("video.openai/create")
@pytest.mark.covers("video.openai/query")
@pytest.mark.covers("video.openai/download")
async def test_a_prompt_becomes_a_film_that_is_shown(
    person: Person, page: VideosPage, gateway: Gateway
) -> None:
    assert person.find("videos.generate", QPushButton).text().startswith("Submit")
    task_id = await submit(person, "a fox in the snow")
    assert not job_of(person, task_id).task.state.is_final
    await person.until(lambda: "running" in person.label("videos.foot"))
    made = await end_of(person, task_id)
    assert made.task.state is TaskState.DONE
    assert made.film is not None
    assert is_whole(Path(made.film.path))
    assert len([one for one in gateway.asked(VIDEOS) if one.method == "POST"]) == 1
    choose_job(person, made.task)
    await person.until(lambda: person.sees("videos.player"))
    player = person.find("videos.player", FilmPlayer)
    assert player.path == Path(made.film.path)
    await person.until(lambda: player.playback is not None and player.playback.frame.isValid())
    assert "Saved" in person.label("videos.detail.state")


async def test_jobs_and_the_half_filled_form_are_there_after_a_restart(
    qapp: QApplication, tmp_path: Path, gateway: Gateway
) -> None:
    keyring = MemoryKeyring()
    async with started(qapp, tmp_path, Arguments(), Secrets(lambda: keyring), FastClock(HURRY)) as person:
        profile = await add_gateway(person.session.studio, gateway)
        await person.session.studio.profiles.save(profile, {profile.keys[0].id: gateway.key})
        await person.session.studio.models.refresh(profile)
        at_videos(person)
        await choose_film_model(person, FILM_MODEL)
        await film(person, "a fox in the snow")
        task_id = await submit(person, "a row of ducks")
        await person.until(lambda: job_of(person, task_id).task.handle)
        person.write("videos.prompt", " and geese")
    async with started(qapp, tmp_path, Arguments(), Secrets(lambda: keyring), FastClock(HURRY)) as person:
        at_videos(person)
        await person.until(lambda: len(jobs(person)) == 2)
        await person.until(lambda: film_prompt(person) == "a row of ducks and geese")
        assert (await end_of(person, task_id)).task.state is TaskState.DONE
        posts = [one for one in gateway.asked(VIDEOS) if one.method == "POST"]
        assert len(posts) == 2


async def test_the_board_is_searched_filtered_and_grouped(person: Person, page: VideosPage) -> None:
    await film(person, "a fox in the snow")
    await film(person, "something moderated")
    person.write("videos.search", "fox")
    await person.until(lambda: prompts(person) == ["a fox in the snow"])
    person.key("videos.search", Qt.Key.Key_Escape)
    await person.until(lambda: len(jobs(person)) == 2)
    person.press("videos.filter.state")
    person.choose("Failed")
    await person.until(lambda: prompts(person) == ["something moderated"])
    person.press("videos.filter.reset")
    await person.until(lambda: len(jobs(person)) == 2)
    person.press("videos.filter.order")
    person.choose("Oldest first")
    await person.until(lambda: prompts(person) == ["a fox in the snow", "something moderated"])
    person.press("videos.filter.grouped")
    await person.until(lambda: person.rows("videos.board")[0] == "Done · 1")
    assert person.rows("videos.board") == [
        "Done · 1",
        "a fox in the snow",
        "Failed · 1",
        "something moderated",
    ]


async def test_what_a_filter_leaves_out_is_one_press_away(person: Person, page: VideosPage) -> None:
    await film(person, "a fox in the snow")
    person.write("videos.search", "whale")
    await person.until(lambda: person.sees("videos.empty.all"))
    assert person.reads("Nothing fits")
    person.press("videos.empty.all")
    await person.until(lambda: prompts(person) == ["a fox in the snow"])


async def test_a_failed_film_says_why_and_that_another_try_may_cost(
    person: Person, page: VideosPage, gateway: Gateway
) -> None:
    failed = await film(person, "a failing task")
    assert failed.task.state is TaskState.FAILED
    choose_job(person, failed.task)
    assert "Failed" in person.label("videos.detail.state")
    assert person.find("videos.job.retry", QPushButton).text() == "Try again (may be billed again)"
    person.press("videos.job.retry")
    await person.until(lambda: len(jobs(person)) == 2)
    again = next(job for job in jobs(person) if job.task.id != failed.task.id)
    assert (await end_of(person, again.task.id)).task.parent_id == failed.task.id


async def test_several_are_deleted_and_come_back(person: Person, page: VideosPage) -> None:
    first = await film(person, "a fox in the snow")
    second = await film(person, "a quiet harbour")
    choose_job(person, first.task)
    choose_job(person, second.task, CONTROL)
    await person.until(lambda: person.reads("2 chosen"))
    person.press("videos.job.delete")
    await person.until(lambda: person.sees("videos.empty"))
    person.press_text("Undo")
    await person.until(lambda: len(jobs(person)) == 2)
    assert all(job.film is not None for job in jobs(person))


async def test_rows_are_exported_for_a_spreadsheet(person: Person, page: VideosPage, tmp_path: Path) -> None:
    first = await film(person, '=a fox, "red"')
    second = await film(person, "something moderated")
    choose_job(person, first.task)
    choose_job(person, second.task, CONTROL)
    person.press("videos.job.export")
    name = await save_to(person, tmp_path)
    with (tmp_path / name).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["prompt"]: row["state"] for row in rows} == {
        '\'=a fox, "red"': "done",
        "something moderated": "failed",
    }


@pytest.mark.covers("video.openai/remix")
async def test_a_film_is_remixed_and_both_takes_are_compared(
    person: Person, page: VideosPage, gateway: Gateway
) -> None:
    first = await film(person, "a fox in the snow")
    choose_job(person, first.task)
    await person.until(lambda: person.sees("videos.job.follow.sora-2.remix"))
    person.press("videos.job.follow.sora-2.remix")
    await person.until(lambda: person.sees("videos.going_on"))
    assert film_prompt(person) == "a fox in the snow"
    again = await film(person, "the same at night")
    assert again.task.state is TaskState.DONE
    assert again.task.parent_id == first.task.id
    assert first.task.handle is not None
    (asked,) = gateway.asked(f"{VIDEOS}/{first.task.handle.id}/remix")
    assert asked.json() == {"prompt": "the same at night"}
    choose_job(person, again.task)
    await person.until(lambda: person.sees("videos.job.compare"))
    person.press("videos.job.compare")
    await person.until(lambda: person.sees("videos.compare"))
    assert len(person.find("videos.compare", FilmComparison).playbacks) == 2
    person.key("videos.compare", Qt.Key.Key_Escape)
    await person.until(lambda: not person.sees("videos.compare"))


async def test_going_on_can_be_given_up(person: Person, page: VideosPage) -> None:
    first = await film(person, "a fox in the snow")
    choose_job(person, first.task)
    await person.until(lambda: person.sees("videos.job.follow.sora-2.remix"))
    person.press("videos.job.follow.sora-2.remix")
    await person.until(lambda: person.sees("videos.going_on"))
    person.press("videos.going_on.drop")
    assert page.panel.card is not None
    assert page.panel.card.id == "sora-2"
    assert not person.sees("videos.going_on")


@pytest.mark.covers("video.openai/create-upload")
async def test_the_last_frame_begins_the_next_shot(
    person: Person, page: VideosPage, gateway: Gateway
) -> None:
    first = await film(person, "a fox in the snow")
    choose_job(person, first.task)
    await person.until(lambda: person.sees("videos.job.next_shot"))
    person.press("videos.job.next_shot")
    await person.until(lambda: len(page.panel.form.inputs()) == 1)
    frame = page.panel.form.inputs()[0].attachment
    assert frame is not None
    assert (frame.width, frame.height) == (720, 1280)
    second = await film(person, "it runs away")
    assert second.task.state is TaskState.DONE
    newest = [one for one in gateway.asked(VIDEOS) if one.method == "POST"][-1]
    assert b"\x89PNG" in newest.body


async def test_a_picture_of_the_image_page_is_let_move(
    person: Person, page: VideosPage, gateway: Gateway
) -> None:
    at_images(person)
    await choose_model(person, MODEL)
    await make(person, "a fox in the snow")
    choose_first(person)
    person.press("images.result.video")
    await person.until(lambda: person.sees("videos.prompt"))
    await person.until(lambda: len(page.panel.form.inputs()) == 1)
    made = await film(person, "it runs")
    assert made.task.state is TaskState.DONE


async def test_a_film_of_the_library_goes_on_with_its_last_frame(person: Person, page: VideosPage) -> None:
    await film(person, "a fox in the snow")
    await choose_in_library(person)
    await person.until(lambda: person.sees("library.do.next_shot"))
    person.press("library.do.next_shot")
    await person.until(lambda: person.sees("videos.prompt") and len(page.panel.form.inputs()) == 1)
    frame = page.panel.form.inputs()[0].attachment
    assert frame is not None
    assert (frame.width, frame.height) == (720, 1280)


async def test_the_settings_of_a_film_of_the_library_are_shown_where_films_are_made(
    person: Person, page: VideosPage
) -> None:
    await film(person, "a quiet harbour")
    person.write("videos.prompt", " at night")
    await choose_in_library(person)
    await person.choose_in_menu("library.grid", "Same settings again")
    await person.until(lambda: person.sees("videos.prompt") and film_prompt(person) == "a quiet harbour")


async def choose_in_library(person: Person) -> None:
    """Go to the library, and choose its first file."""
    person.window.show_page("library")
    await person.until(lambda: person.sees("library.grid"))
    grid = person.find("library.grid", AssetGrid)
    await person.until(lambda: grid.model().rowCount() > 0)
    place = grid.visualRect(grid.model().index(0, 0)).center()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


async def test_a_job_that_was_begun_elsewhere_is_adopted(
    person: Person, page: VideosPage, gateway: Gateway
) -> None:
    first = await film(person, "a fox in the snow")
    assert first.task.handle is not None
    choose_job(person, first.task)
    person.press("videos.job.delete")
    await person.until(lambda: person.sees("videos.empty"))
    person.press("videos.adopt")
    await person.until(lambda: person.sees("videos.adopt.text"))
    assert not person.find("videos.adopt.watch", QPushButton).isEnabled()
    person.write("videos.adopt.text", f'{{"id": "{first.task.handle.id}", "object": "video"}}')
    person.press("videos.adopt.watch")
    await person.until(lambda: len(jobs(person)) == 1)
    adopted = await end_of(person, jobs(person)[0].task.id)
    assert adopted.task.state is TaskState.DONE
    assert adopted.film is not None
    assert len([one for one in gateway.asked(VIDEOS) if one.method == "POST"]) == 1


async def test_what_is_pasted_without_an_id_is_told_in_the_dialog(person: Person, page: VideosPage) -> None:
    person.press("videos.adopt")
    await person.until(lambda: person.sees("videos.adopt.text"))
    person.write("videos.adopt.text", "{}")
    person.press("videos.adopt.watch")
    await person.until(lambda: person.sees("videos.adopt.error"))
    person.press("videos.adopt.cancel")
    await person.until(lambda: not person.sees("videos.adopt.text"))


async def test_the_kind_of_a_task_is_found_by_a_part_of_its_name(person: Person, page: VideosPage) -> None:
    person.press("videos.adopt")
    await person.until(lambda: person.sees("videos.adopt.kind"))
    kind = person.find("videos.adopt.kind", SearchableBox)
    assert kind.key == "sora-2"
    retype(kind, "vidu")
    assert "Vidu" in kind.currentText()
    assert kind.key.startswith("vidu")
    retype(kind, "nothing of that name")
    assert kind.key.startswith("vidu")
    assert "Vidu" in kind.currentText()
    person.press("videos.adopt.cancel")
    await person.until(lambda: not person.sees("videos.adopt.kind"))


def retype(box: SearchableBox, text: str) -> None:
    """Put other words into a box."""
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(box, text)
    QTest.keyClick(box, Qt.Key.Key_Return)


async def test_pictures_are_on_the_board_where_one_wants_them(person: Person, page: VideosPage) -> None:
    at_images(person)
    await choose_model(person, MODEL)
    await make(person, "a quiet harbour")
    at_videos(person)
    assert person.sees("videos.empty")
    person.press("videos.filter.kind")
    person.choose("Films and pictures")
    await person.until(lambda: prompts(person) == ["a quiet harbour"])


async def test_the_film_below_the_pointer_moves_and_no_other(
    person: Person, page: VideosPage, gateway: Gateway
) -> None:
    first = await film(person, "a fox in the snow")
    second = await film(person, "a quiet harbour")
    fox, harbour = [Path(job.film.path) for job in (first, second) if job.film is not None]
    moving = page.board.view.preview.image
    point_at(person, first.task)
    await person.until(lambda: moving(fox))
    seen = moving(fox)
    await person.until(lambda: moving(fox) != seen)
    point_at(person, second.task)
    assert moving(fox) is None
    await person.until(lambda: moving(harbour))
    person.window.show_page("settings")
    person.press("settings.motion")
    at_videos(person)
    point_at(person, first.task)
    await person.until(lambda: not page.board.view.preview.is_due)
    assert moving(fox) is None


async def test_in_a_small_window_a_job_has_the_place_of_the_list(person: Person, page: VideosPage) -> None:
    made = await film(person, "a fox in the snow")
    person.window.resize(720, 480)
    await person.until(lambda: not person.sees("videos.detail"))
    choose_job(person, made.task)
    person.key("videos.board", Qt.Key.Key_Return)
    await person.until(lambda: person.sees("videos.player"))
    assert not person.sees("videos.board")
    person.press("videos.detail.back")
    await person.until(lambda: person.sees("videos.board"))


async def test_the_top_bar_leads_to_what_is_being_made(person: Person, page: VideosPage) -> None:
    await film(person, "a quiet harbour")
    await submit(person, "a fox in a long queue")
    person.window.show_page("conversations")
    await person.until(
        lambda: person.sees("topbar.jobs") and "running" in person.find("topbar.jobs").toolTip()
    )
    person.press("topbar.jobs")
    await person.until(lambda: prompts(person) == ["a fox in a long queue"])
    person.press("videos.filter.reset")
    await person.until(lambda: len(jobs(person)) == 2)
