"""A task from the form to the file, and everything that can go wrong on its way."""

# ruff: noqa: ASYNC240, ASYNC110  # a test may wait for the disk, and for what no event tells

import asyncio
import base64
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.card import SlotRole
from app.domain.errors import ErrorKind
from app.domain.ids import KeyId, TaskId
from app.domain.library import TaskFilter
from app.domain.media import MediaKind
from app.domain.profile import KeyReference
from app.domain.remote_task import TaskState
from app.storage import provenance
from tests.services.task_gateway import PICTURE, TaskGateway, broken_off, cut, page, saying, task_gateway
from tests.services.workshop import CALL_CARD, KEY, TASK_CARD, Workshop
from tests.storage.pictures import png
from tests.transport.raw_gateway import Connection, serving

DONE, FAILED, UNCONFIRMED = TaskState.DONE, TaskState.FAILED, TaskState.UNCONFIRMED


@pytest.fixture
async def gateway() -> AsyncIterator[TaskGateway]:
    """A gateway without faults."""
    async with task_gateway() as served:
        yield served
        assert all(count == 1 for count in served.paid.values()), "something was paid twice"


@pytest.fixture
async def workshop(tmp_path: Path, gateway: TaskGateway) -> AsyncIterator[Workshop]:
    """A coordinator that calls it."""
    opened = await Workshop.open(tmp_path, gateway.root)
    yield opened
    await opened.close()


async def test_a_task_is_submitted_asked_for_and_saved(workshop: Workshop, gateway: TaskGateway) -> None:
    task = await workshop.until((await workshop.ask_for("一只 狐狸: in snow?")).id)
    assert workshop.states(task.id) == [
        TaskState.WAITING, TaskState.SUBMITTING, TaskState.QUEUED, TaskState.RUNNING,
        TaskState.DOWNLOADING, DONE,
    ]  # fmt: skip
    (file,) = workshop.files()
    assert file.name.endswith(" plain-1 一只 狐狸 in snow-1.png")
    assert file.parent.name == task.created_at.astimezone().strftime("%Y-%m")
    (asset,) = workshop.assets
    assert (asset.path, asset.kind, asset.width, asset.height) == (str(file), MediaKind.PICTURE, 640, 480)
    written = provenance.read(file)
    assert written == asset.provenance
    assert written is not None
    assert (written.prompt, written.task_id, written.source) == (
        "一只 狐狸: in snow?", "t1", f"{gateway.root}/files/t1-0",
    )  # fmt: skip
    assert task.assets == (asset.id,)
    assert gateway.paid == {task.id: 1}


async def test_the_history_tells_everything_but_the_key(workshop: Workshop, gateway: TaskGateway) -> None:
    gateway.polls = [saying({"error": {"message": f"wrong {KEY}"}}, 500)]
    task = await workshop.until((await workshop.ask_for()).id)
    answers = await workshop.tasks.answers(task.id)
    assert [answer.request for answer in answers[:2]] == ["POST /tasks", "GET /tasks/t1"]
    assert "sk-…f00d" in answers[1].body
    for file in workshop.folder.rglob("*"):
        assert not file.is_file() or KEY.encode() not in file.read_bytes(), file


async def test_several_results_are_saved_each_as_it_comes(workshop: Workshop, gateway: TaskGateway) -> None:
    gateway.outputs = 4
    task = await workshop.until((await workshop.ask_for()).id)
    assert len(workshop.files()) == len(task.assets) == 4
    assert sorted(task.asset_of) == [0, 1, 2, 3]


async def test_inputs_are_copied_and_sent(workshop: Workshop, gateway: TaskGateway, tmp_path: Path) -> None:
    source = tmp_path / "mine.png"
    source.write_bytes(png(5, 5))
    copied = await workshop.generate.input_from_file(SlotRole.REFERENCE, source)
    source.unlink()
    await workshop.until((await workshop.ask_for(inputs=(copied,))).id, DONE)
    assert gateway.inputs == [[base64.b64encode(png(5, 5)).decode()]]


