"""What a gateway asks for its models, and what something costs by that."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import StrEnum

from app.domain.usage import TokenUsage

USUAL_GROUP = "default"
"""The group of a key whose group nobody told."""
_ANY_GROUP = "all"
_MILLION = 1_000_000
_SYMBOLS = {"USD": "$", "CNY": "¥", "EUR": "€", "quota": ""}
_DIGITS = 2


class Charge(StrEnum):
    """What a gateway counts when it charges for a model."""

    CALL = "call"
    """A fixed price; pictures beyond the first cost as much again."""
    TOKENS = "tokens"
    FORMULA = "formula"
    """The gateway's own rule, which cannot be reckoned here."""


@dataclass(frozen=True, slots=True)
class TokenPrice:
    """What a million tokens of each kind cost; a kind without a price of its own costs as its side does."""

    input: Decimal
    output: Decimal
    cached: Decimal | None = None
    cache_write: Decimal | None = None
    audio_input: Decimal | None = None
    audio_output: Decimal | None = None

    def of(self, usage: TokenUsage) -> Decimal:
        """What an answer costs; thoughts are a part of what was written."""
        read = (
            (self.cached, usage.cached_tokens),
            (self.cache_write, usage.cache_write_tokens),
            (self.audio_input, usage.audio_input_tokens),
        )
        written = ((self.audio_output, usage.audio_output_tokens),)
        total = _side(self.input, usage.prompt_tokens, read) + _side(
            self.output, usage.completion_tokens, written
        )
        return total / _MILLION

    def times(self, ratio: Decimal) -> "TokenPrice":
        """The same, dearer or cheaper."""
        kinds = (self.cached, self.cache_write, self.audio_input, self.audio_output)
        return TokenPrice(
            self.input * ratio,
            self.output * ratio,
            *(None if price is None else price * ratio for price in kinds),
        )


def _side(price: Decimal, count: int | None, kinds: tuple[tuple[Decimal | None, int | None], ...]) -> Decimal:
    """Tokens of one side, those of a kind with a price of its own apart."""
    rest, total = count or 0, Decimal(0)
    for own, tokens in kinds:
        if own is not None:
            apart = min(tokens or 0, rest)
            total, rest = total + apart * own, rest - apart
    return total + rest * price


@dataclass(frozen=True, slots=True)
class GatewayPrice:
    """What a gateway asks for one model, in the unit in which it shows its credit.

    ``symbol`` is that of a currency, and empty where the gateway counts in quota. ``tokens`` is None where it
    charges otherwise. ``formula`` is the gateway's own rule, as it tells it. ``groups`` are the groups of
    keys that may call the model; none means all.
    """

    charge: Charge
    amount: Decimal = Decimal(0)
    symbol: str = ""
    tokens: TokenPrice | None = None
    formula: str = ""
    groups: tuple[str, ...] = ()

    def sold_to(self, group: str) -> bool:
        """Whether keys of a group may call the model."""
        return not self.groups or group in self.groups or _ANY_GROUP in self.groups

    def times(self, ratio: Decimal) -> "GatewayPrice":
        """The same for a group that pays more or less."""
        tokens = self.tokens.times(ratio) if self.tokens else None
        return replace(self, amount=self.amount * ratio, tokens=tokens)


@dataclass(frozen=True, slots=True)
class PriceGroup:
    """A group of keys, and how its prices compare with those of the list."""

    ratio: Decimal = Decimal(1)
    name: str = ""


@dataclass(frozen=True, slots=True)
class PriceList:
    """A gateway's prices by model name, as they are for a group whose ratio is 1.

    ``quota_value`` is what one unit of quota is worth in the gateway's own unit, whose sign is ``symbol``.
    """

    read_at: datetime
    prices: dict[str, GatewayPrice] = field(default_factory=dict)
    groups: dict[str, PriceGroup] = field(default_factory=dict)
    symbol: str = ""
    quota_value: Decimal = Decimal(1)

    def of(self, *names: str, group: str = "") -> GatewayPrice | None:
        """The price of the first of some names that the gateway sells, for keys of a group.

        A model that is not sold to the group is priced for the first group that may call it.
        """
        found = next((self.prices[name] for name in names if name in self.prices), None)
        if found is None:
            return None
        payer = group or USUAL_GROUP
        if not found.sold_to(payer):
            payer = found.groups[0]
        return found.times(self.groups.get(payer, PriceGroup()).ratio)


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


@dataclass(frozen=True, slots=True)
class Cost:
    """What something has cost: as the gateway told it, else reckoned by the prices of that time.

    ``is_guess``: the gateway counted no tokens, so that the studio's own estimate had to do.
    """

    amount: Decimal
    symbol: str
    is_told: bool = False
    is_guess: bool = False

    def __str__(self) -> str:
        return f"{'≈ ' if self.is_guess else ''}{money(self.amount, self.symbol)}"

    def plus(self, other: "Cost") -> "Cost":
        """Both together; the later one where their units differ, which have no sum."""
        if self.symbol != other.symbol:
            return other
        is_told, is_guess = self.is_told and other.is_told, self.is_guess or other.is_guess
        return Cost(self.amount + other.amount, self.symbol, is_told, is_guess)

    def shared(self, count: int) -> "Cost":
        """The part of each of several answers that came together."""
        return replace(self, amount=self.amount / count)


def symbol_of(currency: str) -> str:
    """The sign of a currency, or its name where it has none; quota has neither."""
    return _SYMBOLS.get(currency, currency)


def money(amount: Decimal, symbol: str) -> str:
    """An amount as short as its size allows: ``¥0.32``, ``$0.0035``, ``$12.50``; quota as a whole number."""
    if not symbol:
        return f"{amount.quantize(Decimal(1), ROUND_HALF_UP):,}"
    places = max(_DIGITS, _DIGITS - 1 - amount.adjusted()) if amount else _DIGITS
    rounded = amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, parts = f"{rounded:,f}".partition(".")
    return f"{symbol}{whole}.{parts.rstrip('0').ljust(_DIGITS, '0')}"


def read_money(text: str) -> Cost | None:
    """An amount as it was written down: ``0.02 USD`` and ``628 quota`` as told, ``¥0.32`` as estimated."""
    amount, _, unit = text.strip().partition(" ")
    sign = next((sign for sign in _SYMBOLS.values() if sign and amount.startswith(sign)), "")
    try:
        number = Decimal(amount.removeprefix(sign).replace(",", ""))
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    return Cost(number, symbol_of(unit), is_told=True) if unit else Cost(number, sign)
