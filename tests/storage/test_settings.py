"""The settings file."""

# ruff: noqa: ASYNC240  # a test may wait for the disk

import json
from pathlib import Path

import pytest

from app.domain.errors import ErrorKind, StorageError
from app.storage.settings import Settings, SettingsStore


async def test_a_change_is_there_at_the_next_start(tmp_path: Path) -> None:
    store = SettingsStore(tmp_path / "settings.json")
    assert store.current == Settings()
    store.change(language="zh", scale=1.25)
    store.change(allowed_picture_hosts=frozenset({"b.example", "a.example"}))
    await store.flush()
    again = SettingsStore(tmp_path / "settings.json").current
    assert (again.language, again.scale) == ("zh", 1.25)
    assert again.allowed_picture_hosts == {"a.example", "b.example"}


async def test_what_cannot_be_read_takes_its_default_and_the_rest_holds(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"theme": "neon", "language": "en", "scale": "big", "list_width": 240}')
    current = SettingsStore(path).current
    assert current == Settings(language="en", list_width=240)


@pytest.mark.parametrize(("stored", "scale"), [("9", 2.0), ("0.1", 0.8), ("NaN", 1.0), ("1", 1.0)])
def test_the_scale_stays_within_its_limits(tmp_path: Path, stored: str, scale: float) -> None:
    path = tmp_path / "settings.json"
    path.write_text(f'{{"scale": {stored}}}')
    assert SettingsStore(path).current.scale == scale


async def test_fields_of_a_later_version_survive(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"aurora": [1, 2], "theme": "dark"}')
    store = SettingsStore(path)
    store.change(theme="system", scale=1.5)
    await store.flush()
    assert json.loads(path.read_text()) == {"aurora": [1, 2], "scale": 1.5}


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe\x00", b'{"scale":'])
def test_a_damaged_file_is_set_aside(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    store = SettingsStore(path)
    assert store.current == Settings()
    assert store.set_aside is not None
    assert store.set_aside.read_bytes() == content
    assert not path.exists()


async def test_a_change_reaches_the_disk_by_itself_and_leaves_no_half_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    store = SettingsStore(path)
    store.change(scale=1.5)
    timer = store._timer
    assert timer is not None
    timer.join()
    assert json.loads(path.read_text()) == {"scale": 1.5}
    assert list(tmp_path.iterdir()) == [path]


async def test_a_disk_that_refuses_is_said(tmp_path: Path) -> None:
    store = SettingsStore(tmp_path / "gone" / "settings.json")
    store.change(scale=1.5)
    with pytest.raises(StorageError) as refused:
        await store.flush()
    assert refused.value.kind is ErrorKind.NOT_WRITABLE


def test_a_setting_that_does_not_exist_is_a_fault_of_ours(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        SettingsStore(tmp_path / "settings.json").change(colour="blue")
