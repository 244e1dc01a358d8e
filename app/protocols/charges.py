"""What an answer says of the price of what was made, beside its results: as facts of a task.

``cost`` is an amount with its unit, ``request_id`` what a support chat asks for, ``seconds`` how long the
model worked, ``input_tokens`` and ``output_tokens`` what it read and drew.
Sources: new-api ``TaskDto.quota``, OpenRouter ``usage.cost``, LiteLLM's header, Replicate ``predict_time``.
"""

from collections.abc import Mapping
from decimal import Decimal

from app.domain.price import Cost
from app.domain.usage import TokenUsage
from app.protocols.read import as_object, at, decimal, json_or_none
from app.wire.response import WireResponse

_LARGEST_BYTES = 256 * 1024
"""A body above it is made of pictures, whose format tells of the use itself."""

_AMOUNTS = (
    (("usage", "cost"), "USD"),
    (("data", "usage", "cost"), "USD"),
    (("data", "quota"), "quota"),
    (("quota",), "quota"),
)
_SECONDS = (("metrics", "predict_time"), ("data", "metrics", "predict_time"))
_HEADER = "x-litellm-response-cost"


def charges_in(response: WireResponse) -> dict[str, str]:
    """What an answer says of its price, whatever else it says; facts that it does not tell are left out."""
    value = as_object(json_or_none(response.body)) if 0 < len(response.body) <= _LARGEST_BYTES else {}
    said = {
        "request_id": response.request_id,
        "cost": _header_cost(response) or _cost(value),
        "seconds": next(filter(None, (_amount(at(value, *path)) for path in _SECONDS)), ""),
    }
    return {name: fact for name, fact in said.items() if fact}


def header_cost(headers: Mapping[str, str]) -> Cost | None:
    """What the head of an answer says that it cost: LiteLLM's header."""
    amount = _amount(headers.get(_HEADER))
    return Cost(Decimal(amount), "$", is_told=True) if amount else None


def usage_facts(usage: TokenUsage | None) -> dict[str, str]:
    """The tokens that were counted."""
    if usage is None:
        return {}
    said = {"input_tokens": usage.prompt_tokens, "output_tokens": usage.completion_tokens}
    return {name: str(count) for name, count in said.items() if count}


def _cost(value: object) -> str:
    amounts = ((_amount(at(value, *path)), unit) for path, unit in _AMOUNTS)
    return next((f"{amount} {unit}" for amount, unit in amounts if amount), "")


def _header_cost(response: WireResponse) -> str:
    amount = _amount(response.headers.get(_HEADER))
    return f"{amount} USD" if amount else ""


def _amount(value: object) -> str:
    """A number above zero, written plainly; empty for anything else."""
    number = decimal(value) if not isinstance(value, bool) else None
    return f"{number.normalize():f}" if number is not None and 0 < number < 10**12 else ""
