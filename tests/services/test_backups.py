"""Back-ups go to a folder, a WebDAV collection or a bucket, are read back, and bring everything back."""

# ruff: noqa: ASYNC240  # a test may wait for the disk

import asyncio
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.bootstrap.services import open_studio
from app.domain.backup import (
    BackupChoices,
    BackupFile,
    BackupPlace,
    BackupResult,
    PlaceKind,
    Rhythm,
    backup_name,
    is_due,
    superfluous,
)
from app.domain.errors import ErrorKind, StudioError
from app.services.clock import now
from app.services.studio import Studio
from app.storage.places import Places, find_places
from app.storage.restoring import lay_ready, put_in_place
from app.storage.secrets import Secrets
from app.storage.settings import SettingsStore
from app.transport.remote_files import s3 as s3_module
from tests.demo.native_files import PICTURE
from tests.gateway import Gateway
from tests.services import backup_places
from tests.services.backup_places import BUCKET, REGION, SECRET, USER, Place
from tests.storage.keyrings import MemoryKeyring
from tests.studio import add_gateway, begin_talk

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


def nothing(done: int, of: int) -> None:
    """Nobody looks at the progress."""


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return find_places(tmp_path / "data", tmp_path / "media")


@pytest.fixture
async def studio(places: Places, gateway: Gateway) -> "Iterator[Studio]":  # type: ignore[misc]
    """A studio with a keyring, and a conversation with a file."""
    opened = await open_studio(places, SettingsStore(places.settings), Secrets(MemoryKeyring))
    await add_gateway(opened.studio, gateway)
    talk = await begin_talk(opened.studio)
    picture = await opened.studio.attachments.add_bytes(PICTURE, "tiles.png")
    await talk.say("Remember the harbour", attachments=(picture,))
    yield opened.studio
    await opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "elsewhere").mkdir()
    return tmp_path / "elsewhere"


@pytest.fixture
def webdav() -> Iterator[Place]:
    with backup_places.webdav() as place:
        yield place


@pytest.fixture
def bucket() -> Iterator[Place]:
    with backup_places.s3() as place:
        yield place


def to_folder(folder: Path) -> BackupPlace:
    return BackupPlace(PlaceKind.FOLDER, folder=str(folder))


def to_webdav(place: Place) -> BackupPlace:
    return BackupPlace(PlaceKind.WEBDAV, url=f"{place.url}/dav/my back-ups", user=USER)


def to_bucket(place: Place) -> BackupPlace:
    return BackupPlace(
        PlaceKind.S3, url=place.url, user=USER, bucket=BUCKET, region=REGION, prefix="my studio"
    )


async def choose(studio: Studio, place: BackupPlace, **choices: object) -> None:
    """What saving the dialog does."""
    await studio.backups.keep_secret(place, SECRET)
    studio.backups.choose(BackupChoices(place, **choices))  # type: ignore[arg-type]


async def test_a_folder_gets_everything_and_gives_it_back(
    studio: Studio, places: Places, folder: Path
) -> None:
    await choose(studio, to_folder(folder), rhythm=Rhythm.DAILY)
    result = await studio.backups.make(nothing)

    assert [path.name for path in folder.iterdir()] == [result.name]
    found = await studio.backups.look(folder / result.name)
    assert (found.manifest.conversations, found.manifest.messages, found.manifest.profiles) == (1, 2, 1)

    talk = studio.conversations.all[0]
    await studio.conversations.rename(talk.id, "What came after")
    await studio.backups.restore(found, nothing)
    assert studio.backups.restore_waits


async def test_the_next_start_has_what_the_back_up_held_and_keeps_what_was_there(
    places: Places, folder: Path, gateway: Gateway
) -> None:
    opened = await open_studio(places, SettingsStore(places.settings), Secrets(MemoryKeyring))
    await add_gateway(opened.studio, gateway)
    talk = await begin_talk(opened.studio)
    picture = await opened.studio.attachments.add_bytes(PICTURE, "tiles.png")
    await talk.say("Remember the harbour", attachments=(picture,))
    await choose(opened.studio, to_folder(folder))
    result = await opened.studio.backups.make(nothing)
    await opened.studio.conversations.rename(talk.id, "What came after")
    opened.studio.attachments.path(picture).unlink()
    await opened.studio.backups.restore(await opened.studio.backups.look(folder / result.name), nothing)
    await opened.close()

    report = put_in_place(places, NOON)

    assert report is not None
    assert (report.set_aside / "studio.db").exists()
    assert put_in_place(places, NOON) is None
    opened = await open_studio(places, SettingsStore(places.settings), Secrets(MemoryKeyring))
    (row,) = opened.studio.conversations.all
    assert row.title == "Remember the harbour"
    assert await opened.studio.attachments.read(picture) == PICTURE
    await opened.close()


