"""What an order will cost."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.domain.card import MediaFamily, ModelCard, Price
from app.domain.order_price import estimate, picture_count
from app.domain.parameter import Condition, Parameter, ParameterKind
from app.domain.price import Charge, Estimate, GatewayPrice, money
from app.domain.text import Bilingual

NAME = Bilingual("名", "Name")
COUNT = Parameter("n", ParameterKind.INTEGER, NAME, default=1)
CARD = ModelCard("a", "image.a", MediaFamily.IMAGE, NAME, "x", parameters=(COUNT,))
EIGHT_FEN = GatewayPrice(Charge.CALL, Decimal("0.08"), "¥")


def test_the_gateways_own_price_counts_each_picture() -> None:
    price = estimate(CARD, {"n": 4}, EIGHT_FEN)
    assert str(price) == "¥0.32"
    assert price is not None
    assert not price.is_list_price


def test_a_list_price_stands_in_and_is_marked() -> None:
    card = replace(CARD, price=Price(Decimal("0.04")))
    price = estimate(card, {"n": 2}, None)
    assert str(price) == "$0.08"
    assert price is not None
    assert price.is_list_price


def test_a_list_price_by_the_call_does_not_grow_with_the_pictures() -> None:
    card = replace(CARD, price=Price(Decimal("0.3"), "CNY", "call"))
    assert str(estimate(card, {"n": 4}, None)) == "¥0.30"


def test_who_charges_by_tokens_has_no_price_before() -> None:
    card = replace(CARD, price=Price(Decimal("0.04")))
    assert estimate(card, {}, GatewayPrice(Charge.TOKENS)) is None
    assert estimate(CARD, {}, None) is None


def test_a_set_costs_at_most_as_much_as_its_largest_size() -> None:
    most = Parameter(
        "max_images", ParameterKind.INTEGER, NAME, default=5, shown_when=(Condition("set", ("auto",)),)
    )
    card = replace(CARD, parameters=(Parameter("set", ParameterKind.TEXT, NAME), most))
    assert picture_count(card, {"set": "off"}) == 1
    price = estimate(card, {"set": "auto"}, EIGHT_FEN)
    assert str(price) == "¥0.40"
    assert price is not None
    assert price.is_most


def test_sums_only_add_what_is_of_one_unit() -> None:
    dollars, yuan = Estimate(Decimal(1), "$"), Estimate(Decimal(2), "¥", is_list_price=True)
    assert dollars.plus(yuan) is None
    assert str(dollars.plus(dollars.times(2))) == "$3.00"


@pytest.mark.parametrize(
    ("amount", "symbol", "text"),
    [
        ("0.32", "¥", "¥0.32"),
        ("0.0035", "$", "$0.0035"),
        ("0.04081", "$", "$0.041"),
        ("12.5", "$", "$12.50"),
        ("1234.567", "¥", "¥1,234.57"),
        ("0", "$", "$0.00"),
        ("20000", "", "20,000"),
    ],
)
def test_amounts_are_as_short_as_their_size_allows(amount: str, symbol: str, text: str) -> None:
    assert money(Decimal(amount), symbol) == text
