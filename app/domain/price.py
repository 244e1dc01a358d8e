"""What something will cost, as far as that is known before it is sent."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from app.domain.card import ModelCard
from app.domain.form_check import defaults, shown_parameters
from app.domain.parameter import Values

COUNTS = ("n", "num_images", "num_outputs")
"""Keys of the parameters that say how many pictures one request makes."""
MOST = "max_images"
"""Key of the parameter that says how many it may make: the model decides."""

_SYMBOLS = {"USD": "$", "CNY": "¥", "EUR": "€"}
_DIGITS = 2


class Charge(StrEnum):
    """What a gateway counts when it charges for a model."""

    CALL = "call"
    """A fixed price; pictures beyond the first cost as much again."""
    TOKENS = "tokens"
    """Only known once it is done."""
    FORMULA = "formula"
    """The gateway's own rule, which cannot be reckoned here."""


@dataclass(frozen=True, slots=True)
class GatewayPrice:
    """What a gateway asks for one model, in the unit in which it shows its credit.

    ``symbol`` is that of a currency, and empty where the gateway counts in quota.
    """

    charge: Charge
    amount: Decimal = Decimal(0)
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class PriceList:
    """A gateway's prices by model name."""

    read_at: datetime
    prices: dict[str, GatewayPrice] = field(default_factory=dict)

    def of(self, *names: str) -> GatewayPrice | None:
        """The price of the first of some names that the gateway sells."""
        return next((self.prices[name] for name in names if name in self.prices), None)


@dataclass(frozen=True, slots=True)
class Estimate:
    """An amount before it is charged.

    ``is_list_price``: the vendor's price, which gateways rarely ask. ``is_most``: it may become less, because
    the model decides how many pictures it makes.
    """

    amount: Decimal
    symbol: str
    is_list_price: bool = False
    is_most: bool = False

    def __str__(self) -> str:
        return money(self.amount, self.symbol)

    def times(self, count: int) -> "Estimate":
        """The same for several requests."""
        return Estimate(self.amount * count, self.symbol, self.is_list_price, self.is_most)

    def plus(self, other: "Estimate") -> "Estimate | None":
        """Both together; None where they are not of the same unit."""
        if self.symbol != other.symbol:
            return None
        is_list_price = self.is_list_price or other.is_list_price
        return Estimate(self.amount + other.amount, self.symbol, is_list_price, self.is_most or other.is_most)


def picture_count(card: ModelCard, values: Values) -> int:
    """How many pictures a form asks for; of a set whose size the model chooses, the most."""
    held = defaults(card) | dict(values)
    shown = {parameter.key for parameter in shown_parameters(card, held)}
    counts = [held[key] for key in (*COUNTS, MOST) if key in shown]
    return next((count for count in counts if isinstance(count, int) and count > 0), 1)


def is_set(card: ModelCard, values: Values) -> bool:
    """Whether the model decides how many pictures it makes."""
    held = defaults(card) | dict(values)
    return any(parameter.key == MOST for parameter in shown_parameters(card, held))


def estimate(card: ModelCard, values: Values, gateway_price: GatewayPrice | None) -> Estimate | None:
    """What a form will cost: by the gateway's own price, else by the card's; None where nobody knows."""
    count, is_most = picture_count(card, values), is_set(card, values)
    if gateway_price is not None:
        if gateway_price.charge is not Charge.CALL:
            return None
        return Estimate(gateway_price.amount * count, gateway_price.symbol, is_most=is_most)
    price = card.price
    if price is None or price.per not in ("picture", "call"):
        return None
    pictures = count if price.per == "picture" else 1
    symbol = _SYMBOLS.get(price.currency, price.currency)
    return Estimate(price.amount * pictures, symbol, is_list_price=True, is_most=is_most)


def money(amount: Decimal, symbol: str) -> str:
    """An amount as short as its size allows: ``¥0.32``, ``$0.0035``, ``$12.50``; quota as a whole number."""
    if not symbol:
        return f"{amount.quantize(Decimal(1), ROUND_HALF_UP):,}"
    places = max(_DIGITS, _DIGITS - 1 - amount.adjusted()) if amount else _DIGITS
    rounded = amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, parts = f"{rounded:,f}".partition(".")
    return f"{symbol}{whole}.{parts.rstrip('0').ljust(_DIGITS, '0')}"
