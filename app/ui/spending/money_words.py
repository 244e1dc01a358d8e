"""Amounts in words: of a currency by its sign, of quota by its name."""

from collections.abc import Mapping
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from app.domain.price import Cost, money


def amount_words(amount: Decimal, symbol: str) -> str:
    """``$0.0035``, or ``628 quota``."""
    text = money(amount, symbol)
    if symbol:
        return text
    return QCoreApplication.translate("MoneyWords", "%1 quota").replace("%1", text)


def cost_words(cost: Cost) -> str:
    """What something has cost; marked where it is no more than a guess."""
    text = amount_words(cost.amount, cost.symbol)
    return f"≈ {text}" if cost.is_guess else text


def sum_words(amounts: Mapping[str, Decimal]) -> str:
    """Amounts of several units beside each other, the currencies first; they have no sum."""
    units = sorted(amounts, key=lambda symbol: (not symbol, symbol))
    return " + ".join(amount_words(amounts[symbol], symbol) for symbol in units)
