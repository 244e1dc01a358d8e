"""Links that name media: what lies behind one is told by its address alone, nobody looks."""

from urllib.parse import urlsplit

from app.domain.media import MediaKind

_ENDINGS = {
    **dict.fromkeys(("png", "jpg", "jpeg", "webp", "gif", "bmp", "heic"), MediaKind.PICTURE),
    **dict.fromkeys(("mp4", "webm", "mov", "m4v", "avi", "mkv"), MediaKind.VIDEO),
    **dict.fromkeys(("mp3", "wav", "m4a", "ogg", "flac", "aac"), MediaKind.AUDIO),
    "pdf": MediaKind.FILE,
}
_FILM_SITES = ("youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be")
"""Gemini watches films of this site by their pages."""
_LONGEST = 4000


def kind_of_link(text: str) -> MediaKind | None:
    """What a link to a picture, a film, a sound or a PDF holds; None for every other text."""
    if len(text) > _LONGEST or any(character.isspace() for character in text):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    if parts.hostname in _FILM_SITES:
        return MediaKind.VIDEO if parts.path.strip("/") else None
    return _ENDINGS.get(parts.path.rpartition(".")[2].lower())