# The one request that costs money


async def test_a_lost_answer_is_unconfirmed_and_never_sent_again(
    workshop: Workshop, gateway: TaskGateway
) -> None:
    gateway.answers = [cut]
    task = await workshop.until((await workshop.ask_for()).id)
    assert task.state is UNCONFIRMED
    assert gateway.paid == {task.id: 1}
    found = await workshop.tasks.lost.found(task.id, "t1")
    assert found is not None
    assert (await workshop.until(task.id, DONE)).handle is not None
    assert gateway.paid == {task.id: 1}


@pytest.mark.parametrize(
    ("answer", "state", "kind"),
    [
        (saying({"error": "nudity"}), FAILED, ErrorKind.CONTENT_REFUSED),
        (saying({"status": "ok"}), UNCONFIRMED, ErrorKind.UNREADABLE_ANSWER),
        (saying([1]), UNCONFIRMED, ErrorKind.UNREADABLE_ANSWER),
        (page(200), UNCONFIRMED, ErrorKind.UNREADABLE_ANSWER),
        (page(502), UNCONFIRMED, None),
        (page(524), UNCONFIRMED, None),
        (saying({"error": {"message": "gateway timeout"}}, 504), UNCONFIRMED, None),
        (saying({"error": {"message": "bad", "code": "get_channel_failed"}}, 500), FAILED, None),
        (saying({"error": {"message": "no money", "code": "insufficient_user_quota"}}, 403), FAILED, None),
        (saying({"error": {"message": "size", "type": "invalid_request_error"}}, 400), FAILED, None),
        (saying({"error": {"message": "wrong key", "code": "invalid_api_key"}}, 401), FAILED, None),
    ],
)
async def test_each_answer_to_a_submit_has_its_meaning(
    workshop: Workshop, gateway: TaskGateway, answer: object, state: TaskState, kind: ErrorKind | None
) -> None:
    gateway.answers = [answer]  # type: ignore[list-item]
    task = await workshop.until((await workshop.ask_for()).id)
    assert task.state is state
    assert task.error is not None
    assert kind is None or task.error.kind is kind
    assert gateway.paid == {task.id: 1}


async def test_a_busy_gateway_is_asked_again_and_the_wait_can_be_cancelled(
    workshop: Workshop, gateway: TaskGateway
) -> None:
    busy = saying({"error": {"message": "slow down", "code": "rate_limit_exceeded"}}, 429)
    gateway.submits = [busy, busy]
    task = await workshop.until((await workshop.ask_for()).id)
    assert task.state is DONE
    gateway.submits = [saying({"error": {"message": "slow down"}}, 429, retry_after="500")]
    waiting = await workshop.ask_for()
    await workshop.until_true(lambda: any(one.id == waiting.id and one.error for one in workshop.changes))
    assert (await workshop.task(waiting.id)).state is TaskState.WAITING
    await workshop.tasks.cancel(waiting.id)
    assert (await workshop.task(waiting.id)).state is TaskState.CANCELLED
    assert gateway.paid == {task.id: 1}


async def test_what_never_left_is_sent_again_until_it_is_clear_that_nobody_is_there(tmp_path: Path) -> None:
    async with serving() as gone:
        root = gone.root
    workshop = await Workshop.open(tmp_path, root, speed=400)
    task = await workshop.until((await workshop.ask_for()).id)
    await workshop.close()
    assert (task.state, task.error and task.error.kind) == (FAILED, ErrorKind.CONNECTION_REFUSED)
    assert workshop.states(task.id).count(TaskState.SUBMITTING) == 4


