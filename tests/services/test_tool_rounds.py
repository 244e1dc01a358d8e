"""Rounds of tools in all four chat formats, over real HTTP, with the studio's own tools."""

import json
from typing import Any

import pytest

from app.domain.conversation import Message, MessageState, Role
from app.services.studio import Studio
from tests.gateway import Gateway
from tests.studio import Talk, begin_talk

CHAT = "/v1/chat/completions"
MESSAGES = "/v1/messages"
RESPONSES = "/v1/responses"
CLAUDE = "claude-sonnet-4-5-demo"
CODEX = "gpt-5-codex-demo"
GEMINI = "gemini-2.5-flash-demo"
GEMINI_3 = "gemini-3-pro-demo"
BOTH = ("built_in/current_time", "built_in/calculator")
CALCULATOR = ("built_in/calculator",)
TWO_SUMS = "Use the calculator for “2+3” and “4*5”"
STEP_BY_STEP = f"{TWO_SUMS}, one after another"


def bodies(gateway: Gateway, path: str) -> list[Any]:
    """Everything that was sent to a path."""
    return [request.json() for request in gateway.asked(path)]


def gemini_path(model: str, *, stream: bool = True) -> str:
    return f"/v1beta/models/{model}:{'streamGenerateContent' if stream else 'generateContent'}"


def roles(branch: tuple[Message, ...]) -> list[Role]:
    return [message.role for message in branch]


async def two_sums(studio: Studio, model: str, **settings: Any) -> tuple[Talk, tuple[Message, ...]]:
    """A conversation in which two sums are reckoned at once, and its messages at the end."""
    talk = await begin_talk(studio, model, tools=CALCULATOR, **settings)
    answer = await talk.say(TWO_SUMS)
    assert answer.state is MessageState.COMPLETE, answer.error
    branch = await talk.branch()
    assert roles(branch) == [Role.USER, Role.ASSISTANT, Role.TOOL, Role.ASSISTANT]
    called, gave = branch[1], branch[2]
    assert [json.loads(call.arguments)["expression"] for call in called.tool_calls] == ["2+3", "4*5"]
    assert [result.call_id for result in gave.tool_results] == [call.id for call in called.tool_calls]
    assert [result.failed for result in gave.tool_results] == [False, False]
    assert gave.state is MessageState.COMPLETE
    assert "5" in gave.tool_results[0].text
    assert "20" in gave.tool_results[1].text
    assert "20" in answer.text
    return talk, branch


@pytest.mark.covers("chat.openai/tools")
async def test_two_calls_in_one_streamed_answer(studio: Studio, gateway: Gateway) -> None:
    _, (_, called, gave, _) = await two_sums(studio, "demo-chat")
    first, second = bodies(gateway, CHAT)
    assert first["stream"] is second["stream"] is True
    assert first["tools"][0]["function"]["name"] == "calculator"
    assert second["messages"][1]["tool_calls"] == [
        {"id": call.id, "type": "function", "function": {"name": "calculator", "arguments": call.arguments}}
        for call in called.tool_calls
    ]
    assert second["messages"][2:] == [
        {"role": "tool", "tool_call_id": result.call_id, "content": result.text}
        for result in gave.tool_results
    ]


@pytest.mark.covers("chat.openai/tools-nonstream")
async def test_a_model_that_calls_nothing_in_a_stream_is_asked_without_one(
    studio: Studio, gateway: Gateway
) -> None:
    await two_sums(studio, "demo-whole-calls")
    assert [body["stream"] for body in bodies(gateway, CHAT)] == [False, False]
    plain = await begin_talk(studio, "demo-whole-calls")
    await plain.say("Hello")
    assert bodies(gateway, CHAT)[-1]["stream"] is True


async def test_the_person_may_switch_the_stream_off(studio: Studio, gateway: Gateway) -> None:
    await two_sums(studio, "demo-chat", stream=False)
    assert [body["stream"] for body in bodies(gateway, CHAT)] == [False, False]