async def test_files_that_were_made_go_along_by_choice_and_find_their_new_folders(
    studio: Studio, places: Places, folder: Path, tmp_path: Path
) -> None:
    path = places.pictures / "2026-11" / "fox.png"
    path.parent.mkdir(parents=True)
    path.write_bytes(PICTURE)
    asset = await studio.library.housekeeping.take_in(path)
    await choose(studio, to_folder(folder))
    without = await studio.backups.make(nothing)
    assert (await studio.backups.look(folder / without.name)).manifest.media_files == 0
    await choose(studio, to_folder(folder), media=True)
    (folder / without.name).unlink()
    result = await studio.backups.make(nothing)

    elsewhere = find_places(tmp_path / "other" / "data", tmp_path / "other" / "media")
    elsewhere.scratch.mkdir()
    manifest = lay_ready(folder / result.name, elsewhere, nothing)
    put_in_place(elsewhere, NOON)

    assert manifest.media_files == 1
    moved = elsewhere.pictures / "2026-11" / "fox.png"
    assert moved.read_bytes() == PICTURE
    opened = await open_studio(elsewhere, SettingsStore(elsewhere.settings), Secrets(MemoryKeyring))
    (found,) = await opened.studio.library.get_many([asset.id])
    assert found.path == str(moved)
    await opened.close()


@pytest.mark.parametrize("kind", ["webdav", "bucket"])
async def test_a_place_elsewhere_is_written_read_back_and_read_again(
    studio: Studio, request: pytest.FixtureRequest, kind: str
) -> None:
    place: Place = request.getfixturevalue(kind)
    await choose(studio, to_webdav(place) if kind == "webdav" else to_bucket(place))
    await studio.backups.try_out(studio.backups.choices.place)
    assert place.files == {}

    result = await studio.backups.make(nothing)

    (name,) = place.files
    assert name.endswith(result.name)
    (listed,) = await studio.backups.listed()
    assert (listed.name, listed.size_bytes) == (result.name, result.size_bytes)
    found = await studio.backups.fetch(listed, nothing)
    assert found.manifest.conversations == 1
    await studio.backups.restore(found, nothing)
    await studio.backups.call_off()
    assert not studio.backups.restore_waits


async def test_a_large_file_goes_up_in_parts(
    studio: Studio, bucket: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(s3_module, "PART_BYTES", 8 * 1024)
    await choose(studio, to_bucket(bucket))
    result = await studio.backups.make(nothing)
    assert sum("partNumber" in asked for asked in bucket.asked) >= 2
    assert bucket.uploads == {}
    assert len(bucket.files[f"my studio/{result.name}"]) == result.size_bytes

    bucket.refuse = {"PUT": 500}
    with pytest.raises(StudioError) as failed:
        await studio.backups.make(nothing)
    assert failed.value.kind is ErrorKind.BACKUP_PLACE_FAILED
    assert bucket.uploads == {}


async def test_only_the_newest_stay_and_files_of_others_are_left_alone(studio: Studio, bucket: Place) -> None:
    await choose(studio, to_bucket(bucket), keep=2)
    older = [backup_name(now() - timedelta(days=day)) for day in (1, 2, 3)]
    cut = f"my studio/{older[0]}.part"
    bucket.files = {f"my studio/{name}": b"old" for name in older}
    bucket.files |= {"my studio/thesis.docx": b"mine", cut: b"a back-up that was killed"}
    result = await studio.backups.make(nothing)
    kept = {name.removeprefix("my studio/") for name in bucket.files}
    assert kept == {result.name, older[0], "thesis.docx"}


@pytest.mark.parametrize(
    ("method", "status", "kind"),
    [
        ("PUT", 403, ErrorKind.BACKUP_PLACE_REFUSED),
        ("PUT", 413, ErrorKind.BACKUP_PLACE_FULL),
        ("PUT", 507, ErrorKind.BACKUP_PLACE_FULL),
        ("GET", 500, ErrorKind.BACKUP_PLACE_FAILED),
        ("PROPFIND", 401, ErrorKind.BACKUP_PLACE_REFUSED),
        ("MOVE", 500, ErrorKind.BACKUP_PLACE_FAILED),
    ],
)
async def test_what_a_place_refuses_is_told_and_noted(
    studio: Studio, webdav: Place, method: str, status: int, kind: ErrorKind
) -> None:
    await choose(studio, to_webdav(webdav))
    good = await studio.backups.make(nothing)
    webdav.refuse = {method: status}
    with pytest.raises(StudioError) as failed:
        await studio.backups.make(nothing)
    assert failed.value.kind is kind
    assert SECRET not in repr(vars(failed.value))
    assert studio.backups.last is not None
    assert studio.backups.last.error == kind
    assert any(name.endswith(good.name) for name in webdav.files)


async def test_a_wrong_password_and_a_place_that_is_not_there(studio: Studio, webdav: Place) -> None:
    with pytest.raises(StudioError) as refused:
        await studio.backups.try_out(to_webdav(webdav), "wrong")
    assert refused.value.kind is ErrorKind.BACKUP_PLACE_REFUSED
    with pytest.raises(StudioError) as gone:
        await studio.backups.try_out(replace(to_webdav(webdav), url="http://127.0.0.1:9/dav"))
    assert gone.value.kind is ErrorKind.CONNECTION_REFUSED
    with pytest.raises(StudioError) as none:
        await studio.backups.try_out(to_folder(Path("/nowhere/at/all")))
    assert none.value.kind is ErrorKind.BACKUP_PLACE_MISSING


async def test_what_came_back_as_another_is_no_back_up(studio: Studio, webdav: Place) -> None:
    await choose(studio, to_webdav(webdav))
    webdav.spoiled = True
    with pytest.raises(StudioError) as failed:
        await studio.backups.make(nothing)
    assert failed.value.kind is ErrorKind.BACKUP_DAMAGED
    assert webdav.files == {}


async def test_no_key_is_in_a_back_up(studio: Studio, places: Places, folder: Path, gateway: Gateway) -> None:
    await studio.secrets.set(studio.profiles.all[0].keys[0].id, "sk-canary-0123456789")
    await choose(studio, to_folder(folder), media=True)
    await studio.backups.keep_secret(BackupPlace(PlaceKind.WEBDAV), SECRET)
    result = await studio.backups.make(nothing)
    with zipfile.ZipFile(folder / result.name) as archive:
        contents = b"".join(archive.read(name) for name in archive.namelist())
    for secret in (SECRET, "sk-canary-0123456789", gateway.key):
        assert secret.encode() not in contents
    assert studio.places.settings.exists() is False or SECRET not in studio.places.settings.read_text()


Damage = Callable[[bytes], bytes]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda data: b"",
        lambda data: data[:200] + bytes(64) + data[264:],
        lambda data: b"not an archive",
    ],
)
async def test_a_damaged_back_up_changes_nothing(studio: Studio, folder: Path, damage: Damage) -> None:
    await choose(studio, to_folder(folder))
    result = await studio.backups.make(nothing)
    path = folder / result.name
    found = await studio.backups.look(path)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(StudioError) as refused:
        await studio.backups.restore(found, nothing)
    assert refused.value.kind is ErrorKind.BACKUP_DAMAGED
    assert not studio.backups.restore_waits
    assert not list(studio.places.data.glob("restore*"))


