"""Sums as rows of a table, and as a file for other programs."""

import csv
import io
from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from app.domain.spending import SpendingGroup, SpendingKind, SpendingSum
from app.ui.spending.figures_table import Column, Figure
from app.ui.spending.money_words import sum_words

UTF8_WITH_MARK = "utf-8-sig"
"""Spreadsheets take a file without the mark for something else."""
_COUNTS = ("calls", "prompt_tokens", "cached_tokens", "completion_tokens", "reasoning_tokens")


def columns(group: SpendingGroup) -> list[Column]:
    """The titles of a table of sums."""
    return [Column(_group_title(group)), *(Column(title, is_number=True) for title in _titles())]


def row(one: SpendingSum, group: SpendingGroup, unit: str) -> tuple[Figure, ...]:
    """One sum; it is sorted by its amount in a unit."""
    name = name_of(one, group)
    cost = Figure(_cost(one), one.amounts.get(unit, Decimal(-1)), _unpriced(one))
    counts = (Figure(f"{count:,}", count) for count in _counts(one))
    return (Figure(name, one.key if group is SpendingGroup.DAY else name), cost, *counts)


def name_of(one: SpendingSum, group: SpendingGroup) -> str:
    """What a sum is called."""
    if group is SpendingGroup.KIND:
        return _kind(one.key)
    if group is SpendingGroup.CONVERSATION and not one.name:
        return QCoreApplication.translate("SumRows", "Without a title")
    return one.name or one.key


def as_csv(sums: Sequence[SpendingSum], group: SpendingGroup) -> str:
    """All sums with their exact amounts, a column for each unit."""
    units = sorted({unit for one in sums for unit in one.amounts})
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(
        [group.value, "id", *(f"cost_{unit or 'quota'}" for unit in units), *_COUNTS, "without_price"]
    )
    for one in sums:
        amounts = [f"{one.amounts[unit].normalize():f}" if unit in one.amounts else "" for unit in units]
        writer.writerow([_inert(name_of(one, group)), one.key, *amounts, *_counts(one), one.unpriced])
    return text.getvalue()


def _inert(text: str) -> str:
    """A title is a text, also for a spreadsheet that takes its first sign for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text


def _counts(one: SpendingSum) -> tuple[int, ...]:
    return tuple(getattr(one, name) for name in _COUNTS)


def _cost(one: SpendingSum) -> str:
    if not one.amounts:
        return QCoreApplication.translate("SumRows", "unknown")
    text = sum_words(one.amounts)
    return f"{text} + ?" if one.unpriced else text


def _unpriced(one: SpendingSum) -> str:
    if not one.unpriced:
        return ""
    return QCoreApplication.translate("SumRows", "Calls without a known price: %n", "", one.unpriced)


def _titles() -> tuple[str, ...]:
    translate = QCoreApplication.translate
    return (
        translate("SumRows", "Cost"),
        translate("SumRows", "Calls"),
        translate("SumRows", "Tokens in"),
        translate("SumRows", "Cached"),
        translate("SumRows", "Tokens out"),
        translate("SumRows", "Thinking"),
    )


def _group_title(group: SpendingGroup) -> str:
    translate = QCoreApplication.translate
    titles = {
        SpendingGroup.DAY: translate("SumRows", "Day"),
        SpendingGroup.MODEL: translate("SumRows", "Model"),
        SpendingGroup.PROFILE: translate("SumRows", "Provider"),
        SpendingGroup.KIND: translate("SumRows", "Kind"),
        SpendingGroup.CONVERSATION: translate("SumRows", "Conversation"),
    }
    return titles[group]


def _kind(key: str) -> str:
    translate = QCoreApplication.translate
    kinds = {
        SpendingKind.MESSAGE: translate("SumRows", "Messages"),
        SpendingKind.IMAGE: translate("SumRows", "Pictures"),
        SpendingKind.VIDEO: translate("SumRows", "Videos"),
        SpendingKind.MUSIC: translate("SumRows", "Music"),
        SpendingKind.SPEECH: translate("SumRows", "Speech"),
    }
    return next((name for kind, name in kinds.items() if kind.value == key), key)
