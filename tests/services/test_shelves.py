"""Assistants and prompts: shipped in two languages, changed, ordered, taken away, exchanged."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.assistant import Assistant
from app.domain.conversation import ChatSettings
from app.domain.errors import ErrorKind, InputError
from app.domain.ids import AssistantId, ProfileId, PromptId
from app.domain.prompt import Prompt, tags_of
from app.services.assistants import new_assistant
from app.services.events import AssistantsChanged, PromptsChanged
from app.services.prompts import duplicates
from app.services.shelf_files import Finding, found_in, written
from app.services.shelf_formats import ASSISTANT_FILE, PROMPT_FILE
from app.services.studio import Studio
from tests.studio import open_at

MINE = Assistant(
    AssistantId("mine"),
    "Mine",
    "M",
    "what it does",
    ChatSettings(profile_id=ProfileId("p"), model="m", system_prompt="Be brief.", temperature=0.2),
    "Begin with {{what}}",
)


@pytest.fixture
async def bare(tmp_path: Path) -> AsyncIterator[Studio]:
    """Services on an empty data folder, without any provider."""
    opened = await open_at(tmp_path)
    yield opened.studio
    await opened.close()


async def test_shipped_assistants_speak_both_languages(bare: Studio) -> None:
    chinese, english = bare.assistants.all("zh"), bare.assistants.all("en")
    assert [one.id for one in chinese] == [one.id for one in english]
    assert (chinese[0].name, english[0].name) == ("翻译", "Translator")
    assert all(one.settings.system_prompt and one.description for one in (*chinese, *english))


async def test_one_that_was_changed_is_the_persons_in_every_language_until_it_is_put_back(
    bare: Studio,
) -> None:
    shelf = bare.assistants
    first = shelf.all("en")[0]
    await shelf.save(replace(first, name="My translator"))
    assert shelf.all("zh")[0].name == "My translator"
    assert shelf.is_changed(first.id)
    await shelf.reset(first.id)
    assert shelf.all("zh")[0].name == "翻译"


async def test_order_changes_and_deletions_survive_a_restart(tmp_path: Path) -> None:
    opened = await open_at(tmp_path)
    shelf = opened.studio.assistants
    told: list[AssistantsChanged] = []
    opened.studio.hub.listen(AssistantsChanged, lambda event: told.append(event))
    await shelf.save(MINE)
    assert shelf.all("en")[-1] == MINE
    ids = [one.id for one in shelf.all("en")]
    await shelf.reorder([ids[-1], *ids[:-1]])
    await shelf.remove(ids[0])
    assert len(told) == 3
    await opened.close()
    again = await open_at(tmp_path)
    shown = again.studio.assistants.all("en")
    assert [one.id for one in shown] == [ids[-1], *ids[1:-1]]
    assert shown[0] == MINE
    await again.studio.assistants.restore_shipped()
    assert ids[0] in [one.id for one in again.studio.assistants.all("en")]
    await again.close()


async def test_what_is_taken_away_comes_back_in_its_place(bare: Studio) -> None:
    shelf = bare.assistants
    await shelf.save(MINE)
    before = shelf.all("en")
    await shelf.remove(MINE.id, before[2].id)
    assert shelf.get(MINE.id, "en") is None
    await shelf.restore(MINE.id, before[2].id)
    assert shelf.all("en") == before


async def test_an_own_one_that_was_taken_away_is_gone_after_the_next_start(tmp_path: Path) -> None:
    opened = await open_at(tmp_path)
    await opened.studio.assistants.save(MINE)
    await opened.studio.assistants.remove(MINE.id)
    await opened.close()
    again = await open_at(tmp_path)
    await again.studio.assistants.restore(MINE.id)
    assert again.studio.assistants.get(MINE.id, "en") is None
    await again.close()


def test_a_conversation_takes_the_usual_model_where_the_assistant_names_none() -> None:
    plain = replace(MINE, settings=ChatSettings(system_prompt="x"))
    settings = plain.settings_for("usual", ProfileId("active"))
    assert (settings.model, settings.profile_id) == ("usual", "active")
    assert settings.assistant == plain.mark
    own = MINE.settings_for("usual", ProfileId("active"))
    assert (own.model, own.profile_id) == ("m", "p")


async def test_a_file_goes_round_without_what_belongs_to_this_computer(bare: Studio) -> None:
    text = written(ASSISTANT_FILE, [MINE])
    assert "profile_id" not in text
    (found,) = found_in(ASSISTANT_FILE, text, ())
    assert found.finding is Finding.NEW
    assert found.item == replace(MINE, settings=replace(MINE.settings, profile_id=None))


def test_a_file_is_compared_with_what_is_there() -> None:
    rows = [
        {"id": "mine", "name": "Mine", "icon": "M", "description": "other words"},
        {"name": "Without an id", "settings": {"temperature": "hot", "colour": 1}, "of the future": [1]},
        json.loads(written(ASSISTANT_FILE, [MINE]))["items"][0],
        {"name": ""},
        {"name": "Broken", "first_message": "{{never closed"},
        "no object",
    ]
    text = json.dumps({"format": "relay-studio/assistants", "version": 9, "items": rows})
    found = found_in(ASSISTANT_FILE, text, [MINE])
    assert [one.finding for one in found] == [
        Finding.CHANGED, Finding.NEW, Finding.KNOWN, Finding.BROKEN, Finding.BROKEN, Finding.BROKEN,
    ]  # fmt: skip
    assert found[1].item is not None
    assert found[1].item.settings == ChatSettings()
    assert found[4].problem == "first_message"


@pytest.mark.parametrize(
    "text", ["", "{", "3", '{"items": 3}', '{"format": "relay-studio/prompts", "items": []}', "[" * 100_000]
)
def test_a_file_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(InputError) as refused:
        found_in(ASSISTANT_FILE, text, ())
    assert refused.value.kind is ErrorKind.SHELF_FILE_INVALID


def test_assistants_and_prompts_of_other_programs_are_understood() -> None:
    cherry = {"id": 7, "name": "Cherry", "emoji": "🍒", "prompt": "Be red.", "group": ["x"]}
    mask = {
        "name": "Mask", "avatar": "1f603", "modelConfig": {"model": "gpt", "temperature": 0.5},
        "context": [{"role": "system", "content": "Be quiet."}, {"role": "user", "content": "Hi"}],
    }  # fmt: skip
    red, next_chat = found_in(ASSISTANT_FILE, json.dumps([cherry, mask]), ())
    assert red.item is not None
    assert (red.item.id, red.item.icon, red.item.settings.system_prompt) == ("7", "🍒", "Be red.")
    assert next_chat.item is not None
    assert next_chat.item.settings == ChatSettings(model="gpt", system_prompt="Be quiet.", temperature=0.5)
    (prompt,) = found_in(PROMPT_FILE, json.dumps([{"name": "Say", "content": "Say {{it}}"}]), ())
    assert prompt.item is not None
    assert (prompt.item.title, prompt.item.text) == ("Say", "Say {{it}}")


async def test_prompts_remember_what_was_filled_in_and_how_often_they_were_used(tmp_path: Path) -> None:
    opened = await open_at(tmp_path)
    prompts = opened.studio.prompts
    await prompts.ready()
    told: list[PromptsChanged] = []
    opened.studio.hub.listen(PromptsChanged, lambda event: told.append(event))
    first = prompts.all("zh")[0]
    for values in ({"语言": "法文"}, {"语言": "德文", "另": "1"}):
        prompts.remember(values)
        await prompts.used(first.id)
    assert told
    await opened.close()
    again = await open_at(tmp_path)
    await again.studio.prompts.ready()
    assert again.studio.prompts.uses(first.id) == 2
    assert again.studio.prompts.values == {"语言": "德文", "另": "1"}
    await again.close()


def test_prompts_that_say_the_same_are_found() -> None:
    one = Prompt(PromptId("1"), "One", "Say  hello\nto {{whom}}")
    same = Prompt(PromptId("2"), "Two", "say hello to {{whom}} ")
    other = Prompt(PromptId("3"), "Three", "Say goodbye")
    assert duplicates([one, other, same]) == ((one, same),)


def test_tags_are_read_with_the_commas_of_either_language() -> None:
    assert tags_of(" a, b，c、 b ,, d  e") == ("a", "b", "c", "d e")


def test_a_prompt_whose_variables_cannot_be_read_is_said_to_be_broken() -> None:
    text = json.dumps(
        [{"title": "x", "text": "{{a:choice()}}"}, {"title": "y", "text": "fine", "tags": ["t"]}]
    )
    broken, good = found_in(PROMPT_FILE, text, ())
    assert (broken.finding, broken.problem) == (Finding.BROKEN, "choices_missing")
    assert good.item is not None
    assert good.item.tags == ("t",)


def test_a_new_assistant_has_an_id_of_its_own() -> None:
    assert new_assistant("A").id != new_assistant("A").id
