"""Every shipped card for pictures, untouched but for what it needs, comes to a file or to words."""

import asyncio

import pytest

from app.catalog.cards import Cards
from app.demo.drawing.painting import paint
from app.demo.film.filming import film
from app.demo.image.models import ImageModels
from app.domain.card import MediaFamily, MediaSlot, ModelCard
from app.domain.errors import ErrorKind
from app.domain.form import FormInput
from app.domain.form_check import SlotFill, check, defaults
from app.domain.media import MediaKind
from app.domain.parameter import ParameterKind, Value
from app.domain.remote_task import TaskState
from app.services.studio import Studio
from app.storage.places import resources_folder
from app.ui.ordering.model_cards import cards_of
from tests.gateway import DEMO_RESOURCES, Gateway
from tests.services.making import Orders

CARDS = Cards.load(resources_folder())
DEMO_MODELS = [model.id for model in ImageModels(DEMO_RESOURCES).all]
PROMPT = "a fox in the snow"
EDGE = 320
GOES_ON = "follow_up"
"""What a card can that is reached by the buttons of an earlier result alone."""
NOT_OFFERED = {"openai.dall-e-2.variation": str(ErrorKind.NOT_OFFERED)}
"""What new-api itself answers with 501."""


MODELS = {
    "chat.any": "gpt-4o-image-demo",
    "gemini.nano-banana.images": "nano-banana-demo",
    "gemini.nano-banana.images.edit": "nano-banana-demo",
}
"""Where the first name that leads to a card is not sold that way at the demo gateway."""
BEGINNING = [card for card in CARDS.all(MediaFamily.IMAGE) if GOES_ON not in card.capabilities]
"""Every card that an order can begin with."""
PROTOCOLS = sorted({card.protocol for card in BEGINNING})


def model_for(card: ModelCard) -> str:
    """The name that the card names, or one of the demo's list that leads to it, or one that it matches."""
    if name := card.model or MODELS.get(card.id, ""):
        return name
    listed = (model for model in DEMO_MODELS if card in CARDS.for_model(model, (), card.page))
    named = (match.replace("*", "") for match in card.matches if not match.startswith("endpoint:"))
    return next(listed, "") or next(named, "qwen-image-plus-demo")


def filled(card: ModelCard) -> dict[str, Value]:
    """The untouched form with words where words are needed."""
    values = defaults(card)
    for parameter in card.parameters:
        takes_words = parameter.kind in (ParameterKind.TEXT, ParameterKind.LONG_TEXT)
        if takes_words and (parameter.required or parameter.key == "prompt") and not values[parameter.key]:
            values[parameter.key] = PROMPT
    return values


async def inputs_of(card: ModelCard, studio: Studio) -> list[FormInput]:
    """As few pictures as the card takes."""
    return [
        await studio.generate.input_from_bytes(slot.role, *medium(slot, number))
        for slot in card.slots
        for number in range(slot.least)
    ]


def medium(slot: MediaSlot, number: int) -> tuple[bytes, str]:
    """Something for a slot, and its name."""
    if slot.kind is MediaKind.VIDEO:
        return film("a clip", 64, 64, 0.5), "clip.mp4"
    return paint(f"{slot.role} {number}", EDGE, EDGE).png(), "picture.png"


async def ending(card: ModelCard, studio: Studio) -> str:
    """What comes of a card's form: ``made``, or how it failed."""
    values, inputs, orders = filled(card), await inputs_of(card, studio), Orders(studio)
    if problems := check(card, values, [SlotFill(one.role) for one in inputs]):
        return str(problems)
    words = str(values.pop("prompt", None) or "")
    task = await orders.make(card.id, words, *inputs, model=model_for(card), filled=values)
    is_made = task.state is TaskState.DONE and bool(task.texts or await orders.files(task))
    return "made" if is_made else str(task.error and task.error.kind)


@pytest.mark.parametrize("protocol", PROTOCOLS)
async def test_each_card_makes_something(protocol: str, hurried: Studio, gateway: Gateway) -> None:
    cards = [card for card in BEGINNING if card.protocol == protocol]
    endings = await asyncio.gather(*(ending(card, hurried) for card in cards))
    assert dict(zip((card.id for card in cards), endings, strict=True)) == {
        card.id: NOT_OFFERED.get(card.id, "made") for card in cards
    }


def test_a_name_leads_to_each_card() -> None:
    """The window finds them by names that gateways list, or among those that take any name."""
    lost = [card.id for card in BEGINNING if not is_found(card)]
    assert lost == []


def is_found(card: ModelCard) -> bool:
    """Whether the picker of the window leads to a card."""
    names = [card.model, *DEMO_MODELS, *(match.replace("*", "x") for match in card.matches)]
    by_name = any(card in cards_of(name, (), CARDS) for name in names if name)
    return by_name or card in CARDS.general(card.page)
