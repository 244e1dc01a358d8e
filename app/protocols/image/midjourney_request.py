"""What a call of Midjourney-Proxy sends: path, prefix of the speed, and body."""

from dataclasses import replace

from app.domain.card import SlotRole
from app.domain.errors import ErrorKind, InputError
from app.domain.generation import Generation, TaskHandle
from app.domain.media import MediaBytes, MediaLink
from app.protocols.body import chosen, fields_of, json_body
from app.protocols.image.midjourney_prompt import asks_for_niji, prompt_with
from app.protocols.read import text

_PATHS = {"upload": "/submit/upload-discord-images", "swap-face": "/insight-face/swap"}
_SPEEDS = ("fast", "relax", "turbo")
_FLAG = "--"
_ADDRESS_FIELDS = {"base64": "link", "sourceBase64": "sourceUrl", "targetBase64": "targetUrl"}
"""Fields of encoded pictures, and those that take an address in their place."""


def speed_of(generation: Generation) -> str:
    """The chosen speed; what goes on from a task keeps that of the task."""
    speed = text(chosen(generation).get("speed"))
    if speed not in _SPEEDS and generation.parent is not None:
        speed = generation.parent.get("speed")
    return speed if speed in _SPEEDS else ""


def base_path(speed: str) -> str:
    """``/mj``, behind the prefix of a speed: later calls about a task take the same one."""
    return f"/mj-{speed}/mj" if speed in _SPEEDS else "/mj"


def submit_path(generation: Generation) -> str:
    """The path of the call that a card's action names."""
    action = generation.card.action
    return base_path(speed_of(generation)) + _PATHS.get(action, f"/submit/{action}")


def body_of(generation: Generation) -> dict[str, object]:
    """The body; it is never empty text, because new-api fails on that.

    Raises:
        InputError: it goes on from no task, or a JSON parameter holds no JSON.
    """
    fields, flags = _fields_and_flags(generation)
    match generation.card.action:
        case "imagine":
            return _imagine(generation, fields, flags)
        case "action":
            own: dict[str, object] = {"taskId": _parent(generation).id, "customId": generation.button}
            return json_body(generation, own | fields)
        case "modal":
            return json_body(generation, {"taskId": _parent(generation).id} | fields)
        case _:
            return _with_addresses(json_body(generation, fields))


def _fields_and_flags(generation: Generation) -> tuple[dict[str, object], dict[str, object]]:
    fields = fields_of(generation)
    fields.pop("speed", None)
    flags = {name.removeprefix(_FLAG): fields.pop(name) for name in [*fields] if name.startswith(_FLAG)}
    return fields, flags


def _imagine(
    generation: Generation, fields: dict[str, object], flags: dict[str, object]
) -> dict[str, object]:
    """Pictures that have an address stand before the words; the server uploads the others."""
    words = text(fields.get("prompt"))
    if asks_for_niji(words) and "botType" in fields:
        fields["botType"] = "NIJI_JOURNEY"
    if fields.get("botType") == "NIJI_JOURNEY" and "niji" not in flags:
        # One server chooses the model by botType, another one by the flag.
        flags["niji"] = True
    fields["prompt"] = prompt_with(words, flags, _links(generation))
    fields["base64Array"] = []
    encoded = tuple(item for item in generation.media if isinstance(item.media, MediaBytes))
    return json_body(replace(generation, media=encoded), fields)


def _links(generation: Generation) -> list[str]:
    pictures = generation.in_role(SlotRole.REFERENCE)
    return [picture.url for picture in pictures if isinstance(picture, MediaLink)]


def _with_addresses(body: dict[str, object]) -> dict[str, object]:
    """Addresses under the names that take them."""
    return {
        _ADDRESS_FIELDS[name] if name in _ADDRESS_FIELDS and _is_address(value) else name: value
        for name, value in body.items()
    }


def _is_address(value: object) -> bool:
    return isinstance(value, str) and value.startswith(("http://", "https://"))


def _parent(generation: Generation) -> TaskHandle:
    if generation.parent is None:
        raise InputError(ErrorKind.TASK_FORGOTTEN)
    return generation.parent
