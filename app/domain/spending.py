"""What was spent: one entry for each thing that was paid, and the sums over them."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from app.domain.ids import ConversationId, ProfileId, TaskId
from app.domain.price import Cost
from app.domain.usage import TokenUsage


class SpendingKind(StrEnum):
    """What was paid."""

    MESSAGE = "message"
    IMAGE = "image"
    VIDEO = "video"
    MUSIC = "music"
    SPEECH = "speech"


@dataclass(frozen=True, slots=True)
class Spending:
    """One paid thing. It stays when its conversation or task is deleted.

    ``id`` is that of the message or task; a call that adds to an answer has an id of its own. ``cost`` is
    None where nobody knows it. ``request_id`` is the gateway's, which its own log names too.
    """

    id: str
    at: datetime
    kind: SpendingKind
    profile_id: ProfileId
    profile_name: str
    model: str
    conversation_id: ConversationId | None = None
    task_id: TaskId | None = None
    usage: TokenUsage | None = None
    cost: Cost | None = None
    request_id: str = ""
    prompt_estimate: int = 0
    """What the studio itself took the prompt for, in tokens, before the gateway counted."""


@dataclass(frozen=True, slots=True)
class ModelHabits:
    """What earlier answers of a model tell of the next one; None where there were none.

    ``calibration``: how many tokens its gateway counts for one of ours. ``answer_tokens``: how long its
    answers usually are.
    """

    calibration: Decimal | None = None
    answer_tokens: int | None = None


class SpendingGroup(StrEnum):
    """What sums can be made for."""

    DAY = "day"
    MODEL = "model"
    PROFILE = "profile"
    KIND = "kind"
    CONVERSATION = "conversation"


@dataclass(frozen=True, slots=True)
class DayRange:
    """Days of the person's calendar, both ends included; None leaves an end open."""

    first: date | None = None
    last: date | None = None

    @property
    def is_single(self) -> bool:
        """Whether it is one day."""
        return self.first is not None and self.first == self.last

    @classmethod
    def newest(cls, days: int, today: date) -> "DayRange":
        """So many days up to today."""
        return cls(today - timedelta(days=days - 1), today)

    @classmethod
    def month(cls, today: date) -> "DayRange":
        """The present month so far."""
        return cls(today.replace(day=1), today)


@dataclass(frozen=True, slots=True)
class SpendingSum:
    """What one group of entries comes to. Amounts of different units are never added."""

    key: str = ""
    """A day as ``2026-11-26``, a model's name, the id of a profile or a conversation, or a kind."""
    name: str = ""
    """What a profile or a conversation was called last."""
    amounts: dict[str, Decimal] = field(default_factory=dict)
    """By the sign of the unit; quota has the empty one."""
    calls: int = 0
    unpriced: int = 0
    """Calls of which nobody knows what they cost."""
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    reasoning_tokens: int = 0

    def plus(self, other: "SpendingSum") -> "SpendingSum":
        """Both together, under the names of this one."""
        amounts = dict(self.amounts)
        for symbol, amount in other.amounts.items():
            amounts[symbol] = amounts.get(symbol, Decimal(0)) + amount
        return SpendingSum(
            self.key,
            self.name,
            amounts,
            self.calls + other.calls,
            self.unpriced + other.unpriced,
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
            self.cached_tokens + other.cached_tokens,
            self.reasoning_tokens + other.reasoning_tokens,
        )
