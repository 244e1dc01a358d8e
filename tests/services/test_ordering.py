"""The queue as one pleases: its order, what is taken out and put back, batches, and how much at once."""

from dataclasses import replace
from pathlib import Path

from app.domain.form import GenerationForm
from app.domain.remote_task import RemoteTask, TaskState
from app.services.jobs.batches import Batches
from app.services.jobs.orders import Order
from app.services.studio import Studio
from app.storage.batches import BatchStore
from app.storage.remote_tasks import RemoteTaskStore
from tests.gateway import Gateway
from tests.services.task_gateway import TaskGateway
from tests.services.workshop import TASK_CARD, Workshop


async def ordered(workshop: Workshop, *prompts: str) -> tuple[RemoteTask, ...]:
    """A batch that waits."""
    workshop.generate.pause()
    orders = [Order(TASK_CARD, GenerationForm(TASK_CARD.id, "m", {"prompt": prompt})) for prompt in prompts]
    return await workshop.generate.add_batch(workshop.profile, orders)


def waiting(workshop: Workshop) -> str:
    """The prompts in the order of the queue."""
    return " ".join(task.prompt for task in workshop.generate.waiting)


async def test_tasks_move_together_and_keep_their_own_order(tmp_path: Path, tasks: TaskGateway) -> None:
    workshop = await Workshop.open(tmp_path, tasks.root)
    made = {task.prompt: task.id for task in await ordered(workshop, *"abcde")}
    await workshop.generate.move([made["d"], made["b"]], before=made["a"])
    assert waiting(workshop) == "b d a c e"
    await workshop.generate.move([made["b"]])
    assert waiting(workshop) == "d a c e b"
    await workshop.generate.move_to_front(made["e"], made["c"])
    assert waiting(workshop) == "c e d a b"
    await workshop.close()
    workshop = await Workshop.open(tmp_path, tasks.root)
    assert waiting(workshop) == "c e d a b"
    await workshop.close()


async def test_what_was_taken_out_unsent_comes_back_to_its_place(tmp_path: Path, tasks: TaskGateway) -> None:
    workshop = await Workshop.open(tmp_path, tasks.root)
    made = [task.id for task in await ordered(workshop, *"abc")]
    await workshop.generate.cancel(*made[:2])
    assert waiting(workshop) == "c"
    await workshop.generate.put_back(*made)
    assert waiting(workshop) == "a b c"
    assert not tasks.paid
    await workshop.close()


async def test_what_was_sent_is_never_put_back(tmp_path: Path, tasks: TaskGateway) -> None:
    workshop = await Workshop.open(tmp_path, tasks.root)
    (task,) = await ordered(workshop, "a")
    workshop.generate.resume()
    await workshop.until(task.id, TaskState.DONE)
    await workshop.generate.put_back(task.id)
    assert waiting(workshop) == ""
    assert len(tasks.paid) == 1
    await workshop.close()


async def test_a_batch_knows_what_failed_of_it_until_that_is_repeated(
    tmp_path: Path, tasks: TaskGateway
) -> None:
    workshop = await Workshop.open(tmp_path, tasks.root)
    batches = Batches(BatchStore(workshop.database), RemoteTaskStore(workshop.database))
    made = await ordered(workshop, *"abc")
    alone = await workshop.ask_for("alone")
    store = RemoteTaskStore(workshop.database)
    await store.save(*(replace(task, state=TaskState.FAILED) for task in (made[0], made[2], alone)))
    assert [[task.prompt for task in batch] for batch in await batches.failed()] == [["a", "c"]]
    again = await workshop.generate.again(made[0], workshop.profile, TASK_CARD)
    assert (again.batch, again.parent_id) == (made[0].batch, made[0].id)
    assert [[task.prompt for task in batch] for batch in await batches.failed()] == [["c"]]
    await workshop.close()


async def test_a_price_list_is_asked_for_once_and_kept(studio: Studio, gateway: Gateway) -> None:
    profile = studio.profiles.all[0]
    first = await studio.prices.refresh(profile)
    second = await studio.prices.refresh(replace(profile, at_once=7))
    assert first is not None
    assert second == first
    assert studio.prices.of(profile.id, "gpt-image-1.5-demo") is not None
    assert len(gateway.asked("/api/pricing")) == 1


async def test_a_silent_gateway_has_no_prices_and_is_not_asked_again(studio: Studio) -> None:
    profile = replace(studio.profiles.all[0], lines=("http://127.0.0.1:9",))
    assert await studio.prices.refresh(profile) is None
    assert await studio.prices.refresh(profile) is None
