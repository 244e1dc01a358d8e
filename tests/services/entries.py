"""Entries of the gateways' documents, each as a person fills it in, and what has to come of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark.structures import ParameterSet

from app.demo.drawing.painting import paint
from app.demo.drawing.picture_files import read_header
from app.demo.drawing.png_writing import Pixels, write_png
from app.demo.form_data import read_form
from app.demo.recording import RecordedRequest
from app.domain.card import MaskPolarity, ModelCard, SlotRole
from app.domain.form import FormInput
from app.domain.media import Asset
from app.domain.remote_task import RemoteTask, TaskState
from app.services.studio import Studio
from app.storage import provenance
from tests.gateway import Gateway
from tests.services.making import Orders

WIDTH, HEIGHT = 160, 96
BASE = paint("base", WIDTH, HEIGHT).png()
OTHER = paint("other", WIDTH, HEIGHT).png()
THIRD = paint("third", WIDTH, HEIGHT).png()
_OPEN_AND_SHUT = {
    MaskPolarity.TRANSPARENT: (b"\x00\x00\x00\x00", b"\x00\x00\x00\xff"),
    MaskPolarity.WHITE: (b"\xff\xff\xff\xff", b"\x00\x00\x00\xff"),
    MaskPolarity.BLACK: (b"\x00\x00\x00\xff", b"\xff\xff\xff\xff"),
}
LINKED = "/demo/pictures/sunset.png"
"""A picture of the gateway's own."""
ABSENT = object()
"""What must not arrive."""


@dataclass(frozen=True, slots=True)
class Entry:
    """``arrives`` holds places in the request with dots, and what has to stand there."""

    covers: str
    card: str
    path: str
    arrives: Mapping[str, object]
    prompt: str = "A paper boat"
    values: Mapping[str, Any] = field(default_factory=dict)
    roles: tuple[SlotRole, ...] = ()
    pictures: tuple[bytes, ...] = (BASE, OTHER, THIRD)
    """What goes into the places of ``roles``, in their order; masks are made for the first."""
    linked: tuple[SlotRole, ...] = ()
    """Places for which a picture at the gateway is named by its address."""
    model: str = ""
    size: tuple[int, int] | None = (1024, 1024)
    """Of what is made; None where it has no pixels."""
    count: int = 1
    ending: str = ".png"


def cases(*entries: Entry) -> Sequence[ParameterSet]:
    """The entries as cases of a test, each with its mark; an entry may have several."""
    return [
        pytest.param(entry, id=entry.covers.partition("/")[2], marks=pytest.mark.covers(entry.covers))
        for entry in entries
    ]


async def proved(entry: Entry, studio: Studio, gateway: Gateway) -> RemoteTask:
    """Order an entry as the window does; look at the request, the files and what they say of themselves."""
    card = await studio.cards.get(entry.card)
    assert card is not None
    assert entry.covers in card.covers
    inputs = await _inputs(entry, card, studio)
    inputs += [FormInput(role, link=f"{gateway.root}{LINKED}") for role in entry.linked]
    orders = Orders(studio)
    task = await orders.make(card.id, entry.prompt, *inputs, model=entry.model, filled=entry.values)
    assert task.state is TaskState.DONE, task.error
    (asked,) = gateway.asked(entry.path)
    arrived = said_in(asked)
    for place, value in entry.arrives.items():
        assert found_at(arrived, place) == value, place
    assets = await orders.assets(task)
    assert len(assets) == entry.count
    for asset in assets:
        _check_file(entry, asset, task)
    return task


def said_in(asked: RecordedRequest) -> Any:
    """A body as a value; a form's texts and files by name, several of one name as a list."""
    kind = asked.header("content-type")
    if not kind.startswith("multipart/"):
        return asked.json()
    form = read_form(kind, asked.body)
    said: dict[str, Any] = {}
    for name, value in [*form.texts, *((file.field, file.data) for file in form.files)]:
        earlier = said.get(name)
        said[name] = (
            value if earlier is None else [*(earlier if isinstance(earlier, list) else [earlier]), value]
        )
    return said


def found_at(value: Any, place: str) -> object:
    """What stands at a place such as ``contents.0.parts.1.text``; ABSENT where nothing does."""
    for step in place.split("/") if "/" in place else place.split("."):
        if isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        elif isinstance(value, dict) and step in value:
            value = value[step]
        else:
            return ABSENT
    return value


def mask(polarity: MaskPolarity) -> bytes:
    """A mask of the base picture whose upper half is open."""
    is_open, is_shut = _OPEN_AND_SHUT[polarity]
    rows = [(is_open if y < HEIGHT // 2 else is_shut) * WIDTH for y in range(HEIGHT)]
    return write_png(WIDTH, HEIGHT, Pixels.RGBA, rows)


async def _inputs(entry: Entry, card: ModelCard, studio: Studio) -> list[FormInput]:
    pictures = iter(entry.pictures)
    polarity = next((slot.polarity for slot in card.slots if slot.role is SlotRole.MASK), None)
    taken = []
    for role in entry.roles:
        data = mask(polarity) if role is SlotRole.MASK and polarity else next(pictures)
        taken.append(await studio.generate.input_from_bytes(role, data, f"{role}.png"))
    return taken


def _check_file(entry: Entry, asset: Asset, task: RemoteTask) -> None:
    """The file is what it says, has the asked size, and tells how it was made."""
    path = Path(asset.path)
    assert path.suffix == entry.ending
    header = read_header(path.read_bytes())
    assert entry.size == ((header.width, header.height) if header else None)
    told = provenance.read(path)
    assert told == asset.provenance
    assert told is not None
    assert (told.prompt, told.card_id, told.model) == (entry.prompt, entry.card, task.model)
    assert told.profile_name == "Gateway"
    assert told.form == task.request