async def test_a_queue_keeps_to_its_places_its_order_and_its_pause(
    tmp_path: Path, gateway: TaskGateway
) -> None:
    workshop = await Workshop.open(tmp_path, gateway.root, at_once=2)
    workshop.generate.pause()
    tasks = [await workshop.ask_for(f"prompt {number}") for number in range(6)]
    await workshop.generate.move_to_front(tasks[5].id)
    await workshop.tasks.cancel(tasks[0].id)
    assert [task.id for task in workshop.generate.waiting] == [tasks[n].id for n in (5, 1, 2, 3, 4)]
    assert not gateway.paid
    workshop.generate.resume()
    for task in tasks[1:]:
        await workshop.until(task.id, DONE)
    begun = [task.id for task in workshop.changes if task.state is TaskState.SUBMITTING]
    assert begun == [tasks[n].id for n in (5, 1, 2, 3, 4)]
    assert len(gateway.paid) == 5
    await workshop.close()


async def test_a_full_disk_sends_nothing(workshop: Workshop, gateway: TaskGateway) -> None:
    workshop.generate.pause()
    task = await workshop.ask_for()
    await workshop.database.run(lambda it: it.execute("PRAGMA query_only = ON"))
    workshop.generate.resume()
    while not workshop.generate.is_paused():
        await asyncio.sleep(0)
    await workshop.database.run(lambda it: it.execute("PRAGMA query_only = OFF"))
    assert not gateway.paid
    workshop.generate.resume()
    await workshop.until(task.id, DONE)


async def test_a_disk_that_refuses_the_answer_is_waited_for(workshop: Workshop, gateway: TaskGateway) -> None:
    async def refuse(connection: Connection) -> None:
        await workshop.database.run(lambda it: it.execute("PRAGMA query_only = ON"))
        await saying({"id": "t1", "status": "running"})(connection)

    gateway.answers = [refuse]
    task = await workshop.ask_for()
    await workshop.until_true(lambda: any(one.error for one in workshop.changes))
    assert (await workshop.task(task.id)).state is TaskState.SUBMITTING
    assert workshop.tasks.sending == 1
    await workshop.database.run(lambda it: it.execute("PRAGMA query_only = OFF"))
    await workshop.until(task.id, DONE)
    assert gateway.paid == {task.id: 1}


async def test_a_call_is_ended_by_the_person_and_nobody_knows_what_it_made(
    workshop: Workshop, gateway: TaskGateway
) -> None:
    never = asyncio.Event()

    async def silence(_connection: Connection) -> None:
        await never.wait()

    gateway.answers = [silence]
    task = await workshop.ask_for(card=CALL_CARD)
    while not gateway.paid:
        await asyncio.sleep(0.01)
    await workshop.tasks.cancel(task.id)
    assert (await workshop.until(task.id)).state is UNCONFIRMED
    never.set()


async def test_the_same_is_asked_for_again_because_the_person_says_so(
    workshop: Workshop, gateway: TaskGateway
) -> None:
    gateway.answers = [cut]
    lost = await workshop.until((await workshop.ask_for("a fox")).id, UNCONFIRMED)
    again = await workshop.generate.again(lost, workshop.profile, TASK_CARD)
    done = await workshop.until(again.id, DONE)
    assert (done.parent_id, done.prompt) == (lost.id, "a fox")
    assert gateway.paid == {lost.id: 1, again.id: 1}


# Asking


@pytest.mark.parametrize(
    "fault",
    [
        cut, page(502), page(200), saying({}, 500), saying([]), saying({"error": {"message": "x"}}, 503),
        saying({"error": {"message": "slow"}}, 429, retry_after="3"), saying({}, 202), saying(None, 204),
        saying({"code": "task_not_exist"}, 400), saying({}, 404), page(403), saying("nonsense"),
    ],
)  # fmt: skip
async def test_a_failed_poll_is_no_failed_task(
    workshop: Workshop, gateway: TaskGateway, fault: object
) -> None:
    gateway.polls = [fault, fault]  # type: ignore[list-item]
    task = await workshop.until((await workshop.ask_for()).id)
    assert (task.state, task.error) == (DONE, None)


async def test_a_format_may_know_what_a_404_means(workshop: Workshop, gateway: TaskGateway) -> None:
    gateway.polls = [saying({"id": "t1", "status": "failure", "reason": "refused"}, 404)]
    task = await workshop.until((await workshop.ask_for()).id)
    assert (task.state, task.error and task.error.values) == (FAILED, {"reason": "refused"})


