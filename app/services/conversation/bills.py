"""What is paid for, written into the ledger once: with its price of that time, or without one."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from app.domain.conversation import Message, MessageState, ReasoningPart, TextPart
from app.domain.ids import ProfileId
from app.domain.price import Cost, GatewayPrice
from app.domain.profile import Profile
from app.domain.spending import Spending, SpendingKind
from app.domain.token_estimate import estimate_tokens, estimate_turn
from app.domain.turn import ChatTurn
from app.domain.usage import TokenUsage
from app.protocols.charges import header_cost
from app.services.accounts.prices import Prices
from app.services.clock import now
from app.wire.response import WireResponse

_DOLLAR = "$"


@dataclass(slots=True)
class PaidCall:
    """One request that asks for answers. ``id`` is the entry's in the ledger.

    ``prompt_estimate`` is counted while the gateway thinks; ``prepared`` is set when its prices are known, or
    known not to be told.
    """

    id: str
    at: datetime = field(default_factory=now)
    request_id: str = ""
    told: Cost | None = None
    prompt_estimate: int = 0
    prepared: asyncio.Event = field(default_factory=asyncio.Event)

    def answered(self, headers: Mapping[str, str]) -> None:
        """The head of the answer has come, with the gateway's id of the call and perhaps its cost."""
        self.request_id = WireResponse(0, headers).request_id
        self.told = header_cost(headers)


class Bills:
    """Reckons with the prices that are known by then; whoever was billed once is never billed anew."""

    def __init__(self, prices: Prices) -> None:
        self._prices = prices

    async def prepare(self, call: PaidCall, turn: ChatTurn, profile: Profile) -> None:
        """While the gateway thinks: have its prices read, and take the prompt's measure.

        Raises:
            StorageError: what was kept of the prices cannot be read.
        """
        try:
            call.prompt_estimate = await asyncio.to_thread(estimate_turn, turn)
            await self._prices.refresh(profile)
        finally:
            call.prepared.set()

    def answers(self, messages: Sequence[Message], call: PaidCall) -> tuple[list[Message], Spending | None]:
        """The answers of one request with what they cost, and its entry; None where nothing came of it.

        Answers that came together share what their request has cost.
        """
        first = messages[0]
        if first.profile_id is None or all(map(_came_to_nothing, messages)):
            return list(messages), None
        usage = first.usage or _guess(messages, call)
        cost = call.told or self.cost_of(first.profile_id, first.model, usage)
        if cost is not None and first.usage is None and not cost.is_told:
            cost = replace(cost, is_guess=True)
        entry = Spending(
            id=call.id,
            at=call.at,
            kind=SpendingKind.MESSAGE,
            profile_id=first.profile_id,
            profile_name=first.profile_name,
            model=first.model,
            conversation_id=first.conversation_id,
            usage=usage,
            cost=cost,
            request_id=call.request_id,
            prompt_estimate=call.prompt_estimate if first.usage is not None else 0,
        )
        share = cost.shared(len(messages)) if cost is not None else None
        adds = call.id != first.id
        return [_with_cost(message, share, adds=adds) for message in messages], entry

    def cost_of(self, profile_id: ProfileId, model: str, usage: TokenUsage) -> Cost | None:
        """What an answer costs: as it says itself, else by the gateway's prices; None where nobody knows."""
        if usage.told_cost is not None:
            return Cost(usage.told_cost, _DOLLAR, is_told=True)
        price = self._prices.of(profile_id, model)
        return None if price is None else _by(price, usage)


def _by(price: GatewayPrice, usage: TokenUsage) -> Cost | None:
    if price.tokens is not None:
        return Cost(price.tokens.of(usage), price.symbol)
    return Cost(price.amount, price.symbol) if price.amount else None


def _guess(messages: Sequence[Message], call: PaidCall) -> TokenUsage:
    """What a call has used whose gateway counted nothing, as when the person stopped it."""
    parts = (part for message in messages for part in message.parts)
    said = [part.text for part in parts if isinstance(part, TextPart | ReasoningPart)]
    return TokenUsage(call.prompt_estimate, sum(map(estimate_tokens, said)))


def _came_to_nothing(message: Message) -> bool:
    return message.state is MessageState.FAILED and message.usage is None


def _with_cost(message: Message, cost: Cost | None, *, adds: bool) -> Message:
    """A call that brought the rest of an answer is paid beside what had come."""
    if cost is None:
        return message
    return replace(message, cost=message.cost.plus(cost) if adds and message.cost else cost)
