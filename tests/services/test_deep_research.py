"""Answers that take minutes: made in the background, fetched after a cut or a restart, never paid twice."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.demo.wire_faults import LoseAnswer, ResetAfter
from app.domain.conversation import Draft, MessageState
from app.services.events import MessageChanged
from app.services.studio import Studio
from tests.gateway import Gateway
from tests.studio import PATIENCE_S, Talk, add_gateway, begin_talk, open_at

RESPONSES = "/v1/responses"
RESEARCHER = "o4-mini-deep-research-demo"
QUESTION = "What do tea houses in Hangzhou charge?"


def asked(gateway: Gateway) -> list[Mapping[str, Any]]:
    """The bodies of all requests for an answer."""
    return [request.json() for request in gateway.asked(RESPONSES)]


@pytest.mark.covers("chat.responses/deep-research")
async def test_it_searches_in_the_background_and_names_its_sources(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(studio, RESEARCHER)
    answer = await talk.say(QUESTION)
    assert answer.state is MessageState.COMPLETE
    assert "](http" in answer.text
    assert answer.background_id
    (body,) = asked(gateway)
    assert (body["background"], body["store"], body["stream"]) == (True, True, True)
    assert body["tools"] == [{"type": "web_search_preview"}]


async def test_an_answer_in_one_piece_is_asked_for_until_it_is_there(
    studio: Studio, gateway: Gateway
) -> None:
    talk = await begin_talk(studio, RESEARCHER, stream=False)
    answer = await talk.say(QUESTION)
    assert answer.state is MessageState.COMPLETE
    assert "](http" in answer.text
    assert len(asked(gateway)) == 1
    assert gateway.asked(f"{RESPONSES}/{answer.background_id}")


async def test_a_cut_stream_loses_nothing_and_is_paid_once(studio: Studio, gateway: Gateway) -> None:
    whole = await (await begin_talk(studio, RESEARCHER)).say(QUESTION)
    gateway.faults.set(ResetAfter(events=12), times=1)
    answer = await (await begin_talk(studio, RESEARCHER)).say(QUESTION)
    assert answer.state is MessageState.COMPLETE
    assert answer.error is None
    assert answer.text == whole.text
    assert len(asked(gateway)) == 2


async def begin_slowly(studio: Studio, gateway: Gateway) -> tuple[Talk, str]:
    """Ask something that the gateway works on for a while; the conversation, and the answer's id there."""
    gateway.server.pace.full_speed = False
    talk = await begin_talk(studio, RESEARCHER, stream=False)
    known: list[str] = []
    studio.hub.listen(MessageChanged, lambda event: known.append(event.message.background_id))
    await studio.chat.send(talk.id, Draft(QUESTION))
    await talk.until(lambda: any(known))
    return talk, next(filter(None, known))


async def test_after_a_restart_it_is_fetched_rather_than_asked_for_again(
    tmp_path: Path, gateway: Gateway
) -> None:
    opened = await open_at(tmp_path)
    await add_gateway(opened.studio, gateway)
    talk, _ = await begin_slowly(opened.studio, gateway)
    await opened.close()

    gateway.server.pace.full_speed = True
    opened = await open_at(tmp_path)
    await add_gateway(opened.studio, gateway)
    talk = Talk(opened.studio, talk.id)
    half = (await talk.branch())[-1]
    assert half.state is MessageState.INTERRUPTED
    conversation = opened.studio.conversations.get(talk.id)
    assert conversation is not None
    settings = replace(conversation.settings, model="demo-chat", protocol="openai")
    await opened.studio.conversations.change_settings(talk.id, settings)
    await opened.studio.chat.resume(half)
    answer = await talk.answer()
    assert answer.state is MessageState.COMPLETE
    assert answer.id == half.id
    assert "](http" in answer.text
    assert len(asked(gateway)) == 1
    await opened.close()


async def test_a_stop_ends_it_at_the_gateway(studio: Studio, gateway: Gateway) -> None:
    talk, response_id = await begin_slowly(studio, gateway)
    studio.chat.stop(talk.id)
    answer = await talk.answer()
    assert (answer.state, answer.background_id) == (MessageState.STOPPED, "")
    path = f"{RESPONSES}/{response_id}/cancel"
    async with asyncio.timeout(PATIENCE_S):
        while not gateway.asked(path):  # noqa: ASYNC110  the gateway has no event for what it was asked
            await asyncio.sleep(0.01)


async def test_without_network_it_is_asked_for_until_there_is_some(studio: Studio, gateway: Gateway) -> None:
    talk, _ = await begin_slowly(studio, gateway)
    gateway.server.pace.full_speed = True
    gateway.faults.set(LoseAnswer(), times=2)
    answer = await talk.answer()
    assert answer.state is MessageState.COMPLETE
    assert len(asked(gateway)) == 1