async def test_an_answer_that_it_is_not_done_yet_may_tell_how_far_it_is(
    workshop: Workshop, gateway: TaskGateway
) -> None:
    gateway.polls = [saying({"id": "t1", "status": "running", "progress": 40.0}, 202)]
    task = await workshop.until((await workshop.ask_for()).id)
    assert 40.0 in [change.progress_percent for change in workshop.changes]
    assert task.state is DONE


async def test_words_in_any_spelling_progress_that_falls_and_a_state_that_goes_back(
    workshop: Workshop, gateway: TaskGateway
) -> None:
    gateway.words = ["QUEUED", "In-Progress", "60%", "submitted", "20%", "frobnicating", "Succeeded"]
    task = await workshop.until((await workshop.ask_for()).id)
    seen = [change.progress_percent for change in workshop.changes if change.id == task.id]
    assert seen == sorted(seen, key=lambda percent: percent or 0.0)
    assert workshop.states(task.id)[2:] == [TaskState.QUEUED, TaskState.RUNNING, TaskState.DOWNLOADING, DONE]


async def test_success_with_nothing_in_it_is_asked_again_then_said(
    workshop: Workshop, gateway: TaskGateway
) -> None:
    gateway.outputs = 0
    task = await workshop.until((await workshop.ask_for()).id)
    assert (task.state, task.error and task.error.kind) == (FAILED, ErrorKind.RESULT_MISSING)
    assert task.polls >= 6


async def test_a_link_that_is_an_error_text_is_no_result(workshop: Workshop, gateway: TaskGateway) -> None:
    gateway.results = ["content policy violation"]
    task = await workshop.ask_for()
    assert (await workshop.until(task.id)).state is FAILED


async def test_failure_and_cancellation_are_told(workshop: Workshop, gateway: TaskGateway) -> None:
    gateway.words = ["running", "FAILURE"]
    task = await workshop.until((await workshop.ask_for()).id)
    assert task.state is FAILED
    gateway.words = ["running"]
    running = await workshop.ask_for()
    await workshop.until(running.id, TaskState.RUNNING)
    assert workshop.tasks.can_cancel(await workshop.task(running.id))
    await workshop.tasks.cancel(running.id)
    assert (await workshop.until(running.id)).state is TaskState.CANCELLED


async def test_a_task_that_nobody_knows_expires_and_is_asked_for_once_more(
    workshop: Workshop, gateway: TaskGateway
) -> None:
    workshop.clock._speed = 2000
    gateway.words = ["running", "SUCCESS"]
    asked = await workshop.ask_for()
    await workshop.until(asked.id, TaskState.QUEUED)
    hidden = gateway.works.pop("t1")
    task = await workshop.until(asked.id)
    assert (task.state, task.error and task.error.kind) == (TaskState.EXPIRED, ErrorKind.TASK_FORGOTTEN)
    gateway.works["t1"] = hidden
    await workshop.tasks.check_again(task.id)
    assert (await workshop.until(task.id, DONE)).assets


async def test_a_refused_key_pauses_the_profile_until_it_has_another(
    workshop: Workshop, gateway: TaskGateway
) -> None:
    refused = saying({"error": {"message": "invalid token", "code": "invalid_api_key"}}, 401)
    gateway.polls = [refused]
    task = await workshop.ask_for()
    await workshop.until(task.id, TaskState.QUEUED)
    while not workshop.tasks.paused_profiles:
        await asyncio.sleep(0.01)
    polls = len(gateway.poll_times)
    await workshop.profiles.activate(workshop.profile.id)
    assert (await workshop.task(task.id)).state is TaskState.QUEUED
    assert len(gateway.poll_times) == polls
    key = KeyReference(KeyId("key-1"), "sk-…beef")
    await workshop.profiles.save(
        replace(workshop.profile, keys=(key,)), {key.id: "sk-another-key-beef"}, session_only=True
    )
    await workshop.until(task.id, DONE)


