"""Files under readable names, checked by their content, with their origin written into them."""

# ruff: noqa: ASYNC240  # a test may wait for the disk

import struct
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.errors import ErrorKind, ProtocolError, StorageError
from app.domain.media import MediaKind, Provenance
from app.storage import media_files, mp4, provenance
from app.storage.media_files import MediaFiles, MediaName
from app.storage.media_names import readable_stem
from app.storage.places import Places, find_places
from tests.storage.pictures import gif, jpeg, png, webp

WHEN = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
ORIGIN = Provenance(
    profile_name="网关", gateway="api.example.com", model="m/1", prompt='一只<狐狸> & "fox"\n\x00', seed="7",
    values={"n": 1, "size": "1x1"}, card_id="card", task_id="t:1", request_id="r-1", cost="0.04 USD",
    source="https://x.test/a.png", made_at="2026-11-26T05:00:00+00:00",
    form='{"card_id":"card","values":{"prompt":"</relay:provenance>&amp;\\u0000"}}',
)  # fmt: skip


def box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(body), kind) + body


def movie() -> bytes:
    """A film of five seconds, without a picture in it."""
    head = box(b"mvhd", b"\0" * 12 + struct.pack(">II", 1000, 5000) + b"\0" * 80)
    track = box(b"trak", box(b"tkhd", b"\0" * 76 + struct.pack(">II", 1280 << 16, 720 << 16)))
    return box(b"ftyp", b"isom\0\0\0\0") + box(b"moov", head + track) + box(b"mdat", b"xx")


def whole_webp(kind: bytes) -> bytes:
    data = bytearray(webp(kind, 10, 11))
    struct.pack_into("<I", data, 16, len(data) - 20)
    struct.pack_into("<I", data, 4, len(data) - 8)
    return bytes(data)


FILES = {
    "png": png(3, 4),
    "jpg": jpeg(3, 4) + b"\xff\xd9",
    "webp": whole_webp(b"VP8 "),
    "lossless.webp": whole_webp(b"VP8L"),
    "extended.webp": whole_webp(b"VP8X"),
    "mp4": movie(),
    "gif": gif(3, 4),
}


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return find_places(tmp_path / "data", tmp_path / "media")


@pytest.fixture
def files(places: Places) -> MediaFiles:
    return MediaFiles(places)


def planned(
    files: MediaFiles, data: bytes, kind: MediaKind = MediaKind.PICTURE, prompt: str = "a fox"
) -> str:
    """A name with a finished download under it."""
    name = files.plan(MediaName(kind, WHEN, "model-1.5", prompt))
    files.part_of(name).write_bytes(data)
    return name


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
async def test_the_origin_is_in_the_file_or_beside_it_and_the_picture_is_untouched(
    files: MediaFiles, data: bytes
) -> None:
    asset = await files.finish(planned(files, data), ORIGIN, WHEN)
    path = Path(asset.path)
    assert provenance.read(path) == ORIGIN
    assert provenance.side_car(path).exists() is (asset.mime == "image/gif")
    assert asset.size_bytes == path.stat().st_size
    if asset.mime in ("image/png", "image/jpeg", "image/gif"):
        assert (asset.width, asset.height) == (3, 4)
    assert len(list(path.parent.glob("*.part*"))) == 0


@pytest.mark.parametrize("name", ["png", "jpg", "webp"])
async def test_a_picture_goes_back_as_it_came(files: MediaFiles, name: str) -> None:
    asset = await files.finish(planned(files, FILES[name]), ORIGIN, WHEN)
    written = Path(asset.path).read_bytes()
    assert written != FILES[name]
    assert provenance.without(written) == FILES[name]
    assert provenance.without(FILES[name]) == FILES[name]
    assert provenance.without(written[:40]) == written[:40]


async def test_a_film_tells_its_length_and_size(files: MediaFiles, places: Places) -> None:
    asset = await files.finish(planned(files, movie(), MediaKind.VIDEO), ORIGIN, WHEN)
    assert (asset.kind, asset.duration_ms, asset.width, asset.height) == (MediaKind.VIDEO, 5000, 1280, 720)
    assert Path(asset.path).is_relative_to(places.videos)
    assert mp4.is_whole(Path(asset.path))


@pytest.mark.parametrize("data", [b"", b'{"error": "x"}', b"<html>no</html>", "只有文字".encode()])
async def test_what_is_no_media_gets_no_name(files: MediaFiles, data: bytes) -> None:
    with pytest.raises(ProtocolError) as refused:
        await files.finish(planned(files, data), ORIGIN, WHEN)
    assert refused.value.kind is ErrorKind.RESULT_NOT_MEDIA
    assert files.all_files() == ()


