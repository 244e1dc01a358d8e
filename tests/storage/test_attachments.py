"""Files that go along with messages."""

# ruff: noqa: ASYNC240  # a test may wait for the disk

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.errors import ErrorKind, InputError
from app.domain.media import MediaKind
from app.storage.attachments import AttachmentStore
from app.storage.file_types import recognise, text_of
from tests.storage import pictures


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "attachments"
    place.mkdir()
    return place


@pytest.fixture
def store(folder: Path) -> AttachmentStore:
    return AttachmentStore(folder, limit_bytes=100_000)


async def test_a_picture_is_copied_and_measured(store: AttachmentStore, tmp_path: Path) -> None:
    source = tmp_path / "猫 咪.png"
    source.write_bytes(pictures.png(30, 20))
    kept = await store.add_file(source)
    source.unlink()
    assert (kept.kind, kept.name, kept.mime) == (MediaKind.PICTURE, "猫 咪.png", "image/png")
    assert (kept.width, kept.height, kept.size_bytes) == (30, 20, len(pictures.png(30, 20)))
    assert await store.read(kept) == pictures.png(30, 20)
    assert store.path(kept).suffix == ".png"


@pytest.mark.parametrize(
    ("data", "mime"),
    [
        (pictures.jpeg(640, 480, thumbnail=60_000), "image/jpeg"),
        (pictures.gif(640, 480), "image/gif"),
        (pictures.bmp(640, 480), "image/bmp"),
        (pictures.webp(b"VP8 ", 640, 480), "image/webp"),
        (pictures.webp(b"VP8L", 640, 480), "image/webp"),
        (pictures.webp(b"VP8X", 640, 480), "image/webp"),
    ],
)
async def test_every_kind_of_picture_tells_its_size_whatever_its_name(
    store: AttachmentStore, data: bytes, mime: str
) -> None:
    kept = await store.add_bytes(data, "wrong.txt")
    assert (kept.mime, kept.width, kept.height) == (mime, 640, 480)


async def test_the_same_content_is_kept_once(store: AttachmentStore, folder: Path) -> None:
    first = await store.add_bytes(b"same", "a.txt")
    second = await store.add_bytes(b"same", "b.txt")
    assert first.path == second.path
    assert second.name == "b.txt"
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize(
    ("data", "kind", "mime"),
    [
        ("# 标题\n".encode(), MediaKind.TEXT, "text/markdown"),
        ("中文".encode("gb18030"), MediaKind.TEXT, "text/markdown"),
        ("中文".encode("utf-16"), MediaKind.TEXT, "text/markdown"),
        (b"BMW is a car", MediaKind.TEXT, "text/markdown"),
        (b"RIFF raff", MediaKind.TEXT, "text/markdown"),
        (b"\0\1\2\3", MediaKind.FILE, "application/octet-stream"),
        (b"\x01\x02\x03\x04\x05\x06", MediaKind.FILE, "application/octet-stream"),
        (b"%PDF-1.7", MediaKind.FILE, "application/pdf"),
        (b"RIFF\0\0\0\0WAVE", MediaKind.AUDIO, "audio/wav"),
        (b"\0\0\0\x20ftypisom", MediaKind.VIDEO, "video/mp4"),
        (b"\0\0\0\x20ftypM4A ", MediaKind.AUDIO, "audio/mp4"),
    ],
)
def test_a_file_is_judged_by_its_content(data: bytes, kind: MediaKind, mime: str) -> None:
    recognised = recognise(data, "notes.md")
    assert (recognised.kind, recognised.mime) == (kind, mime)


def test_text_that_is_cut_in_the_middle_of_a_character_is_still_text() -> None:
    assert text_of("中文".encode()[:-1]) == "中"
    assert recognise(b"print()", "tool.py").extension == ".py"
    assert recognise(b"print()", "no name/..").extension == ".txt"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", ErrorKind.ATTACHMENT_EMPTY),
        (b"x" * 100_001, ErrorKind.ATTACHMENT_TOO_LARGE),
        (pictures.png(30, 20)[:18], ErrorKind.ATTACHMENT_UNREADABLE),
        (pictures.jpeg(30, 20)[:9], ErrorKind.ATTACHMENT_UNREADABLE),
        (pictures.gif(0, 20), ErrorKind.ATTACHMENT_UNREADABLE),
    ],
)
async def test_what_cannot_be_sent_is_refused_and_leaves_nothing(
    store: AttachmentStore, folder: Path, tmp_path: Path, data: bytes, kind: ErrorKind
) -> None:
    source = tmp_path / "file.png"
    source.write_bytes(data)
    for adding in (store.add_file(source), store.add_bytes(data, "file.png")):
        with pytest.raises(InputError) as refused:
            await adding
        assert refused.value.kind is kind
        assert refused.value.values["name"] == "file.png"
    assert list(folder.rglob("*")) == []


async def test_a_folder_and_a_missing_file_cannot_be_read(store: AttachmentStore, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "gone.png"):
        with pytest.raises(InputError) as refused:
            await store.add_file(path)
        assert refused.value.kind is ErrorKind.ATTACHMENT_UNREADABLE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
async def test_text_is_read_in_the_usual_encodings(store: AttachmentStore, encoding: str) -> None:
    kept = await store.add_bytes("第一行\n第二行".encode(encoding), "笔记.txt")
    assert await store.read_text(kept) == "第一行\n第二行"


async def test_what_is_no_text_is_not_read_as_text(store: AttachmentStore) -> None:
    with pytest.raises(InputError) as refused:
        await store.read_text(await store.add_bytes(b"\0\1", "a.txt"))
    assert refused.value.kind is ErrorKind.ATTACHMENT_UNREADABLE


async def test_a_copy_that_is_gone_is_said(store: AttachmentStore) -> None:
    kept = await store.add_bytes(b"text", "a.txt")
    store.path(kept).unlink()
    with pytest.raises(InputError) as refused:
        await store.read(kept)
    assert refused.value.kind is ErrorKind.ATTACHMENT_UNREADABLE


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\x\\y.txt", "y.txt"),
        ("a\x1b\u202eb.txt", "ab.txt"),
        ("/", "file"),
    ],
)
async def test_a_name_is_only_ever_a_name(
    store: AttachmentStore, folder: Path, given: str, shown: str
) -> None:
    kept = await store.add_bytes(b"text", given)
    assert kept.name == shown
    assert store.path(kept).resolve().is_relative_to(folder.resolve())


async def test_a_refusal_says_how_large_a_file_may_be(tmp_path: Path) -> None:
    store = AttachmentStore(tmp_path, limit_bytes=3 * 1024 * 1024)
    with pytest.raises(InputError) as refused:
        await store.add_bytes(b"x" * (3 * 1024 * 1024 + 1), "long.txt")
    assert refused.value.values == {"name": "long.txt", "limit": "3 MB"}


async def test_no_path_leads_out_of_the_folder(store: AttachmentStore, tmp_path: Path) -> None:
    source = tmp_path / "cat.png"
    source.write_bytes(pictures.png(3, 2))
    kept = await store.add_file(source)
    assert store.holds(kept)
    assert not store.holds(replace(kept, path="../cat.png"))
    assert not store.holds(replace(kept, path=str(source)))
    with pytest.raises(InputError):
        await store.read(replace(kept, path="../cat.png"))
    store.path(kept).unlink()
    assert not store.holds(kept)
