"""The library at the window: what was made and attached is found, marked, deleted, and used again."""

# ruff: noqa: ASYNC240  # a test may wait for the disk

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from app.domain.library import AssetFilter
from app.domain.media import Asset, AssetOrigin
from app.ui.library.assets_model import ASSET_ROLE
from app.ui.library.grid import AssetGrid
from app.ui.library.page import LibraryPage
from tests.gateway import Gateway
from tests.stories.imaging import (
    CONTROL,
    EDITS,
    MODEL,
    RETURN,
    at_images,
    choose_model,
    make,
    picture_file,
    prompt,
)
from tests.stories.person import Person
from tests.stories.talking import say

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

NO_KEY = Qt.KeyboardModifier.NoModifier


@pytest.fixture
async def made(person: Person) -> list[Asset]:
    """Two pictures that were made, the fox before the harbour."""
    at_images(person)
    await choose_model(person, MODEL)
    return [(await make(person, words)).sights[0] for words in ("a red fox", "a quiet harbour")]


@pytest.fixture
async def grid(person: Person, made: list[Asset]) -> AssetGrid:
    """The library, its files read."""
    at_library(person)
    await person.until(lambda: shown(person) == ["a quiet harbour", "a red fox"])
    return person.find("library.grid", AssetGrid)


def at_library(person: Person) -> LibraryPage:
    """Go to the library."""
    page = person.window.show_page("library")
    assert isinstance(page, LibraryPage)
    return page


def assets(person: Person) -> list[Asset]:
    """The files in the grid; none while one of them is still read."""
    if not person.sees("library.grid"):
        return []
    model = person.find("library.grid", AssetGrid).model()
    found = [model.index(row, 0).data(ASSET_ROLE) for row in range(model.rowCount())]
    return [] if None in found else found


def shown(person: Person) -> list[str]:
    """What the tiles say."""
    return [asset.provenance.prompt or asset.name for asset in assets(person)]


def choose(grid: AssetGrid, row: int, keys: Qt.KeyboardModifier = NO_KEY) -> None:
    """Press a tile."""
    place = grid.visualRect(grid.model().index(row, 0)).center()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, keys, place)


async def do(person: Person, verb: str, text: str) -> None:
    """Press a button of the preview, or its entry where there is no room for the button."""
    await person.until(lambda: person.sees("library.do.more") or person.sees(f"library.do.{verb}"))
    if person.sees(f"library.do.{verb}"):
        person.press(f"library.do.{verb}")
    else:
        person.press("library.do.more")
        person.choose(text)


async def test_words_find_what_was_made_with_them(person: Person, grid: AssetGrid) -> None:
    person.write("library.search", "fox")
    await person.until(lambda: shown(person) == ["a red fox"])
    assert person.label("library.count") == "1 found"
    person.write("library.search", " no such thing")
    await person.until(lambda: person.sees("library.empty"))
    assert person.label("library.empty.title") == "Nothing fits"
    person.press("library.filter.reset")
    await person.until(lambda: len(shown(person)) == 2)
    assert not person.sees("library.filter.reset")
    assert person.find("library.search", QLineEdit).text() == ""


async def test_a_star_is_a_key_away_and_filters(person: Person, grid: AssetGrid) -> None:
    choose(grid, 1)
    QTest.keyClick(grid, Qt.Key.Key_F)
    await person.until(lambda: [one.favourite for one in assets(person)] == [False, True])
    person.press("library.filter.favourites")
    await person.until(lambda: shown(person) == ["a red fox"])
    choose(grid, 0)
    QTest.keyClick(grid, Qt.Key.Key_F)
    await person.until(lambda: person.sees("library.empty"))


