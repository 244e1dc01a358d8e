"""Midjourney through the services: many tasks in one question, and windows that wait for an answer."""

from pathlib import Path

import pytest

from app.domain.card import SlotRole
from app.domain.errors import ErrorKind
from app.domain.form import GenerationForm
from app.domain.ids import KeyId, ProfileId
from app.domain.media import MediaKind
from app.domain.profile import KeyReference, Profile
from app.domain.remote_task import ButtonMeaning, RemoteTask, TaskState
from app.services.studio import Studio
from tests.gateway import Gateway
from tests.services.conftest import HOW_FAST
from tests.services.making import Board, Orders
from tests.services.workshop import FastClock, StoppedClock
from tests.storage.pictures import png
from tests.studio import add_gateway, open_at

LIST = "/mj/task/list-by-condition"


@pytest.mark.covers("image.midjourney/list")
async def test_tasks_that_are_due_are_asked_for_in_one_question(tmp_path: Path, gateway: Gateway) -> None:
    clock = StoppedClock()
    opened = await open_at(tmp_path, clock)
    await add_gateway(opened.studio, gateway)
    board = Board(opened.studio)
    begun = [
        await board.order("midjourney.imagine", values={"prompt": f"bridge {number}"}) for number in range(3)
    ]
    queued = await board.until(TaskState.QUEUED, *begun)
    clock.move_on(60)
    await board.until(TaskState.RUNNING, *begun)
    clock.move_on(60)
    done = await board.until(TaskState.DONE, *begun)
    ids = sorted(task.handle.id for task in queued if task.handle)
    assert [sorted(request.json()["ids"]) for request in gateway.asked(LIST)] == [ids, ids]
    assert all(len(task.assets) == 1 for task in done)
    assert not any("fetch" in request.path for request in gateway.requests)
    await opened.close()


async def test_a_task_is_taken_back_at_a_server_that_can(tmp_path: Path, gateway: Gateway) -> None:
    clock = StoppedClock()
    opened = await open_at(tmp_path, clock)
    await add_gateway(opened.studio, gateway)
    board, tasks = Board(opened.studio), opened.studio.tasks
    begun = await board.order("midjourney.imagine", values={"prompt": "a bridge"})
    (queued,) = await board.until(TaskState.QUEUED, begun)
    assert not tasks.can_cancel(queued), "nobody knows yet which server it is"
    clock.move_on(60)
    (running,) = await board.until(TaskState.RUNNING, begun)
    assert tasks.can_cancel(running)
    await tasks.cancel(running.id)
    (ended,) = await board.until(TaskState.CANCELLED, begun)
    assert running.handle is not None
    assert len(gateway.asked(f"/mj/task/{running.handle.id}/cancel")) == 1
    assert not ended.assets
    await opened.close()


async def grid_and_window(board: Board) -> tuple[RemoteTask, RemoteTask]:
    """A grid that was made with remix on, and the window that one of its buttons opened."""
    begun = await board.order("midjourney.imagine", values={"prompt": "a bridge, remix mode"})
    (grid,) = await board.until(TaskState.DONE, begun)
    button = next(one for one in grid.buttons if one.meaning is ButtonMeaning.VARY)
    pressed = await board.order(
        "midjourney.action", values={"prompt": grid.prompt}, parent=grid.handle, button=button.id
    )
    (window,) = await board.until(TaskState.WAITING_FOR_INPUT, pressed)
    return grid, window


async def test_a_window_that_was_left_open_is_answered_after_a_restart(
    tmp_path: Path, gateway: Gateway
) -> None:
    opened = await open_at(tmp_path, FastClock(HOW_FAST))
    await add_gateway(opened.studio, gateway)
    _, window = await grid_and_window(Board(opened.studio))
    await opened.close()

    opened = await open_at(tmp_path, FastClock(HOW_FAST))
    await add_gateway(opened.studio, gateway)
    board, studio = Board(opened.studio), opened.studio
    card = await studio.cards.get("midjourney.modal")
    assert card
    form = GenerationForm(card.id, card.model, {"prompt": "a tower"}, parent=window.handle)
    assert await studio.generate.answer(window.id, card, form)
    (made,) = await board.until(TaskState.DONE, window)
    assert (made.id, made.prompt, len(made.assets)) == (window.id, "a tower", 1)
    assert not await studio.generate.answer(window.id, card, form)
    (body,) = (request.json() for request in gateway.asked("/mj/submit/modal"))
    assert window.handle
    assert body == {"taskId": window.handle.id, "prompt": "a tower"}
    await opened.close()


async def test_a_refused_answer_leaves_the_window_open(tmp_path: Path, gateway: Gateway) -> None:
    opened = await open_at(tmp_path, FastClock(HOW_FAST))
    await add_gateway(opened.studio, gateway)
    board, studio = Board(opened.studio), opened.studio
    _, window = await grid_and_window(board)
    card = await studio.cards.get("midjourney.modal")
    assert card
    form = GenerationForm(card.id, card.model, {"prompt": "something moderated"}, parent=window.handle)
    await studio.generate.answer(window.id, card, form)
    (refused,) = await board.until(TaskState.FAILED, window)
    assert refused.error
    assert refused.error.kind is ErrorKind.CONTENT_REFUSED
    await studio.tasks.check_again(window.id)
    await board.until(TaskState.WAITING_FOR_INPUT, window)
    await opened.close()


async def test_a_button_is_pressed_with_the_key_that_its_picture_was_made_with(
    tmp_path: Path, gateway: Gateway
) -> None:
    opened = await open_at(tmp_path, FastClock(HOW_FAST))
    studio, board = opened.studio, Board(opened.studio)
    keys = {KeyId("busy"): "sk-busy", KeyId("good"): "sk-good"}
    references = tuple(KeyReference(key_id, key) for key_id, key in keys.items())
    profile = Profile(ProfileId("profile-1"), "Gateway", (gateway.root,), references)
    await studio.profiles.save(profile, keys, session_only=True)
    begun = await board.order("midjourney.imagine", values={"prompt": "a bridge"})
    (grid,) = await board.until(TaskState.DONE, begun)
    button = next(one for one in grid.buttons if one.meaning is ButtonMeaning.ENLARGE)
    pressed = await board.order(
        "midjourney.action",
        parent_id=grid.id,
        parent=grid.handle,
        button=button.id,
        button_label=button.label,
    )
    await board.until(TaskState.DONE, pressed)
    shown = [request.header("authorization") for request in gateway.requests if "/submit/" in request.path]
    assert shown == ["Bearer sk-busy", "Bearer sk-good", "Bearer sk-good"]
    await opened.close()


async def test_a_picture_becomes_a_film(hurried: Studio, gateway: Gateway) -> None:
    orders = Orders(hurried)
    frame = await hurried.generate.input_from_bytes(SlotRole.FIRST_FRAME, png(64, 48), "bridge.png")
    made = await orders.make("midjourney.video", "the water flows", frame, motion="high", batchSize=1)
    assert made.state is TaskState.DONE, made.error
    (asked,) = gateway.asked("/mj/submit/video")
    body = asked.json()
    assert body.pop("image").startswith("data:image/png;base64,")
    assert body == {"prompt": "the water flows", "motion": "high", "batchSize": 1}
    (film,) = await orders.assets(made)
    assert film.kind is MediaKind.VIDEO
    assert (film.width, film.height) == (320, 240)
