"""The same question to several models at once, over real HTTP."""

from collections.abc import Iterable

import pytest

from app.domain.conversation import Draft, Message, MessageState, Role
from app.domain.errors import InputError
from app.domain.ids import MessageId, ProfileId
from app.services.conversation.chat import Addressee
from app.services.studio import Studio
from tests.gateway import Gateway
from tests.studio import begin_talk

CHAT = "/v1/chat/completions"
PROFILE = ProfileId("profile-1")
TWO = (Addressee(PROFILE, "demo-chat"), Addressee(PROFILE, "demo-thinking"))


async def messages(studio: Studio, ids: Iterable[MessageId]) -> list[Message]:
    """Messages as they lie in the database."""
    nodes = [await studio.conversations.node(one) for one in ids]
    return [node.message for node in nodes if node is not None]


async def test_each_answers_beside_the_others_with_its_own_figures(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(studio)
    await talk.say("My name is Mei.")
    await studio.chat.send_to(talk.id, Draft("Is 91 a prime number?"), TWO)
    await talk.answer()
    node = (await studio.conversations.branch_end(talk.id, 1))[-1]
    answers = await messages(studio, node.siblings.ids)
    assert [answer.model for answer in answers] == ["demo-chat", "demo-thinking"]
    assert {answer.state for answer in answers} == {MessageState.COMPLETE}
    assert all(answer.text and answer.usage and answer.timing.first_token_ms for answer in answers)
    assert answers[1].reasoning is not None
    asked = [request.json() for request in gateway.asked(CHAT)[-2:]]
    assert sorted(body["model"] for body in asked) == ["demo-chat", "demo-thinking"]
    assert all(len(body["messages"]) == 3 for body in asked)


async def test_one_goes_on_with_the_answer_that_was_picked(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(studio)
    await studio.chat.send_to(talk.id, Draft("Hello"), TWO)
    await talk.answer()
    first, _ = (await studio.conversations.branch_end(talk.id, 1))[-1].siblings.ids
    await studio.conversations.show_branch(talk.id, first)
    await talk.say("Go on.")
    said = await talk.branch()
    assert said[1].id == first
    assert gateway.asked(CHAT)[-1].json()["messages"][1]["content"] == said[1].text


async def test_a_stop_ends_them_all_and_the_conversation_streams_until_the_last(studio: Studio) -> None:
    talk = await begin_talk(studio)
    slow = Addressee(PROFILE, "demo-slow")
    await studio.chat.send_to(talk.id, Draft("Tell me a long story."), (*TWO, slow, slow))
    await talk.until(lambda: bool(talk.grown))
    assert talk.id in studio.chat.streaming
    studio.chat.stop(talk.id)
    await talk.answer()
    node = (await studio.conversations.branch_end(talk.id, 1))[-1]
    states = [answer.state for answer in await messages(studio, node.siblings.ids)]
    assert states[-2:] == [MessageState.STOPPED, MessageState.STOPPED]


async def test_where_one_cannot_be_asked_nobody_is(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(studio)
    with pytest.raises(InputError):
        await studio.chat.send_to(talk.id, Draft("Hello"), (*TWO, Addressee(PROFILE, "")))
    assert await talk.branch() == ()
    assert not gateway.asked(CHAT)
    await talk.say("Hello")
    assert [message.role for message in await talk.branch()] == [Role.USER, Role.ASSISTANT]
