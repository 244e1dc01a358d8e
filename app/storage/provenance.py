"""How a file was made, written into the file itself without touching a pixel of it, and read back.

PNG: an iTXt chunk. JPEG: an APP1 segment with XMP. WebP: an ``XMP`` chunk. MP4 and QuickTime: XMP at the end.
Whatever has no place for it gets a JSON file of the same name beside it.
"""

import binascii
import json
import re
import struct
from collections.abc import Callable, Iterable, Iterator
from html import escape, unescape
from pathlib import Path

from app.domain.media import Provenance
from app.storage import mp4
from app.storage.file_types import HEAD_BYTES, FileType, dimensions, recognise
from app.storage.records import from_text, to_text

LARGEST_BYTES = 64 * 1024 * 1024
"""Pictures above it get a side-car: they would have to be copied in memory."""

PASSING = ".new"
"""Ending of a file that is on its way to take another's place."""

_KEYWORD = b"RelayStudio"
_PNG_START = b"\x89PNG\r\n\x1a\n"
_XMP_MARK = b"http://ns.adobe.com/xap/1.0/\0"
_SEGMENT_BYTES = 65_533
_FOUND = re.compile(rb"<relay:provenance>(.*?)</relay:provenance>", re.DOTALL)
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:relay="urn:relay-studio:provenance">
<xmp:CreatorTool>Relay Studio</xmp:CreatorTool>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{prompt}</rdf:li></rdf:Alt></dc:description>
<relay:provenance>{record}</relay:provenance>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
_ALPHA, _XMP_FLAG = 0x10, 0x04
_HEADER_AND_PICTURE = 2
"""Chunks of a WebP whose extended header says nothing that its picture does not."""


def side_car(path: Path) -> Path:
    """Where the JSON file of a file lies."""
    return path.with_name(f"{path.name}.json")


def write_into(path: Path, provenance: Provenance) -> bool:
    """Write into a finished file that has not its final name yet; False where it needs a side-car.

    Raises:
        OSError: the disk refuses.
    """
    file_type = _type_of(path)
    if file_type.mime in ("video/mp4", "video/quicktime", "audio/mp4"):
        return mp4.append_note(path, _packet(provenance))
    embed = _EMBEDDERS.get(file_type.mime)
    if embed is None or path.stat().st_size > LARGEST_BYTES:
        return False
    try:
        data = embed(path.read_bytes(), provenance)
    except (struct.error, IndexError, ValueError):
        return False
    passing = path.with_name(f"{path.name}{PASSING}")
    passing.write_bytes(data)
    passing.replace(path)
    return True


def write_beside(path: Path, provenance: Provenance) -> None:
    """Write the side-car of a file.

    Raises:
        OSError: the disk refuses.
    """
    shown = json.dumps(json.loads(to_text(provenance)), ensure_ascii=False, indent=2)
    side_car(path).write_text(f"{shown}\n", encoding="utf-8")


def read(path: Path) -> Provenance | None:
    """How a file was made, from itself or from its side-car; None where nothing tells.

    Raises:
        OSError: the file cannot be read.
    """
    text = _text_in(path)
    if not text and side_car(path).is_file():
        text = side_car(path).read_text(encoding="utf-8")
    try:
        return from_text(Provenance, text) if text else None
    except ValueError:
        return None


def without(data: bytes) -> bytes:
    """A picture without what was written into it here; it goes back to where it came from as it came."""
    cut = _CUTTERS.get(recognise(data[:HEAD_BYTES]).mime)
    try:
        return cut(data) if cut else data
    except (struct.error, IndexError, ValueError):
        return data


def _text_in(path: Path) -> str:
    mime = _type_of(path).mime
    try:
        if mime in ("video/mp4", "video/quicktime", "audio/mp4"):
            return _record_in(mp4.read_note(path))
        if mime not in _READERS or path.stat().st_size > 2 * LARGEST_BYTES:
            return ""
        return _READERS[mime](path.read_bytes())
    except (struct.error, IndexError, ValueError):
        return ""


def _type_of(path: Path) -> FileType:
    with path.open("rb") as file:
        return recognise(file.read(HEAD_BYTES))


def _packet(provenance: Provenance) -> bytes:
    prompt = escape(_printable(provenance.prompt), quote=False)
    record = escape(to_text(provenance), quote=False)
    return _PACKET.format(prompt=prompt, record=record).encode()


def _printable(text: str) -> str:
    """Text that XML can hold."""
    kept = (sign for sign in text if sign in "\n\t" or sign.isprintable() or sign == "\u3000")
    return "".join(kept).encode("utf-8", "ignore").decode()


def _record_in(packet: bytes) -> str:
    found = _FOUND.search(packet)
    return unescape(found[1].decode()) if found else ""


def _into_png(data: bytes, provenance: Provenance) -> bytes:
    """A chunk of text right behind the header."""
    end = len(_PNG_START) + 12 + struct.unpack_from(">I", data, len(_PNG_START))[0]
    body = _KEYWORD + b"\0\0\0\0\0" + to_text(provenance).encode()
    return data[:end] + _png_chunk(b"iTXt", body) + data[end:]


