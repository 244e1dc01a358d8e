"""What tasks have cost, as entries of the ledger."""

from collections.abc import Mapping

from app.domain.ids import ProfileId
from app.domain.price import Cost, read_money
from app.domain.remote_task import RemoteTask, TaskState
from app.domain.spending import Spending, SpendingKind
from app.domain.usage import TokenUsage
from app.services.accounts.prices import Prices

_PAID = (TaskState.DOWNLOADING, TaskState.DOWNLOAD_FAILED, TaskState.DONE)
"""The gateway has done its work. What failed is given back, as gateways do."""


class TaskBills:
    """A task has one entry, however often it is saved."""

    def __init__(self, prices: Prices) -> None:
        self._prices = prices

    def entry(self, task: RemoteTask) -> Spending | None:
        """The entry of a task whose work is done; None for one that was not paid, or not yet."""
        if task.state not in _PAID:
            return None
        usage = _usage_in(task.facts)
        return Spending(
            id=task.id,
            at=task.created_at,
            kind=SpendingKind(task.page.value),
            profile_id=task.profile_id,
            profile_name=task.profile_name,
            model=task.model,
            task_id=task.id,
            usage=usage,
            cost=self._cost(task, usage),
            request_id=task.facts.get("request_id", ""),
        )

    def _cost(self, task: RemoteTask, usage: TokenUsage | None) -> Cost | None:
        """As the gateway told, else by the tokens that it counted, else as was expected before."""
        noted = read_money(task.cost)
        if noted is not None and noted.is_told:
            return self._in_own_unit(task.profile_id, noted)
        price = self._prices.of(task.profile_id, task.model)
        if price is not None and price.tokens is not None and usage is not None:
            return Cost(price.tokens.of(usage), price.symbol)
        if noted is not None:
            return noted
        return Cost(price.amount, price.symbol) if price is not None and price.amount else None

    def _in_own_unit(self, profile_id: ProfileId, cost: Cost) -> Cost:
        """Quota as the gateway itself shows it, which is mostly money."""
        known = self._prices.cached(profile_id)
        if cost.symbol or known is None or not known.symbol:
            return cost
        return Cost(cost.amount * known.quota_value, known.symbol, cost.is_told)


def _usage_in(facts: Mapping[str, str]) -> TokenUsage | None:
    read, written = (_count(facts.get(name, "")) for name in ("input_tokens", "output_tokens"))
    return None if read is None and written is None else TokenUsage(read, written)


def _count(told: str) -> int | None:
    return int(told) if told.isascii() and told.isdigit() else None
