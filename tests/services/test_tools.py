"""Tools without a server: built in, and functions whose results the person types."""

import asyncio
import json

import pytest

from app.domain.conversation import AttachmentPart, Message, Role, TextPart
from app.domain.errors import ErrorKind, InputError
from app.domain.ids import MessageId
from app.domain.tool import ToolCall
from app.services.clock import new_id, now
from app.services.events import ToolCallState
from app.services.studio import Studio
from app.services.tools.output import PAGE_CHARACTERS
from tests.gateway import Gateway
from tests.services.tooling import Caller, begin_calling

WEATHER = json.dumps(
    [
        {
            "type": "function",
            "function": {
                "name": "get_weather",
                "description": "The weather of a city.",
                "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
            },
        },
        {"name": "send_mail", "input_schema": {"type": "object"}},
    ]
)


async def test_a_conversation_offers_what_was_chosen_for_it_and_no_more(studio: Studio) -> None:
    nothing = await begin_calling(studio)
    assert await nothing.offered() == {}
    some = await begin_calling(studio, "built_in/calculator", "built_in/current_time", functions=WEATHER)
    offered = await some.offered()
    assert list(offered) == ["get_weather", "send_mail", "current_time", "calculator"]
    assert offered["get_weather"].parameters["properties"] == {"city": {"type": "string"}}
    all_of_them = await begin_calling(studio, "built_in/*")
    assert len(await all_of_them.offered()) == 4


async def test_what_stays_in_the_conversation_runs_without_asking(studio: Studio) -> None:
    caller = await begin_calling(studio, "built_in/*")
    result = await caller.call("calculator", expression="0.1 + 0.2")
    assert (result.text, result.failed) == ("0.1 + 0.2 = 0.3", False)
    assert result.seconds is not None
    assert "UTC" in (await caller.call("current_time", zone="UTC")).text
    assert "+05:30" in (await caller.call("current_time", zone="Asia/Kolkata")).text
    assert caller.told[0] == ("call-1", ToolCallState.RUNNING)
    assert ToolCallState.WAITING_CONSENT not in [state for _, state in caller.told]


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("calculator", '{"expression": "9**9**9"}', "4000 digits"),
        ("calculator", '{"expression": 5}', "has to be a text"),
        ("calculator", '{"expression": "1+"', "no JSON"),
        ("calculator", "[1, 2]", "JSON object"),
        ("current_time", '{"zone": "Mars/Olympus"}', "No time zone"),
        ("read_attached_file", "", "No document is attached"),
        ("no_such_tool", "{}", "no tool 'no_such_tool'"),
    ],
)
async def test_a_call_that_makes_no_sense_is_told_to_the_model_as_failed(
    studio: Studio, name: str, arguments: str, words: str
) -> None:
    caller = await begin_calling(studio, "built_in/*")
    result = await caller.toolbox.run(caller.id, ToolCall("call-1", name, arguments))
    assert result.failed
    assert words in result.text


async def test_an_attached_document_is_read_part_by_part(studio: Studio) -> None:
    caller = await begin_calling(studio, "built_in/read_attached_file")
    await _attach(studio, caller, "log.txt", "a" * PAGE_CHARACTERS + "the end")
    first = await caller.call("read_attached_file")
    assert first.text.startswith("[log.txt, part 1 of 2. Ask for part 2 to read on.]")
    second = await caller.call("read_attached_file", name="LOG.TXT", part=2)
    assert second.text.endswith("the end")
    assert (await caller.call("read_attached_file", part=3)).failed
    await _attach(studio, caller, "notes.md", "# Notes")
    unnamed = await caller.call("read_attached_file")
    assert unnamed.failed
    assert "notes.md, log.txt" in unnamed.text


async def test_a_web_page_is_fetched_after_the_person_said_so_and_never_from_this_network(
    studio: Studio, gateway: Gateway
) -> None:
    caller = await begin_calling(studio, "built_in/fetch_web_page")
    running = asyncio.ensure_future(caller.call("fetch_web_page", url=f"{gateway.root}/v1/models"))
    await caller.until_told(ToolCallState.WAITING_CONSENT)
    assert not gateway.asked("/v1/models")
    await caller.toolbox.consent.decide(caller.id, "call-1", allow=True)
    result = await running
    assert result.failed
    assert "not in the open web" in result.text
    assert not gateway.asked("/v1/models")


