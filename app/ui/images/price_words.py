"""What a person is told of prices: before something is made, and after it was paid."""

from PySide6.QtCore import QCoreApplication

from app.domain.price import Charge, Estimate, GatewayPrice


def price_in_words(price: Estimate) -> str:
    """An estimate as it stands behind a verb: «about ¥0.32»."""
    if price.is_most:
        text = QCoreApplication.translate("PriceWords", "up to %1")
    else:
        text = QCoreApplication.translate("PriceWords", "about %1")
    amount = str(price)
    if not price.symbol:
        amount = QCoreApplication.translate("PriceWords", "%1 quota").replace("%1", amount)
    return text.replace("%1", amount)


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
