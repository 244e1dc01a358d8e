"""What gateways, networks and disks do to films: each is paid once, none is lost, none is left in half."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.errors import ErrorKind
from app.domain.ids import KeyId, ProfileId
from app.domain.profile import KeyReference, Profile
from app.domain.remote_task import RemoteTask, TaskState
from app.services.events import DownloadMoved, TaskChanged
from app.services.studio import Studio
from app.storage.mp4 import is_whole
from tests.services.film_gateway import DONE, FILM, FilmGateway, film_gateway
from tests.services.making import Board, Orders
from tests.services.task_gateway import Answering, broken_off, cut, page, saying
from tests.services.workshop import FastClock
from tests.storage.pictures import png
from tests.stories.test_trust import fill, small_disk  # noqa: F401  # a fixture
from tests.studio import open_at
from tests.transport.raw_gateway import Connection

CARD, MODEL = "sora-2.links", "sora-2"
FIRST_ID = "video_1"
RUNNING = {"status": "in_progress", "progress": 10}


@pytest.fixture
async def films() -> AsyncIterator[FilmGateway]:
    """A gateway of films without faults, which nobody may pay twice."""
    async with film_gateway() as served:
        yield served
        assert all(count == 1 for count in served.paid.values()), "something was paid twice"


@pytest.fixture
def clock(request: pytest.FixtureRequest) -> FastClock:
    """A time that runs a hundred times faster, or as much as the test says."""
    return FastClock(getattr(request, "param", 100.0))


@pytest.fixture
async def busy(tmp_path: Path, films: FilmGateway, clock: FastClock) -> AsyncIterator[Studio]:
    """Services whose one provider is that gateway."""
    opened = await open_at(tmp_path, clock)
    await with_provider(opened.studio, films.root)
    yield opened.studio
    await opened.close()


async def with_provider(studio: Studio, root: str) -> Profile:
    """A provider that leads to the little gateway."""
    key = KeyReference(KeyId("key-1"), "sk-…film")
    profile = Profile(ProfileId("profile-1"), "Films", (root,), (key,))
    return await studio.profiles.save(profile, {key.id: "sk-film"}, session_only=True)


async def order(studio: Studio, prompt: str = "a fox") -> RemoteTask:
    """Order a film and go on at once."""
    return await Board(studio).order(CARD, MODEL, values={"prompt": prompt, "seconds": "4"})


async def make(studio: Studio, prompt: str = "a fox") -> RemoteTask:
    """Order a film and wait for its end."""
    return await Orders(studio).end_of((await order(studio, prompt)).id)


async def again(studio: Studio, task: RemoteTask) -> RemoteTask:
    """Have a download tried once more, and wait for its end."""
    await studio.tasks.download_again(task.id)
    return await Orders(studio).end_of(task.id)


def told(task: RemoteTask) -> tuple[TaskState, ErrorKind | None]:
    """How a task stands."""
    return task.state, task.error.kind if task.error else None


def films_in(folder: Path) -> list[Path]:
    """Every file under a final name in the person's folders."""
    return sorted(path for path in (folder / "media").rglob("*.mp4") if path.is_file())


# The answer to the order


@pytest.mark.parametrize("lost", [cut, page(504), saying({"status": "queued"})])
async def test_an_order_whose_answer_is_lost_is_never_sent_again(
    busy: Studio, films: FilmGateway, lost: Answering, tmp_path: Path
) -> None:
    films.answers = [lost]
    task = await make(busy)
    assert task.state is TaskState.UNCONFIRMED
    assert films.paid == {"a fox": 1}
    found = await busy.tasks.lost.found(task.id, f"{films.root}/v1/videos/{FIRST_ID}")
    assert found is not None
    assert told(await Orders(busy).end_of(task.id)) == (TaskState.DONE, None)
    assert [path.stat().st_size >= len(FILM) for path in films_in(tmp_path)] == [True]


# What is said of a film


