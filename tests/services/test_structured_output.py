"""Answers in a form, over the wire: what the gateway is asked for, what is kept, and whether it follows."""

import json
from typing import Any

import pytest

from app.services.schemas import Verdict, check_answer
from app.services.studio import Studio
from tests.gateway import Gateway
from tests.studio import begin_talk

CHAT = "/v1/chat/completions"
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "title": {"type": "string"},
        "cities": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "name": {"type": "string"},
                    "size": {"type": "integer", "minimum": 1},
                    "kind": {"type": "string", "enum": ["capital", "harbour"]},
                },
                "required": ["name", "size", "kind"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["title", "cities"],
    "additionalProperties": False,
}
FORM = json.dumps({"name": "cities", "strict": True, "schema": SCHEMA})


@pytest.mark.covers("chat.openai/structured-output")
@pytest.mark.parametrize("stream", [True, False])
async def test_an_answer_follows_the_schema_that_was_sent(
    studio: Studio, gateway: Gateway, stream: bool
) -> None:
    talk = await begin_talk(studio, response_format=FORM, stream=stream)
    answer = await talk.say("Which cities lie by the sea? Name 3.")
    asked = json.loads(gateway.asked(CHAT)[-1].body)["response_format"]
    told = {"name": "cities", "strict": True, "schema": SCHEMA}
    assert asked == {"type": "json_schema", "json_schema": told}
    assert answer.response_format == FORM
    checked = check_answer(answer.text, answer.response_format)
    assert checked.verdict is Verdict.FOLLOWS
    assert checked.grid is not None
    assert checked.grid.columns == ("name", "size", "kind")
    assert len(checked.grid.rows) == 3


@pytest.mark.covers("chat.openai/structured-output")
async def test_json_of_any_kind_can_be_asked_for(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(studio, response_format="json_object")
    answer = await talk.say("Answer in JSON")
    assert json.loads(gateway.asked(CHAT)[-1].body)["response_format"] == {"type": "json_object"}
    assert check_answer(answer.text, answer.response_format).verdict is Verdict.IS_JSON


@pytest.mark.parametrize(
    ("model", "protocol"),
    [
        ("demo-chat", "openai"),
        ("gpt-5-codex-demo", "responses"),
        ("claude-sonnet-4-5-demo", "anthropic"),
        ("gemini-2.5-flash-demo", "gemini"),
    ],
)
async def test_an_answer_that_leaves_its_schema_is_noticed_in_every_format(
    studio: Studio, gateway: Gateway, model: str, protocol: str
) -> None:
    talk = await begin_talk(studio, model, protocol=protocol, response_format=FORM)
    good = await talk.say("Three cities, please")
    assert check_answer(good.text, good.response_format).verdict is Verdict.FOLLOWS
    bad = await talk.say("The same off schema")
    checked = check_answer(bad.text, bad.response_format)
    assert checked.verdict is Verdict.VIOLATES
    assert {one.path.split("[")[0] for one in checked.violations} >= {"$"}


@pytest.mark.covers("chat.gemini/structured-output")
async def test_gemini_is_given_the_schema_as_it_is(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(studio, "gemini-2.5-flash-demo", protocol="gemini", response_format=FORM)
    answer = await talk.say("Three cities")
    (request,) = [one for one in gateway.requests if one.path.startswith("/v1beta/models/gemini")]
    config = json.loads(request.body)["generationConfig"]
    assert config["responseMimeType"] == "application/json"
    assert config["responseJsonSchema"] == SCHEMA
    assert check_answer(answer.text, answer.response_format).verdict is Verdict.FOLLOWS


async def test_an_answer_keeps_the_form_that_it_was_asked_for_in(studio: Studio) -> None:
    talk = await begin_talk(studio, response_format=FORM)
    await talk.say("Three cities")
    conversation = studio.conversations.get(talk.id)
    assert conversation is not None
    await studio.conversations.change_settings(talk.id, type(conversation.settings)(model="demo-chat"))
    plain = await talk.say("And in words?")
    before = (await talk.branch())[1]
    assert (before.response_format, plain.response_format) == (FORM, "")
