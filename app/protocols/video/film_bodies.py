"""The form of a film as the body of a request, in the ways in which makers want it.

Options of a card:

- ``body = "form"``: multipart, as OpenAI's own client sends it; else JSON.
- ``model_as``: the name for the model, by default ``model``, several separated by spaces; ``none`` sends
  none, as for a film that was made with one already.
- ``parent_as = "video.id"``: the place for the id of the film that it goes on from.
- ``client_id_as = "external_task_id"``: the place for the studio's own id, by which a maker refuses the same
  request a second time.
- ``joined = "input_reference"``: several addresses in one text, ``|`` between them.
- ``objects = "url"``: pictures as objects that hold their address under this name.
- ``fixed``: JSON that goes along with every request, below what the form says.
"""

from collections.abc import Iterator

from app.domain.card import MediaSlot, ModelCard, SlotRole
from app.domain.generation import Generation
from app.domain.media import MediaBytes, MediaKind, MediaLink
from app.protocols.body import (
    fields_of,
    form_body,
    json_body,
    media_of,
    model_of,
    path_of,
    put,
    written_media,
)
from app.protocols.merge import merged
from app.protocols.read import as_list, as_object, json_or_none, text
from app.wire.request import JsonBody, MultipartBody

_POSITIONS = {SlotRole.FIRST_FRAME: "first", SlotRole.LAST_FRAME: "last"}
_PARTS = {MediaKind.PICTURE: "image_url", MediaKind.VIDEO: "video_url", MediaKind.AUDIO: "audio_url"}
_ROLES = {SlotRole.FIRST_FRAME: "first_frame", SlotRole.LAST_FRAME: "last_frame"}


def plain_body(generation: Generation) -> JsonBody | MultipartBody:
    """The fields at their paths, media among them.

    Raises:
        InputError: a JSON parameter holds no JSON, or media that has to be a link is none.
    """
    card, fields = generation.card, _fields(generation)
    if card.option("body") == "form":
        return form_body(generation, fields)
    body = json_body(generation, fields)
    joined = card.option("joined")
    if joined and (addresses := [item for item in as_list(body.get(joined)) if isinstance(item, str)]):
        body[joined] = "|".join(addresses)
    if name := card.option("objects"):
        _as_objects(body, card, name)
    return JsonBody(body)


def runway_body(generation: Generation) -> JsonBody:
    """Runway: one picture alone is the first frame; two say which they are.

    Raises:
        InputError: as of ``plain_body``.
    """
    pictures = [
        {"uri": written_media(item, slot.form), "position": _POSITIONS.get(slot.role, "first")}
        for slot, item in _media(generation)
    ]
    body = _fields(generation)
    if len(pictures) == 1 and pictures[0]["position"] == "first":
        body["promptImage"] = pictures[0]["uri"]
    elif pictures:
        body["promptImage"] = pictures
    return JsonBody(merged(body, generation.extra))


def seedance_body(generation: Generation) -> JsonBody:
    """Seedance and MiniMax-H3: words, pictures, films and sounds as the parts of ``content``.

    A first frame alone needs no role; beside others each says what it is.

    Raises:
        InputError: as of ``plain_body``.
    """
    fields = _fields(generation)
    media = list(_media(generation))
    is_alone = len(media) == 1 and media[0][0].role is SlotRole.FIRST_FRAME
    words = text(fields.pop("prompt", "")).strip()
    content: list[object] = [{"type": "text", "text": words}] if words else []
    content += [_part(slot, item, with_role=not is_alone) for slot, item in media]
    draft = fields.pop("draft_task", None)
    if draft:
        content = [{"type": "draft_task", "draft_task": {"id": draft}}]
    model = {"model": fields.pop("model")} if "model" in fields else {}
    return JsonBody(merged({**model, "content": content, **fields}, generation.extra))


def _fields(generation: Generation) -> dict[str, object]:
    card = generation.card
    fixed = as_object(json_or_none(card.option("fixed", "{}")))
    names = card.option("model_as", "model").split()
    fields: dict[str, object] = {name: model_of(generation) for name in names if name != "none"}
    fields |= {**fixed, **fields_of(generation)}
    if generation.parent and (place := card.option("parent_as")):
        put(fields, place, generation.parent.get("video_id") or generation.parent.id)
    if generation.client_id and (place := card.option("client_id_as")):
        put(fields, place, generation.client_id)
    return fields


def _media(generation: Generation) -> Iterator[tuple[MediaSlot, MediaBytes | MediaLink]]:
    return ((slot, item) for slot, media in media_of(generation) for item in media)


def _part(slot: MediaSlot, item: MediaBytes | MediaLink, *, with_role: bool) -> dict[str, object]:
    name = _PARTS.get(slot.kind, "image_url")
    usual = f"reference_{name.removesuffix('_url')}"
    role = {"role": _ROLES.get(slot.role, usual)} if with_role else {}
    return {"type": name, name: {"url": written_media(item, slot.form)}, **role}


def _as_objects(body: dict[str, object], card: ModelCard, name: str) -> None:
    for place in {path_of(slot).removesuffix("[]") for slot in card.slots}:
        if place in body:
            body[place] = _objects(body[place], name)


def _objects(value: object, name: str) -> object:
    if isinstance(value, list):
        return [_objects(item, name) for item in value]
    return {name: value} if isinstance(value, str) else value
