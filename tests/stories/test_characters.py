"""Characters at the window: made from a clip, found, named, called in a prompt, deleted."""

# a test may wait for the disk

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QFileDialog, QLineEdit, QPushButton

from app.bootstrap.command_line import Arguments
from app.demo.answer_faults import Status
from app.demo.film.filming import film as film_bytes
from app.domain.character import CharacterDialect
from app.domain.ids import ProfileId
from app.storage.mp4 import movie_facts
from app.ui.characters.avatar import Avatar
from app.ui.characters.span_bar import SpanBar
from app.ui.widgets.choice_box import ChoiceBox
from tests.gateway import Gateway
from tests.services.entries import said_in
from tests.services.workshop import FastClock
from tests.stories.conftest import started
from tests.stories.filming import (
    FILM_MODEL,
    VIDEOS,
    at_videos,
    choose_film_model,
    choose_job,
    film,
    film_prompt,
)
from tests.stories.person import Person
from tests.studio import add_gateway
from tests.ui.film_files import SPOKEN

pytestmark = pytest.mark.qt_log_ignore(*SPOKEN, "This plugin does not support", extend=True)

HURRY = 60.0
OWN = "/v1/videos/characters"


@pytest.fixture
async def person(qapp: QApplication, tmp_path: Path, gateway: Gateway) -> AsyncIterator[Person]:
    """A person at the video page, with one provider."""
    async with started(qapp, tmp_path, Arguments(), clock=FastClock(HURRY)) as person:
        profile = await add_gateway(person.session.studio, gateway)
        await person.session.studio.models.refresh(profile)
        person.window.resize(1500, 900)
        at_videos(person)
        await choose_film_model(person, FILM_MODEL)
        yield person


def clip(folder: Path, seconds: float = 2.0, width: int = 1280, height: int = 720) -> Path:
    """A clip in which somebody is seen."""
    path = folder / f"clip-{seconds:g}-{width}.mp4"
    path.write_bytes(film_bytes("a fox", width, height, seconds))
    return path


async def open_characters(person: Person) -> None:
    """Open the window of the characters."""
    person.press("videos.characters")
    await person.until(lambda: person.sees("characters.provider"))


async def choose_file(person: Person, path: Path) -> None:
    """Choose a file as the clip."""
    person.press("characters.clip.file")
    await person.until(lambda: person.sees("dialog.files"))
    dialog = person.find("dialog.files", QFileDialog)
    dialog.setDirectory(str(path.parent))
    field = dialog.findChild(QLineEdit)
    assert field is not None
    field.setText(path.name)
    dialog.accept()
    await person.until(lambda: path.name in person.label("characters.clip"))


async def make(person: Person, name: str, path: Path) -> None:
    """Make a character from a file, in the open window."""
    before = names(person)
    person.press("characters.new_one")
    await person.until(lambda: person.sees("characters.name"))
    person.write("characters.name", name)
    await choose_file(person, path)
    await person.until(person.find("characters.new.create").isEnabled)
    person.press("characters.new.create")
    await person.until(lambda: not person.sees("characters.name"))
    await person.until(lambda: names(person) == [name, *before] and person.sees("characters.0.use"))


async def mention(person: Person, name: str) -> str:
    """How prompts call a character that was made here."""
    made = await person.session.studio.characters.of(ProfileId("profile-1"))
    return next(one.mention for one in made if one.name == name)


def names(person: Person) -> list[str]:
    """What the rows of the list are called."""
    found: list[str] = []
    while person.sees(f"characters.{len(found)}"):
        found.append(person.find(f"characters.{len(found)}.name", QLineEdit).text())
    return found


@pytest.mark.covers("video.openai/character-create")
@pytest.mark.covers("video.openai/character")
async def test_a_character_is_made_from_a_clip_and_called_by_typing_its_name(
    person: Person, gateway: Gateway, tmp_path: Path
) -> None:
    await open_characters(person)
    assert person.sees("characters.empty")
    await make(person, "Fox", clip(tmp_path))
    called = await mention(person, "Fox")
    await person.until(lambda: called.strip() in person.label("characters.0.facts"))
    await person.until(lambda: any(avatar.has_picture for avatar in person.window.findChildren(Avatar)))
    (asked,) = gateway.asked(OWN)
    assert said_in(asked)["name"] == "Fox"
    person.press("characters.close")
    await person.until(lambda: not person.sees("characters.provider"))
    person.write("videos.prompt", "snow, @fo")
    await person.until(lambda: person.sees("characters.mentions"))
    assert person.rows("characters.mentions.list") == [f"Fox · {called.strip()}"]
    person.key("videos.prompt", Qt.Key.Key_Return)
    assert film_prompt(person) == f"snow, {called}"
    assert not person.sees("characters.mentions")
    person.write("videos.prompt", "runs")
    person.press("videos.generate")
    await person.until(lambda: gateway.asked(VIDEOS))
    (order,) = [one for one in gateway.asked(VIDEOS) if one.method == "POST"]
    sent = said_in(order)
    assert sent["prompt"] == f"snow, {called}runs"
    assert str(sent["characters[]"]).startswith("char_")


