"""Which of a provider's models make what a page makes, and by which cards."""

from collections.abc import Iterable

from app.catalog.cards import Cards
from app.domain.card import MediaFamily, ModelCard, SlotRole
from app.domain.form import GenerationForm
from app.domain.media import MediaKind
from app.domain.model import Model
from app.ui.ordering.order_page import IMAGES, OrderPage

FOLLOW_UP = "follow_up"
"""What a card can that only goes on from an earlier task."""
DRAWS = "text_to_image"
DESCRIBES = "describe"


def is_made_for(page: OrderPage, model: Model, cards: Cards) -> bool:
    """Whether a model is known to make what a page makes; any other can be tried all the same."""
    by_name = model.traits.group is page.group or page.endpoint in model.endpoint_types
    return by_name or bool(begun_cards(cards.for_model(model.id, (), page.family)))


def cards_of(
    model: str, listed: Iterable[Model], cards: Cards, page: OrderPage = IMAGES
) -> tuple[ModelCard, ...]:
    """A page's cards of a model, the best first; for a name that nobody knows those that take any name."""
    kinds = next((row.endpoint_types for row in listed if row.id == model), ())
    found = begun_cards(cards.for_model(model, kinds, page.family))
    return found or begun_cards(cards.general(page.family))


def follow_up_card(card_id: str, cards: Cards) -> ModelCard | None:
    """The card that presses the buttons of what a card has made."""
    made_by = cards.get(card_id)
    if made_by is None:
        return None
    same = (card for card in cards.all(MediaFamily.IMAGE) if card.protocol == made_by.protocol)
    return next((card for card in same if FOLLOW_UP in card.capabilities and not card.slots), None)


def takes_mask(card: ModelCard) -> bool:
    """Whether a card edits a picture under a mask."""
    kinds = {slot.role: slot.kind for slot in card.slots}
    return SlotRole.BASE in kinds and kinds.get(SlotRole.MASK) is MediaKind.PICTURE


def answering_card(card_id: str, cards: Cards) -> ModelCard | None:
    """The card that answers what a provider asked for when a button was pressed."""
    made_by = cards.get(card_id)
    if made_by is None:
        return None
    same = (card for card in cards.all(MediaFamily.IMAGE) if card.protocol == made_by.protocol)
    return next((card for card in same if FOLLOW_UP in card.capabilities and card.slots), None)


def begun_form(form: GenerationForm, cards: Cards) -> GenerationForm:
    """A form to begin with: what a button of an earlier task has made begins anew from its words."""
    made_by = cards.get(form.card_id)
    if made_by is None or made_by.page is not MediaFamily.IMAGE or FOLLOW_UP not in made_by.capabilities:
        return form
    same = (card for card in cards.all(MediaFamily.IMAGE) if card.protocol == made_by.protocol)
    card = next(filter(draws_from_words, same), None)
    words = {"prompt": form.values.get("prompt") or ""}
    return GenerationForm(card.id, card.model, words) if card is not None else form


def draws_from_words(card: ModelCard) -> bool:
    """Whether a card makes a picture of a prompt alone."""
    return DRAWS in card.capabilities


def describes(card: ModelCard) -> bool:
    """Whether a card says which prompts would draw a picture."""
    return DESCRIBES in card.capabilities


def describing(listed: Iterable[Model], cards: Cards) -> ModelCard | None:
    """The card by which a provider describes pictures; None where it offers none."""
    found = (card for model in listed for card in cards_of(model.id, (model,), cards))
    return next(filter(describes, found), None)


def sent_model(card: ModelCard, chosen: str) -> str:
    """The name that goes into the request."""
    return card.model or chosen


def chosen_model(form: GenerationForm, listed: Iterable[Model], cards: Cards, page: OrderPage) -> str:
    """The name in the list by which a form's card is found again."""
    names = [row.id for row in listed]
    if form.model in names:
        return form.model
    fitting = (
        name for name in names if any(card.id == form.card_id for card in cards_of(name, (), cards, page))
    )
    return next(fitting, form.model)


def begun_cards(cards: Iterable[ModelCard]) -> tuple[ModelCard, ...]:
    """Those by which something can be begun, rather than gone on with."""
    return tuple(card for card in cards if FOLLOW_UP not in card.capabilities)
