"""Pictures as text: ``data:`` addresses into bytes and back."""

import base64
import binascii
import re

from app.domain.media import MediaBytes, MediaKind, MediaLink

_DATA_URL = re.compile(r"data:(?P<mime>[\w.+-]+/[\w.+-]+)?(?:;[\w-]+=[^;,]*)*;base64,", re.IGNORECASE)
_KINDS = {"image": MediaKind.PICTURE, "audio": MediaKind.AUDIO, "video": MediaKind.VIDEO}
_DATA_PICTURE = re.compile(r"!\[[^\]\n]{0,200}\]\(\s*(data:image/[\w.+-]+;base64,[A-Za-z0-9+/=_\s-]+)\)")


def media_at(url: str) -> MediaLink | MediaBytes | None:
    """Media from an http(s) link or a data URL; None for any other address and for damaged data."""
    url = url.strip()
    if url[:8].lower().startswith(("http://", "https://")):
        return MediaLink(url)
    head = _DATA_URL.match(url)
    return from_base64(url[head.end() :], head["mime"] or "") if head else None


def from_base64(encoded: str, mime: str = "image/png") -> MediaBytes | None:
    """Media from base64 of either alphabet, padded or not; None where it is damaged or empty."""
    data = decoded(encoded)
    kind = _KINDS.get(mime.partition("/")[0].lower(), MediaKind.FILE)
    return MediaBytes(data, mime.lower(), kind=kind) if data else None


def decoded(encoded: str) -> bytes | None:
    """The bytes of base64 of either alphabet, padded or not, blanks in it or not; None where it is damaged.

    Plain base64 is read in one go: it may be fifty megabytes.
    """
    for write in (str, _plain):
        try:
            return base64.b64decode(write(encoded), validate=True)
        except (binascii.Error, ValueError):
            continue
    return None


def _plain(encoded: str) -> str:
    compact = "".join(encoded.split()).rstrip("=").translate({ord("-"): "+", ord("_"): "/"})
    return compact + "=" * (-len(compact) % 4)


def data_url(media: MediaBytes) -> str:
    """The bytes as a ``data:`` address."""
    return f"data:{media.mime};base64,{base64.b64encode(media.data).decode('ascii')}"


def take_pictures(markdown: str) -> tuple[str, list[MediaBytes]]:
    """Markdown without its inlined pictures, and those pictures: new-api's Gemini models answer that way.

    Megabytes of base64 have no place in a stored text.
    """
    if ";base64," not in markdown:
        return markdown, []
    pictures: list[MediaBytes] = []

    def take(match: re.Match[str]) -> str:
        media = media_at(match[1])
        if not isinstance(media, MediaBytes):
            return match[0]
        pictures.append(media)
        return ""

    return _DATA_PICTURE.sub(take, markdown), pictures
