"""Tools on their way out: what is offered, what was called and what came of it, in four formats."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain.conversation import ChatSettings, NativePart, Role
from app.domain.errors import ErrorKind, InputError
from app.domain.model import ModelTraits
from app.domain.profile import GatewayTraits
from app.domain.tool import Tool, ToolCall, ToolResult
from app.domain.tool_pairing import NOT_RUN, paired
from app.domain.turn import ChatTurn, TurnMessage
from app.protocols.chat.gemini_schema import gemini_schema
from app.services.conversation.chat_protocols import PROTOCOLS, chat_protocol
from tests.protocols.filled import body_of

CITY: dict[str, object] = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
WEATHER = Tool("get_weather", "The weather of a city.", CITY)
CLOCK = Tool("clock")
ASK = TurnMessage(Role.USER, "Weather in Lyon and Oslo?")
LYON = ToolCall("call_a", "get_weather", '{"city":"Lyon"}')
OSLO = ToolCall("call_b", "get_weather", '{"city":')
CALLED = TurnMessage(Role.ASSISTANT, "I look.", calls=(LYON, OSLO))
GAVE = TurnMessage(
    Role.TOOL,
    "",
    results=(
        ToolResult("call_a", "get_weather", "19 °C"),
        ToolResult("call_b", "get_weather", "no JSON", failed=True),
    ),
)


def turn(*messages: TurnMessage, **changes: Any) -> ChatTurn:
    return replace(ChatTurn("m", messages or (ASK,), tools=(WEATHER, CLOCK)), **changes)


def body(protocol: str, asked: ChatTurn, gateway: GatewayTraits = GatewayTraits()) -> dict[str, Any]:
    return body_of(chat_protocol(protocol).request(asked, gateway))


def test_chat_completions_declare_functions_and_send_results_one_by_one() -> None:
    sent = body("openai", turn(ASK, CALLED, GAVE))
    assert sent["tools"] == [
        {
            "type": "function",
            "function": {"name": "get_weather", "description": WEATHER.description, "parameters": CITY},
        },
        {
            "type": "function",
            "function": {"name": "clock", "parameters": {"type": "object", "properties": {}}},
        },
    ]
    assert sent["messages"][1:] == [
        {
            "role": "assistant",
            "content": "I look.",
            "tool_calls": [
                {
                    "id": "call_a",
                    "type": "function",
                    "function": {"name": "get_weather", "arguments": LYON.arguments},
                },
                {"id": "call_b", "type": "function", "function": {"name": "get_weather", "arguments": "{}"}},
            ],
        },
        {"role": "tool", "tool_call_id": "call_a", "content": "19 °C"},
        {"role": "tool", "tool_call_id": "call_b", "content": "Error: no JSON"},
    ]


def test_an_answer_of_calls_alone_has_no_words_and_its_thought_only_where_it_is_wanted() -> None:
    called = TurnMessage(Role.ASSISTANT, "", calls=(LYON,), reasoning="Lyon is in France.")
    message = body("openai", turn(ASK, called))["messages"][1]
    assert (message["content"], message["reasoning_content"]) == (None, "Lyon is in France.")
    assert "reasoning_content" not in body("openai", turn(ASK, CALLED))["messages"][1]


def test_responses_declare_flat_and_send_items() -> None:
    sent = body("responses", turn(ASK, CALLED, GAVE))
    assert [tool["name"] for tool in sent["tools"]] == ["get_weather", "clock"]
    assert {tool["strict"] for tool in sent["tools"]} == {False}
    assert sent["input"][2:] == [
        {"type": "function_call", "call_id": "call_a", "name": "get_weather", "arguments": LYON.arguments},
        {"type": "function_call", "call_id": "call_b", "name": "get_weather", "arguments": "{}"},
        {"type": "function_call_output", "call_id": "call_a", "output": "19 °C"},
        {"type": "function_call_output", "call_id": "call_b", "output": "Error: no JSON"},
    ]


def test_claude_gets_all_results_in_one_message_before_the_next_words() -> None:
    more = TurnMessage(Role.USER, "And Rome?")
    sent = body("anthropic", turn(ASK, CALLED, GAVE, more))
    assert sent["tools"][0] == {
        "name": "get_weather", "description": WEATHER.description, "input_schema": CITY
    }  # fmt: skip
    assert sent["messages"][1]["content"] == [
        {"type": "text", "text": "I look."},
        {"type": "tool_use", "id": "call_a", "name": "get_weather", "input": {"city": "Lyon"}},
        {"type": "tool_use", "id": "call_b", "name": "get_weather", "input": {}},
    ]
    assert sent["messages"][2] == {
        "role": "user",
        "content": [
            {"type": "tool_result", "tool_use_id": "call_a", "content": "19 °C"},
            {"type": "tool_result", "tool_use_id": "call_b", "content": "no JSON", "is_error": True},
            {"type": "text", "text": "And Rome?"},
        ],
    }


def test_claude_knows_the_tools_of_its_history_also_where_nothing_may_be_called() -> None:
    sent = body("anthropic", turn(ASK, CALLED, GAVE, tools=()))
    assert [tool["name"] for tool in sent["tools"]] == ["get_weather"]
    assert sent["tool_choice"] == {"type": "none"}
    assert "tools" not in body("anthropic", turn(tools=()))


@pytest.mark.parametrize(("native", "thinks"), [("thinking", True), ("text", False)])
def test_claude_is_asked_to_think_only_where_the_calls_were_thought_over(native: str, thinks: bool) -> None:
    words = NativePart("anthropic", f'[{{"type":"{native}"}},{{"type":"tool_use","id":"call_a"}}]')
    called = TurnMessage(Role.ASSISTANT, "", native=words, calls=(LYON,))
    asked = turn(ASK, called, GAVE, settings=ChatSettings(reasoning_effort="high"))
    assert ("thinking" in body("anthropic", asked)) is thinks


def test_gemini_declares_in_its_own_schema_and_finds_results_by_name() -> None:
    sent = body("gemini", turn(ASK, CALLED, GAVE))
    assert sent["tools"] == [
        {
            "functionDeclarations": [
                {
                    "name": "get_weather",
                    "description": WEATHER.description,
                    "parameters": {
                        "type": "OBJECT",
                        "properties": {"city": {"type": "STRING"}},
                        "required": ["city"],
                    },
                },
                {"name": "clock"},
            ]
        }
    ]
    assert sent["contents"][1:] == [
        {
            "role": "model",
            "parts": [
                {"text": "I look."},
                {"functionCall": {"name": "get_weather", "args": {"city": "Lyon"}}},
                {"functionCall": {"name": "get_weather", "args": {}}},
            ],
        },
        {
            "role": "user",
            "parts": [
                {"functionResponse": {"name": "get_weather", "response": {"result": "19 °C"}}},
                {"functionResponse": {"name": "get_weather", "response": {"error": "no JSON"}}},
            ],
        },
    ]


def test_gemini_3_takes_calls_of_others_with_the_place_holder_on_the_first_one() -> None:
    sent = body("gemini", turn(ASK, CALLED, GAVE, traits=ModelTraits(thinking="level")))
    signed = ["thoughtSignature" in part for part in sent["contents"][1]["parts"]]
    assert signed == [False, True, False]


def test_own_words_go_back_unchanged_with_ids_only_where_they_were_given() -> None:
    words = '[{"functionCall":{"id":"call_a","name":"get_weather"},"thoughtSignature":"EpoB"}]'
    called = TurnMessage(Role.ASSISTANT, "", native=NativePart("gemini", words), calls=(LYON, OSLO))
    sent = body("gemini", turn(ASK, called, GAVE))
    assert sent["contents"][1]["parts"][0]["thoughtSignature"] == "EpoB"
    ids = [part["functionResponse"].get("id") for part in sent["contents"][2]["parts"]]
    assert ids == ["call_a", None]


def test_words_that_lack_the_id_of_a_call_are_said_anew() -> None:
    words = '[{"type":"tool_use","id":"","name":"get_weather","input":{}}]'
    called = TurnMessage(Role.ASSISTANT, "", native=NativePart("anthropic", words), calls=(LYON,))
    assert body("anthropic", turn(ASK, called, GAVE))["messages"][1]["content"][0]["id"] == "call_a"


@pytest.mark.parametrize(
    ("protocol", "choice", "expected"),
    [
        ("openai", "none", "none"),
        ("openai", "clock", {"type": "function", "function": {"name": "clock"}}),
        ("responses", "required", "required"),
        ("responses", "clock", {"type": "function", "name": "clock"}),
        ("anthropic", "required", {"type": "any"}),
        ("anthropic", "clock", {"type": "tool", "name": "clock"}),
        ("gemini", "required", {"functionCallingConfig": {"mode": "ANY"}}),
        ("gemini", "clock", {"functionCallingConfig": {"mode": "ANY", "allowedFunctionNames": ["clock"]}}),
    ],
)
def test_a_tool_can_be_demanded_but_not_again_after_its_result(
    protocol: str, choice: str, expected: object
) -> None:
    settings = ChatSettings(tool_choice=choice)
    field = "toolConfig" if protocol == "gemini" else "tool_choice"
    assert body(protocol, turn(settings=settings))[field] == expected
    again = body(protocol, turn(ASK, CALLED, GAVE, settings=settings))
    assert again.get(field) == (expected if choice == "none" else None)


def test_claude_cannot_be_made_to_call_while_it_thinks() -> None:
    settings = ChatSettings(tool_choice="required", reasoning_effort="high")
    with pytest.raises(InputError) as refused:
        body("anthropic", turn(settings=settings))
    assert refused.value.kind is ErrorKind.NOT_CARRIED


def test_gemini_does_not_mix_its_own_tools_with_others() -> None:
    with pytest.raises(InputError) as refused:
        body("gemini", turn(settings=ChatSettings(web_search=True)))
    assert refused.value.kind is ErrorKind.TOOLS_NOT_MIXED
    assert body("gemini", turn(tools=(), settings=ChatSettings(web_search=True)))["tools"]


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_model_that_calls_nothing_in_a_stream_is_asked_without_one(protocol: str) -> None:
    traits = ModelTraits(streams_calls=False)
    assert body(protocol, turn(traits=traits)).get("stream") in (False, None)
    request = chat_protocol(protocol).request(turn(traits=traits, tools=()), GatewayTraits())
    assert "alt" in dict(request.query) or body_of(request)["stream"] is True


def test_a_gateway_that_streams_no_calls_is_asked_without_a_stream() -> None:
    gateway = GatewayTraits(streams_calls=False)
    assert body("openai", turn(), gateway)["stream"] is False
    assert body("openai", turn(tools=()), gateway)["stream"] is True


def test_every_call_has_its_result_whatever_was_lost() -> None:
    half = replace(GAVE, results=GAVE.results[1:])
    stray = TurnMessage(Role.TOOL, "", results=(ToolResult("call_x", "x", "?"),))
    messages = paired((stray, ASK, CALLED, half, ASK, CALLED, ASK))
    assert [message.role.value for message in messages] == [
        "user", "assistant", "tool", "user", "assistant", "tool", "user"
    ]  # fmt: skip
    assert [(result.call_id, result.text) for result in messages[2].results] == [
        ("call_a", NOT_RUN), ("call_b", "no JSON")
    ]  # fmt: skip
    assert {result.text for result in messages[5].results} == {NOT_RUN}


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": ["string", "null"]}, {"type": "STRING", "nullable": True}),
        ({"const": "kg"}, {"type": "STRING", "enum": ["kg"]}),
        ({"enum": [1, 2], "type": "integer"}, {"type": "INTEGER", "description": '{"enum": [1, 2]}'}),
        ({"type": "array"}, {"type": "ARRAY", "items": {"type": "STRING"}}),
        ({"type": "string", "format": "email"}, {"type": "STRING", "description": '{"format": "email"}'}),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, {"type": "INTEGER", "nullable": True}),
        (
            {"oneOf": [{"type": "string"}, {"type": "number"}]},
            {"anyOf": [{"type": "STRING"}, {"type": "NUMBER"}]},
        ),
        (
            {
                "allOf": [{"properties": {"a": {"type": "string"}}}],
                "properties": {"b": {}},
                "required": ["b", "c"],
            },
            {"type": "OBJECT", "properties": {"a": {"type": "STRING"}, "b": {}}, "required": ["b"]},
        ),
        (
            {"$ref": "#/$defs/City", "$defs": {"City": {"type": "string", "title": "City"}}},
            {"type": "STRING", "title": "City"},
        ),
        (
            {
                "type": "object",
                "properties": {"a": {"type": "string"}},
                "not": {},
                "additionalProperties": False,
            },
            {"type": "OBJECT", "properties": {"a": {"type": "STRING"}}, "description": '{"not": {}}'},
        ),
    ],
)
def test_a_schema_is_said_in_googles_words(schema: dict[str, object], expected: dict[str, object]) -> None:
    assert gemini_schema(schema, "t") == expected


def test_a_schema_that_refers_to_itself_is_refused_by_the_name_of_its_tool() -> None:
    schema: dict[str, object] = {"type": "object", "properties": {"child": {"$ref": "#"}}}
    with pytest.raises(InputError) as refused:
        body("gemini", turn(tools=(Tool("tree", parameters=schema),)))
    assert (refused.value.kind, refused.value.values["field"]) == (ErrorKind.NOT_CARRIED, "tree ($ref)")