async def test_a_profile_that_leads_elsewhere_by_now_does_not_send_its_new_key_to_the_old_place(
    workshop: Workshop, gateway: TaskGateway
) -> None:
    gateway.words = ["running"]
    task = await workshop.ask_for()
    await workshop.until(task.id, TaskState.RUNNING)
    key = KeyReference(KeyId("key-2"), "sk-…beef")
    moved = replace(workshop.profile, lines=("https://elsewhere.test",), keys=(key,))
    await workshop.profiles.save(moved, {key.id: "sk-secret-of-elsewhere"}, session_only=True)
    while not workshop.tasks.paused_profiles:
        await asyncio.sleep(0.01)
    keys = {request.headers.get("authorization") for request in gateway.raw.requests}
    assert keys == {f"Bearer {KEY}"}


async def test_tasks_of_a_kind_are_asked_for_together(tmp_path: Path, gateway: TaskGateway) -> None:
    workshop = await Workshop.open(tmp_path, gateway.root, many=True)
    gateway.words = ["running", "running", "SUCCESS"]
    gateway.left_out = {"t3"}
    tasks = [await workshop.ask_for(f"{number}") for number in range(8)]
    for task in tasks:
        await workshop.until(task.id, DONE)
    assert max(gateway.batches) > 1
    for task in [await workshop.task(task.id) for task in tasks]:
        told = [answer.body for answer in await workshop.tasks.answers(task.id)]
        is_left_out = task.handle is not None and task.handle.id == "t3"
        assert is_left_out or all('"tasks"' not in body for body in told)
    await workshop.close()


async def test_a_host_is_never_asked_by_more_than_four_at_once(tmp_path: Path, gateway: TaskGateway) -> None:
    workshop = await Workshop.open(tmp_path, gateway.root, at_once=2, speed=600)
    gateway.words = ["running"]
    for number in range(30):
        await workshop.tasks.lost.adopt(workshop.profile, TASK_CARD, f"x{number}")
    while len(gateway.poll_times) < 30:
        await asyncio.sleep(0.01)
    assert gateway.busiest <= 4
    await workshop.close()


async def test_sleep_is_a_start(workshop: Workshop, gateway: TaskGateway) -> None:
    gateway.words = ["running", "running", "SUCCESS"]
    task = await workshop.ask_for()
    await workshop.until(task.id, TaskState.QUEUED)
    workshop.clock.fall_asleep(3600)
    assert (await workshop.until(task.id)).state is DONE


async def test_a_task_from_elsewhere_is_adopted(workshop: Workshop, gateway: TaskGateway) -> None:
    gateway.answers = [cut]
    await workshop.until((await workshop.ask_for()).id, UNCONFIRMED)
    adopted = await workshop.tasks.lost.adopt(workshop.profile, TASK_CARD, " t1 ")
    assert (await workshop.until(adopted.id)).state is DONE


async def test_a_task_is_watched_no_more_and_taken_up_again(workshop: Workshop, gateway: TaskGateway) -> None:
    gateway.words = ["running"]
    task = await workshop.ask_for()
    await workshop.until(task.id, TaskState.RUNNING)
    await workshop.tasks.stop_watching(task.id)
    assert (await workshop.task(task.id)).state is TaskState.CANCELLED
    gateway.works["t1"].words = ["SUCCESS"]
    await workshop.tasks.check_again(task.id)
    await workshop.until(task.id, DONE)


async def test_a_task_is_removed_and_comes_back(workshop: Workshop, gateway: TaskGateway) -> None:
    task = await workshop.until((await workshop.ask_for("one")).id)
    await workshop.tasks.remove((task.id,))
    assert await workshop.tasks.ids() == ()
    await workshop.tasks.restore((task.id,))
    assert await workshop.tasks.ids(TaskFilter(text="ONE", states=frozenset({DONE}))) == (task.id,)


# Saving


