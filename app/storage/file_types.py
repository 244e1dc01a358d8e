"""What a file is, judged by its first bytes rather than by its name, and the size of a picture."""

import codecs
import struct
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from app.domain.document import DOCX, PDF, PPTX, XLSX
from app.domain.media import MediaKind

HEAD_BYTES = 512 * 1024
"""How much of a file the functions here want to see: a camera puts a thumbnail before the size."""
TAIL_BYTES = 1024 * 1024
"""How much of an archive's end: its table of contents stands there."""

_UNREADABLE = (struct.error, IndexError, ValueError)
_MARKDOWN = {".md", ".markdown"}


@dataclass(frozen=True, slots=True)
class FileType:
    """Kind, media type, and the extension that a copy gets, with its dot."""

    kind: MediaKind
    mime: str
    extension: str


_PNG = FileType(MediaKind.PICTURE, "image/png", ".png")
_JPEG = FileType(MediaKind.PICTURE, "image/jpeg", ".jpg")
_GIF = FileType(MediaKind.PICTURE, "image/gif", ".gif")
_WEBP = FileType(MediaKind.PICTURE, "image/webp", ".webp")
_BMP = FileType(MediaKind.PICTURE, "image/bmp", ".bmp")
_MP3 = FileType(MediaKind.AUDIO, "audio/mpeg", ".mp3")
_AAC = FileType(MediaKind.AUDIO, "audio/aac", ".aac")
_ZIP = FileType(MediaKind.FILE, "application/zip", ".zip")
_ANY = FileType(MediaKind.FILE, "application/octet-stream", "")

_STARTS: tuple[tuple[bytes, FileType], ...] = (
    (b"\x89PNG\r\n\x1a\n", _PNG),
    (b"\xff\xd8\xff", _JPEG),
    (b"GIF87a", _GIF),
    (b"GIF89a", _GIF),
    (b"%PDF-", FileType(MediaKind.FILE, PDF, ".pdf")),
    (b"PK\x03\x04", _ZIP),
    (b"ID3", _MP3),
    (b"\xff\xfb", _MP3),
    (b"\xff\xfa", _MP3),
    (b"\xff\xf2", _MP3),
    (b"\xff\xf3", _MP3),
    (b"\xff\xf1", _AAC),
    (b"\xff\xf9", _AAC),
    (b"OggS", FileType(MediaKind.AUDIO, "audio/ogg", ".ogg")),
    (b"fLaC", FileType(MediaKind.AUDIO, "audio/flac", ".flac")),
    (b"\x1aE\xdf\xa3", FileType(MediaKind.VIDEO, "video/webm", ".webm")),
)
_RIFF = {b"WEBP": _WEBP, b"WAVE": FileType(MediaKind.AUDIO, "audio/wav", ".wav")}
_BRANDS = {
    b"avif": FileType(MediaKind.PICTURE, "image/avif", ".avif"),
    b"heic": FileType(MediaKind.PICTURE, "image/heic", ".heic"),
    b"mif1": FileType(MediaKind.PICTURE, "image/heic", ".heic"),
    b"M4A ": FileType(MediaKind.AUDIO, "audio/mp4", ".m4a"),
    b"qt  ": FileType(MediaKind.VIDEO, "video/quicktime", ".mov"),
}
_OFFICE = (
    (b"word/document.xml", FileType(MediaKind.FILE, DOCX, ".docx")),
    (b"xl/workbook.xml", FileType(MediaKind.FILE, XLSX, ".xlsx")),
    (b"ppt/presentation.xml", FileType(MediaKind.FILE, PPTX, ".pptx")),
)
_BMP_HEADERS = {size.to_bytes(4, "little") for size in (12, 40, 52, 56, 64, 108, 124)}
_MP4 = FileType(MediaKind.VIDEO, "video/mp4", ".mp4")


def recognise(head: bytes, name: str = "") -> FileType:
    """The type of a file from its first bytes; its name only tells one text from another."""
    if head[:4] == b"RIFF" and head[8:12] in _RIFF:
        return _RIFF[head[8:12]]
    if head[:2] == b"BM" and head[14:18] in _BMP_HEADERS:
        return _BMP
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], _MP4)
    known = next((kind for start, kind in _STARTS if head.startswith(start)), None)
    return known or _text_or_any(head, PurePath(name).suffix.lower())


def is_archive(file_type: FileType) -> bool:
    """Whether only the end of the file says what it holds."""
    return file_type is _ZIP


def recognise_archive(tail: bytes) -> FileType:
    """The type of an archive from the names in its table of contents: an Office document, or any archive."""
    return next((kind for part, kind in _OFFICE if part in tail), _ZIP)


def dimensions(head: bytes, file_type: FileType) -> tuple[int, int] | None:
    """Width and height in pixels from a picture's header; None where it is broken or not understood."""
    reader = _SIZE_READERS.get(file_type.mime)
    if reader is None:
        return None
    try:
        width, height = reader(head)
    except _UNREADABLE:
        return None
    return (width, height) if width > 0 and height > 0 else None


def has_known_header(file_type: FileType) -> bool:
    """Whether a sound picture of this type always tells its size."""
    return file_type.mime in _SIZE_READERS


def text_of(data: bytes) -> str | None:
    """The text of UTF-8, of UTF-16 with its mark, or of the Chinese encodings; None if it is no text."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(data, "utf-16")
    if b"\0" in data:
        return None
    text = _decoded(data, "utf-8-sig")
    return _decoded(data, "gb18030") if text is None else text


def _decoded(data: bytes, encoding: str) -> str | None:
    """The text, with a character that the end cuts left out; None where it does not read as text."""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(data)
    except UnicodeDecodeError:
        return None
    odd = sum(unicodedata.category(character) in {"Cc", "Co", "Cn"} for character in text[:4096])
    lines = sum(character in "\r\n\t\f\x1b" for character in text[:4096])
    return text if odd - lines <= len(text[:4096]) // 100 else None


def _text_or_any(head: bytes, suffix: str) -> FileType:
    if not head or text_of(head) is None:
        return _ANY
    mime = "text/markdown" if suffix in _MARKDOWN else "text/plain"
    return FileType(MediaKind.TEXT, mime, suffix if suffix[1:].isalnum() else ".txt")


def _png_size(head: bytes) -> tuple[int, int]:
    if head[12:16] != b"IHDR":
        raise ValueError("no header chunk")
    width, height = struct.unpack_from(">II", head, 16)
    return width, height


def _gif_size(head: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<HH", head, 6)
    return width, height


def _bmp_size(head: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<ii", head, 18)
    return width, abs(height)


def _jpeg_size(head: bytes) -> tuple[int, int]:
    """Walks from segment to segment until one that starts a frame."""
    position = 2
    while True:
        mark, kind, length = struct.unpack_from(">BBH", head, position)
        if mark != 0xFF:
            raise ValueError("no segment")
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", head, position + 5)
            return width, height
        position += 2 + length


def _webp_size(head: bytes) -> tuple[int, int]:
    kind = head[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    if kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", head, 21)
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind != b"VP8 ":
        raise ValueError("no picture chunk")
    width, height = struct.unpack_from("<HH", head, 26)
    return width & 0x3FFF, height & 0x3FFF


_SIZE_READERS: dict[str, Callable[[bytes], tuple[int, int]]] = {
    _PNG.mime: _png_size,
    _JPEG.mime: _jpeg_size,
    _GIF.mime: _gif_size,
    _WEBP.mime: _webp_size,
    _BMP.mime: _bmp_size,
}
