"""A paid request whose answer never came is looked for because the person says so, and never sent again."""

import pytest

from app.demo.answer_faults import Status
from app.demo.wire_faults import ResetAfter
from app.domain.errors import StudioError
from app.domain.remote_task import TaskState
from app.services.studio import Studio
from tests.gateway import Gateway
from tests.services.making import Orders

PATH = "/kling/v1/images/generations"


async def test_what_kling_has_begun_is_found_by_our_own_id(hurried: Studio, gateway: Gateway) -> None:
    gateway.faults.set(ResetAfter(0), PATH)
    orders = Orders(hurried)
    task = await orders.make("kling.image", "a paper boat", model="kling-v2", model_name="kling-v2")
    assert task.state is TaskState.UNCONFIRMED
    assert hurried.tasks.lost.can_search(task)
    await hurried.tasks.lost.search(task.id)
    found = await orders.end_of(task.id)
    assert found.state is TaskState.DONE
    assert found.handle is not None
    assert found.handle.id != task.id
    assert len(gateway.asked(PATH)) == 1
    assert gateway.asked(PATH)[0].json()["external_task_id"] == task.id
    assert not hurried.tasks.lost.can_search(found)


async def test_what_nobody_knows_is_not_found_and_stays_as_it_is(hurried: Studio, gateway: Gateway) -> None:
    gateway.faults.set(Status(502), PATH)
    task = await Orders(hurried).make("kling.image", "a boat", model="kling-v2", model_name="kling-v2")
    assert task.state is TaskState.UNCONFIRMED
    with pytest.raises(StudioError):
        await hurried.tasks.lost.search(task.id)
    assert (await Orders(hurried).task(task.id)).state is TaskState.UNCONFIRMED
    assert len(gateway.asked(PATH)) == 1