@pytest.mark.covers("chat.responses/tools")
@pytest.mark.parametrize("stream", [True, False])
async def test_responses_call_and_get_their_own_items_back(
    stream: bool, studio: Studio, gateway: Gateway
) -> None:
    _, (_, called, gave, _) = await two_sums(
        studio, CODEX, protocol="responses", stream=stream, reasoning_effort="high"
    )
    first, second = bodies(gateway, RESPONSES)
    assert first["tools"][0] == {
        "type": "function", "name": "calculator", "strict": False,
        "description": first["tools"][0]["description"], "parameters": first["tools"][0]["parameters"],
    }  # fmt: skip
    kinds = [item["type"] for item in second["input"]]
    assert kinds == ["message", "reasoning", *["function_call"] * 2, *["function_call_output"] * 2]
    outputs = {item["call_id"]: item["output"] for item in second["input"][4:]}
    assert outputs == {result.call_id: result.text for result in gave.tool_results}
    assert {item["call_id"] for item in second["input"][2:4]} == {call.id for call in called.tool_calls}


@pytest.mark.covers("chat.anthropic/tools")
@pytest.mark.parametrize("stream", [True, False])
async def test_claude_thinks_calls_and_gets_its_signed_blocks_back(
    stream: bool, studio: Studio, gateway: Gateway
) -> None:
    _, (_, _, gave, _) = await two_sums(
        studio, CLAUDE, protocol="anthropic", stream=stream, reasoning_effort="high"
    )
    first, second = bodies(gateway, MESSAGES)
    assert first["tools"][0]["input_schema"]["type"] == "object"
    _, answer, results = second["messages"]
    assert [block["type"] for block in answer["content"]] == ["thinking", "text", "tool_use", "tool_use"]
    assert answer["content"][0]["signature"]
    assert results == {
        "role": "user",
        "content": [
            {"type": "tool_result", "tool_use_id": result.call_id, "content": result.text}
            for result in gave.tool_results
        ],
    }


@pytest.mark.covers("chat.gemini/tools")
@pytest.mark.parametrize("stream", [True, False])
async def test_gemini_calls_and_its_results_go_by_name_and_order(
    stream: bool, studio: Studio, gateway: Gateway
) -> None:
    await two_sums(studio, GEMINI, protocol="gemini", stream=stream)
    first, second = bodies(gateway, gemini_path(GEMINI, stream=stream))
    declared = first["tools"][0]["functionDeclarations"][0]
    assert declared["parameters"]["type"] == "OBJECT"
    assert declared["parameters"]["properties"]["expression"]["type"] == "STRING"
    responses = [part["functionResponse"] for part in second["contents"][2]["parts"]]
    assert [sorted(response) for response in responses] == [["name", "response"]] * 2


@pytest.mark.covers("chat.gemini/tools-multi-round")
async def test_gemini_3_goes_several_rounds_and_each_step_returns_its_signature(
    studio: Studio, gateway: Gateway
) -> None:
    talk = await begin_talk(studio, GEMINI_3, protocol="gemini", tools=CALCULATOR)
    answer = await talk.say(STEP_BY_STEP)
    assert answer.state is MessageState.COMPLETE, answer.error
    branch = await talk.branch()
    assert roles(branch)[1:] == [Role.ASSISTANT, Role.TOOL] * 2 + [Role.ASSISTANT]
    last = bodies(gateway, gemini_path(GEMINI_3))[-1]
    steps = last["contents"][1:]
    assert [content["role"] for content in steps] == ["model", "user", "model", "user"]
    called = [[part for part in step["parts"] if "functionCall" in part] for step in steps[::2]]
    assert all(parts[0]["thoughtSignature"] for parts in called)
    ids = [step["parts"][0]["functionResponse"]["id"] for step in steps[1::2]]
    assert ids == [parts[0]["functionCall"]["id"] for parts in called]
    again = await talk.say("Thank you")
    assert again.state is MessageState.COMPLETE