async def test_a_download_that_breaks_off_goes_on_from_there(
    workshop: Workshop, gateway: TaskGateway
) -> None:
    gateway.downloads = [broken_off(PICTURE[:100], len(PICTURE)), cut, page(502)]
    task = await workshop.until((await workshop.ask_for()).id)
    assert (task.state, len(workshop.files())) == (DONE, 1)
    assert gateway.ranges == ["", "bytes=100-", "bytes=100-", "bytes=100-"]
    assert Path(workshop.assets[0].path).read_bytes().startswith(PICTURE[:33])


async def test_a_server_that_knows_no_ranges_begins_anew(workshop: Workshop, gateway: TaskGateway) -> None:
    async def whole(connection: Connection) -> None:
        await connection.answer(PICTURE)

    gateway.downloads = [broken_off(PICTURE[:100], len(PICTURE)), whole]
    assert (await workshop.until((await workshop.ask_for()).id)).state is DONE
    assert (workshop.assets[0].width, len(workshop.files())) == (640, 1)


async def test_a_link_that_died_is_asked_for_anew(workshop: Workshop, gateway: TaskGateway) -> None:
    gone = saying({"error": {"message": "expired"}}, 403)
    gateway.downloads = [gone]
    task = await workshop.until((await workshop.ask_for()).id)
    assert task.state is DONE
    assert gateway.works["t1"].asked == 4


async def test_a_dead_link_keeps_the_task_and_can_be_tried_again(
    workshop: Workshop, gateway: TaskGateway
) -> None:
    gateway.downloads = [saying({"error": {"message": "gone"}}, 404)] * 6
    task = await workshop.until((await workshop.ask_for()).id)
    assert task.state is TaskState.DOWNLOAD_FAILED
    assert task.outputs
    await workshop.tasks.download_again(task.id)
    await workshop.until(task.id, DONE)
    assert len(workshop.files()) == 1


async def test_json_instead_of_a_file_is_followed(workshop: Workshop, gateway: TaskGateway) -> None:
    gateway.files["other"] = PICTURE
    gateway.downloads = [saying({"data": {"video_url": f"{gateway.root}/files/other"}})]
    assert (await workshop.until((await workshop.ask_for()).id)).state is DONE
    assert len(workshop.files()) == 1


async def test_a_page_instead_of_a_file_is_no_file(workshop: Workshop, gateway: TaskGateway) -> None:
    gateway.downloads = [page(200)] * 6
    task = await workshop.until((await workshop.ask_for()).id)
    assert task.error is not None
    assert (task.state, task.error.kind) == (TaskState.DOWNLOAD_FAILED, ErrorKind.RESULT_NOT_MEDIA)
    assert workshop.files() == []


async def test_the_key_goes_to_the_gateway_alone(
    workshop: Workshop, gateway: TaskGateway, tmp_path: Path
) -> None:
    asked: list[str | None] = []

    async with task_gateway() as store:

        async def elsewhere(connection: Connection) -> None:
            await connection.answer(
                status=302, headers={"Location": f"{store.root}/files/moved", "Content-Length": "0"}
            )

        store.files["moved"] = PICTURE
        gateway.absolute_links = False
        gateway.downloads = [elsewhere]
        await workshop.until((await workshop.ask_for()).id, DONE)
        asked += store.keys
    assert gateway.keys == [f"Bearer {KEY}"]
    assert asked == [""]


