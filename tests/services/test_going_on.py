"""Going on from a result: everything that was said and drawn before goes along, unchanged."""

import base64
from pathlib import Path
from typing import Any

import pytest

from app.demo.wire_faults import EndAfter, ResetAfter
from app.domain.card import SlotRole
from app.domain.errors import ErrorKind
from app.domain.form import FormInput
from app.domain.ids import TaskId
from app.domain.remote_task import TaskState
from app.services.conversation import earlier_turns
from app.services.studio import Studio
from app.storage import provenance
from tests.gateway import Gateway
from tests.services.making import Orders
from tests.storage.pictures import png
from tests.studio import add_gateway, open_at

GEMINI = "/v1beta/models/gemini-3-pro-image-demo:generateContent"
CHAT = "/v1/chat/completions"


async def picture(studio: Studio) -> FormInput:
    """A picture of the person's."""
    return await studio.generate.input_from_bytes(SlotRole.REFERENCE, png(40, 30), "mine.png")


def contents(gateway: Gateway) -> list[Any]:
    """What the last request to Gemini said."""
    return list(gateway.asked(GEMINI)[-1].json()["contents"])


def roles(said: list[Any]) -> list[str]:
    """Who said it."""
    return [content["role"] for content in said]


@pytest.mark.covers("image.gemini/edit")
async def test_a_signed_answer_goes_back_as_it_came(studio: Studio, gateway: Gateway) -> None:
    orders = Orders(studio)
    first = await orders.make("gemini.3-pro-image", "a fox in snow", await picture(studio))
    second = await orders.make("gemini.3-pro-image", "now at night", continues=first.id)
    assert second.state is TaskState.DONE, second.error
    assert second.parent_id == first.id
    asked, answered, wish = contents(gateway)
    assert roles([asked, answered, wish]) == ["user", "model", "user"]
    assert asked["parts"][0] == {"text": "a fox in snow"}
    assert base64.b64decode(asked["parts"][1]["inlineData"]["data"]) == png(40, 30)
    (drawn,) = [part for part in answered["parts"] if "inlineData" in part]
    assert drawn["thoughtSignature"]
    assert b"RelayStudio" not in base64.b64decode(drawn["inlineData"]["data"])
    assert wish["parts"] == [{"text": "now at night"}]


async def test_a_third_turn_takes_both_along_also_after_a_restart(tmp_path: Path, gateway: Gateway) -> None:
    opened = await open_at(tmp_path)
    await add_gateway(opened.studio, gateway)
    orders = Orders(opened.studio)
    first = await orders.make("gemini.3-pro-image", "a fox")
    second = await orders.make("gemini.3-pro-image", "at night", continues=first.id)
    await opened.studio.tasks.remove((first.id,))
    await opened.close()

    opened = await open_at(tmp_path)
    await add_gateway(opened.studio, gateway)
    third = await Orders(opened.studio).make("gemini.3-pro-image", "in a forest", continues=second.id)
    await opened.close()
    assert third.state is TaskState.DONE, third.error
    assert roles(contents(gateway)) == ["user", "model", "user", "model", "user"]
    assert sum("thoughtSignature" in part for said in contents(gateway) for part in said["parts"]) == 2


@pytest.mark.covers("chat.openai/draw-from-image")
async def test_a_conversation_that_draws_gets_its_words_and_its_pictures_back(
    studio: Studio, gateway: Gateway
) -> None:
    orders = Orders(studio)
    first = await orders.make("chat.gpt-4o-image", "a red boat", model="gpt-4o-image-demo")
    second = await orders.make("chat.gpt-4o-image", "blue", model="gpt-4o-image-demo", continues=first.id)
    assert second.state is TaskState.DONE, second.error
    asked, answered, wish = gateway.asked(CHAT)[-1].json()["messages"]
    assert asked["content"] == [{"type": "text", "text": "a red boat"}]
    assert answered["role"] == "assistant"
    assert "http" in answered["content"]
    assert "base64" not in answered["content"]
    assert [part["type"] for part in wish["content"]] == ["text", "image_url"]