async def test_a_full_disk_is_told_before_anything_is_written(
    studio: Studio, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await choose(studio, to_folder(folder))
    full = shutil._ntuple_diskusage(100, 100, 0)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: full)
    with pytest.raises(StudioError) as failed:
        await studio.backups.make(nothing)
    assert failed.value.kind is ErrorKind.DISK_FULL
    assert not list(folder.iterdir())


async def test_stopping_leaves_the_last_good_one(studio: Studio, folder: Path) -> None:
    await choose(studio, to_folder(folder))
    good = await studio.backups.make(nothing)
    began = asyncio.Event()
    work = asyncio.create_task(studio.backups.make(lambda done, of: began.set()))
    await began.wait()
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    names = {path.name for path in folder.iterdir()}
    assert good.name in names
    assert not [name for name in names if name.endswith(".part")]
    assert studio.backups.last == good


def test_a_rhythm_is_kept_and_a_failure_tried_again_after_an_hour() -> None:
    daily = BackupChoices(BackupPlace(folder="/somewhere"), Rhythm.DAILY)
    weekly = replace(daily, rhythm=Rhythm.WEEKLY)
    made, failed = BackupResult(NOON, "x"), BackupResult(NOON, error="disk_full")
    assert is_due(daily, None, NOON)
    assert not is_due(daily, made, NOON + timedelta(hours=23))
    assert is_due(daily, made, NOON + timedelta(hours=24))
    assert not is_due(weekly, made, NOON + timedelta(days=6))
    assert is_due(daily, failed, NOON + timedelta(hours=1))
    assert not is_due(daily, failed, NOON + timedelta(minutes=59))
    assert not is_due(replace(daily, rhythm=Rhythm.NEVER), None, NOON)
    assert not is_due(replace(daily, place=BackupPlace()), None, NOON)


async def test_what_is_due_is_made_and_what_fails_is_noted(studio: Studio, folder: Path) -> None:
    await choose(studio, to_folder(folder), rhythm=Rhythm.WEEKLY)
    assert await studio.backups.run_if_due(NOON)
    assert studio.backups.last is not None
    assert not await studio.backups.run_if_due(studio.backups.last.at + timedelta(days=6))
    await choose(studio, to_folder(folder / "gone"), rhythm=Rhythm.DAILY)
    assert not await studio.backups.run_if_due(studio.backups.last.at + timedelta(days=2))
    assert studio.backups.last.error == ErrorKind.BACKUP_PLACE_MISSING


def test_rotation_counts_only_names_of_ours() -> None:
    files = tuple(
        BackupFile(name, 1) for name in ("relay-studio-20260101-000000.zip", "relay-studio-x.zip", "a.zip")
    )
    assert superfluous(files, 1) == ()
    assert superfluous((*files, BackupFile("relay-studio-20260102-000000.zip", 1)), 1) == (files[0],)
