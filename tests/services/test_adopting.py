"""Films that were begun elsewhere, or whose answer was lost, are found and never sent again."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.demo.answer_faults import Status
from app.demo.wire_faults import ResetAfter
from app.domain.card import ModelCard
from app.domain.errors import ErrorKind, InputError, StudioError
from app.domain.ids import ProfileId
from app.domain.profile import Profile
from app.domain.remote_task import RemoteTask, TaskState
from app.services.studio import Studio
from tests.gateway import Gateway
from tests.services.making import Orders

SEEDANCE = "/volc/v1/contents/generations/tasks"
ELSEWHERE: dict[str, tuple[str, dict[str, Any]]] = {
    "sora-2": ("/v1/videos", {"model": "sora-2", "prompt": "a fox", "seconds": "4"}),
    "unified.veo3": ("/v1/video/create", {"model": "veo3", "prompt": "a fox"}),
    "seedance.frames": (
        SEEDANCE,
        {"model": "doubao-seedance-1-0-pro", "content": [{"type": "text", "text": "a fox"}]},
    ),
    "kling.text2video": ("/kling/v1/videos/text2video", {"model_name": "kling-v1", "prompt": "a fox"}),
    "luma.create": ("/luma/generations", {"user_prompt": "a fox"}),
    "hailuo.2-3": ("/minimax/v1/video_generation", {"model": "MiniMax-Hailuo-2.3", "prompt": "a fox"}),
    "veo.native": (
        "/v1beta/models/veo-3.1-generate-preview:predictLongRunning",
        {"instances": [{"prompt": "a fox"}]},
    ),
    "jimeng.native": (
        "/jimeng/?Action=CVSync2AsyncSubmitTask&Version=2022-08-31",
        {"req_key": "jimeng_t2v_v30", "prompt": "a fox"},
    ),
}
"""What somebody else submits, by the card that knows how to ask for it."""


@pytest.fixture
async def elsewhere(gateway: Gateway) -> AsyncIterator[httpx.AsyncClient]:
    """Another program with the same key."""
    headers = {"Authorization": f"Bearer {gateway.key}"}
    async with httpx.AsyncClient(base_url=gateway.root, headers=headers) as client:
        yield client


async def card_of(studio: Studio, card_id: str) -> tuple[Profile, ModelCard]:
    """The test's provider, and a card."""
    card, profile = await studio.cards.get(card_id), studio.profiles.get(ProfileId("profile-1"))
    assert card is not None
    assert profile is not None
    return profile, card


async def adopt(studio: Studio, card_id: str, pasted: str, model: str = "") -> RemoteTask:
    """Adopt, and wait for the end."""
    profile, card = await card_of(studio, card_id)
    task = await studio.tasks.lost.adopt(profile, card, pasted, model)
    return await Orders(studio).end_of(task.id)


@pytest.mark.parametrize("card_id", ELSEWHERE)
async def test_the_answer_that_another_program_got_is_enough(
    card_id: str, hurried: Studio, gateway: Gateway, elsewhere: httpx.AsyncClient
) -> None:
    path, body = ELSEWHERE[card_id]
    answer = await elsewhere.post(path, json=body)
    assert answer.status_code == 200, answer.text
    task = await adopt(hurried, card_id, answer.text, str(body.get("req_key", "")))
    assert task.state is TaskState.DONE, task.error
    assert len(await Orders(hurried).files(task)) == 1
    assert [request.method for request in gateway.requests if path.startswith(request.path)].count(
        "POST"
    ) >= 1
    submits = [request for request in gateway.requests if b"a fox" in request.body]
    assert len(submits) == 1


async def test_an_address_or_the_bare_id_is_enough_and_twice_is_once(
    hurried: Studio, gateway: Gateway, elsewhere: httpx.AsyncClient
) -> None:
    path, body = ELSEWHERE["sora-2"]
    task_id = (await elsewhere.post(path, json=body)).json()["id"]
    profile, card = await card_of(hurried, "sora-2")
    gateway.faults.set(Status(502), f"/v1/videos/{task_id}")
    first = await hurried.tasks.lost.adopt(profile, card, f"{gateway.root}/v1/videos/{task_id}/content")
    again = await hurried.tasks.lost.adopt(profile, card, f" `{task_id}`\n", prompt="a fox")
    assert again.id == first.id
    assert (await Orders(hurried).end_of(first.id)).state is TaskState.DONE
    assert len(await hurried.tasks.ids()) == 1


