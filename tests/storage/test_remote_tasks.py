"""Rows of tasks: kept whole, found by what they are about, ten thousand as quickly as ten."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.card import MediaFamily
from app.domain.conversation import MessageError
from app.domain.errors import ErrorKind, GatewayError, StorageError
from app.domain.generation import MediaOutput, TaskHandle
from app.domain.ids import AssetId, KeyId, ProfileId, TaskId
from app.domain.library import TaskAnswer, TaskFilter, TaskOrder, TaskRow
from app.domain.media import Asset, MediaBytes, MediaKind, MediaLink, Provenance
from app.domain.profile import GatewayTraits
from app.domain.remote_task import RemoteTask, TaskButton, TaskState
from app.storage.assets import AssetStore
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.migrations import MIGRATIONS
from app.storage.remote_tasks import KEPT_ANSWERS, RemoteTaskStore
from app.storage.task_turns import TaskTurnStore
from tests.storage.talk import CONVERSATION, said

WHEN = datetime(2026, 11, 26, 5, 0, tzinfo=UTC)


def task(number: int = 1, state: TaskState = TaskState.RUNNING, **fields: object) -> RemoteTask:
    """A task."""
    made = RemoteTask(
        TaskId(f"t{number}"), ProfileId("p1"), "Gateway", "card", "plain", "generate", "model-1",
        f"第{number}只狐狸 Fox", '{"card_id":"card"}', "https://api.example.com", state, WHEN,
    )  # fmt: skip
    return replace(made, **fields)  # type: ignore[arg-type]


FULL = task(
    handle=TaskHandle("a:b/c", (("action", "image2video"),)),
    progress_percent=42.5,
    next_poll_at=WHEN + timedelta(seconds=5),
    outputs=(
        MediaOutput(MediaLink("https://x.test/a.mp4", MediaKind.VIDEO), MediaKind.VIDEO, 0, MediaLink("p")),
        MediaOutput(MediaLink(""), index=1, error=GatewayError(ErrorKind.CONTENT_REFUSED, {"reason": "no"})),
    ),
    buttons=(TaskButton("U1", "Upscale"),),
    assets=(AssetId("a1"),),
    asset_of=(0,),
    error=MessageError(ErrorKind.GATEWAY_FAILED, {"reason": "x"}, 500),
    page=MediaFamily.VIDEO,
    traits=GatewayTraits(api_prefix="/v2"),
    key_id=KeyId("k"),
    facts={"seed": "7"},
    files=("/x/a-1",),
    texts=("words",),
)


@pytest.fixture
def tasks(database: Database) -> RemoteTaskStore:
    return RemoteTaskStore(database)


async def test_a_row_comes_back_as_it_was(tasks: RemoteTaskStore) -> None:
    await tasks.save(FULL)
    found = await tasks.get(FULL.id)
    assert found is not None
    assert replace(found, outputs=()) == replace(FULL, outputs=())
    assert found.outputs[0] == FULL.outputs[0]
    error = found.outputs[1].error
    assert error is not None
    assert (error.kind, error.values) == (ErrorKind.CONTENT_REFUSED, {"reason": "no"})


async def test_bytes_do_not_belong_into_a_row(tasks: RemoteTaskStore) -> None:
    with pytest.raises(TypeError):
        await tasks.save(task(outputs=(MediaOutput(MediaBytes(b"x", "image/png")),)))


async def test_what_goes_on_comes_in_the_order_in_which_it_is_due(tasks: RemoteTaskStore) -> None:
    await tasks.save(
        task(1, next_poll_at=WHEN + timedelta(seconds=9)),
        task(2, next_poll_at=WHEN + timedelta(seconds=3)),
        task(3, TaskState.WAITING, position=5),
        task(4, TaskState.WAITING, position=4),
        task(5, TaskState.DONE),
        task(6, TaskState.UNCONFIRMED),
        task(7, TaskState.DOWNLOADING),
    )
    assert [one.id for one in await tasks.unfinished()] == ["t2", "t1", "t7", "t4", "t3"]
    assert await tasks.back_position() == 6


async def test_the_board_finds_what_it_is_asked_for(tasks: RemoteTaskStore) -> None:
    await tasks.save(task(1), task(2, TaskState.DONE), task(3, page=MediaFamily.VIDEO, model="other"))
    assert await tasks.ids() == ("t3", "t2", "t1")
    assert await tasks.ids(TaskFilter(states=frozenset({TaskState.DONE, TaskState.FAILED}))) == ("t2",)
    assert await tasks.ids(TaskFilter(text="狐狸 FOX 2")) == ("t2",)
    assert await tasks.ids(TaskFilter(page=MediaFamily.VIDEO, model="other")) == ("t3",)
    assert await tasks.ids(TaskFilter(profile_id=ProfileId("p2"))) == ()
    assert [one.id for one in await tasks.get_many((TaskId("t3"), TaskId("no"), TaskId("t1")))] == [
        "t3",
        "t1",
    ]


async def test_the_board_is_put_into_order(tasks: RemoteTaskStore) -> None:
    beta, alpha = task(1, profile_name="alpha", model="Beta"), task(2, TaskState.DONE, profile_name="Beta")
    newest = task(3, page=MediaFamily.VIDEO, profile_name="gamma", model="alpha")
    await tasks.save(beta, alpha, newest)
    orders = {order: await tasks.ids(TaskFilter(order=order)) for order in TaskOrder}
    assert orders == {
        TaskOrder.NEWEST: ("t3", "t2", "t1"),
        TaskOrder.OLDEST: ("t1", "t2", "t3"),
        TaskOrder.MODEL: ("t3", "t1", "t2"),
        TaskOrder.PROVIDER: ("t1", "t2", "t3"),
    }
    assert await tasks.rows(TaskFilter(model="model-1")) == (TaskRow(TaskId("t2"), TaskState.DONE),)
    assert await tasks.models() == ("alpha", "Beta", "model-1")
    assert await tasks.models(MediaFamily.VIDEO) == ("alpha",)


@pytest.mark.parametrize(
    "wanted",
    [
        TaskFilter(),
        TaskFilter(states=frozenset({TaskState.DONE})),
        TaskFilter(page=MediaFamily.VIDEO),
        TaskFilter(profile_id=ProfileId("p2")),
        TaskFilter(model="other"),
        TaskFilter(text="FOX 第2"),
        TaskFilter(text="nothing"),
    ],
)
async def test_a_filter_means_the_same_here_and_on_the_disk(
    wanted: TaskFilter, tasks: RemoteTaskStore
) -> None:
    done = task(2, TaskState.DONE, profile_id=ProfileId("p2"))
    given = (task(1), done, task(3, page=MediaFamily.VIDEO, model="other"))
    await tasks.save(*given)
    assert set(await tasks.ids(wanted)) == {one.id for one in given if wanted.takes(one)}


async def test_a_removed_task_comes_back(tasks: RemoteTaskStore) -> None:
    await tasks.save(task(1), task(2))
    await tasks.remove([TaskId("t1")])
    assert await tasks.ids() == ("t2",)
    assert await tasks.get(TaskId("t1")) is None
    await tasks.restore([TaskId("t1")])
    assert await tasks.ids() == ("t2", "t1")


async def test_a_file_and_its_task_are_kept_together_or_not_at_all(
    database: Database, tasks: RemoteTaskStore
) -> None:
    asset = Asset(AssetId("a1"), MediaKind.PICTURE, "image/png", "/x/a.png", 10, WHEN)
    await database.run(lambda it: it.execute("PRAGMA query_only = ON"))
    with pytest.raises(StorageError):
        await tasks.save_with_asset(task(1), asset)
    await database.run(lambda it: it.execute("PRAGMA query_only = OFF"))
    assets = AssetStore(database)
    assert (await tasks.ids(), await assets.ids()) == ((), ())
    await tasks.save_with_asset(task(1), asset)
    assert (await tasks.ids(), await assets.ids()) == (("t1",), ("a1",))


async def test_a_row_is_saved_through_to_the_disk_and_later_ones_are_quick_again(
    database: Database, tasks: RemoteTaskStore
) -> None:
    await tasks.save_through(task(1))
    assert await tasks.get(TaskId("t1")) == task(1)
    assert await database.run(lambda it: it.execute("PRAGMA synchronous").fetchone()) == (1,)


async def test_history_keeps_its_beginning_and_its_end_and_no_repetitions(tasks: RemoteTaskStore) -> None:
    for number in range(200):
        answer = TaskAnswer(WHEN + timedelta(seconds=number), "GET /x", 200, f"{number // 2}")
        await tasks.add_answers({TaskId("t1"): answer})
    kept = [answer.body for answer in await tasks.answers(TaskId("t1"))]
    assert len(kept) == KEPT_ANSWERS
    assert kept[0] == "0"
    assert kept[-1] == "99"


async def test_typical_time_is_the_median_of_what_was(tasks: RemoteTaskStore) -> None:
    assert await tasks.typical_s("model-1") is None
    done = [
        task(n, TaskState.DONE, submitted_at=WHEN, finished_at=WHEN + timedelta(seconds=n * 10))
        for n in (1, 2, 9)
    ]
    await tasks.save(*done)
    assert await tasks.typical_s("model-1") == 20.0


async def test_ten_thousand_are_found_by_ids_alone(tasks: RemoteTaskStore) -> None:
    await tasks.save(*(task(number, TaskState.DONE) for number in range(10_000)))
    ids = await tasks.ids(TaskFilter(text="第9999只"))
    assert ids == ("t9999",)
    assert len(await tasks.ids()) == 10_000


async def test_what_an_answer_said_is_kept_beside_its_task(
    tasks: RemoteTaskStore, database: Database
) -> None:
    turns = TaskTurnStore(database)
    await tasks.save(FULL, task(2))
    await turns.keep(FULL.id, "first")
    await turns.keep(FULL.id, "[signed]\ud800" * 100_000)
    await tasks.remove((FULL.id,))
    found = await turns.find(FULL.id)
    assert found is not None
    assert (found[0].id, found[1][:9], len(found[1])) == (FULL.id, "[signed]?", 900_000)
    silent = await turns.find(TaskId("t2"))
    assert silent is not None
    assert silent[1] == ""
    assert await turns.find(TaskId("t3")) is None


async def test_the_first_version_s_data_gain_tasks_and_a_library(tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    path = tmp_path / "studio.db"
    old = await Database.open(path, tmp_path / "backups", MIGRATIONS[:1])
    await ConversationStore(old).save(CONVERSATION)
    await ConversationStore(old).save_messages(said("hello", "你好"))
    await old.close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)

    new = await Database.open(path, tmp_path / "backups")
    assert (await ConversationStore(new).search("你好"))[0].excerpt == "你好"
    await RemoteTaskStore(new).save(FULL)
    asset = Asset(
        AssetId("a"), MediaKind.PICTURE, "image/png", "/x.png", 1, WHEN, provenance=Provenance(prompt="狐")
    )
    await AssetStore(new).save(asset)
    assert len(await AssetStore(new).ids()) == 1
    await new.close()
