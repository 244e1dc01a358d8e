"""Where things lie."""

from pathlib import Path

import pytest

from app.domain.errors import ErrorKind, StorageError
from app.storage.places import find_places, resources_folder


def test_with_a_data_folder_nothing_outside_it_is_made(tmp_path: Path) -> None:
    places = find_places(tmp_path / "数据", tmp_path / "media")
    inside = {places.logs, places.attachments, places.backups}
    assert set(tmp_path.rglob("*")) == {places.data, *inside}
    assert places.pictures == tmp_path / "media" / "Pictures"
    assert places.database.parent == places.settings.parent == places.data


def test_without_one_the_system_says_where() -> None:
    places = find_places()
    assert places.data.name == "relay-studio"
    assert places.data.is_dir()
    assert places.pictures.name == places.videos.name == places.music.name == "Relay Studio"


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError) as refused:
        find_places(tmp_path / "file" / "data")
    assert refused.value.kind is ErrorKind.NOT_WRITABLE


def test_the_resources_of_a_bundle_are_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert (resources_folder() / "i18n").is_dir()
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    assert resources_folder() == tmp_path / "resources"
