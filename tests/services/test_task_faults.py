"""What gateways, networks, disks and clocks do to paid tasks, from the order to the file."""

# ruff: noqa: ASYNC240, ASYNC110  # a test may wait for the disk, and for what no event tells

import asyncio
import base64
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.errors import ErrorKind
from app.domain.media import MediaKind
from app.domain.remote_task import RemoteTask, TaskState
from app.ui.transcript.content.decoding import decode
from tests.services.task_gateway import PICTURE, TaskGateway, cut, saying
from tests.services.workshop import CALL_CARD, CARDS, TASK_CARD, Workshop
from tests.storage.pictures import png
from tests.stories.test_trust import fill, small_disk  # noqa: F401  # a fixture
from tests.transport.raw_gateway import Connection, serving

DONE = TaskState.DONE
FIFTY_MEGABYTES = PICTURE[:-12] + bytes(50_000_000) + PICTURE[-12:]
SCRIPT = b"""<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">
<script href="http://127.0.0.1:1/x.js"/><image href="http://127.0.0.1:1/y.png" width="9" height="9"/></svg>"""


def told(task: RemoteTask) -> tuple[TaskState, ErrorKind | None]:
    """How a task stands."""
    return task.state, task.error.kind if task.error else None


async def with_file(workshop: Workshop, tasks: TaskGateway, data: bytes) -> RemoteTask:
    """A task whose result is this file, at its end."""
    tasks.files["t1-0"] = data
    return await workshop.until((await workshop.ask_for()).id)


# What comes instead of a good picture


async def test_nothing_at_all_is_no_picture_and_can_be_fetched_again(
    workshop: Workshop, tasks: TaskGateway
) -> None:
    task = await with_file(workshop, tasks, b"")
    assert told(task) == (TaskState.DOWNLOAD_FAILED, ErrorKind.RESULT_NOT_MEDIA)
    assert workshop.files() == []
    tasks.files["t1-0"] = PICTURE
    await workshop.tasks.download_again(task.id)
    assert (await workshop.until(task.id, DONE)).assets


async def test_a_black_picture_is_a_picture_that_was_paid_for(workshop: Workshop, tasks: TaskGateway) -> None:
    task = await with_file(workshop, tasks, png(64, 64))
    assert told(task) == (DONE, None)
    assert workshop.assets[0].kind is MediaKind.PICTURE


async def test_an_immense_picture_is_kept_and_drawn_small(workshop: Workshop, tasks: TaskGateway) -> None:
    await with_file(workshop, tasks, png(10_000, 10_000))
    (asset,) = workshop.assets
    assert (asset.kind, asset.width, asset.height) == (MediaKind.PICTURE, 10_000, 10_000)
    shown = await asyncio.to_thread(lambda: decode(Path(asset.path).read_bytes(), 512))
    assert shown is not None
    assert (shown.image.width(), shown.natural.width()) == (512, 10_000)


async def test_a_picture_beyond_all_measure_is_kept_and_never_decoded(
    workshop: Workshop, tasks: TaskGateway
) -> None:
    data = png(1, 1)
    await with_file(workshop, tasks, data[:16] + (40_000).to_bytes(4, "big") * 2 + data[24:])
    assert workshop.assets[0].kind is MediaKind.FILE
    assert decode(Path(workshop.assets[0].path).read_bytes(), 512) is None


@pytest.mark.qt_log_ignore("Image filename is empty")
async def test_a_drawing_with_scripts_is_kept_as_it_came_and_drawn_without_them(
    workshop: Workshop, tasks: TaskGateway
) -> None:
    task = await with_file(workshop, tasks, SCRIPT)
    (asset,) = workshop.assets
    assert (task.state, asset.kind, Path(asset.path).suffix) == (DONE, MediaKind.PICTURE, ".svg")
    assert Path(asset.path).read_bytes() == SCRIPT
    shown = await asyncio.to_thread(decode, SCRIPT, 512)
    assert shown is not None