async def test_another_format_goes_on_from_it_with_what_google_takes_for_a_signature(
    studio: Studio, gateway: Gateway
) -> None:
    orders = Orders(studio)
    first = await orders.make("chat.gpt-4o-image", "a red boat", model="gpt-4o-image-demo")
    second = await orders.make("gemini.3-pro-image", "blue", continues=first.id)
    assert second.state is TaskState.DONE, second.error
    signatures = {part.get("thoughtSignature") for part in contents(gateway)[1]["parts"]}
    assert signatures == {"skip_thought_signature_validator"}


async def test_only_the_newest_turns_go_along(
    studio: Studio, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(earlier_turns, "MOST_BYTES", 1)
    orders = Orders(studio)
    first = await orders.make("gemini.3-pro-image", "a fox")
    second = await orders.make("gemini.3-pro-image", "at night", continues=first.id)
    third = await orders.make("gemini.3-pro-image", "in a forest", continues=second.id)
    assert third.state is TaskState.DONE, third.error
    assert contents(gateway)[0]["parts"][0] == {"text": "at night"}
    assert len(contents(gateway)) == 3


async def test_what_is_gone_is_said_before_it_costs(studio: Studio, gateway: Gateway) -> None:
    orders = Orders(studio)
    first = await orders.make("gemini.3-pro-image", "a fox")
    (path,) = await orders.files(first)
    path.unlink()
    lost = await orders.make("gemini.3-pro-image", "at night", continues=first.id)
    unknown = await orders.make("gemini.3-pro-image", "at night", continues=TaskId("nobody"))
    kinds = [task.error.kind for task in (lost, unknown) if task.error]
    assert kinds == [ErrorKind.ATTACHMENT_UNREADABLE, ErrorKind.TASK_FORGOTTEN]
    assert len(gateway.asked(GEMINI)) == 1


async def test_a_file_says_what_its_picture_was_made_from(studio: Studio, gateway: Gateway) -> None:
    made = await Orders(studio).make("gemini.3-pro-image", "a fox", await picture(studio), seed=7)
    (path,) = await Orders(studio).files(made)
    told = provenance.read(path)
    assert told is not None
    assert told.form == made.request
    assert (told.card_id, told.seed, told.prompt) == ("gemini.3-pro-image", "7", "a fox")
    assert told.request_id == made.facts["request_id"] != ""
    assert told.made_at.startswith("20")


FILM_PATH = "/v1/chat/completions"


@pytest.mark.parametrize("fault", [ResetAfter(3), EndAfter(3, done=False)])
@pytest.mark.covers("video.chat/revise")
async def test_a_film_whose_stream_was_cut_is_unknown_and_asked_for_again_with_all_that_was_said(
    fault: ResetAfter | EndAfter, hurried: Studio, gateway: Gateway
) -> None:
    orders = Orders(hurried)
    gateway.faults.set(fault, FILM_PATH)
    cut = await orders.make("chat.film-sora", "a fox", model="sora-2", stream=True)
    assert cut.state is TaskState.UNCONFIRMED
    assert cut.facts["task"].startswith("task_")
    assert gateway.charges("a fox") == 1
    assert cut.can_go_on
    asked_again = await orders.make(
        "chat.film-sora", "is it done?", model="sora-2", stream=True, continues=cut.id
    )
    assert asked_again.state is TaskState.DONE, asked_again.error
    asked, answered, wish = gateway.asked(FILM_PATH)[1].json()["messages"]
    assert (asked["role"], answered["role"], wish["role"]) == ("user", "assistant", "user")
    assert cut.facts["task"] in answered["content"]
    assert gateway.charges("a fox") == 1


async def test_the_ids_of_a_film_are_kept_with_it(hurried: Studio, gateway: Gateway) -> None:
    done = await Orders(hurried).make("chat.film-sora", "a fox", model="sora-2", stream=True)
    assert done.state is TaskState.DONE
    assert done.facts["task"].startswith("task_")
    assert done.facts["share"].startswith("s_")
