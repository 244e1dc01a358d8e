"""Which values of a form a provider has refused before, as far as its refusals name them."""

from collections.abc import Iterable, Mapping

from app.domain.card import ModelCard
from app.domain.parameter import Value
from app.domain.remote_task import RemoteTask
from app.services.jobs.generate import form_of

Refused = Mapping[str, frozenset[str]]
"""Values by the key of their parameter, as text."""


def refused_values(card: ModelCard, failed: Iterable[RemoteTask]) -> Refused:
    """What was refused of a card's parameters."""
    keys = {name: parameter.key for parameter in card.parameters for name in _names(parameter.send_as)}
    keys |= {parameter.key: parameter.key for parameter in card.parameters}
    found: dict[str, set[str]] = {}
    for task in failed:
        form = form_of(task)
        key = keys.get(task.error.values.get("field", "")) if task.error is not None else None
        if form is not None and key is not None and form.values.get(key) is not None:
            found.setdefault(key, set()).add(as_text(form.values[key]))
    return {key: frozenset(values) for key, values in found.items()}


def as_text(value: "Value | object") -> str:
    """A value of a form or of a kept one, to be compared."""
    return " ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _names(send_as: str) -> tuple[str, ...]:
    """How a provider may call it: by its path, or by the last part of that."""
    return (send_as, send_as.rpartition(".")[2]) if send_as else ()
