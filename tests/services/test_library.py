"""The library: what was made is found, marked, removed and brought back."""

# ruff: noqa: ASYNC240  # a test may wait for the disk

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.domain.library import AssetFilter
from app.domain.media import Asset
from app.services.events import LibraryChanged
from app.services.library import Library
from app.storage import provenance
from app.storage.assets import AssetStore
from app.storage.attached import AttachedFiles
from app.storage.media_files import MediaFiles
from tests.services.task_gateway import TaskGateway, task_gateway
from tests.services.workshop import Workshop
from tests.storage.pictures import png


@pytest.fixture
async def gateway() -> AsyncIterator[TaskGateway]:
    async with task_gateway() as served:
        yield served


@pytest.fixture
async def workshop(tmp_path: Path, gateway: TaskGateway) -> AsyncIterator[Workshop]:
    opened = await Workshop.open(tmp_path, gateway.root)
    yield opened
    await opened.close()


async def made(workshop: Workshop, prompt: str) -> Asset:
    """A picture that was made and saved."""
    await workshop.until((await workshop.ask_for(prompt)).id)
    return workshop.assets[-1]


async def test_what_was_made_is_found_by_its_words(workshop: Workshop) -> None:
    fox, cat = await made(workshop, "一只狐狸"), await made(workshop, "a cat")
    assert await workshop.library.ids() == (cat.id, fox.id)
    assert await workshop.library.ids(AssetFilter(text="狐狸")) == (fox.id,)
    assert await workshop.library.get_many((fox.id,)) == (fox,)
    assert await workshop.library.models() == ("plain-1",)
    assert [use.files for use in await workshop.library.housekeeping.months()] == [2]


async def test_marks_are_told_to_whoever_listens(workshop: Workshop) -> None:
    heard: list[LibraryChanged] = []
    workshop.hub.listen(LibraryChanged, lambda event: heard.append(event))
    fox = await made(workshop, "a fox")
    await workshop.library.set_favourite((fox.id,), True)
    await workshop.library.set_tags((fox.id,), ("red",))
    assert await workshop.library.ids(AssetFilter(tag="red", favourites_only=True)) == (fox.id,)
    assert await workshop.library.tags() == ("red",)
    assert heard == [LibraryChanged(frozenset((fox.id,)))] * 2


async def test_a_removed_file_comes_back_until_the_library_is_emptied(workshop: Workshop) -> None:
    fox = await made(workshop, "a fox")
    await workshop.library.remove((fox.id,))
    assert await workshop.library.ids() == ()
    await workshop.library.restore((fox.id,))
    assert await workshop.library.ids() == (fox.id,)
    await workshop.library.remove((fox.id,))
    await workshop.library.empty()
    assert not Path(fox.path).exists()
    await workshop.library.restore((fox.id,))
    assert await workshop.library.ids() == ()


async def test_files_without_a_record_and_records_without_a_file_are_told(workshop: Workshop) -> None:
    fox, cat = await made(workshop, "a fox"), await made(workshop, "a cat")
    Path(fox.path).unlink()
    stranger = Path(cat.path).with_name("stranger.png")
    stranger.write_bytes(png(2, 2))
    provenance.write_into(stranger, cat.provenance)
    check = await workshop.library.housekeeping.check()
    assert (check.missing, check.strangers) == ((fox,), (str(stranger),))
    taken_in = await workshop.library.housekeeping.take_in(stranger)
    assert taken_in.provenance == cat.provenance
    assert (await workshop.library.housekeeping.check()).strangers == ()


async def test_what_stays_removed_leaves_the_folder_by_itself(workshop: Workshop) -> None:
    store, files = AssetStore(workshop.database), MediaFiles(workshop.places)
    attached = AttachedFiles(workshop.database, workshop.places.attachments)
    hasty = Library(store, attached, files, workshop.hub, workshop.supervisor, undo_s=0.01)
    fox, cat = await made(workshop, "a fox"), await made(workshop, "a cat")
    await hasty.remove((fox.id,))
    while await store.hidden():  # noqa: ASYNC110  # nobody tells of it
        await asyncio.sleep(0.01)
    assert not Path(fox.path).exists()
    assert Path(cat.path).exists()


async def test_what_was_just_removed_is_not_trashed_with_what_was_removed_before(workshop: Workshop) -> None:
    fox = await made(workshop, "a fox")
    await workshop.library.remove((fox.id,))
    await workshop.library.empty(age_s=60)
    assert Path(fox.path).exists()


async def test_tags_are_added_and_taken_from_several(workshop: Workshop) -> None:
    fox, cat = await made(workshop, "a fox"), await made(workshop, "a cat")
    both = (fox.id, cat.id)
    await workshop.library.add_tag(both, "animals")
    await workshop.library.add_tag((fox.id,), " red ")
    assert await workshop.library.tags_of(both) == {"animals": 2, "red": 1}
    await workshop.library.remove_tag(both, "animals")
    assert await workshop.library.tags_of(both) == {"red": 1}
    assert await workshop.library.ids(AssetFilter(text="red")) == (fox.id,)


async def test_a_star_for_several_is_taken_away_only_where_all_have_one(workshop: Workshop) -> None:
    fox, cat = await made(workshop, "a fox"), await made(workshop, "a cat")
    await workshop.library.set_favourite((fox.id,), True)
    starred = AssetFilter(favourites_only=True)
    await workshop.library.toggle_favourite((fox.id, cat.id))
    assert await workshop.library.ids(starred) == (cat.id, fox.id)
    await workshop.library.toggle_favourite((fox.id, cat.id))
    assert await workshop.library.ids(starred) == ()


async def test_a_check_says_how_far_it_is_and_what_cannot_be_drawn(workshop: Workshop) -> None:
    fox = await made(workshop, "a fox")
    told: list[tuple[int, int]] = []
    check = await workshop.library.housekeeping.check(
        lambda path: path != Path(fox.path), lambda done, of: told.append((done, of))
    )
    assert check.broken == (fox,)
    assert told == [(1, 1)]


async def test_a_moved_file_is_found_by_name_and_size(workshop: Workshop, tmp_path: Path) -> None:
    fox, cat = await made(workshop, "a fox"), await made(workshop, "a cat")
    elsewhere = tmp_path / "far" / "away"
    elsewhere.mkdir(parents=True)
    Path(fox.path).rename(elsewhere / Path(fox.path).name)
    (elsewhere / Path(cat.path).name).write_bytes(b"of the same name, and another size")
    keeping = workshop.library.housekeeping
    assert await keeping.find_moved((fox, cat)) == ((cat, Path(cat.path)),)
    found = await keeping.find_moved((fox, cat), tmp_path / "far")
    assert found == ((fox, elsewhere / Path(fox.path).name),)
    await keeping.relocate(found)
    assert (await keeping.check()).missing == ()


async def test_a_record_without_a_file_is_forgotten(workshop: Workshop) -> None:
    fox = await made(workshop, "a fox")
    Path(fox.path).unlink()
    await workshop.library.housekeeping.forget((fox.id,))
    assert await workshop.library.ids() == ()
