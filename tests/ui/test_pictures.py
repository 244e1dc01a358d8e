"""Pictures of a conversation."""

import asyncio
import base64
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QImage, QImageWriter
from pytestqt.qtbot import QtBot

from app.domain.errors import ErrorKind, NetworkError
from app.ui.transcript.content.decoding import decode
from app.ui.transcript.content.pictures import Pictures, PictureState, Source

REMOTE = "https://pictures.example/cat.png"


def encoded(width: int, height: int, kind: bytes = b"PNG") -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#2f6fde"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(kind)).write(image)
    return bytes(buffer.data().data())


def data_address(data: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(data).decode()


class Web:
    """The other end: what lies where, and what was asked for."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.asked: list[str] = []

    async def fetch(self, address: str) -> bytes:
        self.asked.append(address)
        if address not in self.files:
            raise NetworkError(ErrorKind.CONNECTION_REFUSED)
        return self.files[address]


@pytest.fixture
def web() -> Web:
    return Web()


@pytest.fixture
def pictures(qapp: object, web: Web) -> Iterator[Pictures]:
    pictures = Pictures(web.fetch)
    yield pictures
    pictures.close()


def settle(pictures: Pictures, qtbot: QtBot, source: Source, width: int = 400) -> PictureState:
    """Ask until it is no longer loading."""
    qtbot.waitUntil(lambda: pictures.picture(source, width).state is not PictureState.LOADING)
    return pictures.picture(source, width).state


async def fetched(pictures: Pictures, address: str) -> PictureState:
    """The same for what comes through the event loop."""
    known = asyncio.Event()
    pictures.ready.connect(lambda source: known.set())
    async with asyncio.timeout(10):
        while pictures.picture(address, 400).state is PictureState.LOADING:
            await known.wait()
            known.clear()
    return pictures.picture(address, 400).state


def test_a_file_is_shown_no_larger_than_asked(pictures: Pictures, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "wide.jpg"
    file.write_bytes(encoded(1_600, 800, b"JPG"))
    assert pictures.picture(file, 200, 2.0).state is PictureState.LOADING
    with qtbot.waitSignal(pictures.ready) as told:
        pass
    assert told.args == [file]
    picture = pictures.picture(file, 200, 2.0)
    assert picture.natural == QSize(1_600, 800)
    assert picture.image is not None
    assert picture.image.size() == QSize(400, 200)


def test_a_wider_view_gets_a_finer_picture_and_keeps_the_coarse_one_meanwhile(
    pictures: Pictures, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "wide.png"
    file.write_bytes(encoded(800, 400))
    settle(pictures, qtbot, file, 100)
    assert pictures.picture(file, 300).state is PictureState.READY

    def finer() -> bool:
        image = pictures.picture(file, 300).image
        return image is not None and image.width() == 300

    qtbot.waitUntil(finer)


def test_a_small_picture_is_not_blown_up(pictures: Pictures, qtbot: QtBot) -> None:
    address = data_address(encoded(30, 20))
    assert settle(pictures, qtbot, address) is PictureState.READY
    image = pictures.picture(address, 400).image
    assert image is not None
    assert image.size() == QSize(30, 20)


async def test_a_remote_picture_waits_for_leave(pictures: Pictures, web: Web) -> None:
    web.files[REMOTE] = encoded(10, 10)
    assert pictures.picture(REMOTE, 400).state is PictureState.BLOCKED
    assert web.asked == []
    pictures.set_allowed_hosts({"Pictures.Example"})
    assert await fetched(pictures, REMOTE) is PictureState.READY
    assert web.asked == [REMOTE]


async def test_leave_for_one_host_is_none_for_another(pictures: Pictures, web: Web) -> None:
    pictures.set_allowed_hosts({"pictures.example"})
    for address in ("https://pictures.example.evil/x.png", "https://evil/pictures.example", "http://x@evil/"):
        assert pictures.picture(address, 400).state is PictureState.BLOCKED
    assert web.asked == []


async def test_what_cannot_be_fetched_is_broken_until_it_is_tried_again(pictures: Pictures, web: Web) -> None:
    pictures.set_allowed_hosts({"pictures.example"})
    assert await fetched(pictures, REMOTE) is PictureState.BROKEN
    web.files[REMOTE] = encoded(10, 10)
    pictures.retry(REMOTE)
    assert await fetched(pictures, REMOTE) is PictureState.READY


def test_a_text_cannot_name_a_file(pictures: Pictures, tmp_path: Path) -> None:
    file = tmp_path / "private.png"
    file.write_bytes(encoded(10, 10))
    for address in (str(file), file.as_uri(), r"\\host\share\x.png", "private.png", ""):
        assert pictures.picture(address, 400).state is PictureState.BROKEN


def bomb() -> bytes:
    """A small file that says it is 60,000 pixels wide and high."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no picture",
        encoded(20, 20)[:60],
        b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
        bomb(),
    ],
    ids=["empty", "text", "cut", "entities", "bomb"],
)
def test_what_is_no_sound_picture_is_broken(
    pictures: Pictures, qtbot: QtBot, tmp_path: Path, data: bytes
) -> None:
    file = tmp_path / "picture.png"
    file.write_bytes(data)
    assert settle(pictures, qtbot, file) is PictureState.BROKEN
    assert settle(pictures, qtbot, data_address(data)) is PictureState.BROKEN