async def test_fifty_megabytes_in_one_line_are_a_picture_like_any_other(
    workshop: Workshop, tasks: TaskGateway
) -> None:
    encoded = base64.b64encode(FIFTY_MEGABYTES)
    tasks.words = ["running", "SUCCESS"]
    tasks.results = [f"data:image/png;base64,{encoded.decode()}"]
    task = await workshop.ask_for()
    assert told(await workshop.until(task.id)) == (DONE, None)
    tasks.streams = [b'{"found": "%s"}' % encoded, b'{"end": true}']
    streamed = await workshop.until((await workshop.ask_for(card=CALL_CARD, stream=True)).id)
    assert told(streamed) == (DONE, None)
    sizes = [asset.size_bytes for asset in workshop.assets]
    assert all(size > len(FIFTY_MEGABYTES) for size in sizes), sizes
    assert len(sizes) == 2
    async with asyncio.timeout(20):
        while list((workshop.places.data / "incoming").iterdir()):  # swept behind the answer
            await asyncio.sleep(0.01)


# Where results may come from


async def test_a_result_next_door_is_refused_in_words_and_the_gateway_s_own_is_not(
    tmp_path: Path, tasks: TaskGateway
) -> None:
    async with serving() as neighbour:
        workshop = await Workshop.open(tmp_path, tasks.root, private_hosts=False)
        own = await workshop.until((await workshop.ask_for()).id)
        tasks.words = ["running", "SUCCESS"]
        tasks.results = [f"{neighbour.root}/secret.png"]
        task = await workshop.ask_for()
        refused = await workshop.until(task.id)
        await workshop.close()
        assert told(own) == (DONE, None)
        assert told(refused) == (TaskState.DOWNLOAD_FAILED, ErrorKind.ADDRESS_PRIVATE)
        assert neighbour.requests == []


