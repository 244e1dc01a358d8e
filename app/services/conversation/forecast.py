"""What the next message will cost, as far as that can be known before it is sent."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce

from app.domain.conversation import ChatSettings, Draft, Message, Role
from app.domain.price import Cost, GatewayPrice
from app.domain.profile import Profile
from app.domain.spending import ModelHabits
from app.domain.token_estimate import corrected, estimate_media, estimate_tokens
from app.domain.usage import TokenUsage
from app.services.accounts.prices import Prices
from app.storage.spending import SpendingStore

LONG_HISTORY = 30_000
"""From so many tokens on it is worth a word that all that was said goes along each time."""
_AROUND_A_MESSAGE = 4


@dataclass(frozen=True, slots=True)
class Prospect:
    """An estimate of one message and its answer; the answer is taken to be as long as usual."""

    cost: Cost
    prompt_tokens: int
    answer_tokens: int
    has_long_history: bool = False


def together(prospects: Sequence[Prospect | None]) -> Prospect | None:
    """A message that goes to several; None where not all have a price, or not in one currency."""
    known = [prospect for prospect in prospects if prospect is not None]
    if not known or len(known) < len(prospects) or len({one.cost.symbol for one in known}) > 1:
        return None
    return Prospect(
        reduce(Cost.plus, (one.cost for one in known)),
        sum(one.prompt_tokens for one in known),
        sum(one.answer_tokens for one in known),
        any(one.has_long_history for one in known),
    )


class Forecast:
    """Our own estimate of tokens, corrected by what the gateway counted, at the gateway's own prices."""

    def __init__(self, prices: Prices, spending: SpendingStore) -> None:
        self._prices = prices
        self._spending = spending

    async def next_message(
        self, profile: Profile, settings: ChatSettings, said: Sequence[Message], draft: Draft
    ) -> Prospect | None:
        """What it costs to send a draft behind what was said; None where there is no price.

        Raises:
            StorageError: what was kept cannot be read.
        """
        await self._prices.refresh(profile)
        price = self._prices.of(profile.id, settings.model)
        if price is None:
            return None
        habits = await self._spending.habits(settings.model)
        return await asyncio.to_thread(_prospect, price, habits, settings, said, draft)


def _prospect(
    price: GatewayPrice,
    habits: ModelHabits,
    settings: ChatSettings,
    said: Sequence[Message],
    draft: Draft,
) -> Prospect | None:
    history = _history_tokens(settings, said, habits.calibration)
    prompt = history + corrected(_draft_tokens(draft), habits.calibration)
    answer = min(habits.answer_tokens or 0, settings.max_tokens or habits.answer_tokens or 0) * settings.n
    cost = _cost(price, prompt, answer)
    return None if cost is None else Prospect(cost, prompt, answer, history >= LONG_HISTORY)


def _cost(price: GatewayPrice, prompt: int, answer: int) -> Cost | None:
    if price.tokens is not None:
        usage = TokenUsage(prompt_tokens=prompt, completion_tokens=answer)
        return Cost(price.tokens.of(usage), price.symbol)
    return Cost(price.amount, price.symbol) if price.amount else None


def _history_tokens(settings: ChatSettings, said: Sequence[Message], calibration: Decimal | None) -> int:
    """The gateway's own count of the last answer and all before it, and an estimate of what came since."""
    estimated = 0
    for message in reversed(said):
        usage = message.usage
        if message.role is Role.ASSISTANT and usage is not None and usage.prompt_tokens:
            spoken = (usage.completion_tokens or 0) - (usage.reasoning_tokens or 0)
            return usage.prompt_tokens + max(spoken, 0) + corrected(estimated, calibration)
        estimated += _AROUND_A_MESSAGE + estimate_tokens(message.text)
        estimated += estimate_media(attachment.kind for attachment in message.attachments)
    return corrected(estimated + estimate_tokens(settings.system_prompt), calibration)


def _draft_tokens(draft: Draft) -> int:
    media = estimate_media(attachment.kind for attachment in draft.attachments)
    return _AROUND_A_MESSAGE + estimate_tokens(draft.text) + media