async def test_answers_of_another_family_say_nothing_and_end_nothing(
    busy: Studio, films: FilmGateway
) -> None:
    films.polls = [
        saying({"code": 1, "description": "ok", "result": "17"}),
        saying({"choices": [{"message": {"content": "hello"}}]}),
        saying([]),
        saying({"data": []}),
        saying("completed"),
        page(200),
        page(502),
        cut,
    ]
    task = await make(busy)
    assert told(task) == (TaskState.DONE, None)
    assert task.polls >= 8


async def test_progress_that_falls_and_words_that_nobody_knows_change_nothing(
    busy: Studio, films: FilmGateway
) -> None:
    seen: list[RemoteTask] = []

    def note(event: TaskChanged) -> None:
        seen.append(event.task)

    busy.hub.listen(TaskChanged, note)
    films.says = [
        {"status": "in_progress", "progress": 60},
        {"status": "in_progress", "progress": 20},
        {"status": "Wird Gerendert", "progress": None},
        {"status": "queued", "progress": 0},
        DONE,
    ]
    assert (await make(busy)).state is TaskState.DONE
    percents = [task.progress_percent for task in seen if task.progress_percent is not None]
    assert percents == sorted(percents)
    states = [task.state for task in seen]
    assert TaskState.QUEUED not in states[states.index(TaskState.RUNNING) :]


async def test_success_without_a_film_is_asked_again_and_then_said(busy: Studio, films: FilmGateway) -> None:
    films.says = [RUNNING, {"status": "completed"}]
    board = Board(busy)
    task = await board.order("unified.veo3", "veo3", values={"prompt": "a fox"})
    assert told(await Orders(busy).end_of(task.id)) == (TaskState.FAILED, ErrorKind.RESULT_MISSING)
    assert films.asked[FIRST_ID] > 3


async def test_a_refusal_that_is_called_completed_is_a_refusal(busy: Studio, films: FilmGateway) -> None:
    films.says = [RUNNING, {"status": "completed", "quality": "The content may violate our policy"}]
    task = await make(busy)
    assert told(task) == (TaskState.FAILED, ErrorKind.CONTENT_REFUSED)
    assert films.ranges == []


@pytest.mark.parametrize("clock", [1000.0], indirect=True)
async def test_a_film_that_the_gateway_forgot_is_given_up_and_taken_up_again(
    busy: Studio, films: FilmGateway
) -> None:
    films.says = [RUNNING]
    task = await order(busy)
    await Board(busy).until_seen(TaskState.RUNNING, task)
    forgotten = films.asked.pop(FIRST_ID)
    expired = await Orders(busy).end_of(task.id)
    assert told(expired) == (TaskState.EXPIRED, ErrorKind.TASK_FORGOTTEN)
    films.asked[FIRST_ID], films.says = forgotten, [DONE]
    assert await busy.tasks.check_again(task.id) is not None
    assert told(await Orders(busy).end_of(task.id)) == (TaskState.DONE, None)


@pytest.mark.parametrize("clock", [1200.0], indirect=True)
async def test_a_gateway_that_is_gone_for_an_hour_costs_nothing_but_the_hour(
    busy: Studio, films: FilmGateway, clock: FastClock
) -> None:
    films.says = [RUNNING]
    task = await order(busy)
    await Board(busy).until_seen(TaskState.RUNNING, task)
    films.is_away = True
    left = clock.now()
    asked_before = len(films.raw.requests)
    await clock.sleep(3600)
    while_away = len(films.raw.requests) - asked_before
    assert (await Orders(busy).task(task.id)).state is TaskState.RUNNING
    assert 10 < while_away < 150
    films.is_away, films.says = False, [DONE]
    done = await Orders(busy).end_of(task.id)
    assert told(done) == (TaskState.DONE, None)
    assert clock.now() - left >= timedelta(hours=1)


# The film itself


