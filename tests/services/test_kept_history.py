"""What the provider keeps: the history of Responses, and the cached beginning of Claude's prompts."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from app.domain.conversation import MessageState
from app.domain.errors import ErrorKind
from app.protocols.chat.responses import Responses
from app.services.conversation.leaving_out import Without
from app.services.studio import Studio
from tests.gateway import Gateway
from tests.studio import begin_talk

RESPONSES = "/v1/responses"
MESSAGES = "/v1/messages"
CODEX = "gpt-5-codex-demo"
OFFICIAL = "o4-mini-deep-research-demo"
"""Its channel gives answers out by their ids, and deletes them."""
CLAUDE = "claude-sonnet-4-5-demo"


def asked(gateway: Gateway, path: str) -> list[Mapping[str, Any]]:
    """The bodies that reached a path."""
    return [request.json() for request in gateway.asked(path)]


async def test_only_what_is_new_is_sent(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(studio, CODEX, protocol="responses", keep_history=True)
    first = await talk.say("My name is Mei.")
    second = await talk.say("What did I say?")
    assert second.state is MessageState.COMPLETE
    assert "Mei" in second.text
    begun, gone_on = asked(gateway, RESPONSES)
    assert begun["store"] is True
    assert "previous_response_id" not in begun
    assert gone_on["previous_response_id"] == first.response_id
    assert len(gone_on["input"]) == 1


async def test_a_rewritten_answer_goes_along_in_its_new_words(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(studio, CODEX, protocol="responses", keep_history=True)
    first = await talk.say("My name is Mei.")
    second = await talk.say("Hello")
    await studio.chat.rewrite(second, "Nice to meet you.")
    await talk.say("And now?")
    body = asked(gateway, RESPONSES)[-1]
    assert body["previous_response_id"] == first.response_id
    assert [item["role"] for item in body["input"]] == ["user", "assistant", "user"]


async def test_a_history_that_is_lost_is_sent_whole_with_one_press(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(studio, OFFICIAL, keep_history=True)
    first = await talk.say("My name is Mei.")
    (profile,) = studio.profiles.all
    kept = Responses().fetch(first.response_id, profile.traits)
    await studio.calls.send(profile, replace(kept, method="DELETE"))
    lost = await talk.say("What did I say?")
    assert lost.error is not None
    assert lost.error.kind is ErrorKind.HISTORY_LOST
    await studio.chat.ask_again(lost, Without.KEPT_HISTORY)
    answer = await talk.answer()
    assert answer.state is MessageState.COMPLETE
    body = asked(gateway, RESPONSES)[-1]
    assert "previous_response_id" not in body
    assert body["input"][0]["content"][0]["text"] == "My name is Mei."
    conversation = studio.conversations.get(talk.id)
    assert conversation is not None
    assert not conversation.settings.keep_history


@pytest.mark.parametrize("protocol", ["openai", "anthropic", "gemini"])
async def test_other_formats_say_that_they_keep_nothing(
    studio: Studio, gateway: Gateway, protocol: str
) -> None:
    talk = await begin_talk(studio, CLAUDE, protocol=protocol, keep_history=True)
    answer = await talk.say("Hello")
    assert answer.error is not None
    assert answer.error.kind is ErrorKind.NOT_CARRIED
    assert not gateway.requests


async def test_a_marked_beginning_is_read_from_the_cache(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(
        studio, CLAUDE, protocol="anthropic", system_prompt="Answer like a pirate.", cache_prompt=True
    )
    first = await talk.say("My name is Mei.")
    second = await talk.say("And now?")
    body = asked(gateway, MESSAGES)[-1]
    assert body["system"][0]["cache_control"] == {"type": "ephemeral"}
    assert body["messages"][-1]["content"][-1]["cache_control"] == {"type": "ephemeral"}
    assert first.usage is not None
    assert second.usage is not None
    assert not first.usage.cached_tokens
    assert second.usage.cached_tokens