async def test_a_press_on_the_star_marks_without_choosing(person: Person, grid: AssetGrid) -> None:
    tile = grid.visualRect(grid.model().index(0, 0))
    star = tile.topRight()
    star.setX(star.x() - tile.width() // 8)
    star.setY(star.y() + tile.width() // 8)
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, NO_KEY, star)
    await person.until(lambda: [one.favourite for one in assets(person)] == [True, False])
    assert not grid.chosen_ids


async def test_tags_are_given_to_several_and_taken_away(person: Person, grid: AssetGrid) -> None:
    choose(grid, 0)
    choose(grid, 1, CONTROL)
    QTest.keyClick(grid, Qt.Key.Key_T)
    await person.until(lambda: person.sees("library.tags.field"))
    person.write("library.tags.field", "poster")
    person.key("library.tags.field", RETURN)
    await person.until(lambda: all(one.tags == ("poster",) for one in assets(person)))
    await person.until(lambda: person.sees("library.tags.0"))
    person.key("library.tags.field", Qt.Key.Key_Escape)
    choose(grid, 0)
    QTest.keyClick(grid, Qt.Key.Key_T)
    await person.until(lambda: person.sees("library.tags.0"))
    person.press("library.tags.0")
    await person.until(lambda: [one.tags for one in assets(person)] == [(), ("poster",)])
    person.key("library.tags.field", Qt.Key.Key_Escape)
    await person.until(lambda: person.sees("library.filter.tag"))
    person.press("library.filter.tag")
    person.choose("poster")
    await person.until(lambda: shown(person) == ["a red fox"])
    assert person.find("library.filter.tag", QPushButton).text() == "poster"


async def test_what_was_deleted_comes_back(person: Person, grid: AssetGrid, made: list[Asset]) -> None:
    choose(grid, 0)
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    await person.until(lambda: shown(person) == ["a red fox"])
    assert Path(made[1].path).is_file()
    assert grid.currentIndex().row() == 0
    assert not grid.chosen_ids
    person.press_text("Undo")
    await person.until(lambda: shown(person) == ["a quiet harbour", "a red fox"])


async def test_what_is_chosen_stays_chosen_while_others_go(
    person: Person, grid: AssetGrid, made: list[Asset]
) -> None:
    choose(grid, 1)
    await person.session.studio.library.remove((made[1].id,))
    await person.until(lambda: shown(person) == ["a red fox"])
    assert grid.chosen_ids == (made[0].id,)
    assert grid.currentIndex().row() == 0
    await person.session.studio.library.restore((made[1].id,))
    await person.until(lambda: len(shown(person)) == 2)
    assert grid.chosen_ids == (made[0].id,)


async def test_what_stays_deleted_leaves_the_folder(
    person: Person, grid: AssetGrid, made: list[Asset]
) -> None:
    grid.selectAll()
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    await person.until(lambda: person.sees("library.empty"))
    assert person.label("library.empty.title") == "Nothing here yet"
    await person.session.studio.library.empty()
    assert not any(Path(asset.path).exists() for asset in made)


async def test_all_parameters_come_back_into_the_form(person: Person, grid: AssetGrid) -> None:
    choose(grid, 1)
    await do(person, "again", "Same settings again")
    await person.until(lambda: person.sees("images.prompt") and prompt(person) == "a red fox")


async def test_a_picture_of_the_library_becomes_a_reference(
    person: Person, grid: AssetGrid, gateway: Gateway
) -> None:
    choose(grid, 1)
    await do(person, "reference", "Use as reference")
    await person.until(lambda: person.sees("images.references.picture"))
    await make(person, "now in winter")
    assert len(gateway.asked(EDITS)) == 1


async def test_a_picture_of_the_library_is_painted_over(person: Person, grid: AssetGrid) -> None:
    choose(grid, 1)
    await do(person, "mask", "Edit with mask")
    await person.until(lambda: person.sees("mask.canvas"))
    person.press("mask.cancel")
    await person.until(lambda: not person.sees("mask.canvas"))


async def test_the_chosen_file_is_shown_large_with_what_is_known_of_it(
    person: Person, grid: AssetGrid, made: list[Asset]
) -> None:
    choose(grid, 1)
    await person.until(lambda: person.sees("library.facts.prompt"))
    assert person.label("library.facts.prompt") == "a red fox"
    assert person.label("library.facts.model") == MODEL
    person.press("library.facts.prompt.copy")
    assert QGuiApplication.clipboard().text() == "a red fox"
    QTest.keyClick(grid, Qt.Key.Key_C, CONTROL)
    await person.until(lambda: QGuiApplication.clipboard().mimeData().hasUrls())
    assert QGuiApplication.clipboard().mimeData().urls()[0].toLocalFile() == made[0].path


async def test_a_file_that_is_gone_is_said_to_be_gone(
    person: Person, grid: AssetGrid, made: list[Asset]
) -> None:
    Path(made[0].path).unlink()
    choose(grid, 1)
    QTest.keyClick(grid, RETURN)
    await person.until(lambda: person.sees("notices.toast"))
    assert not person.sees("picture")
    assert person.reads(Path(made[0].path).name)


async def test_pictures_are_looked_at_one_after_the_other(person: Person, grid: AssetGrid) -> None:
    choose(grid, 0)
    QTest.keyClick(grid, RETURN)
    await person.until(lambda: person.sees("picture.place"))
    await person.until(lambda: person.label("picture.place") == "1 of 2")
    person.press("picture.next")
    await person.until(lambda: person.label("picture.place") == "2 of 2")
    person.key("picture", Qt.Key.Key_Escape)
    await person.until(lambda: not person.sees("picture"))


async def test_a_check_tells_what_is_amiss_and_mends_it(
    person: Person, grid: AssetGrid, made: list[Asset]
) -> None:
    lost, kept = (Path(asset.path) for asset in made)
    stranger = kept.with_name("stranger.png")
    stranger.write_bytes(kept.read_bytes())
    kept.write_bytes(kept.read_bytes()[:200])
    lost.unlink()
    person.press("library.files.open")
    await person.until(lambda: person.sees("library.files.check"))
    person.press("library.files.check")
    await person.until(lambda: person.sees("library.files.found"))
    assert person.sees("library.files.forget")
    check = await person.session.studio.library.housekeeping.check(_is_drawn)
    assert [Path(asset.path) for asset in (*check.missing, *check.broken)] == [lost, kept]
    person.press("library.files.take_in")
    await person.until(
        lambda: not person.sees("library.files.take_in") and person.sees("library.files.check")
    )
    person.press("library.files.forget")
    await person.until(lambda: not person.sees("library.files.forget") and person.sees("library.files.check"))
    person.press("library.files.close")
    await person.until(lambda: sorted(shown(person)) == ["a quiet harbour", "a quiet harbour"])


def is_checked(person: Person) -> bool:
    """Whether no check is under way."""
    return person.sees("library.files.check")


def _is_drawn(path: Path) -> bool:
    return not QImage(str(path)).isNull()


async def test_a_moved_file_is_found_again(person: Person, grid: AssetGrid, made: list[Asset]) -> None:
    moved = Path(made[0].path)
    elsewhere = moved.parent.with_name("elsewhere") / moved.name
    elsewhere.parent.mkdir()
    moved.rename(elsewhere)
    person.press("library.files.open")
    await person.until(lambda: person.sees("library.files.check"))
    person.press("library.files.check")
    await person.until(lambda: person.sees("library.files.find"))
    person.press("library.files.find")
    await person.until(lambda: person.reads("Everything is where it should be."))
    (fox,) = await person.session.studio.library.get_many((made[0].id,))
    assert fox.path == str(elsewhere)


async def test_what_was_attached_to_a_conversation_is_there_too(
    person: Person, made: list[Asset], tmp_path: Path
) -> None:
    picture = picture_file(tmp_path, Qt.GlobalColor.darkGreen)
    person.window.show_page("conversations")
    person.chat.conversation.composer.files_given.emit([picture])
    await person.until(lambda: person.sees("composer.attachment"))
    await say(person, "what is this?")
    at_library(person)
    await person.until(lambda: shown(person)[:1] == [picture.name])
    person.press("library.filter.origin")
    person.choose("From conversations and forms")
    await person.until(lambda: shown(person) == [picture.name])
    assert assets(person)[0].origin is AssetOrigin.ATTACHED
    grid = person.find("library.grid", AssetGrid)
    choose(grid, 0)
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    await person.until(lambda: person.sees("library.empty"))
    await person.session.studio.library.empty()
    assert Path(assets_path(person, picture)).is_file()


async def test_a_picture_of_a_conversation_is_used_in_images(person: Person, tmp_path: Path) -> None:
    picture = picture_file(tmp_path, Qt.GlobalColor.darkGreen)
    at_images(person)
    await choose_model(person, MODEL)
    person.window.show_page("conversations")
    person.chat.conversation.composer.files_given.emit([picture])
    await person.until(lambda: person.sees("composer.attachment"))
    message = await say(person, "what is this?")
    person.chat.conversation.transcript.picture_clicked.emit(message.id, assets_path(person, picture))
    await person.until(lambda: person.sees("picture.do.use"))
    person.press("picture.do.use")
    await person.until(lambda: person.sees("images.references.picture"))
    assert not person.sees("picture")


def assets_path(person: Person, picture: Path) -> str:
    """Where the conversation keeps its copy."""
    (message, _) = (node.message for node in person.chat.conversation.feed.nodes)
    part = next(part for part in message.parts if hasattr(part, "attachment"))
    assert part.attachment.name == picture.name
    return str(person.session.studio.attachments.path(part.attachment))


async def test_a_form_takes_pictures_from_the_library(
    person: Person, made: list[Asset], gateway: Gateway
) -> None:
    page = at_images(person)
    person.press("images.card.edit")
    await person.until(lambda: person.sees("images.references.library"))
    person.press("images.references.library")
    await person.until(lambda: person.sees("library.picker") and len(assets(person)) == 2)
    grid = person.find("library.grid", AssetGrid)
    assert not grid.chosen_ids
    choose(grid, 1)
    assert person.find("library.picker.use", QPushButton).text() == "Use (1)"
    person.press("library.picker.use")
    await person.until(lambda: len(page.panel.form.inputs()) == 1)
    await person.until(lambda: not person.sees("library.picker"))
    (taken,) = page.panel.form.inputs()
    assert taken.attachment is not None
    assert taken.attachment.id == made[0].checksum


async def test_what_a_form_took_from_the_library_is_not_there_twice(
    person: Person, grid: AssetGrid, gateway: Gateway
) -> None:
    choose(grid, 1)
    await do(person, "reference", "Use as reference")
    await person.until(lambda: person.sees("images.references.picture"))
    await make(person, "now in winter")
    await person.session.studio.library.catch_up()
    attached = AssetFilter(origin=AssetOrigin.ATTACHED)
    assert await person.session.studio.library.ids(attached) == ()


async def test_chosen_files_are_dragged_out_as_files(
    person: Person, grid: AssetGrid, made: list[Asset]
) -> None:
    grid.selectAll()
    model = grid.model()
    data = model.mimeData([model.index(row, 0) for row in range(model.rowCount())])
    assert sorted(url.toLocalFile() for url in data.urls()) == sorted(asset.path for asset in made)
    assert grid.selectionModel().isSelected(model.index(1, 0))
    grid.selectionModel().select(model.index(1, 0), QItemSelectionModel.SelectionFlag.Deselect)
    assert len(grid.chosen_ids) == 1