async def test_what_names_no_task_is_refused_and_asks_nobody(hurried: Studio, gateway: Gateway) -> None:
    for pasted in ("", "  ", "我的视频呢", "https://gateway.example.org/console", '{"error": {"code": 4}}'):
        with pytest.raises(InputError) as refused:
            await adopt(hurried, "sora-2", pasted)
        assert refused.value.kind is ErrorKind.TASK_ID_MISSING
    assert gateway.requests == []
    assert await hurried.tasks.ids() == ()


@pytest.mark.parametrize("hurried", [1000.0], indirect=True)
async def test_an_id_of_another_family_is_given_up_and_can_be_asked_again(
    hurried: Studio, gateway: Gateway
) -> None:
    task = await adopt(hurried, "sora-2", "video_of_somebody_else_1")
    assert task.state is TaskState.EXPIRED
    assert task.error is not None
    assert task.error.kind is ErrorKind.TASK_FORGOTTEN
    assert {request.method for request in gateway.requests} == {"GET"}
    assert await hurried.tasks.check_again(task.id) is not None


@pytest.mark.parametrize("card_id", ["sora-2", "seedance.frames", "kling.text2video"])
async def test_what_lies_at_the_gateway_is_offered_and_what_is_watched_is_marked(
    card_id: str, hurried: Studio, gateway: Gateway, elsewhere: httpx.AsyncClient
) -> None:
    path, body = ELSEWHERE[card_id]
    ids = {_id_in((await elsewhere.post(path, json=body)).json()) for _ in range(2)}
    profile, card = await card_of(hurried, card_id)
    assert hurried.tasks.lost.can_look_for(profile, card)
    found = [one for one in await hurried.tasks.lost.look_for(profile, card) if one.id in ids]
    assert len(found) == 2
    assert not any(one.is_watched or one.is_likely for one in found)
    assert all(one.created_at for one in found)
    await adopt(hurried, card_id, found[0].id)
    watched = {one.id for one in await hurried.tasks.lost.look_for(profile, card) if one.is_watched}
    assert watched == {found[0].id}


def _id_in(answer: dict[str, Any]) -> str:
    return str((answer.get("data") or answer).get("task_id") or answer["id"])


async def test_where_there_is_no_list_nobody_is_asked(hurried: Studio, gateway: Gateway) -> None:
    profile, card = await card_of(hurried, "luma.create")
    assert not hurried.tasks.lost.can_look_for(profile, card)
    with pytest.raises(StudioError) as refused:
        await hurried.tasks.lost.look_for(profile, card)
    assert refused.value.kind is ErrorKind.NOT_OFFERED
    assert gateway.requests == []


async def test_a_film_whose_answer_was_lost_is_found_among_others_by_our_own_id(
    hurried: Studio, gateway: Gateway
) -> None:
    path, orders = "/kling/v1/videos/text2video", Orders(hurried)
    await orders.make("kling.text2video", "a boat", model="kling-v1")
    gateway.faults.set(ResetAfter(0), path)
    lost = await orders.make("kling.text2video", "a boat", model="kling-v1")
    assert lost.state is TaskState.UNCONFIRMED
    profile, card = await card_of(hurried, "kling.text2video")
    likely, *others = await hurried.tasks.lost.look_for(profile, card, lost)
    assert (likely.client_id, likely.is_likely, likely.is_watched) == (lost.id, True, False)
    assert not any(one.is_likely for one in others)
    assert await hurried.tasks.lost.found(lost.id, likely.id) is not None
    done = await orders.end_of(lost.id)
    assert done.state is TaskState.DONE
    assert gateway.asked(f"{path}/{likely.id}")
    submits = [request for request in gateway.asked(path) if request.method == "POST"]
    assert len(submits) == 2


async def test_a_film_whose_answer_was_lost_is_found_by_its_prompt_and_its_time(
    tmp_path: Path, studio: Studio, gateway: Gateway
) -> None:
    gateway.faults.set(ResetAfter(0), "/v1/videos")
    lost = await Orders(studio).make("sora-2", "a boat of glass", model="sora-2", seconds="4")
    assert lost.state is TaskState.UNCONFIRMED
    profile, card = await card_of(studio, "sora-2")
    found = await studio.tasks.lost.look_for(profile, card, lost)
    (likely,) = [one for one in found if one.is_likely]
    assert found[0] == likely
    assert likely.prompt == "a boat of glass"
    gone_on = await studio.tasks.lost.found(lost.id, likely.id)
    assert gone_on is not None
    assert gone_on.handle is not None
    assert gone_on.handle.get("content_path") == "/v1/videos/{id}/content"
