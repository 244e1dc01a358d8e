"""Pictures wherever a relay's answer holds them: in OpenAI's list, or in the vendor's own shape."""

from collections.abc import Iterator
from dataclasses import replace

from app.domain.errors import ErrorKind
from app.domain.generation import MediaOutput
from app.domain.media import MediaBytes, MediaLink
from app.protocols.chat.data_urls import from_base64, media_at
from app.protocols.failures import error_from_json, failure
from app.protocols.media_links import kind_of_address, media_in
from app.protocols.media_types import kind_of_mime, mime_of
from app.protocols.read import as_list, as_object, at, first_text, fragment

_LISTS = (
    ("data",),
    ("images",),
    ("data", "data"),
    ("data", "images"),
    ("data", "results"),
    ("output", "results"),
    ("output", "choices"),
    ("extra", "output", "results"),
    ("metadata", "output", "results"),
    ("metadata", "output", "choices"),
    ("output",),
    ("results",),
    ("choices",),
    (),
)
"""Where pictures are listed, the likeliest first; a single one may stand in place of a list."""
_ADDRESSES = ("url", "image_url", "image")
_ENCODED = ("b64_json", "b64", "base64", "image_base64", "result")
_DEEPEST = 4


def outputs_in(value: object, *, model: str = "") -> tuple[MediaOutput, ...]:
    """The pictures of an answer, and what stands in place of those that failed, numbered in order."""
    failed: tuple[MediaOutput, ...] = ()
    for path in _LISTS:
        place = at(value, *path) if path else value
        items = as_list(place) or ([place] if isinstance(place, dict | str) and place else [])
        found = tuple(replace(output, index=index) for index, output in enumerate(_outputs(items, model)))
        if any(output.error is None for output in found):
            return found
        failed = failed or found
    return failed


def picture_in(item: object) -> MediaBytes | MediaLink | None:
    """The picture of one item; None where it holds none that can be read."""
    return next((picture for said in _said(item) if (picture := _read(said)) is not None), None)


def _outputs(items: object, model: str) -> Iterator[MediaOutput]:
    for item in as_list(items):
        yield from _outputs_of(item, model, 0)


def _outputs_of(item: object, model: str, depth: int) -> Iterator[MediaOutput]:
    picture = picture_in(item)
    if picture is not None:
        yield MediaOutput(
            picture, picture.kind, revised_prompt=first_text(item, "revised_prompt", "actual_prompt")
        )
        return
    inner = at(item, "content") or at(item, "message", "content")
    if isinstance(inner, list) and depth < _DEEPEST:
        for part in inner:
            yield from _outputs_of(part, model, depth + 1)
        return
    written = media_in(fragment(inner) or fragment(at(item, "text")))
    yield from written or _failed(item, model)


def _failed(item: object, model: str) -> Iterator[MediaOutput]:
    """An item that says why it is no picture."""
    error = error_from_json(item, model=model)
    if error is None and at(item, "respect_moderation") is False:
        error = failure(ErrorKind.CONTENT_REFUSED, {"model": model} if model else None)
    if error is None and any(_said(item)):
        error = failure(ErrorKind.RESULT_NOT_MEDIA)
    if error is None and set(as_object(item)) & {*_ADDRESSES, *_ENCODED}:
        error = failure(ErrorKind.RESULT_MISSING)
    if error is not None:
        yield MediaOutput(MediaLink(""), error=error)


def _said(item: object) -> Iterator[str]:
    """The texts of an item that may be a picture: addresses, then base64."""
    yield fragment(item)
    for name in (*_ADDRESSES, *_ENCODED):
        value = at(item, name)
        yield fragment(at(value, "url")) if isinstance(value, dict) else fragment(value)
    if first_text(item, "type") == "image":
        yield fragment(at(item, "text"))


def _read(said: str) -> MediaBytes | MediaLink | None:
    """A picture from an http(s) or ``data:`` address, or the bare base64 that some put even into ``url``."""
    media = media_at(said) or from_base64(said) if said else None
    if isinstance(media, MediaLink):
        return MediaLink(media.url, kind_of_address(media.url) or media.kind)
    mime = mime_of(media.data) if media else ""
    return replace(media, mime=mime, kind=kind_of_mime(mime)) if media and mime else None