async def test_names_are_chosen_by_keys_and_left_alone_where_nobody_is_meant(
    person: Person, tmp_path: Path
) -> None:
    await open_characters(person)
    await make(person, "Fox", clip(tmp_path))
    await make(person, "Vixen", clip(tmp_path))
    person.press("characters.close")
    await person.until(lambda: not person.sees("characters.provider"))
    person.write("videos.prompt", "mail me@fox")
    assert not person.sees("characters.mentions")
    person.write("videos.prompt", " @")
    await person.until(lambda: person.sees("characters.mentions"))
    assert len(person.rows("characters.mentions.list")) == 2
    person.key("videos.prompt", Qt.Key.Key_Escape)
    assert not person.sees("characters.mentions")
    assert film_prompt(person) == "mail me@fox @"
    person.paste("videos.prompt", "😀小狐狸@v")
    await person.until(lambda: person.sees("characters.mentions"))
    person.key("videos.prompt", Qt.Key.Key_Down)
    person.key("videos.prompt", Qt.Key.Key_Tab)
    called = await mention(person, "Vixen")
    assert film_prompt(person) == f"mail me@fox @😀小狐狸{called}"


async def test_limits_are_told_at_the_field_before_anything_is_sent(
    person: Person, gateway: Gateway, tmp_path: Path
) -> None:
    await open_characters(person)
    person.press("characters.new_one")
    await person.until(lambda: person.sees("characters.name"))
    assert person.reads("2 to 4 seconds")
    person.write("characters.name", "Fox")
    create = person.find("characters.new.create", QPushButton)
    assert not create.isEnabled()
    await choose_file(person, clip(tmp_path, seconds=1.0))
    await person.until(lambda: "1.0 seconds" in person.label("characters.clip.problem"))
    await choose_file(person, clip(tmp_path, width=720))
    await person.until(lambda: "720×720" in person.label("characters.clip.problem"))
    person.press("characters.new.create")
    await person.until(create.isEnabled)
    assert person.sees("characters.name")
    damaged = tmp_path / "damaged.mp4"
    damaged.write_bytes(b"no film at all")
    await choose_file(person, damaged)
    await person.until(lambda: "cannot be read" in person.label("characters.clip.problem"))
    await choose_file(person, clip(tmp_path))
    await person.until(lambda: not person.sees("characters.clip.problem"))
    assert gateway.asked(OWN) == []
    person.press("characters.new.cancel")
    person.press("characters.close")