async def test_a_refused_call_says_so_and_runs_nothing(studio: Studio) -> None:
    caller = await begin_calling(studio, "built_in/fetch_web_page")
    running = asyncio.ensure_future(caller.call("fetch_web_page", url="https://example.com"))
    await caller.until_told(ToolCallState.WAITING_CONSENT)
    await caller.toolbox.consent.decide(caller.id, "call-1", allow=False)
    result = await running
    assert result.refused
    assert result.failed
    assert caller.told == [("call-1", ToolCallState.WAITING_CONSENT)]


async def test_what_is_allowed_for_good_asks_no_more_until_that_is_taken_back(studio: Studio) -> None:
    caller = await begin_calling(studio, "built_in/fetch_web_page")
    consent = caller.toolbox.consent
    calls = [
        asyncio.ensure_future(caller.call("fetch_web_page", call_id=name, url="ftp://nowhere"))
        for name in ("one", "two")
    ]
    await caller.until_told(ToolCallState.WAITING_CONSENT, "two")
    await consent.decide(caller.id, "one", allow=True, always=True)
    assert all(result.failed and not result.refused for result in await asyncio.gather(*calls))
    assert not (await caller.call("fetch_web_page", call_id="three", url="ftp://nowhere")).refused
    assert ("three", ToolCallState.WAITING_CONSENT) not in caller.told
    await consent.ask_again()
    asked = asyncio.ensure_future(caller.call("fetch_web_page", call_id="four", url="ftp://nowhere"))
    await caller.until_told(ToolCallState.WAITING_CONSENT, "four")
    asked.cancel()
    await asyncio.gather(asked, return_exceptions=True)
    assert consent.waiting == ()


async def test_the_person_types_what_a_function_gives_back(studio: Studio) -> None:
    caller = await begin_calling(studio, functions=WEATHER)
    running = asyncio.ensure_future(caller.call("get_weather", city="Oslo"))
    await caller.until_told(ToolCallState.WAITING_ANSWER)
    (waiting,) = caller.toolbox.consent.waiting
    assert waiting.call.arguments == '{"city": "Oslo"}'
    caller.toolbox.consent.answer(caller.id, "call-1", '{"rain": true}')
    result = await running
    assert (result.text, result.failed) == ('{"rain": true}', False)
    failing = asyncio.ensure_future(caller.call("send_mail", call_id="call-2"))
    await caller.until_told(ToolCallState.WAITING_ANSWER, "call-2")
    caller.toolbox.consent.answer(caller.id, "call-2", "the post office is closed", failed=True)
    assert (await failing).failed


@pytest.mark.parametrize(
    ("functions", "place"),
    [
        ("[{", "line 1"),
        ('[{"name": "say hello"}]', "[0].name"),
        ('[{"name": "a"}, {"name": "a"}]', "“a”"),
        ('[{"name": "a", "parameters": {"type": "array"}}]', "[0].parameters.type"),
        (
            '[{"name": "a", "parameters": {"properties": {"city": {"type": "strin"}}}}]',
            "[0].parameters.properties.city.type",
        ),
        ("[1]", "[0]"),
    ],
)
async def test_functions_that_are_none_are_refused_with_the_place(
    studio: Studio, functions: str, place: str
) -> None:
    caller = await begin_calling(studio, functions=functions)
    with pytest.raises(InputError) as refused:
        await caller.offered()
    assert refused.value.kind is ErrorKind.FUNCTIONS_INVALID
    assert place in refused.value.values["reason"]


async def _attach(studio: Studio, caller: Caller, name: str, text: str) -> None:
    attachment = await studio.attachments.add_bytes(text.encode(), name)
    conversation = studio.conversations.get(caller.id)
    assert conversation is not None
    said = Message(
        MessageId(new_id()),
        caller.id,
        conversation.leaf_id,
        Role.USER,
        (TextPart("Read this"), AttachmentPart(attachment)),
        now(),
    )
    await studio.conversations.add(caller.id, said)
