"""Records of the library."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.domain.ids import AssetId
from app.domain.library import AssetFilter, AssetOrder
from app.domain.media import Asset, MediaKind, Provenance
from app.storage.assets import AssetStore
from app.storage.database import Database

WHEN = datetime(2026, 11, 15, 12, 0, tzinfo=UTC)


def asset(number: int, prompt: str = "", kind: MediaKind = MediaKind.PICTURE, **fields: object) -> Asset:
    """A record."""
    record = Provenance(profile_name="Gateway", model=f"model-{number % 3}", prompt=prompt)
    made = Asset(
        AssetId(f"a{number}"), kind, "image/png", f"/media/2026-11/{number}.png", 100 + number,
        WHEN + timedelta(minutes=number), provenance=record,
    )  # fmt: skip
    return replace(made, **fields)  # type: ignore[arg-type]


@pytest.fixture
def assets(database: Database) -> AssetStore:
    return AssetStore(database)


async def found(assets: AssetStore, **wanted: object) -> list[str]:
    return list(await assets.ids(AssetFilter(**wanted)))  # type: ignore[arg-type]


async def test_a_record_comes_back_as_it_was(assets: AssetStore) -> None:
    made = asset(1, "一只狐狸", width=3, height=4, duration_ms=5, checksum="c", tags=("a", "b"))
    await assets.save(made)
    assert await assets.get(made.id) == made


async def test_it_is_found_by_everything_that_is_told_of_it(assets: AssetStore) -> None:
    await assets.save(
        asset(1, "一只红色的狐狸 in the snow"),
        asset(2, "A red FOX", favourite=True, tags=("best",)),
        asset(3, "两只猫", kind=MediaKind.VIDEO),
    )
    assert await found(assets) == ["a3", "a2", "a1"]
    assert await found(assets, text="狐狸") == ["a1"]
    assert await found(assets, text="狐") == ["a1"]
    assert await found(assets, text="fox RED") == ["a2"]
    assert await found(assets, text="best") == ["a2"]
    assert await found(assets, text="fox snow") == []
    assert await found(assets, text="3.png") == ["a3"]
    assert await found(assets, text='"') == []
    assert await found(assets, kinds=frozenset((MediaKind.VIDEO,))) == ["a3"]
    assert await found(assets, model="model-1") == ["a1"]
    assert await found(assets, favourites_only=True) == ["a2"]
    assert await found(assets, tag="best") == ["a2"]
    assert await found(assets, since=WHEN + timedelta(minutes=2), until=WHEN + timedelta(minutes=3)) == ["a2"]
    assert await found(assets, order=AssetOrder.LARGEST, profile_name="Gateway") == ["a3", "a2", "a1"]


async def test_marks_and_tags_change(assets: AssetStore) -> None:
    await assets.save(asset(1, "x"), asset(2, "y"))
    await assets.set_favourite([AssetId("a1"), AssetId("a2")], True)
    await assets.set_tags([AssetId("a1")], [" sea ", "sea", "", "sky"])
    changed = await assets.get(AssetId("a1"))
    assert changed is not None
    assert (changed.favourite, changed.tags) == (True, ("sea", "sky"))
    assert await assets.tags() == ("sea", "sky")
    assert await found(assets, text="sky") == ["a1"]
    await assets.set_tags([AssetId("a1")], [])
    assert await found(assets, text="sky") == []
    assert await assets.tags() == ()


async def test_what_was_removed_comes_back_until_it_is_forgotten(assets: AssetStore) -> None:
    await assets.save(asset(1, "fox"), asset(2, "fox"))
    await assets.hide([AssetId("a1")])
    assert await found(assets, text="fox") == ["a2"]
    assert [one.id for one in await assets.hidden()] == ["a1"]
    await assets.restore([AssetId("a1")])
    assert await found(assets, text="fox") == ["a2", "a1"]
    await assets.hide([AssetId("a1")])
    await assets.forget([AssetId("a1")])
    assert await assets.hidden() == ()
    await assets.restore([AssetId("a1")])
    assert await found(assets) == ["a2"]
    assert await assets.paths() == ("/media/2026-11/2.png",)


async def test_months_tell_what_they_take(assets: AssetStore) -> None:
    await assets.save(asset(1), asset(2), asset(3, created_at=datetime(2026, 10, 15, 12, tzinfo=UTC)))
    assert [(use.month, use.files, use.size_bytes) for use in await assets.months()] == [
        ("2026-11", 2, 203),
        ("2026-10", 1, 103),
    ]
    assert await assets.models() == ("model-0", "model-1", "model-2")