@pytest.mark.covers("video.openai/character-create")
async def test_of_a_long_clip_the_part_is_sent_that_was_chosen(
    person: Person, gateway: Gateway, tmp_path: Path
) -> None:
    await open_characters(person)
    person.press("characters.new_one")
    await person.until(lambda: person.sees("characters.name"))
    person.write("characters.name", "Fox")
    await choose_file(person, clip(tmp_path, seconds=8.0))
    await person.until(lambda: person.sees("characters.span.bar"))
    assert not person.sees("characters.clip.problem")
    bar = person.find("characters.span.bar", SpanBar)
    place = QPoint(bar.width() // 2, bar.height() // 2)
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    begin = person.find("characters.span.begin", QDoubleSpinBox).value()
    end = person.find("characters.span.end", QDoubleSpinBox).value()
    assert 2.0 <= end - begin <= 4.0
    assert 4.0 in (pytest.approx(begin, abs=0.2), pytest.approx(end, abs=0.2))
    person.press("characters.new.create")
    await person.until(lambda: gateway.asked(OWN))
    sent = tmp_path / "sent.mp4"
    (asked,) = gateway.asked(OWN)
    arrived = said_in(asked)["video"]
    assert isinstance(arrived, bytes)
    sent.write_bytes(arrived)
    facts = movie_facts(sent)
    assert (facts.width, facts.height) == (1280, 720)
    assert facts.duration_ms is not None
    assert 1900 <= facts.duration_ms <= 4100
    await person.until(lambda: person.sees("characters.0.use"))
    person.press("characters.close")


@pytest.mark.covers("video.openai/character-create")
async def test_a_film_of_the_provider_becomes_one_by_a_part_of_it(person: Person, gateway: Gateway) -> None:
    made = await film(person, "a fox in the snow")
    assert made.task.handle is not None
    await open_characters(person)
    dialect = person.find("characters.dialect", ChoiceBox)
    dialect.setCurrentIndex(dialect.findData(CharacterDialect.SORA.value))
    dialect.chosen.emit(CharacterDialect.SORA.value)
    studio = person.session.studio
    await person.until(lambda: studio.profiles.all[0].traits.characters == CharacterDialect.SORA)
    person.press("characters.close")
    await person.until(lambda: not person.sees("characters.provider"))
    choose_job(person, made.task)
    await person.choose_in_menu("videos.board", "Make a character from it…")
    await person.until(lambda: person.sees("characters.name"))
    await person.until(lambda: person.sees("characters.span.bar"))
    await person.until(lambda: person.sees("characters.preview"))
    person.write("characters.name", "Fox")
    begin = person.find("characters.span.begin", QDoubleSpinBox)
    QTest.keyClick(begin, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(begin, "1.5")
    QTest.keyClick(begin, Qt.Key.Key_Tab)
    person.press("characters.new.create")
    await person.until(lambda: gateway.asked("/sora/v1/characters"))
    (asked,) = gateway.asked("/sora/v1/characters")
    assert asked.json() == {"from_task": made.task.handle.id, "timestamps": "1.5,3"}
    await person.until(lambda: person.sees("characters.0.use"))
    person.press("characters.0.use")
    called = await mention(person, "Fox")
    await person.until(lambda: film_prompt(person).endswith(called))


@pytest.mark.covers("video.openai/character-list")
@pytest.mark.covers("video.openai/character-delete")
async def test_one_is_found_at_the_provider_named_anew_and_deleted_after_a_question(
    person: Person, gateway: Gateway, tmp_path: Path
) -> None:
    studio = person.session.studio
    await open_characters(person)
    await make(person, "Elsewhere", clip(tmp_path))
    (elsewhere,) = await studio.characters.of(ProfileId("profile-1"))
    await studio.characters.forget(elsewhere.id)
    await person.until(lambda: person.sees("characters.empty"))
    person.press("characters.look")
    await person.until(lambda: names(person)[:1] == ["Elsewhere"])
    assert person.reads("found that were not in the list")
    field = person.find("characters.0.name", QLineEdit)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "Reynard")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert person.sees("characters.provider")
    await person.until(lambda: person.find("characters.0.remove").accessibleName() == "Delete Reynard")
    assert (await mention(person, "Elsewhere")) == elsewhere.mention
    person.press("characters.0.remove")
    await person.until(lambda: person.sees("dialog.cancel"))
    person.press("dialog.cancel")
    await person.until(lambda: not person.sees("dialog.cancel"))
    assert names(person)[0] == "Reynard"
    person.press("characters.0.remove")
    await person.until(lambda: person.sees("dialog.yes"))
    person.press("dialog.yes")
    await person.until(lambda: "Reynard" not in names(person))
    (deleted,) = [one for one in gateway.requests if one.method == "DELETE"]
    assert deleted.path.endswith(elsewhere.remote_id)
    person.press("characters.close")


async def test_a_provider_without_a_list_says_so_and_a_refusal_stands_where_one_looks(
    person: Person, gateway: Gateway, tmp_path: Path
) -> None:
    studio = person.session.studio
    (profile,) = studio.profiles.all
    traits = replace(profile.traits, characters=CharacterDialect.SORA.value)
    await studio.profiles.save(replace(profile, traits=traits), {})
    await open_characters(person)
    person.press("characters.look")
    await person.until(lambda: person.reads("keeps no list"))
    gateway.faults.set(Status(400), "/sora/v1/characters")
    person.press("characters.new_one")
    await person.until(lambda: person.sees("characters.name"))
    person.write("characters.name", "Fox")
    person.write("characters.clip.link", "https://clips.example.org/fox.mp4")
    person.press("characters.new.create")
    await person.until(lambda: not person.sees("characters.name"))
    await person.until(lambda: person.sees("characters.message") and not person.reads("keeps no list"))
    await person.until(lambda: person.sees("characters.empty"))
    person.press("characters.close")


async def test_only_models_that_know_characters_offer_them(person: Person) -> None:
    assert person.sees("videos.characters")
    await choose_film_model(person, "kling-v1")
    await person.until(lambda: not person.sees("videos.characters"))
