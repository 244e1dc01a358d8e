"""Pictures, clips, sounds and progress inside the text of a chat answer.

Relays sell pictures and videos through chat: progress as words, the result as markdown, HTML or a bare link.
The wording differs from relay to relay, so nothing here relies on it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from app.domain.errors import ErrorKind, StudioError
from app.domain.generation import MediaOutput
from app.domain.media import MediaBytes, MediaKind, MediaLink
from app.protocols.chat.data_urls import media_at
from app.protocols.failure_phrases import kind_of_words
from app.protocols.failures import failure
from app.protocols.media_types import kind_of_mime, mime_of

_ENDINGS = {
    **dict.fromkeys(("mp4", "webm", "mov", "m4v"), MediaKind.VIDEO),
    **dict.fromkeys(("png", "jpg", "jpeg", "webp", "gif"), MediaKind.PICTURE),
    **dict.fromkeys(("mp3", "wav"), MediaKind.AUDIO),
}
_ENDING = re.compile(r"\.(\w{3,4})$")
_DATA = r"data:[\w.+-]+/[\w.+-]+;base64,[A-Za-z0-9+/=_\s-]+"
_ELEMENTS = {
    "video": MediaKind.VIDEO,
    "source": MediaKind.VIDEO,
    "audio": MediaKind.AUDIO,
    "img": MediaKind.PICTURE,
}
_ELEMENT = re.compile(
    r"<(video|img|audio|source)\b[^<>]{0,400}?\bsrc\s*=\s*[\"']?([^\"'\s<>]+)", re.IGNORECASE
)
_MARKDOWN_PICTURE = re.compile(rf"!\[[^\]\n]{{0,200}}\]\(\s*<?(https?://[^\s<>)]+|{_DATA})")
_LINK = re.compile(r"https?://[^\s<>\"'`()\[\]{}|\\，。；、）】》]+")
_DATA_LINK = re.compile(rf"\]\(\s*({_DATA})\)")
_PERCENT = re.compile(r"(?<![\d.])(\d{1,3})(?:\.\d{1,3})?\s?[%％]")
_STEPS = re.compile(r"(?:进度|progress)[^\d\n]{0,12}(\d{1,3})((?:\s?\.{2,6}\s?\d{1,3})*)", re.IGNORECASE)
_NEWEST_CHARACTERS = 2000
_FAILURE = re.compile(r"失败|错误|failed|violation|违规|❌", re.IGNORECASE)
_IDS = {
    "task": re.compile(r"\btask_[A-Za-z0-9]{8,64}\b"),
    "share": re.compile(r"\bs_[0-9a-f]{8,64}\b"),
    "generation": re.compile(r"\bgen_[A-Za-z0-9]{8,64}\b"),
}


def progress_in(text: str) -> float | None:
    """Percent of the newest progress that a growing text tells; None where it tells none."""
    newest = text[-_NEWEST_CHARACTERS:]
    found = [(match.end(), match[1]) for match in _PERCENT.finditer(newest)]
    found += [
        (match.end(), (match[1] + match[2]).rpartition(".")[2] or match[1])
        for match in _STEPS.finditer(newest)
    ]
    percents = [(end, int(number)) for end, number in found if int(number) <= 100]
    return float(max(percents)[1]) if percents else None


def media_in(text: str, listed: Sequence[MediaBytes | MediaLink] = ()) -> tuple[MediaOutput, ...]:
    """The media of a finished answer in the order of trust, each once.

    Args:
        listed: what the answer lists beside its text.
    """
    found: dict[object, MediaBytes | MediaLink] = {}
    for media in (*listed, *_in_elements(text), *_in_pictures(text), *_in_links(text)):
        found.setdefault(_place(media), media)
    return tuple(
        replace(output, index=index) for index, output in enumerate(_with_posters(list(found.values())))
    )


def failure_in_text(text: str) -> StudioError | None:
    """The failure that an answer without media tells in words; None where it has no word for one."""
    if not _FAILURE.search(text):
        return None
    refused = re.search("violation", text, re.IGNORECASE)
    kind = kind_of_words(text) or (ErrorKind.CONTENT_REFUSED if refused else ErrorKind.GATEWAY_FAILED)
    return failure(kind, reason=text.strip(), body=text)


def ids_in(text: str) -> dict[str, str]:
    """The ids by which a gateway and a maker know what a text is about: a task, a share, a generation."""
    found = {name: pattern.search(text) for name, pattern in _IDS.items()}
    return {name: match[0] for name, match in found.items() if match}


def kind_of_address(url: str) -> MediaKind | None:
    """What an address holds by the ending of its path; None where it has none that is known."""
    path = re.split("[?#]", url, maxsplit=1)[0]
    ending = _ENDING.search(path)
    return _ENDINGS.get(ending[1].lower()) if ending else None


def _in_elements(text: str) -> Iterator[MediaBytes | MediaLink]:
    """``<video src>`` before anything else, then the other elements."""
    found = sorted(_ELEMENT.findall(text), key=lambda pair: pair[0].lower() != "video")
    for name, address in found:
        yield from _at(address, _ELEMENTS[name.lower()])


def _in_pictures(text: str) -> Iterator[MediaBytes | MediaLink]:
    for address in _MARKDOWN_PICTURE.findall(text):
        yield from _at(address, MediaKind.PICTURE)


def _in_links(text: str) -> Iterator[MediaBytes | MediaLink]:
    for match in _LINK.finditer(text):
        address = match[0].rstrip(".,;:!?*~")
        if kind_of_address(address) is not None:
            yield from _at(address, None)
    for address in _DATA_LINK.findall(text):
        yield from _at(address, None)


def _place(media: MediaBytes | MediaLink) -> object:
    """What makes two media the same: relays of GPT-4o give a second link for downloading the same file."""
    return media.url.replace("/download/", "/") if isinstance(media, MediaLink) else media.data


def _at(address: str, kind: MediaKind | None) -> Iterator[MediaBytes | MediaLink]:
    media = media_at(address.replace("&amp;", "&"))
    if isinstance(media, MediaLink):
        yield MediaLink(media.url, kind_of_address(media.url) or kind or MediaKind.PICTURE)
    elif media is not None and (mime := mime_of(media.data)):
        yield replace(media, mime=mime, kind=kind_of_mime(mime))


def _with_posters(found: list[MediaBytes | MediaLink]) -> Iterable[MediaOutput]:
    """Each medium as an output; a ``.webp`` beside a video is its poster and no result of its own."""
    has_video = any(media.kind is MediaKind.VIDEO for media in found)
    posters = [media for media in found if has_video and _is_poster(media)]
    for media in found:
        if media.kind is MediaKind.VIDEO:
            poster = posters[0] if posters else None
            yield MediaOutput(
                media, MediaKind.VIDEO, poster=poster if isinstance(poster, MediaLink) else None
            )
        elif media not in posters:
            yield MediaOutput(media, media.kind)


def _is_poster(media: MediaBytes | MediaLink) -> bool:
    return isinstance(media, MediaLink) and re.split("[?#]", media.url, maxsplit=1)[0].lower().endswith(
        ".webp"
    )
