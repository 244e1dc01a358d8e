"""Answers of /v1/responses that are kept, with the items that led to them."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.demo.failures import Refusal, bad_parameter

Item = Mapping[str, Any]

_MOST_KEPT = 1000


@dataclass(frozen=True, slots=True)
class KeptResponse:
    """One answer and everything before it."""

    response: dict[str, Any]
    items: tuple[Item, ...]
    """The input, with the histories that it went on from."""
    is_official: bool
    """Whether its channel gives it out by id."""


class ResponsesShelf:
    """Keeps the newest answers in memory."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, KeptResponse] = OrderedDict()

    def keep(self, kept: KeptResponse) -> None:
        """Keep an answer under its id."""
        self._kept[kept.response["id"]] = kept
        while len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)

    def named(self, response_id: str) -> KeptResponse | None:
        """The answer of an id."""
        return self._kept.get(response_id)

    def forget(self, response_id: str) -> None:
        """Know nothing of an answer any more."""
        self._kept.pop(response_id, None)

    def history(self, response_id: str) -> tuple[Item, ...]:
        """All items up to an answer; none where no answer is gone on from.

        Raises:
            Refusal: it is not kept, or not here.
        """
        if not response_id:
            return ()
        kept = self._kept.get(response_id)
        if kept is None:
            raise previous_not_found(response_id)
        return (*kept.items, *kept.response["output"])

    def resolved(self, items: Iterable[Item]) -> tuple[Item, ...]:
        """Items with what stands for them in the place of references.

        Raises:
            Refusal: one refers to what is not kept.
        """
        known = {item.get("id"): item for kept in self._kept.values() for item in kept.response["output"]}
        return tuple(_resolved(item, known) for item in items)


def previous_not_found(response_id: str) -> Refusal:
    """The answer to go on from is not kept, or lies with another account."""
    message = f"Previous response with id '{response_id}' not found."
    return bad_parameter(message, "previous_response_not_found", param="previous_response_id")


def _resolved(item: Item, known: Mapping[object, Item]) -> Item:
    refers = item.get("type") == "item_reference"
    needs_kept = refers or (item.get("type") == "reasoning" and not item.get("encrypted_content"))
    if needs_kept and item.get("id") not in known:
        raise Refusal(
            404,
            f"Item with id '{item.get('id')}' not found. Items are not persisted when `store` is set to "
            "false. Try again with `store` set to true, or remove this item from your input.",
            kind="invalid_request_error", param="input",
        )  # fmt: skip
    return known[item["id"]] if refers else item