async def test_no_room_is_said_and_the_task_waits_for_it(
    workshop: Workshop, gateway: TaskGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.storage.media_files.ROOM_BYTES", 10**18)
    task = await workshop.until((await workshop.ask_for()).id)
    assert task.error is not None
    assert (task.state, task.error.kind) == (TaskState.DOWNLOAD_FAILED, ErrorKind.DISK_FULL)
    monkeypatch.setattr("app.storage.media_files.ROOM_BYTES", 0)
    await workshop.tasks.download_again(task.id)
    await workshop.until(task.id, DONE)


async def test_a_picture_inside_the_answer_is_saved_too(workshop: Workshop, gateway: TaskGateway) -> None:
    gateway.results = [f"data:image/png;base64,{base64.b64encode(PICTURE).decode()}"]
    await workshop.until((await workshop.ask_for()).id, DONE)
    assert len(workshop.files()) == 1
    assert not list((workshop.places.data / "incoming").iterdir())


# Calls that answer at once


async def test_a_call_is_kept_like_a_task(workshop: Workshop, gateway: TaskGateway) -> None:
    gateway.outputs = 2
    task = await workshop.until((await workshop.ask_for(card=CALL_CARD)).id)
    assert (task.state, len(workshop.files())) == (DONE, 2)
    assert gateway.paid == {task.id: 1}


async def test_a_stream_shows_previews_and_keeps_what_it_found(
    workshop: Workshop, gateway: TaskGateway
) -> None:
    picture = base64.b64encode(PICTURE)
    gateway.streams = [
        b'{"partial": "%s"}' % picture, b'{"percent": 40}', b'{"found": "%s"}' % picture, b'{"end": true}',
    ]  # fmt: skip
    task = await workshop.until((await workshop.ask_for(card=CALL_CARD, stream=True)).id)
    assert (task.state, len(workshop.partials), len(workshop.files())) == (DONE, 1, 1)
    gateway.streams = [b'{"found": "%s"}' % picture]
    broken = await workshop.until((await workshop.ask_for("two", card=CALL_CARD, stream=True)).id)
    assert (broken.state, len(workshop.files())) == (DONE, 2)
    gateway.streams = [b'{"percent": 10}']
    lost = await workshop.until((await workshop.ask_for("three", card=CALL_CARD, stream=True)).id)
    assert lost.state is UNCONFIRMED


async def test_a_lost_answer_to_a_call_is_unconfirmed(workshop: Workshop, gateway: TaskGateway) -> None:
    gateway.answers = [cut]
    task = await workshop.until((await workshop.ask_for(card=CALL_CARD)).id)
    assert task.state is UNCONFIRMED


async def test_a_form_that_cannot_be_sent_fails_before_it_costs(
    workshop: Workshop, gateway: TaskGateway
) -> None:
    task = await workshop.until((await workshop.ask_for(extra="{not json")).id)
    assert (task.state, task.error and task.error.kind) == (FAILED, ErrorKind.EXTRA_JSON_INVALID)
    assert not gateway.paid


# The next start


async def test_the_next_start_goes_on_and_submits_nothing(tmp_path: Path, gateway: TaskGateway) -> None:
    first = await Workshop.open(tmp_path, gateway.root)
    gateway.words = ["running", "running", "SUCCESS"]
    running = await first.ask_for("running")
    await first.until(running.id, TaskState.QUEUED)
    first.generate.pause()
    waiting = await first.ask_for("waiting")
    await first.close()

    second = await Workshop.open(tmp_path, gateway.root)
    await second.until(running.id, DONE)
    assert second.generate.is_paused()
    assert (await second.task(waiting.id)).state is TaskState.WAITING
    assert gateway.paid == {running.id: 1}
    second.generate.resume()
    await second.until(waiting.id, DONE)
    await second.close()
    assert len(second.files()) == 2


async def test_what_was_on_its_way_at_the_end_is_unconfirmed_at_the_next_start(
    tmp_path: Path, gateway: TaskGateway
) -> None:
    first = await Workshop.open(tmp_path, gateway.root)
    never = asyncio.Event()

    async def silence(_connection: Connection) -> None:
        await never.wait()

    gateway.answers = [silence]
    task = await first.ask_for()
    await first.until(task.id, TaskState.SUBMITTING)
    while not gateway.paid:
        await asyncio.sleep(0.01)
    await first.close(in_order=False)
    second = await Workshop.open(tmp_path, gateway.root)
    assert (await second.task(task.id)).state is UNCONFIRMED
    await second.close()
    never.set()
    assert gateway.paid == {TaskId(task.id): 1}
