"""What a model is offered for: what it can, what it costs, and how long it takes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from app.domain.card import ModelCard, SlotRole
from app.domain.media import MediaKind
from app.domain.price import Charge, Estimate, GatewayPrice, symbol_of
from app.ui.ordering.price_words import amount_in_words
from app.ui.ordering.time_words import span_in_words


class Ability(StrEnum):
    """One thing that a model can; the value is the name of its sign."""

    WORDS = "text"
    EDIT = "edit"
    MASK = "mask"
    REFERENCES = "images"
    FIRST_FRAME = "frame-forward"
    LAST_FRAME = "frame-back"
    CLIP = "videos"
    STREAM = "bolt"
    DESCRIBE = "describe"


_OF_CAPABILITY = {
    "text_to_image": Ability.WORDS,
    "text_to_video": Ability.WORDS,
    "edit": Ability.EDIT,
    "stream": Ability.STREAM,
    "describe": Ability.DESCRIBE,
}
_OF_ROLE = {
    SlotRole.BASE: Ability.EDIT,
    SlotRole.MASK: Ability.MASK,
    SlotRole.FIRST_FRAME: Ability.FIRST_FRAME,
    SlotRole.LAST_FRAME: Ability.LAST_FRAME,
}
_OF_KIND = {MediaKind.PICTURE: Ability.REFERENCES, MediaKind.VIDEO: Ability.CLIP}


@dataclass(frozen=True, slots=True)
class ModelOffer:
    """``abilities`` are in the order of ``Ability``; ``price`` and ``time`` are empty where nobody knows."""

    abilities: tuple[Ability, ...] = ()
    price: str = ""
    time: str = ""
    is_deprecated: bool = False

    def words(self) -> tuple[str, ...]:
        """Everything in words."""
        retiring = QCoreApplication.translate("ModelOffer", "being retired") if self.is_deprecated else ""
        return tuple(filter(None, (*map(ability_words, self.abilities), self.price, self.time, retiring)))


def offer_of(cards: Iterable[ModelCard], price: GatewayPrice | None, known_s: float | None) -> ModelOffer:
    """What the cards of one model offer together.

    Args:
        known_s: how long it took here the last time; before that counts what a card says.
    """
    every = tuple(cards)
    found = {ability for card in every for ability in _abilities(card)}
    told_s = next((card.typical_s for card in every if card.typical_s), 0.0)
    return ModelOffer(
        tuple(ability for ability in Ability if ability in found),
        _price(every, price),
        span_in_words(known_s or told_s),
        bool(every) and all(card.deprecated for card in every),
    )


def ability_words(ability: Ability) -> str:
    """An ability in the language of the window."""
    words = {
        Ability.WORDS: QCoreApplication.translate("ModelOffer", "from words"),
        Ability.EDIT: QCoreApplication.translate("ModelOffer", "edits pictures"),
        Ability.MASK: QCoreApplication.translate("ModelOffer", "takes a mask"),
        Ability.REFERENCES: QCoreApplication.translate("ModelOffer", "takes references"),
        Ability.FIRST_FRAME: QCoreApplication.translate("ModelOffer", "takes a first frame"),
        Ability.LAST_FRAME: QCoreApplication.translate("ModelOffer", "takes a last frame"),
        Ability.CLIP: QCoreApplication.translate("ModelOffer", "takes clips"),
        Ability.STREAM: QCoreApplication.translate("ModelOffer", "shows how it draws"),
        Ability.DESCRIBE: QCoreApplication.translate("ModelOffer", "describes pictures"),
    }
    return words[ability]


def _abilities(card: ModelCard) -> Iterator[Ability]:
    yield from (_OF_CAPABILITY[name] for name in card.capabilities if name in _OF_CAPABILITY)
    for slot in card.slots:
        is_mask = slot.role is SlotRole.MASK and slot.kind is not MediaKind.PICTURE
        ability = _OF_KIND.get(slot.kind) if is_mask else _OF_ROLE.get(slot.role, _OF_KIND.get(slot.kind))
        if ability is not None:
            yield ability


def _price(cards: tuple[ModelCard, ...], price: GatewayPrice | None) -> str:
    """What one costs: at the gateway, else by the vendor's list."""
    translate = QCoreApplication.translate
    if price is not None:
        if price.charge is Charge.CALL:
            return amount_in_words(Estimate(price.amount, price.symbol))
        return translate("ModelOffer", "by tokens") if price.charge is Charge.TOKENS else ""
    listed = next((card.price for card in cards if card.price is not None), None)
    if listed is None or listed.per not in ("picture", "call", "second"):
        return ""
    amount = amount_in_words(Estimate(listed.amount, symbol_of(listed.currency), is_list_price=True))
    text = translate("ModelOffer", "%1 a second") if listed.per == "second" else "%1"
    return translate("ModelOffer", "list price %1").replace("%1", text.replace("%1", amount))