def _png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", binascii.crc32(kind + body))


def _from_png(data: bytes) -> str:
    begin, end = _place_in_png(data)
    return data[begin + 8 + len(_KEYWORD) + 5 : end - 4].decode() if end else ""


def _place_in_png(data: bytes) -> tuple[int, int]:
    """Where our chunk begins and ends; zeros where there is none."""
    position = len(_PNG_START)
    while position < len(data):
        length, kind = struct.unpack_from(">I4s", data, position)
        if kind == b"iTXt" and data.startswith(_KEYWORD + b"\0\0\0\0\0", position + 8):
            return position, position + 12 + length
        position += 12 + length
    return 0, 0


def _into_jpeg(data: bytes, provenance: Provenance) -> bytes:
    """A segment behind the ones that say which kind of JPEG it is; one that does not fit is refused."""
    body = _XMP_MARK + _packet(provenance)
    if len(body) > _SEGMENT_BYTES:
        raise ValueError("too long for a segment")
    position = 2
    while data[position + 1] in (0xE0, 0xE1):
        position += 2 + int(struct.unpack_from(">H", data, position + 2)[0])
    segment = b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    return data[:position] + segment + data[position:]


def _from_jpeg(data: bytes) -> str:
    begin, end = _place_in_jpeg(data)
    return _record_in(data[begin:end])


def _place_in_jpeg(data: bytes) -> tuple[int, int]:
    """Where our segment begins and ends; zeros where there is none."""
    position = 2
    while data[position] == 0xFF and 0xE0 <= data[position + 1] <= 0xFE:
        end = position + 2 + struct.unpack_from(">H", data, position + 2)[0]
        body = data[position + 4 : end]
        if body.startswith(_XMP_MARK) and _record_in(body):
            return position, end
        position = end
    return 0, 0


def _into_webp(data: bytes, provenance: Provenance) -> bytes:
    """A chunk at the end, and the extended header that a file with more than a picture needs."""
    chunks = list(_riff_chunks(data))
    if chunks[0][0] != b"VP8X":
        chunks.insert(0, (b"VP8X", _extended_header(data, chunks[0])))
    kind, header = chunks[0]
    chunks[0] = (kind, bytes([header[0] | _XMP_FLAG]) + header[1:])
    chunks.append((b"XMP ", _packet(provenance)))
    return _webp_of(chunks)


def _out_of_png(data: bytes) -> bytes:
    begin, end = _place_in_png(data)
    return data[:begin] + data[end:]


def _out_of_jpeg(data: bytes) -> bytes:
    begin, end = _place_in_jpeg(data)
    return data[:begin] + data[end:]


def _out_of_webp(data: bytes) -> bytes:
    """Without the chunk, and without the extended header where it is needed for nothing else."""
    if not _from_webp(data):
        return data
    chunks = [chunk for chunk in _riff_chunks(data) if chunk[0] != b"XMP "]
    kind, header = chunks[0]
    chunks[0] = (kind, bytes([header[0] & ~_XMP_FLAG]) + header[1:])
    return _webp_of(chunks[1:] if len(chunks) == _HEADER_AND_PICTURE else chunks)


def _webp_of(chunks: Iterable[tuple[bytes, bytes]]) -> bytes:
    body = b"WEBP" + b"".join(map(_riff_chunk, chunks))
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _extended_header(data: bytes, picture: tuple[bytes, bytes]) -> bytes:
    size = dimensions(data[:HEAD_BYTES], recognise(data[:HEAD_BYTES]))
    if size is None:
        raise ValueError("a picture without size")
    kind, body = picture
    has_alpha = kind == b"VP8L" and bool(struct.unpack_from("<I", body, 1)[0] >> 28 & 1)
    edges = b"".join((edge - 1).to_bytes(3, "little") for edge in size)
    return bytes([_ALPHA if has_alpha else 0]) + b"\0\0\0" + edges


def _riff_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    position, end = 12, 8 + struct.unpack_from("<I", data, 4)[0]
    while position + 8 <= min(end, len(data)):
        kind, length = struct.unpack_from("<4sI", data, position)
        yield kind, data[position + 8 : position + 8 + length]
        position += 8 + length + length % 2


def _riff_chunk(chunk: tuple[bytes, bytes]) -> bytes:
    kind, body = chunk
    return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def _from_webp(data: bytes) -> str:
    return next((_record_in(body) for kind, body in _riff_chunks(data) if kind == b"XMP "), "")


_EMBEDDERS: dict[str, Callable[[bytes, Provenance], bytes]] = {
    "image/png": _into_png,
    "image/jpeg": _into_jpeg,
    "image/webp": _into_webp,
}
_READERS: dict[str, Callable[[bytes], str]] = {
    "image/png": _from_png,
    "image/jpeg": _from_jpeg,
    "image/webp": _from_webp,
}
_CUTTERS: dict[str, Callable[[bytes], bytes]] = {
    "image/png": _out_of_png,
    "image/jpeg": _out_of_jpeg,
    "image/webp": _out_of_webp,
}
