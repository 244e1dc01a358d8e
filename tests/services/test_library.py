"""The library: what was made is found, marked, removed and brought back."""

# ruff: noqa: ASYNC240  # a test may wait for the disk

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.domain.library import AssetFilter
from app.domain.media import Asset
from app.services.events import LibraryChanged
from app.storage import provenance
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
