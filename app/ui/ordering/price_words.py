"""What a person is told of prices: before something is made, and after it was paid."""

from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QCoreApplication

from app.domain.price import Charge, Estimate, GatewayPrice, money
from app.domain.remote_task import RemoteTask
from app.services.jobs.generate import form_of


def price_in_words(price: Estimate) -> str:
    """An estimate as it stands behind a verb: «about ¥0.32»."""
    if price.is_most:
        text = QCoreApplication.translate("PriceWords", "up to %1")
    else:
        text = QCoreApplication.translate("PriceWords", "about %1")
    return text.replace("%1", amount_in_words(price))


def amount_in_words(price: Estimate) -> str:
    """The amount alone: «¥0.32», «5,000 quota»."""
    if price.symbol:
        return str(price)
    return QCoreApplication.translate("PriceWords", "%1 quota").replace("%1", str(price))


def priced(verb: str, price: Estimate | None) -> str:
    """A button's verb with what pressing it will cost, where that is known."""
    return verb if price is None else f"{verb} · {price_in_words(price)}"


def price_note(price: Estimate | None, gateway_price: GatewayPrice | None) -> str:
    """What the amount does not say by itself; empty where it says everything."""
    translate = QCoreApplication.translate
    if price is None:
        if gateway_price is not None and gateway_price.charge is Charge.TOKENS:
            return translate("PriceWords", "Charged by tokens: the price is known afterwards")
        return translate("PriceWords", "Price unknown")
    if price.is_list_price:
        return translate("PriceWords", "The vendor's list price; your provider may ask another one")
    if price.is_most:
        return translate("PriceWords", "The model decides how many pictures it makes")
    return ""


def cost_words(task: RemoteTask) -> str:
    """What a task has cost where its provider says so, with what was expected; else what was expected."""
    form = form_of(task)
    estimated = form.cost if form is not None else ""
    if not task.cost or task.cost == estimated:
        return (
            QCoreApplication.translate("PriceWords", "about %1").replace("%1", estimated) if estimated else ""
        )
    if not estimated:
        return QCoreApplication.translate("PriceWords", "%1 charged").replace("%1", _told(task.cost))
    text = QCoreApplication.translate("PriceWords", "%1 charged, %2 expected")
    return text.replace("%1", _told(task.cost)).replace("%2", estimated)


def _told(cost: str) -> str:
    """A provider's amount and unit, as prices are written here; another text as it is."""
    amount, _, unit = cost.partition(" ")
    try:
        number = Decimal(amount)
    except InvalidOperation:
        return cost
    if unit == "USD":
        return money(number, "$")
    if unit == "quota":
        return QCoreApplication.translate("PriceWords", "%1 quota").replace("%1", money(number, ""))
    return cost