async def test_links_whose_time_is_over_are_asked_for_anew_before_anything_else(
    workshop: Workshop, tasks: TaskGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.storage.media_files.ROOM_BYTES", 10**18)
    monkeypatch.setitem(CARDS, "plain.short", replace(TASK_CARD, id="plain.short", link_lifetime_s=600.0))
    task = await workshop.until((await workshop.ask_for(card=CARDS["plain.short"])).id)
    assert told(task) == (TaskState.DOWNLOAD_FAILED, ErrorKind.DISK_FULL)
    assert task.expires_at is not None
    asked = tasks.works["t1"].asked
    monkeypatch.setattr("app.storage.media_files.ROOM_BYTES", 0)
    workshop.clock.fall_asleep(700)
    tasks.works["t1"].links = [f"{tasks.root}/files/t1-0?sig=fresh"]
    await workshop.tasks.download_again(task.id)
    done = await workshop.until(task.id, DONE)
    assert tasks.works["t1"].asked == asked + 1
    assert done.outputs[0].media.url.endswith("sig=fresh")  # type: ignore[union-attr]
    assert done.expires_at is not None
    assert done.expires_at > task.expires_at


# What gateways do to those who ask


async def test_a_task_that_midjourney_does_not_find_is_over_after_a_few_questions(
    workshop: Workshop, tasks: TaskGateway
) -> None:
    workshop.clock._speed = 2000
    card = replace(TASK_CARD, id="plain.mj", protocol="midjourney")
    task = await workshop.until((await workshop.tasks.lost.adopt(workshop.profile, card, "17")).id)
    assert told(task) == (TaskState.EXPIRED, ErrorKind.TASK_FORGOTTEN)
    assert task.polls <= 20


async def test_a_result_that_is_ready_but_not_handed_over_can_be_fetched_again(
    workshop: Workshop, tasks: TaskGateway
) -> None:
    tasks.words = ["ready"]
    task = await workshop.ask_for()
    await workshop.until_true(lambda: any(change.result_ready for change in workshop.changes))
    tasks.polls = [saying({"error": {"message": "worker is gone"}}, 500)] * 8
    failed = await workshop.until(task.id)
    assert told(failed) == (TaskState.DOWNLOAD_FAILED, ErrorKind.GATEWAY_FAILED)
    tasks.polls = []
    tasks.works["t1"].words = ["SUCCESS"]
    await workshop.tasks.download_again(task.id)
    assert (await workshop.until(task.id, DONE)).assets


async def test_a_refused_key_is_said_at_the_task_that_waits_for_another(
    workshop: Workshop, tasks: TaskGateway
) -> None:
    tasks.polls = [saying({"error": {"message": "invalid token", "code": "invalid_api_key"}}, 401)]
    task = await workshop.ask_for()
    await workshop.until_true(lambda: any(change.error for change in workshop.changes))
    assert told(await workshop.task(task.id)) == (TaskState.QUEUED, ErrorKind.KEY_REFUSED)
    await workshop.tasks.ask_now(task.id)
    assert told(await workshop.until(task.id)) == (DONE, None)


async def test_one_task_that_two_lines_ask_for_is_saved_by_each_and_paid_once(
    workshop: Workshop, tasks: TaskGateway
) -> None:
    tasks.answers = [cut]
    lost = await workshop.until((await workshop.ask_for()).id)
    second = replace(workshop.profile, lines=(tasks.root.replace("127.0.0.1", "localhost"),))
    await workshop.profiles.save(replace(workshop.profile, lines=(tasks.root, *second.lines)), {})
    found = [
        await workshop.tasks.lost.found(lost.id, "t1"),
        await workshop.tasks.lost.adopt(second, TASK_CARD, "t1"),
    ]
    ended = [await workshop.until(one.id) for one in found if one is not None]
    assert [told(task) for task in ended] == [(DONE, None)] * 2
    assert len(workshop.files()) == len({asset for task in ended for asset in task.assets}) == 2
    assert sum(tasks.paid.values()) == 1


# Disks and clocks


async def test_a_disk_that_fills_up_in_the_middle_keeps_the_task_until_there_is_room(
    tmp_path: Path,
    tasks: TaskGateway,
    small_disk: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.storage.media_files.ROOM_BYTES", 0)
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "media").symlink_to(small_disk)
    workshop = await Workshop.open(tmp_path / "shop", tasks.root)
    large = PICTURE[:-12] + bytes(3_000_000) + PICTURE[-12:]

    async def in_chunks(connection: Connection) -> None:
        await connection.begin_stream("image/png")
        await connection.chunk(large[:2_000_000], large[2_000_000:])
        await connection.end_stream()

    stuffing = fill(small_disk)
    with stuffing.open("r+b") as file:
        file.truncate(stuffing.stat().st_size - 2_500_000)
    tasks.downloads = [in_chunks]
    task = await workshop.until((await workshop.ask_for()).id)
    assert told(task) == (TaskState.DOWNLOAD_FAILED, ErrorKind.DISK_FULL)
    assert not [path for path in small_disk.rglob("*.png") if path.is_file()]
    stuffing.unlink()
    tasks.files["t1-0"] = PICTURE
    await workshop.tasks.download_again(task.id)
    assert told(await workshop.until(task.id, DONE)) == (DONE, None)
    await workshop.close()


@pytest.mark.parametrize("seconds", [-7200, 7200 * 12])
async def test_a_clock_that_jumps_neither_stops_nor_ends_a_task(
    workshop: Workshop, tasks: TaskGateway, seconds: float
) -> None:
    tasks.words = ["running"]
    task = await workshop.ask_for()
    await workshop.until(task.id, TaskState.RUNNING)
    tasks.works["t1"].words = ["SUCCESS"]
    tasks.polls = [cut, cut]
    workshop.clock.fall_asleep(seconds)
    assert told(await workshop.until(task.id, DONE, TaskState.EXPIRED)) == (DONE, None)


async def test_a_clock_that_is_set_back_does_not_stop_an_order_that_waits_for_another_attempt(
    workshop: Workshop, tasks: TaskGateway
) -> None:
    tasks.submits = [saying({"error": {"message": "slow down"}}, 429, retry_after="30")]
    task = await workshop.ask_for()
    await workshop.until_true(lambda: any(change.error for change in workshop.changes))
    workshop.clock.fall_asleep(-7200)
    assert told(await workshop.until(task.id, DONE)) == (DONE, None)


async def test_what_answers_while_the_window_closes_is_kept(tmp_path: Path, tasks: TaskGateway) -> None:
    first = await Workshop.open(tmp_path, tasks.root, speed=1.0)
    may_answer = asyncio.Event()

    async def later(connection: Connection) -> None:
        await may_answer.wait()
        await saying({"data": [base64.b64encode(PICTURE).decode()]})(connection)

    tasks.answers = [later]
    task = await first.ask_for(card=CALL_CARD)
    while not tasks.paid:
        await asyncio.sleep(0.01)
    assert first.tasks.sending == 1
    closing = asyncio.ensure_future(first.close())
    may_answer.set()
    await closing
    second = await Workshop.open(tmp_path, tasks.root)
    assert told(await second.until(task.id, DONE)) == (DONE, None)
    await second.close()
    assert len(second.files()) == 1