async def test_a_download_of_a_byte_a_second_holds_up_nobody_and_can_be_stopped_and_gone_on_with(
    busy: Studio, films: FilmGateway, tmp_path: Path
) -> None:
    films.says = [DONE]
    films.downloads = [trickling] * 4
    slow = [await order(busy, f"slow {number}") for number in range(4)]
    await Board(busy).until_seen(TaskState.DOWNLOADING, *slow)
    quick = await make(busy, "quick")
    assert quick.state is TaskState.DONE
    states = [(await Orders(busy).task(task.id)).state for task in slow]
    assert states == [TaskState.DOWNLOADING] * 4
    await busy.tasks.stop_watching(*(task.id for task in slow))
    stopped = await Orders(busy).end_of(slow[0].id)
    assert told(stopped) == (TaskState.DOWNLOAD_FAILED, None)
    assert len(films_in(tmp_path)) == 1
    done = await again(busy, stopped)
    assert told(done) == (TaskState.DONE, None)
    assert films.ranges[-1] == "bytes=4-"
    assert len(films_in(tmp_path)) == 2


async def trickling(connection: Connection) -> None:
    """A film of which four bytes come, and nothing more for as long as anybody waits."""
    await connection.begin(200, {"Content-Type": "video/mp4", "Content-Length": str(len(FILM))})
    await connection.send(FILM[:1], FILM[1:2], FILM[2:3], FILM[3:4])
    await connection.closed_by_peer()


async def test_how_much_of_a_film_is_here_is_told_while_it_comes_and_where_it_was_stopped(
    busy: Studio, films: FilmGateway
) -> None:
    moments: list[DownloadMoved] = []
    has_begun = asyncio.Event()

    def note(moved: DownloadMoved) -> None:
        moments.append(moved)
        if moved.download.received_bytes:
            has_begun.set()

    busy.hub.listen(DownloadMoved, note)
    films.says, films.pieces, films.piece_s = [DONE], 20, 0.01
    task = await order(busy)
    await Board(busy).until_seen(TaskState.DOWNLOADING, task)
    await has_begun.wait()
    await busy.tasks.stop_watching(task.id)
    paused = await Orders(busy).end_of(task.id)
    assert paused.is_paused
    seen = [moved.download for moved in moments if moved.task_id == task.id]
    assert seen[0].received_bytes == 0
    assert {one.total_bytes for one in seen} == {len(FILM)}
    assert 0 < seen[-1].received_bytes < len(FILM)
    assert seen[-1].bytes_per_s > 0
    moments.clear()
    assert told(await again(busy, paused)) == (TaskState.DONE, None)
    begun = moments[0].download.received_bytes
    assert films.ranges[-1] == f"bytes={begun}-"
    assert 0 < begun < len(FILM)


async def test_a_film_that_is_not_where_it_was_told_is_found_where_films_usually_lie(
    busy: Studio, films: FilmGateway, tmp_path: Path
) -> None:
    films.says = [{**DONE, "video_url": f"{films.root}/gone/{FIRST_ID}.mp4"}]
    lost = await make(busy)
    assert told(lost)[0] is TaskState.DOWNLOAD_FAILED
    assert films_in(tmp_path) == []
    await busy.tasks.try_other_ways(lost.id)
    assert told(await Orders(busy).end_of(lost.id)) == (TaskState.DONE, None)
    (path,) = films_in(tmp_path)
    assert is_whole(path)


async def test_a_picture_is_not_taken_for_the_film_that_is_missing(
    busy: Studio, films: FilmGateway, tmp_path: Path
) -> None:
    films.files["cover"] = png(40, 30)
    films.says = [{**DONE, "video_url": f"{films.root}/gone.mp4", "cover": f"{films.root}/files/cover"}]
    lost = await make(busy)
    films.downloads = [saying({"error": "no"}, 404), page(404)]
    await busy.tasks.try_other_ways(lost.id)
    again_lost = await Orders(busy).end_of(lost.id)
    assert told(again_lost)[0] is TaskState.DOWNLOAD_FAILED
    assert [path for path in (tmp_path / "media").rglob("*") if path.is_file()] == []


