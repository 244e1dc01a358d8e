"""What a call used and what an account holds."""

from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class TokenUsage:
    """Tokens as the gateway counted them; None where it did not say."""

    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    total_tokens: int | None = None
    cached_tokens: int | None = None
    reasoning_tokens: int | None = None
    cache_write_tokens: int | None = None
    """Of the prompt: what was put into a cache."""
    audio_input_tokens: int | None = None
    audio_output_tokens: int | None = None
    told_cost: Decimal | None = None
    """What it cost in dollars, where the answer itself says so."""

    def plus(self, other: "TokenUsage") -> "TokenUsage":
        """Both together, for an answer that took several calls."""
        counts = {
            field.name: (getattr(self, field.name), getattr(other, field.name)) for field in fields(self)
        }
        told = {name: [one for one in both if one is not None] for name, both in counts.items()}
        return TokenUsage(**{name: sum(both[1:], both[0]) for name, both in told.items() if both})


class CreditUnit(StrEnum):
    """The unit of a site's credit. A site dollar is not a bank dollar: amounts are always named as credit."""

    USD = "USD"
    CNY = "CNY"
    QUOTA = "quota"
    CUSTOM = "custom"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Balance:
    """What is left, as far as the gateway tells.

    ``scope`` says whose money it is: the key's own limit or the account's. ``unlimited`` keys have no limit
    of their own, then ``remaining`` is None.
    """

    remaining: Decimal | None
    used: Decimal | None = None
    unit: CreditUnit = CreditUnit.UNKNOWN
    symbol: str = ""
    unlimited: bool = False
    scope: str = "key"
    source: str = ""
    """Name of the probe that answered, for example ``token-usage`` or ``billing``."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing more can be paid with it."""
        return not self.unlimited and self.remaining is not None and self.remaining <= 0
