"""The values and media of a generation as the body of a request, as its card says.

A path names a place in the body, its parts joined by dots. ``subjects[].picture`` makes a list of objects.
In a form ``a.b`` becomes ``a[b]`` and a list repeats ``a[]``, as OpenAI's own clients write them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.domain.card import MediaForm, MediaSlot
from app.domain.errors import ErrorKind, InputError
from app.domain.generation import Generation
from app.domain.media import MediaBytes, MediaLink
from app.domain.parameter import Parameter, ParameterKind, Send, Value, Values
from app.protocols.chat.data_urls import data_url
from app.protocols.media_types import ending_of, mime_of
from app.protocols.merge import merged
from app.protocols.read import NotJson, parse_json, well_formed
from app.wire.request import FilePart, MultipartBody

_WHOLE_NUMBERS = {ParameterKind.INTEGER, ParameterKind.SEED}
_UNKNOWN_MIMES = {"", "application/octet-stream"}
_OTHER = re.compile(r"\{(\w+)\}")


def model_of(generation: Generation) -> str:
    """What is sent as model."""
    return generation.card.model or generation.model


def chosen(generation: Generation) -> dict[str, Value]:
    """What every field of the form holds: the person's value, else the default."""
    values = generation.values
    return {field.key: values.get(field.key, field.default) for field in generation.card.parameters}


def fields_of(generation: Generation) -> dict[str, object]:
    """The parameters that are sent, each at its path; hidden ones and those left to the model are not.

    Raises:
        InputError: a JSON parameter holds no JSON.
    """
    return written(generation.card.parameters, chosen(generation), _filled(generation))


def written(
    parameters: Iterable[Parameter], values: Values, filled_slots: frozenset[str] = frozenset()
) -> dict[str, object]:
    """What some parameters hold, each at its path; what is hidden or left to the model is not there.

    Raises:
        InputError: a JSON parameter holds no JSON.
    """
    fields: dict[str, object] = {}
    for parameter in parameters:
        value = values.get(parameter.key, parameter.default)
        if _is_sent(parameter, value) and parameter.shown(values, filled_slots):
            put(fields, _path(parameter, values), _written(parameter, value))
    return fields


def media_of(generation: Generation) -> Iterator[tuple[MediaSlot, tuple[MediaBytes | MediaLink, ...]]]:
    """The slots that the form shows and that are filled, in the order of the card."""
    values, filled = chosen(generation), _filled(generation)
    for slot in generation.card.slots:
        media = generation.in_role(slot.role)
        if media and all(condition.holds(values, filled) for condition in slot.shown_when):
            yield slot, media


def json_body(generation: Generation, fields: Mapping[str, object]) -> dict[str, object]:
    """The fields with the media put among them, and the person's own JSON over all of it.

    Raises:
        InputError: media that has to be a link is none.
    """
    body = dict(fields)
    for slot, media in media_of(generation):
        put_media(body, path_of(slot), [written_media(item, slot.form) for item in media])
    return merged(body, generation.extra)


def form_body(generation: Generation, fields: Mapping[str, object]) -> MultipartBody:
    """The fields as texts and the media as files, the person's own JSON among the texts.

    Media that is only a link goes as a text; gateways that cannot fetch it say so.

    Raises:
        InputError: media that has to be a link is none.
    """
    texts = dict(fields)
    files: list[FilePart] = []
    for slot, media in media_of(generation):
        as_files = _bytes_in(media) if slot.form is MediaForm.MULTIPART else []
        as_texts = [written_media(item, slot.form) for item in media if item not in as_files]
        files += _files(slot, as_files)
        if as_texts:
            put_media(texts, path_of(slot), as_texts)
    return MultipartBody(tuple(_texts(merged(texts, generation.extra))), tuple(files))


def path_of(slot: MediaSlot) -> str:
    """Where the media of a slot goes."""
    return slot.send_as or slot.role.value


def put(fields: dict[str, object], path: str, value: object) -> None:
    """Set what lies at a path; objects on the way are made."""
    *way, name = path.split(".")
    for key in way:
        inner = fields.get(key)
        fields[key] = inner = dict(inner) if isinstance(inner, dict) else {}
        fields = inner
    fields[name] = value


