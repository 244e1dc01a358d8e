"""Profiles over a real database: kept, switched, their keys in the keyring and nowhere else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.catalog.presets import Presets
from app.demo.server import DemoServer
from app.domain.errors import ErrorKind, ProfileError
from app.domain.ids import KeyId, ProfileId
from app.domain.profile import KeyReference, Profile, ProxyChoice, ProxyMode, SecretHeader
from app.services.events import Hub, ProfilesChanged
from app.services.profiles import Profiles
from app.storage.database import Database
from app.storage.places import find_places, resources_folder
from app.storage.profiles import ProfileStore
from app.storage.secrets import Secrets
from tests.storage.keyrings import ForgetfulKeyring, LockedKeyring, MemoryKeyring

SERVICE = "relay-studio"
ROOT = "https://gw.example.com"


@dataclass
class Desk:
    """The profiles with what they stand on."""

    profiles: Profiles
    keyring: MemoryKeyring
    folder: Path
    told: list[ProfilesChanged]


@asynccontextmanager
async def open_desk(folder: Path, keyring: MemoryKeyring) -> AsyncIterator[Desk]:
    """The profiles of a data folder, until the program ends."""
    places = find_places(folder, folder / "media")
    secrets, hub = Secrets(lambda: keyring), Hub()
    told: list[ProfilesChanged] = []
    hub.listen(ProfilesChanged, lambda event: told.append(event))
    resources = resources_folder()
    database = await Database.open(places.database, places.backups)
    demo = DemoServer(resources / "demo", full_speed=True)
    profiles = Profiles(ProfileStore(database), secrets, Presets.load(resources), demo, hub)
    try:
        await profiles.load()
        yield Desk(profiles, keyring, folder, told)
    finally:
        await demo.stop()
        await database.close()
        secrets.close()


@pytest.fixture
def keyring() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture
async def desk(tmp_path: Path, keyring: MemoryKeyring) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, keyring) as opened:
        yield opened


def profile(name: str = "Relay", root: str = ROOT, key_id: str = "k1", hint: str = "sk-…aaaa") -> Profile:
    return Profile(ProfileId(name), name, (root,), (KeyReference(KeyId(key_id), hint),))


async def test_a_saved_profile_and_its_key_are_there_after_a_restart(
    tmp_path: Path, keyring: MemoryKeyring
) -> None:
    async with open_desk(tmp_path, keyring) as desk:
        await desk.profiles.save(profile(), {KeyId("k1"): "sk-canary-0123456789aaaa"})
    async with open_desk(tmp_path, keyring) as desk:
        assert [saved.name for saved in desk.profiles.all] == ["Relay"]
        place = await desk.profiles.destination(desk.profiles.all[0])
        assert (place.root, place.key) == (ROOT, "sk-canary-0123456789aaaa")


async def test_the_key_is_in_no_file(desk: Desk) -> None:
    await desk.profiles.save(profile(), {KeyId("k1"): "sk-canary-0123456789aaaa"})
    files = [path for path in desk.folder.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if b"canary" in path.read_bytes()]


async def test_a_secret_header_is_in_the_keyring_and_in_no_file(desk: Desk) -> None:
    header = SecretHeader("X-Shop-Token", KeyId("h1"))
    keys = {KeyId("k1"): "sk-1", KeyId("h1"): "canary-of-a-header"}
    saved = await desk.profiles.save(replace(profile(), secret_headers=(header,)), keys)
    assert desk.keyring.entries[SERVICE, "h1"] == "canary-of-a-header"
    assert (await desk.profiles.destination(saved)).headers == (("X-Shop-Token", "canary-of-a-header"),)
    files = [path for path in desk.folder.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if b"canary" in path.read_bytes()]
    await desk.profiles.save(replace(saved, secret_headers=()), {})
    assert desk.keyring.entries == {(SERVICE, "k1"): "sk-1"}


async def test_the_first_profile_is_active_and_one_call_switches(desk: Desk) -> None:
    await desk.profiles.save(profile("One"), {KeyId("k1"): "sk-1"})
    await desk.profiles.save(profile("Two", "https://two.example.com", "k2"), {KeyId("k2"): "sk-2"})
    assert desk.profiles.active is desk.profiles.get(ProfileId("One"))
    await desk.profiles.activate(ProfileId("Two"))
    assert desk.profiles.active is desk.profiles.get(ProfileId("Two"))
    assert len(desk.told) == 4


async def test_profiles_keep_the_order_that_the_person_gave_them(desk: Desk) -> None:
    for name in ("One", "Two", "Three"):
        await desk.profiles.save(profile(name, f"https://{name.lower()}.example.com", name), {})
    await desk.profiles.reorder([ProfileId("Three"), ProfileId("One")])
    assert [saved.name for saved in desk.profiles.all] == ["Three", "One", "Two"]
    await desk.profiles.load()
    assert [saved.name for saved in desk.profiles.all] == ["Three", "One", "Two"]


async def test_removing_a_profile_removes_its_keys_and_its_proxy_password(desk: Desk) -> None:
    proxy = ProxyChoice(ProxyMode.HTTP, "127.0.0.1:7890", "mei", KeyId("p1"))
    saved = await desk.profiles.save(
        replace(profile(), proxy=proxy), {KeyId("k1"): "sk-1", KeyId("p1"): "secret"}
    )
    assert desk.keyring.entries.keys() == {(SERVICE, "k1"), (SERVICE, "p1")}
    await desk.profiles.remove(saved.id)
    assert not desk.keyring.entries
    assert desk.profiles.active is None


async def test_a_key_that_is_replaced_leaves_the_keyring(desk: Desk) -> None:
    await desk.profiles.save(profile(), {KeyId("k1"): "sk-old"})
    await desk.profiles.save(profile(key_id="k2"), {KeyId("k2"): "sk-new"})
    assert desk.keyring.entries == {(SERVICE, "k2"): "sk-new"}


async def test_nothing_is_saved_where_the_keyring_keeps_nothing(tmp_path: Path) -> None:
    async with open_desk(tmp_path, ForgetfulKeyring()) as desk:
        with pytest.raises(ProfileError) as caught:
            await desk.profiles.save(profile(), {KeyId("k1"): "sk-1"})
        assert caught.value.kind is ErrorKind.KEYRING_FAILED
        assert not desk.profiles.all
        await desk.profiles.save(profile(), {KeyId("k1"): "sk-1"}, session_only=True)
        assert (await desk.profiles.destination(profile())).key == "sk-1"


async def test_a_locked_keyring_keeps_the_profile_unless_the_person_insists(tmp_path: Path) -> None:
    keyring = LockedKeyring()
    keyring.locked = False
    async with open_desk(tmp_path, keyring) as desk:
        saved = await desk.profiles.save(profile(), {KeyId("k1"): "sk-1"})
        keyring.locked = True
        with pytest.raises(ProfileError):
            await desk.profiles.remove(saved.id)
        assert desk.profiles.all == (saved,)
        await desk.profiles.remove(saved.id, leave_keys=True)
        assert not desk.profiles.all


async def test_a_key_that_the_keyring_has_lost_is_said_to_be_missing(desk: Desk) -> None:
    saved = await desk.profiles.save(profile(), {})
    with pytest.raises(ProfileError) as caught:
        await desk.profiles.destination(saved)
    assert caught.value.kind is ErrorKind.KEY_MISSING
    assert caught.value.values == {"profile": "Relay"}


async def test_an_address_that_is_there_already_is_recognised_however_it_is_spelt(desk: Desk) -> None:
    key = "sk-0123456789aaaa"
    await desk.profiles.save(profile(hint="sk-…aaaa"), {KeyId("k1"): key})
    twin = await desk.profiles.twin("https://GW.example.com", key)
    assert twin is not None
    assert twin.has_key
    other = await desk.profiles.twin(ROOT, "sk-9999999999aaaa")
    assert other is not None
    assert not other.has_key
    assert await desk.profiles.twin("https://elsewhere.example.com", key) is None


async def test_another_key_of_the_same_address_joins_the_profile(desk: Desk) -> None:
    await desk.profiles.save(profile(), {KeyId("k1"): "sk-0123456789aaaa"})
    offered = profile("Same place", key_id="k2", hint="sk-…bbbb")
    kept = await desk.profiles.add(offered, {KeyId("k2"): "sk-0123456789bbbb"})
    assert kept.name == "Relay"
    assert [key.id for key in kept.keys] == ["k1", "k2"]
    assert len(desk.profiles.all) == 1
    again = await desk.profiles.add(offered, {KeyId("k3"): "sk-0123456789bbbb"})
    assert again == kept


async def test_the_demo_needs_neither_address_nor_key(desk: Desk) -> None:
    demo = await desk.profiles.ensure_demo("zh")
    assert demo.name == "内置演示"
    assert await desk.profiles.ensure_demo("en") == demo
    place = await desk.profiles.destination(demo)
    assert place.root.startswith("http://127.0.0.1:")
    assert place.key == ""
