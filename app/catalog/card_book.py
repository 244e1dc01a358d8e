"""Cards as they stand in files: what they share is filled in, then they are read and checked."""

from collections.abc import Iterable
from copy import copy
from typing import Self

from app.catalog import card_rows
from app.catalog.load import Row
from app.domain.card import MediaFamily, ModelCard

_OWN_TO_EACH = ("id", "name", "matches", "covers", "deprecated", "note", "like", "without", "parameters")


class CardBook:
    """Reads card after card; a card may be ``like`` an earlier one and say only what differs."""

    def __init__(self, parameters: Iterable[Row], slots: Iterable[Row]) -> None:
        self._parameters: dict[str, dict[str, object]] = {}
        self._slots: dict[str, dict[str, object]] = {}
        self._cards: dict[str, dict[str, object]] = {}
        for row in parameters:
            self._share(row, self._parameters)
        for row in slots:
            self._share(row, self._slots)

    def copy(self) -> Self:
        """The same book; what is read into the copy stays there."""
        made = copy(self)
        made._cards = dict(self._cards)
        return made

    def read(self, row: Row) -> ModelCard:
        """The card of a row.

        Raises:
            CatalogError: a field that is wrong, unknown or missing, or a card that contradicts itself.
        """
        fields = self._complete(row)
        card = _card(row.with_fields(fields))
        _check(row, card)
        self._cards[card.id] = fields
        return card

    def _share(self, row: Row, shared: dict[str, dict[str, object]]) -> None:
        name = row.text("id")
        if name in shared:
            raise row.error(f"{name} is there twice")
        fields = self._with_shared(row, shared)
        shared[name] = fields if "role" in fields else {"key": name} | fields

    def _with_shared(self, row: Row, shared: dict[str, dict[str, object]]) -> dict[str, object]:
        used = row.text("use", "")
        if used and used not in shared:
            raise row.error(f"use names {used}, which nobody knows")
        return _over(shared.get(used, {}), row.rest())

    def _complete(self, row: Row) -> dict[str, object]:
        like, without = row.text("like", ""), row.texts("without")
        if like and like not in self._cards:
            raise row.error(f"like names {like}, which is no card before this one")
        base = self._cards.get(like, {})
        own = [self._with_shared(part, self._parameters) for part in row.rows("parameters")]
        kept = {key: value for key, value in base.items() if key not in _OWN_TO_EACH}
        if row.has("slots"):
            kept["slots"] = [self._with_shared(part, self._slots) for part in row.rows("slots")]
        parameters = _by_key(_tables(base.get("parameters")), own, without)
        return _over(kept, row.rest()) | {"parameters": parameters}


def _over(base: dict[str, object], own: dict[str, object]) -> dict[str, object]:
    """One table over another; labels and options are joined instead of replaced."""
    joined = base | own
    for key in ("labels", "options"):
        below, above = base.get(key), own.get(key)
        if isinstance(below, dict) and isinstance(above, dict):
            joined[key] = below | above
    return joined


def _by_key(
    base: list[dict[str, object]], own: list[dict[str, object]], without: tuple[str, ...]
) -> list[dict[str, object]]:
    """The parameters of a card over those of the one that it is like; further ones come last."""
    named = {str(fields.get("key")): fields for fields in base}
    alone = [fields for fields in own if str(fields.get("key")) not in named]
    for fields in own:
        key = str(fields.get("key"))
        if key in named:
            named[key] = _over(named[key], fields)
    return [fields for key, fields in named.items() if key not in without] + alone


def _tables(value: object) -> list[dict[str, object]]:
    return [table for table in value if isinstance(table, dict)] if isinstance(value, list) else []


def _card(row: Row) -> ModelCard:
    family = row.text("family")
    card = ModelCard(
        id=row.text("id"),
        family=family,
        page=_page(row, family),
        name=row.bilingual("name"),
        protocol=row.text("protocol"),
        action=row.text("action", ""),
        model=row.text("model", ""),
        matches=row.texts("matches"),
        vendor=row.text("vendor", ""),
        capabilities=frozenset(row.texts("capabilities")),
        parameters=tuple(card_rows.parameter(part) for part in row.rows("parameters")),
        slots=tuple(card_rows.slot(part) for part in row.rows("slots")),
        rules=tuple(card_rows.rule(part) for part in row.rows("rules")),
        price=card_rows.price(row.row("price")) if row.has("price") else None,
        typical_s=row.measure("typical_s"),
        link_lifetime_s=row.measure("link_lifetime_s"),
        deprecated=bool(row.switch("deprecated")),
        note=row.bilingual("note") if row.has("note") else None,
        source=row.text("source", ""),
        options=row.pairs("options"),
        covers=row.texts("covers"),
    )
    row.end()
    return card


def _page(row: Row, family: str) -> MediaFamily:
    if row.has("page"):
        return row.word("page", MediaFamily)
    name = family.partition(".")[0]
    if name not in set(MediaFamily):
        raise row.error(f"page is missing, and {family} does not tell it")
    return MediaFamily(name)


def _check(row: Row, card: ModelCard) -> None:
    keys = [parameter.key for parameter in card.parameters]
    roles = [f"slot:{slot.role}" for slot in card.slots]
    for name in {*keys, *roles}:
        if (keys + roles).count(name) > 1:
            raise row.error(f"{name} is there twice")
    for name in _named_in_conditions(card):
        if name not in keys + roles:
            raise row.error(f"a condition is on {name}, which {card.id} does not have")


def _named_in_conditions(card: ModelCard) -> list[str]:
    groups = [
        *(parameter.shown_when for parameter in card.parameters),
        *(slot.shown_when for slot in card.slots),
        *((*rule.when, *rule.then) for rule in card.rules),
    ]
    return [condition.of for group in groups for condition in group]