def put_media(fields: dict[str, object], path: str, media: Sequence[object]) -> None:
    """Set the media of a slot: one alone as it is, several as a list; with ``[]`` a list in any case."""
    outer, is_list_of_objects, inner = path.partition("[].")
    if is_list_of_objects:
        put(fields, outer, [_object(inner, item) for item in media])
    elif path.endswith("[]"):
        put(fields, path.removesuffix("[]"), list(media))
    else:
        put(fields, path, media[0] if len(media) == 1 else list(media))


def written_media(media: MediaBytes | MediaLink, form: MediaForm) -> str:
    """Media inside a JSON body. A link stays a link: what takes base64 takes an address as well.

    Raises:
        InputError: only a link would do.
    """
    if isinstance(media, MediaLink):
        return media.url
    if form is MediaForm.LINK:
        raise InputError(ErrorKind.MEDIA_NEEDS_LINK, {"name": media.name})
    address = data_url(MediaBytes(media.data, sent_mime(media)))
    return address.partition(",")[2] if form is MediaForm.BASE64 else address


def sent_mime(media: MediaBytes) -> str:
    """The media type to send: lower case, because Ark refuses ``image/PNG``, and never «some bytes».

    Google knows no ``image/jpg``.
    """
    said = media.mime.lower().replace("image/jpg", "image/jpeg")
    return mime_of(media.data) or "application/octet-stream" if said in _UNKNOWN_MIMES else said


def as_text(value: object) -> str:
    """A value as a form and some JSON bodies want it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _filled(generation: Generation) -> frozenset[str]:
    return frozenset(item.role.value for item in generation.media)


def _path(parameter: Parameter, values: Mapping[str, Value]) -> str:
    """Where a parameter goes; a name in braces is what another parameter holds."""
    path = parameter.send_as or parameter.key
    return _OTHER.sub(lambda found: as_text(values.get(found[1])), path)


def _is_sent(parameter: Parameter, value: Value) -> bool:
    if value is None or value in ("", ()) or parameter.send is Send.NEVER:
        return False
    return parameter.send is not Send.WHEN_CHANGED or value != parameter.default


def _written(parameter: Parameter, value: Value) -> object:
    if parameter.kind is ParameterKind.JSON and isinstance(value, str):
        return _parsed(parameter, value)
    if isinstance(value, tuple):
        return [well_formed(line) for line in value if line.strip()]
    if parameter.as_text:
        return well_formed(as_text(value))
    if parameter.kind in _WHOLE_NUMBERS and isinstance(value, float) and value.is_integer():
        return int(value)
    return well_formed(value) if isinstance(value, str) else value


def _parsed(parameter: Parameter, value: str) -> object:
    try:
        return parse_json(value)
    except NotJson as error:
        reason = {"reason": str(error)}
        raise InputError(ErrorKind.EXTRA_JSON_INVALID, reason, field=parameter.key) from error


def _bytes_in(media: Sequence[MediaBytes | MediaLink]) -> list[MediaBytes]:
    return [item for item in media if isinstance(item, MediaBytes)]


def _object(path: str, value: object) -> dict[str, object]:
    made: dict[str, object] = {}
    put(made, path, value)
    return made


def _files(slot: MediaSlot, media: Sequence[MediaBytes]) -> Iterator[FilePart]:
    """One file under the bare name, several under a repeated ``name[]``; dall-e-2 refuses a single one there.

    Every file has a name with an ending: new-api guesses the type from it.
    """
    name = path_of(slot).removesuffix("[]")
    field = name if len(media) == 1 else f"{name}[]"
    for number, item in enumerate(media, 1):
        mime = sent_mime(item)
        yield FilePart(field, f"{name}-{number}.{ending_of(mime)}", mime, item.data)


def _texts(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, f"{name}[{key}]" if name else key)
    elif isinstance(value, list):
        repeated = name if name.endswith("[]") else f"{name}[]"
        for item in value:
            yield from _texts(item, repeated)
    elif value is not None:
        yield name, as_text(value)
