"""Small pictures of files: kept, made anew when a file changes, honest when it is gone."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from app.domain.ids import AssetId
from app.domain.media import Asset, MediaKind
from app.storage.files import prune
from app.ui.library.thumbnail_files import Look, is_sound
from app.ui.library.thumbnails import Thumbnails

BOX = QSize(100, 100)


@pytest.fixture
def thumbnails(qtbot: QtBot, tmp_path: Path) -> Iterator[Thumbnails]:
    owner = QObject()
    thumbnails = Thumbnails(tmp_path / "kept", owner)
    thumbnails.fit_into(BOX, 4)
    yield thumbnails
    thumbnails.close()


def picture(path: Path, colour: str, width: int = 800, height: int = 400) -> Asset:
    """A picture of one colour."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    assert image.save(str(path))
    when = datetime(2026, 11, 26, tzinfo=UTC)
    return Asset(AssetId(path.stem), MediaKind.PICTURE, "image/png", str(path), 1, when, width, height)


def look_at(thumbnails: Thumbnails, asset: Asset, qtbot: QtBot) -> Look:
    """See a file, however long it takes."""
    with qtbot.waitSignal(thumbnails.ready, check_params_cb=lambda one: one == asset.id):
        thumbnails.look_at([asset])
    return thumbnails.of(asset).look


def colour(thumbnails: Thumbnails, asset: Asset) -> str:
    image = thumbnails.of(asset).image
    assert image is not None
    return image.pixelColor(image.rect().center()).name()


def test_a_picture_fits_into_its_box(thumbnails: Thumbnails, qtbot: QtBot, tmp_path: Path) -> None:
    asset = picture(tmp_path / "wide.png", "#336699")
    assert thumbnails.of(asset).look is Look.LOADING
    assert look_at(thumbnails, asset, qtbot) is Look.READY
    image = thumbnails.of(asset).image
    assert image is not None
    assert image.size() == QSize(100, 50)
    assert len(list((tmp_path / "kept").glob("*/*"))) == 1


def test_a_file_that_changed_is_drawn_anew(thumbnails: Thumbnails, qtbot: QtBot, tmp_path: Path) -> None:
    asset = picture(tmp_path / "one.png", "#ff0000")
    look_at(thumbnails, asset, qtbot)
    assert colour(thumbnails, asset) == "#ff0000"
    picture(tmp_path / "one.png", "#0000ff")
    thumbnails.look_again()
    look_at(thumbnails, asset, qtbot)
    assert colour(thumbnails, asset) == "#0000ff"


def test_a_file_that_is_gone_is_said_to_be(thumbnails: Thumbnails, qtbot: QtBot, tmp_path: Path) -> None:
    asset = picture(tmp_path / "one.png", "#ff0000")
    look_at(thumbnails, asset, qtbot)
    Path(asset.path).unlink()
    thumbnails.look_again()
    assert look_at(thumbnails, asset, qtbot) is Look.GONE


def test_what_cannot_be_drawn_is_broken(thumbnails: Thumbnails, qtbot: QtBot, tmp_path: Path) -> None:
    asset = picture(tmp_path / "one.png", "#ff0000")
    Path(asset.path).write_bytes(Path(asset.path).read_bytes()[:60])
    assert look_at(thumbnails, asset, qtbot) is Look.BROKEN
    assert not is_sound(Path(asset.path))


def test_what_left_the_sight_is_not_made(thumbnails: Thumbnails, qtbot: QtBot, tmp_path: Path) -> None:
    assets = [picture(tmp_path / f"{number}.png", "#00ff00") for number in range(5)]
    thumbnails.look_at(assets)
    assert look_at(thumbnails, assets[4], qtbot) is Look.READY
    assert [thumbnails.of(asset).look for asset in assets[1:4]] == [Look.LOADING] * 3


def test_a_kind_that_is_not_drawn_here_is_not_called_broken(tmp_path: Path) -> None:
    heic = tmp_path / "photo.heic"
    heic.write_bytes(b"\0\0\0\x18ftypmif1" + b"\0" * 40)
    assert is_sound(heic)


def test_the_oldest_small_pictures_go_first(tmp_path: Path) -> None:
    (tmp_path / "ab").mkdir()
    for age, name in enumerate(("new", "old", "oldest")):
        file = tmp_path / "ab" / name
        file.write_bytes(b"x" * 10)
        _make_older(file, age)
    prune(tmp_path, 25)
    assert sorted(path.name for path in tmp_path.glob("*/*")) == ["new", "old"]


def _make_older(file: Path, hours: int) -> None:
    moment = file.stat().st_mtime - 3600 * hours
    os.utime(file, (moment, moment))
