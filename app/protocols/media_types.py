"""What bytes are, by their first characters: names, endings and headers of gateways are not to be trusted."""

import re

from app.domain.media import MediaKind

_STARTS: tuple[tuple[bytes, int, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", 0, "image/png"),
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"GIF8", 0, "image/gif"),
    (b"WEBP", 8, "image/webp"),
    (b"BM", 0, "image/bmp"),
    (b"II*\x00", 0, "image/tiff"),
    (b"MM\x00*", 0, "image/tiff"),
    (b"ftypavif", 4, "image/avif"),
    (b"ftypheic", 4, "image/heic"),
    (b"ftypmif1", 4, "image/heif"),
    (b"ftypqt", 4, "video/quicktime"),
    (b"ftyp", 4, "video/mp4"),
    (b"\x1aE\xdf\xa3", 0, "video/webm"),
    (b"ID3", 0, "audio/mpeg"),
    (b"\xff\xfb", 0, "audio/mpeg"),
    (b"\xff\xf3", 0, "audio/mpeg"),
    (b"WAVE", 8, "audio/wav"),
    (b"OggS", 0, "audio/ogg"),
    (b"fLaC", 0, "audio/flac"),
)
_SVG = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg\b", re.S
)
_SVG_BYTES = 4096
_KINDS = {"image": MediaKind.PICTURE, "video": MediaKind.VIDEO, "audio": MediaKind.AUDIO}
_ENDINGS = {
    "image/jpeg": "jpg",
    "image/svg+xml": "svg",
    "video/quicktime": "mov",
    "audio/mpeg": "mp3",
}


def mime_of(data: bytes) -> str:
    """The media type of a picture, a clip or a sound; empty for anything else."""
    for mark, offset, mime in _STARTS:
        if data[offset : offset + len(mark)] == mark:
            return mime
    return "image/svg+xml" if _SVG.match(data[:_SVG_BYTES]) else ""


def kind_of_mime(mime: str) -> MediaKind:
    """What a media type is about."""
    return _KINDS.get(mime.partition("/")[0].lower(), MediaKind.FILE)


def ending_of(mime: str) -> str:
    """The ending of a file of a media type, without the dot."""
    subtype = mime.partition("/")[2].lower()
    return _ENDINGS.get(mime.lower()) or (subtype if subtype.isalnum() else "bin")