async def test_content_that_is_json_with_a_link_is_followed(
    busy: Studio, films: FilmGateway, tmp_path: Path
) -> None:
    films.downloads = [saying({"data": {"url": f"{films.root}/files/{FIRST_ID}"}})]
    assert told(await make(busy)) == (TaskState.DONE, None)
    (path,) = films_in(tmp_path)
    assert is_whole(path)


async def test_content_that_knows_no_ranges_begins_anew_and_is_whole(
    busy: Studio, films: FilmGateway, tmp_path: Path
) -> None:
    films.knows_ranges = False
    films.downloads = [broken_off(FILM[:500], len(FILM))]
    assert told(await make(busy)) == (TaskState.DONE, None)
    assert films.ranges == ["", "bytes=500-"]
    (path,) = films_in(tmp_path)
    assert is_whole(path)


async def test_content_that_is_too_early_or_dead_is_asked_for_again(
    busy: Studio, films: FilmGateway, tmp_path: Path
) -> None:
    early = {"error": {"message": "Task is not completed yet, current status: RUNNING"}}
    films.downloads = [saying(early, 400), saying({"error": {"message": "link expired"}}, 403), page(502)]
    assert told(await make(busy)) == (TaskState.DONE, None)
    assert films.asked[FIRST_ID] > 3
    assert len(films_in(tmp_path)) == 1


async def test_half_a_film_never_gets_its_name(busy: Studio, films: FilmGateway, tmp_path: Path) -> None:
    films.files[FIRST_ID] = FILM[: len(FILM) // 2]
    task = await make(busy)
    assert told(task) == (TaskState.DOWNLOAD_FAILED, ErrorKind.STREAM_CUT)
    assert films_in(tmp_path) == []
    films.files[FIRST_ID] = FILM
    assert told(await again(busy, task)) == (TaskState.DONE, None)


async def test_a_folder_that_is_removed_is_made_anew(
    busy: Studio, films: FilmGateway, tmp_path: Path
) -> None:
    await make(busy, "the first")
    films.says = [RUNNING]
    task = await order(busy)
    await Board(busy).until_seen(TaskState.RUNNING, task)
    await asyncio.to_thread(shutil.rmtree, tmp_path / "media")
    films.says = [DONE]
    assert told(await Orders(busy).end_of(task.id)) == (TaskState.DONE, None)
    (path,) = films_in(tmp_path)
    assert is_whole(path)


async def test_a_disk_that_is_full_in_the_middle_keeps_what_came_until_there_is_room(
    films: FilmGateway,
    tmp_path: Path,
    small_disk: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.storage.media_files.ROOM_BYTES", 0)
    (tmp_path / "media").symlink_to(small_disk)
    opened = await open_at(tmp_path, FastClock(100.0))
    await with_provider(opened.studio, films.root)
    large = FILM + (3_000_008).to_bytes(4, "big") + b"free" + bytes(3_000_000)
    films.files[FIRST_ID] = large

    async def of_unknown_length(connection: Connection) -> None:
        await connection.begin_stream("video/mp4")
        await connection.chunk(large[:2_000_000], large[2_000_000:])
        await connection.end_stream()

    stuffing = fill(small_disk)
    with stuffing.open("r+b") as file:
        file.truncate(stuffing.stat().st_size - 2_500_000)
    films.downloads = [of_unknown_length]
    task = await make(opened.studio)
    assert told(task) == (TaskState.DOWNLOAD_FAILED, ErrorKind.DISK_FULL)
    assert films_in(tmp_path) == []
    stuffing.unlink()
    assert told(await again(opened.studio, task)) == (TaskState.DONE, None)
    (path,) = films_in(tmp_path)
    assert is_whole(path)
    await opened.close()
