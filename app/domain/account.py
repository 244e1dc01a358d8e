"""The account behind the keys of a profile, as its gateway tells of it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from app.domain.usage import Balance


@dataclass(frozen=True, slots=True)
class AccountInfo:
    """Who it is, and what is left."""

    name: str
    group: str
    balance: Balance
    calls: int = 0


@dataclass(frozen=True, slots=True)
class AccountKey:
    """One key of an account. ``hint`` is masked; ``rest`` is None for a key without a limit."""

    id: int
    name: str
    hint: str
    rest: Decimal | None
    used: Decimal
    symbol: str
    group: str = ""
    is_enabled: bool = True


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key to be made; without ``limit_quota``, in quota units, it spends what the account holds."""

    name: str
    limit_quota: int | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class LoggedCall:
    """One call that was charged, in the site's own unit; what was given back is below zero."""

    at: datetime
    model: str
    amount: Decimal
    symbol: str
    prompt_tokens: int = 0
    completion_tokens: int = 0
    request_id: str = ""
    group: str = ""
    key_name: str = ""


@dataclass(frozen=True, slots=True)
class LogPage:
    """A part of the log, newest first. ``total`` is None where the site does not say."""

    calls: tuple[LoggedCall, ...]
    total: int | None = None
