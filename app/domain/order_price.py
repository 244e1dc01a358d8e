"""What a filled form will cost."""

from app.domain.card import ModelCard
from app.domain.form_check import defaults, shown_parameters
from app.domain.parameter import Values
from app.domain.price import Charge, Estimate, GatewayPrice, symbol_of

COUNTS = ("n", "num_images", "num_outputs")
"""Keys of the parameters that say how many pictures one request makes."""
MOST = "max_images"
"""Key of the parameter that says how many it may make: the model decides."""


def picture_count(card: ModelCard, values: Values) -> int:
    """How many pictures a form asks for; of a set whose size the model chooses, the most."""
    held = defaults(card) | dict(values)
    shown = {parameter.key for parameter in shown_parameters(card, held)}
    counts = [held[key] for key in (*COUNTS, MOST) if key in shown]
    return next((count for count in counts if isinstance(count, int) and count > 0), 1)


def is_set(card: ModelCard, values: Values) -> bool:
    """Whether the model decides how many pictures it makes."""
    held = defaults(card) | dict(values)
    return any(parameter.key == MOST for parameter in shown_parameters(card, held))


def estimate(card: ModelCard, values: Values, gateway_price: GatewayPrice | None) -> Estimate | None:
    """What a form will cost: by the gateway's own price, else by the card's; None where nobody knows."""
    count, is_most = picture_count(card, values), is_set(card, values)
    if gateway_price is not None:
        if gateway_price.charge is not Charge.CALL:
            return None
        return Estimate(gateway_price.amount * count, gateway_price.symbol, is_most=is_most)
    price = card.price
    if price is None or price.per not in ("picture", "call"):
        return None
    pictures = count if price.per == "picture" else 1
    return Estimate(price.amount * pictures, symbol_of(price.currency), is_list_price=True, is_most=is_most)