@pytest.mark.parametrize("data", [png(3, 4)[:-8], movie()[:-1], whole_webp(b"VP8X")[:-1]])
async def test_a_file_without_its_end_gets_no_name(files: MediaFiles, data: bytes) -> None:
    with pytest.raises(ProtocolError) as refused:
        await files.finish(planned(files, data), ORIGIN, WHEN)
    assert refused.value.kind is ErrorKind.STREAM_CUT


async def test_a_drawing_that_can_hold_scripts_is_a_file_that_nobody_draws(files: MediaFiles) -> None:
    drawing = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>'
    asset = await files.finish(planned(files, drawing), ORIGIN, WHEN)
    assert (asset.kind, asset.mime, Path(asset.path).suffix) == (MediaKind.PICTURE, "image/svg+xml", ".svg")


async def test_a_picture_that_says_it_is_immense_is_never_decoded(files: MediaFiles) -> None:
    bomb = bytearray(png(1, 1))
    struct.pack_into(">II", bomb, 16, 60_000, 60_000)
    assert (await files.finish(planned(files, bytes(bomb)), ORIGIN, WHEN)).kind is MediaKind.FILE


async def test_what_nobody_knows_is_kept(files: MediaFiles) -> None:
    asset = await files.finish(planned(files, b"glTF\x02\0\0\0" + bytes(100)), ORIGIN, WHEN)
    assert (asset.kind, Path(asset.path).suffix) == (MediaKind.FILE, ".bin")


async def test_a_name_is_given_once(files: MediaFiles, places: Places) -> None:
    first, second = planned(files, png(1, 1)), planned(files, png(1, 1))
    assert first != second
    asset = await files.finish(first, ORIGIN, WHEN)
    assert Path(asset.path).name == f"{WHEN.astimezone():%Y-%m-%d} model-1.5 a fox-1.png"
    assert files.finished(first) == Path(asset.path)
    assert files.finished(second) is None
    again = MediaFiles(places)
    again.remember([second])
    assert again.plan(MediaName(MediaKind.PICTURE, WHEN, "model-1.5", "a fox")).endswith("-3")


@pytest.mark.parametrize(
    ("prompt", "shown"),
    [
        ("../../etc/passwd", "etc passwd"),
        ('a<b>:"c"|d?*', "a b c d"),
        ("tab\there\nthere\x1b[31m", "tab here there[31m"),
        ("right\u202eleft", "rightleft"),
        ("  ... ", ""),
        ("nul", "nul_"),
        ("一只狐狸" * 30, "一只狐狸" * 7 + "一只"),
        ("word " * 40, "word " * 17 + "word"),
    ],
)
def test_a_name_is_possible_everywhere(prompt: str, shown: str) -> None:
    stem = readable_stem(WHEN, "m", prompt)
    assert stem == f"{WHEN.astimezone():%Y-%m-%d} m {shown}".rstrip()
    assert len(stem.encode()) < 200


async def test_a_full_disk_and_a_folder_that_refuses_are_said(
    files: MediaFiles, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(StorageError) as full:
        files.check_room(places.data, 10**18)
    assert full.value.kind is ErrorKind.DISK_FULL
    places.pictures.parent.mkdir(parents=True, exist_ok=True)
    places.pictures.write_text("a file where the folder should be")
    with pytest.raises(StorageError):
        planned(files, png(1, 1))


async def test_inline_bytes_wait_in_a_file_of_their_own(files: MediaFiles, places: Places) -> None:
    name = await files.spool(png(3, 4))
    target = files.plan(MediaName(MediaKind.PICTURE, WHEN, "m", "x"))
    await files.unspool(name, target)
    assert (await files.finish(target, ORIGIN, WHEN)).width == 3
    await files.clear_spool([name, "gone"])
    assert list((places.data / "incoming").iterdir()) == []


async def test_a_file_goes_to_the_trash_with_its_side_car(
    files: MediaFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    asset = await files.finish(planned(files, gif(3, 4)), ORIGIN, WHEN)
    await files.trash(Path(asset.path))
    assert not Path(asset.path).exists()
    assert not provenance.side_car(Path(asset.path)).exists()
    await files.trash(Path(asset.path))


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
def test_a_torn_file_tells_nothing_and_breaks_nothing(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "torn"
    for length in range(0, len(data), 3):
        path.write_bytes(data[:length])
        assert provenance.read(path) is None
        path.write_bytes(data[:length])
        provenance.write_into(path, ORIGIN)
        mp4.movie_facts(path)


def test_the_limit_of_pixels_is_far_above_real_pictures() -> None:
    assert media_files.MOST_PIXELS > 16_384 * 16_384
