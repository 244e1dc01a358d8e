"""Talking, as the services do it, over real HTTP to the demo gateway and a real database."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.demo.wire_faults import ResetAfter
from app.domain.conversation import Draft, MessageState, Role
from app.domain.errors import ErrorKind, InputError
from app.services.studio import Studio
from tests.gateway import Gateway
from tests.studio import add_gateway, begin_talk, open_at

CHAT = "/v1/chat/completions"


def sent(gateway: Gateway) -> dict[str, object]:
    """The JSON body of the last chat request that reached the gateway."""
    body: dict[str, object] = gateway.asked(CHAT)[-1].json()
    return body


@pytest.mark.covers("chat.openai/stream")
async def test_a_streamed_answer_comes_in_pieces_and_stays(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(studio)
    answer = await talk.say("Hello, who are you?")
    assert answer.state is MessageState.COMPLETE
    assert answer.text == talk.streamed_text
    assert len(talk.grown) > 3
    assert sent(gateway)["stream"] is True


@pytest.mark.covers("chat.openai/basic")
async def test_an_answer_in_one_piece(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(studio, stream=False)
    answer = await talk.say("Hello, who are you?")
    assert answer.state is MessageState.COMPLETE
    assert answer.text
    assert not sent(gateway).get("stream")


@pytest.mark.covers("chat.openai/stream-usage")
async def test_tokens_are_counted_by_the_gateway(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(studio)
    answer = await talk.say("How do I add a key?")
    assert answer.usage is not None
    assert answer.usage.prompt_tokens
    assert answer.usage.completion_tokens
    assert answer.usage.cached_tokens is not None
    assert answer.timing.first_token_ms is not None


@pytest.mark.covers("chat.openai/multi-turn")
async def test_history_is_sent_along(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(studio)
    first = await talk.say("My name is Mei.")
    await talk.say("What did I say?")
    messages = sent(gateway)["messages"]
    assert isinstance(messages, list)
    assert [message["role"] for message in messages] == ["user", "assistant", "user"]
    assert messages[1]["content"] == first.text


@pytest.mark.covers("chat.openai/system-prompt")
async def test_a_system_prompt_leads_the_messages(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(studio, system_prompt="Answer like a pirate.")
    await talk.say("Hello")
    messages = sent(gateway)["messages"]
    assert isinstance(messages, list)
    assert messages[0] == {"role": "system", "content": "Answer like a pirate."}


@pytest.mark.covers("chat.openai/reasoning-display")
async def test_the_thought_is_kept_apart_with_its_time(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(studio, "demo-thinking")
    answer = await talk.say("Is 91 a prime number?")
    assert answer.reasoning is not None
    assert answer.reasoning.text
    assert answer.reasoning.seconds is not None
    assert answer.reasoning.text not in answer.text


@pytest.mark.covers("chat.openai/n-choices")
async def test_several_answers_stand_side_by_side(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(studio, n=3)
    answer = await talk.say("Hello")
    nodes = await studio.conversations.branch_end(talk.id, 10)
    assert len(nodes[-1].siblings.ids) == 3
    assert answer.id in nodes[-1].siblings.ids
    for sibling in nodes[-1].siblings.ids:
        node = await studio.conversations.node(sibling)
        assert node is not None
        assert node.message.text
        assert node.message.state is MessageState.COMPLETE


async def test_stop_keeps_what_came(studio: Studio, gateway: Gateway) -> None:
    gateway.server.pace.full_speed = False
    talk = await begin_talk(studio, "demo-long")
    await studio.chat.send(talk.id, Draft("Tell me a long story"))
    await talk.until(lambda: len(talk.streamed_text) > 20)
    studio.chat.stop(talk.id)
    answer = await talk.answer()
    assert answer.state is MessageState.STOPPED
    assert answer.text
    assert answer.error is None


async def test_two_conversations_stream_at_once(studio: Studio, gateway: Gateway) -> None:
    gateway.server.pace.full_speed = False
    one, two = await begin_talk(studio, "demo-long"), await begin_talk(studio, "demo-long")
    await studio.chat.send(one.id, Draft("Tell me a long story"))
    await studio.chat.send(two.id, Draft("讲一个很长的故事"))
    await one.until(lambda: bool(one.streamed_text and two.streamed_text))
    assert studio.chat.streaming == {one.id, two.id}
    studio.chat.stop(one.id)
    studio.chat.stop(two.id)
    await one.answer()
    await two.answer()


async def test_another_answer_becomes_a_sibling(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(studio)
    first = await talk.say("Hello")
    await studio.chat.regenerate(first, model="demo-fast")
    second = await talk.answer()
    assert second.id != first.id
    assert second.parent_id == first.parent_id
    assert second.model == "demo-fast"


async def test_an_edited_message_starts_a_branch(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(studio)
    await talk.say("Hello")
    question = (await talk.branch())[0]
    await studio.chat.edit(question, Draft("Good morning"))
    await talk.answer()
    branch = await talk.branch()
    assert [message.role for message in branch] == [Role.USER, Role.ASSISTANT]
    assert branch[0].text == "Good morning"
    await studio.conversations.show_branch(talk.id, question.id)
    assert (await talk.branch())[0].text == "Hello"


async def test_a_wrong_key_says_so_and_a_retry_replaces_the_empty_answer(
    studio: Studio, gateway: Gateway
) -> None:
    await add_gateway(studio, gateway, "sk-bad-key-1234567")
    talk = await begin_talk(studio)
    failed = await talk.say("Hello")
    assert failed.state is MessageState.FAILED
    assert failed.error is not None
    assert failed.error.kind is ErrorKind.KEY_REFUSED
    await add_gateway(studio, gateway)
    await studio.chat.regenerate(failed)
    answer = await talk.answer()
    assert answer.state is MessageState.COMPLETE
    nodes = await studio.conversations.branch_end(talk.id, 10)
    assert nodes[-1].siblings.ids == (answer.id,)


async def test_a_cut_stream_keeps_the_text_and_can_go_on(studio: Studio, gateway: Gateway) -> None:
    gateway.faults.set(ResetAfter(6))
    talk = await begin_talk(studio, "demo-long")
    answer = await talk.say("Tell me a long story")
    assert answer.state is MessageState.INTERRUPTED
    assert answer.text
    assert answer.error is not None
    await studio.chat.resume(answer)
    whole = await talk.answer()
    assert whole.id == answer.id
    assert whole.state is MessageState.COMPLETE
    assert whole.text.startswith(answer.text)


async def test_broken_extra_json_is_refused_before_anything_is_written(
    studio: Studio, gateway: Gateway
) -> None:
    talk = await begin_talk(studio, extra_json="{oops")
    with pytest.raises(InputError) as refused:
        await talk.say("Hello")
    assert refused.value.kind is ErrorKind.EXTRA_JSON_INVALID
    assert await talk.branch() == ()
    assert gateway.asked(CHAT) == []


async def test_the_first_words_become_the_title(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(studio)
    await talk.say("How tall is Mount Everest?\nPlease be precise.")
    row = studio.conversations.get(talk.id)
    assert row is not None
    assert row.title == "How tall is Mount Everest?"


async def test_everything_is_there_after_a_restart(tmp_path: Path, gateway: Gateway) -> None:
    opened = await open_at(tmp_path)
    await add_gateway(opened.studio, gateway)
    talk = await begin_talk(opened.studio)
    answer = await talk.say("Hello")
    await opened.studio.conversations.save_draft(talk.id, Draft("not sent yet"))
    await opened.close()
    again = await open_at(tmp_path)
    nodes = await again.studio.conversations.branch_end(talk.id, 10)
    assert replace(nodes[-1].message, cost=None) == replace(answer, cost=None)  # the prices may come later
    assert (await again.studio.conversations.draft(talk.id)).text == "not sent yet"
    await again.close()


async def test_an_answer_can_be_rewritten_without_asking_anybody(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(studio)
    answer = await talk.say("Hello")
    await studio.chat.rewrite(answer, "Better words.")
    rewritten = (await talk.branch())[-1]
    assert rewritten.text == "Better words."
    assert rewritten.parent_id == answer.parent_id
    assert len(gateway.asked(CHAT)) == 1
