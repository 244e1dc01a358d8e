"""What goes wrong around tools, and how a conversation gets over it: over real HTTP, with real tools."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.demo.answer_faults import Status
from app.demo.wire_faults import EndAfter
from app.domain.conversation import ChatSettings, Draft, Message, MessageState, Role
from app.domain.errors import ErrorKind
from app.services.conversation.leaving_out import Without
from app.services.studio import Studio
from tests.gateway import Gateway
from tests.services.test_tool_rounds import (
    CALCULATOR,
    CHAT,
    CLAUDE,
    CODEX,
    GEMINI_3,
    MESSAGES,
    TWO_SUMS,
    bodies,
    gemini_path,
    roles,
)
from tests.studio import Talk, add_gateway, begin_talk, open_at

ASK_ME = json.dumps([{"name": "ask_me", "description": "Asks the person.", "parameters": {"type": "object"}}])
ONE_ROUND = [Role.USER, Role.ASSISTANT, Role.TOOL]


async def called_by_hand(studio: Studio, talk: Talk, question: str = "Use the tool ask_me") -> None:
    """Say something upon which a function is called whose result the person types; wait until it waits."""
    await studio.chat.send(talk.id, Draft(question))
    await waiting_call(studio, talk)


async def waiting_call(studio: Studio, talk: Talk) -> str:
    """Wait until a call waits for the person; its id."""
    await talk.until(lambda: bool(studio.tools.consent.waiting))
    (waiting,) = studio.tools.consent.waiting
    return waiting.call.id


async def last_error(talk: Talk) -> tuple[Message, ErrorKind | None]:
    last = (await talk.branch())[-1]
    return last, last.error.kind if last.error else None


async def test_a_tool_that_hangs_is_stopped_with_the_answer_and_what_came_stays(
    studio: Studio, gateway: Gateway
) -> None:
    talk = await begin_talk(studio, tools=CALCULATOR, functions=ASK_ME)
    await called_by_hand(studio, talk, "Use the tools calculator and ask_me with “1+1”")
    assert talk.id in studio.chat.streaming
    studio.chat.stop(talk.id)
    results = await talk.answer()
    assert (results.role, results.state) == (Role.TOOL, MessageState.STOPPED)
    assert [result.name for result in results.tool_results] == ["calculator"]
    assert not studio.tools.consent.waiting
    answer = await talk.say("Never mind, hello!")
    assert answer.state is MessageState.COMPLETE, answer.error
    told = {
        message["tool_call_id"]: message["content"] for message in bodies(gateway, CHAT)[-1]["messages"][2:4]
    }
    assert [text.startswith("Error: This call was not run") for text in told.values()].count(True) == 1


async def test_a_stopped_round_goes_on_with_the_calls_that_are_left(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(studio, tools=CALCULATOR, functions=ASK_ME)
    await called_by_hand(studio, talk, "Use the tools calculator and ask_me with “1+1”")
    studio.chat.stop(talk.id)
    await talk.answer()
    (_, called, results) = await talk.branch()
    await studio.chat.go_on(called)
    call_id = await waiting_call(studio, talk)
    studio.tools.consent.answer(talk.id, call_id, "the person says yes")
    answer = await talk.answer()
    assert "the person says yes" in answer.text
    branch = await talk.branch()
    assert roles(branch) == [*ONE_ROUND, Role.ASSISTANT]
    assert branch[2].id == results.id
    assert [result.name for result in branch[2].tool_results] == [call.name for call in called.tool_calls]


async def test_a_program_that_ended_in_a_round_shows_it_and_runs_the_rest_only_when_it_is_told(
    tmp_path: Path, gateway: Gateway
) -> None:
    opened = await open_at(tmp_path)
    await add_gateway(opened.studio, gateway)
    talk = await begin_talk(opened.studio, functions=ASK_ME)
    await called_by_hand(opened.studio, talk)
    await opened.close()

    again = await open_at(tmp_path)
    await add_gateway(again.studio, gateway)
    asked = len(gateway.asked(CHAT))
    talk = Talk(again.studio, talk.id)
    branch = await talk.branch()
    assert roles(branch) == ONE_ROUND
    assert branch[2].state is MessageState.INTERRUPTED
    assert not again.studio.tools.consent.waiting
    assert len(gateway.asked(CHAT)) == asked
    await again.studio.chat.go_on(branch[1])
    call_id = await waiting_call(again.studio, talk)
    again.studio.tools.consent.answer(talk.id, call_id, "after the restart")
    answer = await talk.answer()
    assert "after the restart" in answer.text
    await again.close()


async def test_endless_calls_pause_after_so_many_rounds_and_go_on_when_they_may(
    studio: Studio, gateway: Gateway
) -> None:
    studio.settings.change(tool_rounds=3)
    talk = await begin_talk(studio, tools=CALCULATOR)
    paused = await talk.say("Endless calls of the calculator with “1+1”")
    assert (paused.role, paused.state) == (Role.TOOL, MessageState.INTERRUPTED)
    assert paused.error is not None
    assert (paused.error.kind, paused.error.values["count"]) == (ErrorKind.TOOL_ROUNDS_USED, "3")
    assert len(gateway.asked(CHAT)) == 4
    await studio.chat.go_on(paused)
    again = await talk.answer()
    assert again.error is not None
    branch = await talk.branch()
    assert len(gateway.asked(CHAT)) == 7
    assert roles(branch).count(Role.TOOL) == 7
    assert all(message.state is MessageState.COMPLETE for message in branch[:-1])
    ids = [call.id for message in branch for call in message.tool_calls]
    assert len(ids) == len(set(ids))


async def test_broken_arguments_are_told_to_the_model_and_run_nothing(
    studio: Studio, gateway: Gateway
) -> None:
    talk = await begin_talk(studio, tools=CALCULATOR)
    answer = await talk.say("A malformed call of the calculator for “2+3”")
    assert answer.state is MessageState.COMPLETE
    _, called, gave, _ = await talk.branch()
    assert called.tool_calls[0].arguments == '{"expression": "2+3"'
    (result,) = gave.tool_results
    assert result.failed
    assert '{"expression": "2+3"' in result.text
    sent = bodies(gateway, CHAT)[-1]["messages"]
    assert sent[1]["tool_calls"][0]["function"]["arguments"] == "{}"
    assert sent[2]["content"].startswith("Error: The arguments cannot be read")


async def test_a_name_that_was_never_offered_is_told_and_not_run(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(
        studio,
        tools=CALCULATOR,
        extra_json=json.dumps(
            {"tools": [{"type": "function", "function": {"name": "rm_all", "parameters": {}}}]}
        ),
    )
    await talk.say("Use the tool rm_all")
    _, _, gave, _ = await talk.branch()
    (result,) = gave.tool_results
    assert (result.name, result.failed) == ("rm_all", True)
    assert "calculator" in result.text


async def test_a_stream_that_is_cut_within_a_call_runs_nothing_and_can_be_gone_on_with(
    studio: Studio, gateway: Gateway
) -> None:
    gateway.faults.set(EndAfter(4, done=False), CHAT)
    talk = await begin_talk(studio, tools=CALCULATOR)
    cut = await talk.say(TWO_SUMS)
    assert (cut.role, cut.state) == (Role.ASSISTANT, MessageState.INTERRUPTED)
    assert cut.tool_calls[0].name == "calculator"
    await studio.chat.resume(cut)
    await talk.answer()
    branch = await talk.branch()
    assert branch[-1].state is MessageState.COMPLETE, branch[-1].error
    assert branch[1].id == cut.id
    assert all(call.arguments.endswith("}") for call in branch[1].tool_calls)


async def test_an_answer_after_a_round_that_fails_is_asked_for_again_with_the_same_results(
    studio: Studio, gateway: Gateway
) -> None:
    talk = await begin_talk(studio, tools=CALCULATOR)
    gateway.faults.set(EndAfter(1000, done=True), CHAT)  # the first answer is whole
    gateway.faults.set(Status(400, body=b'{"error":{"message":"bad luck"}}'), CHAT)
    failed = await talk.say(TWO_SUMS)
    assert failed.state is MessageState.FAILED
    await studio.chat.regenerate(failed)
    answer = await talk.answer()
    assert answer.state is MessageState.COMPLETE, answer.error
    assert roles(await talk.branch()) == [*ONE_ROUND, Role.ASSISTANT]


async def test_a_model_that_takes_no_tools_is_asked_again_without_them(
    studio: Studio, gateway: Gateway
) -> None:
    talk = await begin_talk(studio, "demo-no-tools", tools=CALCULATOR)
    await talk.say("Hello, who are you?")
    failed, kind = await last_error(talk)
    assert kind is ErrorKind.TOOLS_REFUSED
    await studio.chat.ask_again(failed, Without.TOOLS)
    answer = await talk.answer()
    assert answer.state is MessageState.COMPLETE
    assert "tools" not in bodies(gateway, CHAT)[-1]
    conversation = studio.conversations.get(talk.id)
    assert conversation is not None
    assert conversation.settings.tools == CALCULATOR


@pytest.mark.parametrize(
    ("protocol", "model", "path"),
    [
        ("anthropic", CLAUDE, MESSAGES),
        ("gemini", GEMINI_3, gemini_path(GEMINI_3)),
        ("responses", CODEX, "/v1/responses"),
    ],
)
async def test_signatures_that_another_account_does_not_know_are_left_out_on_request(
    protocol: str, model: str, path: str, studio: Studio, gateway: Gateway
) -> None:
    talk = await begin_talk(studio, model, protocol=protocol, tools=CALCULATOR, reasoning_effort="high")
    assert (await talk.say(TWO_SUMS)).state is MessageState.COMPLETE
    await talk.say("Hello from the other account")
    failed, kind = await last_error(talk)
    assert kind is ErrorKind.SIGNATURE_REJECTED, failed.error
    await studio.chat.ask_again(failed, Without.THOUGHTS)
    answer = await talk.answer()
    assert answer.state is MessageState.COMPLETE, answer.error
    assert "calculator" in json.dumps(bodies(gateway, path)[-1])
    following = await talk.say("And still the other account")
    assert following.error is None or following.error.kind is ErrorKind.SIGNATURE_REJECTED


async def test_a_format_that_the_gateway_lacks_is_said_and_the_usual_one_is_kept_to(
    studio: Studio, gateway: Gateway
) -> None:
    talk = await begin_talk(studio, protocol="anthropic", tools=CALCULATOR)
    await talk.say(TWO_SUMS)
    failed, kind = await last_error(talk)
    assert kind is ErrorKind.FORMAT_NOT_SPOKEN
    assert failed.error is not None
    assert failed.error.values["protocol"] == "Claude Messages"
    await studio.chat.ask_again(failed, Without.OWN_FORMAT)
    answer = await talk.answer()
    assert answer.state is MessageState.COMPLETE
    conversation = studio.conversations.get(talk.id)
    assert conversation is not None
    assert conversation.settings.protocol == "openai"
    await talk.say("Hello")
    assert len(gateway.asked(MESSAGES)) == 1


@pytest.mark.parametrize("stream", [True, False])
async def test_an_answer_in_another_dialect_is_said(stream: bool, studio: Studio, gateway: Gateway) -> None:
    said = {
        "choices": [{"index": 0, "message": {"role": "assistant", "content": "Hi"}, "finish_reason": "stop"}]
    }
    body = json.dumps(said).encode()
    gateway.faults.set(Status(200, body=b"data: " + body + b"\n\n" if stream else body), MESSAGES)
    talk = await begin_talk(studio, CLAUDE, protocol="anthropic", stream=stream)
    await talk.say("Hello")
    _, kind = await last_error(talk)
    assert kind is ErrorKind.FORMAT_NOT_SPOKEN


async def test_a_search_that_pauses_goes_on_by_itself(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(studio, CLAUDE, protocol="anthropic", web_search=True)
    answer = await talk.say("A long search for relay gateways")
    assert (answer.state, answer.finish_reason) == (MessageState.COMPLETE, "stop")
    assert "](https://" in answer.text
    first, second = bodies(gateway, MESSAGES)
    assert second["messages"][:-1] == first["messages"]
    assert second["messages"][-1]["content"][-1]["type"] == "web_search_tool_result"
    assert answer.usage is not None
    await talk.say("Thank you")
    kinds = [block["type"] for block in bodies(gateway, MESSAGES)[-1]["messages"][1]["content"]]
    assert "web_search_tool_result" in kinds
    assert "text" in kinds


@pytest.mark.parametrize(
    ("model", "protocol"),
    [(CLAUDE, "anthropic"), (GEMINI_3, "gemini"), (CODEX, "responses"), ("demo-chat", "openai")],
)
async def test_calls_of_one_format_go_on_in_any_other(
    model: str, protocol: str, studio: Studio, gateway: Gateway
) -> None:
    talk = await begin_talk(studio, GEMINI_3, protocol="gemini", tools=CALCULATOR, reasoning_effort="high")
    await talk.say(TWO_SUMS)
    for tools in (CALCULATOR, ()):
        settings = ChatSettings(model=model, protocol=protocol, tools=tools, reasoning_effort="high")
        await studio.conversations.change_settings(talk.id, settings)
        answer = await talk.say("Thank you. Hello!")
        assert answer.state is MessageState.COMPLETE, answer.error


async def test_a_round_goes_on_with_a_model_of_another_maker(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(studio, "demo-chat", functions=ASK_ME)
    await called_by_hand(studio, talk)
    studio.chat.stop(talk.id)
    await talk.answer()
    settings = ChatSettings(model=CLAUDE, protocol="anthropic", functions=ASK_ME, reasoning_effort="high")
    await studio.conversations.change_settings(talk.id, settings)
    await studio.chat.go_on((await talk.branch())[-1])
    call_id = await waiting_call(studio, talk)
    studio.tools.consent.answer(talk.id, call_id, "done")
    answer = await talk.answer()
    assert answer.state is MessageState.COMPLETE, answer.error
    assert "thinking" not in bodies(gateway, MESSAGES)[-1]


async def test_rounds_are_part_of_the_tree(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(studio, tools=CALCULATOR)
    answer = await talk.say(TWO_SUMS)
    await studio.chat.regenerate(answer)
    await talk.answer()
    nodes = await studio.conversations.branch_end(talk.id, 10)
    assert [len(node.siblings.ids) for node in nodes] == [1, 1, 1, 2]
    await studio.chat.regenerate(nodes[1].message)
    await talk.answer()
    nodes = await studio.conversations.branch_end(talk.id, 10)
    assert [len(node.siblings.ids) for node in nodes] == [1, 2, 1, 1]
    branch = await studio.conversations.branch_off(nodes[-1].message)
    copied = await studio.conversations.branch_end(branch.id, 10)
    assert [node.message.tool_results for node in copied] == [node.message.tool_results for node in nodes]
    assert copied[2].message.parent_id == copied[1].message.id
    hits = await studio.conversations.search("calculator")
    assert all(hit.message_id != nodes[2].message.id for hit in hits)
    await studio.chat.rewrite(nodes[1].message, "I would rather not.")
    rewritten = (await talk.branch())[-1]
    assert (rewritten.text, rewritten.tool_calls) == ("I would rather not.", ())
    assert (await talk.say("Fine")).state is MessageState.COMPLETE


def many_calls(count: int) -> bytes:
    """An answer that calls the calculator so often."""
    calls: list[dict[str, Any]] = [
        {
            "id": f"call_{number}",
            "type": "function",
            "function": {"name": "calculator", "arguments": json.dumps({"expression": f"{number}+1"})},
        }
        for number in range(count)
    ]
    message = {"role": "assistant", "content": None, "tool_calls": calls}
    return json.dumps({"choices": [{"index": 0, "message": message, "finish_reason": "tool_calls"}]}).encode()


async def test_thousands_of_calls_in_one_answer_all_get_their_results(
    studio: Studio, gateway: Gateway
) -> None:
    gateway.faults.set(Status(200, body=many_calls(3000)), CHAT)
    talk = await begin_talk(studio, tools=CALCULATOR, stream=False)
    answer = await talk.say("Reckon a lot")
    assert answer.state is MessageState.COMPLETE, answer.error
    _, _, gave, _ = await talk.branch()
    assert len(gave.tool_results) == 3000
    assert gave.tool_results[2999].text.startswith("2999+1 = 3000")