def drawing(content: str) -> bytes:
    """A drawing made of lines, 40 by 20."""
    head = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'{head} width="40" height="20"><script>alert(1)</script>{content}</svg>'.encode()


def test_a_drawing_of_lines_is_drawn_in_the_size_that_is_asked_for() -> None:
    decoded = decode(drawing('<rect width="40" height="20" fill="#ff0000"/>'), 20)
    assert decoded is not None
    assert (decoded.natural, decoded.image.size()) == (QSize(40, 20), QSize(20, 10))
    assert decoded.image.pixelColor(10, 5) == QColor("#ff0000")


@pytest.mark.qt_log_ignore("Image filename is empty", extend=True)
def test_a_drawing_of_lines_shows_no_file_of_this_computer(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(encoded(40, 20))
    links = (str(secret), secret.as_uri(), f" {secret}")
    images = (
        f'<image {name}="{link}" width="40" height="20"/>'
        for link in links
        for name in ("href", "xlink:href")
    )
    decoded = decode(drawing("".join(images)), 40)
    assert decoded is not None
    assert decoded.image.pixelColor(20, 10).alpha() == 0
    inside = f'<image xlink:href="{data_address(encoded(40, 20))}" width="40" height="20"/>'
    decoded = decode(drawing(inside), 40)
    assert decoded is not None
    assert decoded.image.pixelColor(20, 10).alpha() == 255


@pytest.mark.parametrize("content", ["<use/>" * 300, "<g/>" * 60_000], ids=["copies", "elements"])
def test_a_drawing_of_lines_that_asks_too_much_is_none(content: str) -> None:
    assert decode(drawing(content), 40) is None


@pytest.mark.parametrize(
    "address", ["data:image/png;base64,%%%", "data:image/png", "data:text/html,<b>", "data:,"]
)
def test_a_broken_data_address_is_broken(pictures: Pictures, qtbot: QtBot, address: str) -> None:
    assert settle(pictures, qtbot, address) is PictureState.BROKEN


def test_a_missing_file_is_broken(pictures: Pictures, qtbot: QtBot, tmp_path: Path) -> None:
    assert settle(pictures, qtbot, tmp_path / "gone.png") is PictureState.BROKEN


def test_a_photo_taken_upright_is_shown_upright(qapp: object) -> None:
    photo = encoded(80, 40, b"JPG")
    tag = struct.pack("<HHII", 0x0112, 3, 1, 6)
    exif = b"Exif\0\0II*\0" + struct.pack("<IH", 8, 1) + tag + b"\0\0\0\0"
    segment = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    decoded = decode(photo[:2] + segment + photo[2:], 20)
    assert decoded is not None
    assert decoded.natural == QSize(40, 80)
    assert decoded.image.size() == QSize(20, 40)


def test_an_animation_shows_its_first_picture(qapp: object) -> None:
    one = bytes.fromhex("47494638396101000100800000ff0000ffffff2c00000000010001000002024401003b")
    decoded = decode(one, 100)
    assert decoded is not None
    assert decoded.image.pixelColor(0, 0) == QColor("#ff0000")
