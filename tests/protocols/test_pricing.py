"""Price lists of new-api sites, as they answer."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from app.domain.errors import StudioError
from app.domain.price import Charge, PriceList
from app.domain.usage import CreditUnit
from app.protocols.account.pricing import parse_pricing, pricing_request
from app.protocols.account.site_status import SiteStatus
from app.wire.request import Auth
from app.wire.response import WireResponse

NOW = datetime(2026, 11, 26, tzinfo=UTC)
YUAN = SiteStatus(unit=CreditUnit.CNY, symbol="¥", rate=Decimal("7.3"))
QUOTA = SiteStatus(unit=CreditUnit.QUOTA, symbol="")


def prices(*rows: dict[str, object], site: SiteStatus = YUAN, **answer: object) -> PriceList:
    body = json.dumps({"success": True, "data": rows, **answer}).encode()
    return parse_pricing(WireResponse(200, {}, body), site, NOW)


def row(name: str = "m", **fields: object) -> dict[str, object]:
    usual: dict[str, object] = {"model_name": name, "quota_type": 1, "model_price": 0.1}
    return {**usual, "enable_groups": ["default"], **fields}


def test_it_is_asked_for_without_a_key() -> None:
    request = pricing_request()
    assert (request.path, request.auth) == ("/api/pricing", Auth.NONE)


def test_a_price_by_the_call_is_told_in_the_sites_own_unit() -> None:
    found = prices(row()).of("m")
    assert found is not None
    assert (found.charge, found.amount, found.symbol) == (Charge.CALL, Decimal("0.73"), "¥")


def test_quota_is_no_money() -> None:
    found = prices(row(), site=QUOTA).of("m")
    assert found is not None
    assert (found.amount, found.symbol) == (Decimal(50_000), "")


def test_the_group_of_the_model_makes_it_cheaper_or_dearer() -> None:
    ratios = {"default": 1, "vip": 0.5}
    usual = prices(row(enable_groups=["vip", "default"]), group_ratio=ratios).of("m")
    vip = prices(row(enable_groups=["vip"]), group_ratio=ratios).of("m")
    assert usual is not None
    assert vip is not None
    assert (usual.amount, vip.amount) == (Decimal("0.73"), Decimal("0.365"))


def test_what_is_charged_by_tokens_or_by_a_formula_is_no_amount() -> None:
    tokens = prices(row(quota_type=0, model_ratio=1.25)).of("m")
    formula = prices(row(billing_mode="tiered_expr", billing_expr="x")).of("m")
    assert tokens is not None
    assert formula is not None
    assert (tokens.charge, formula.charge) == (Charge.TOKENS, Charge.FORMULA)


def test_the_first_name_that_is_sold_counts() -> None:
    told = prices(row("mj_imagine", model_price=0.2))
    assert told.of("midjourney", "mj_imagine") is not None
    assert told.of("midjourney") is None


@pytest.mark.parametrize(
    "response",
    [
        WireResponse(200, {}, b'{"success":false,"message":"pricing is disabled"}'),
        WireResponse(403, {}, b'{"success":false,"message":"forbidden"}'),
        WireResponse(200, {"content-type": "text/html"}, b"<!doctype html><html></html>"),
        WireResponse(404, {}, b""),
    ],
)
def test_a_site_that_does_not_tell_has_no_prices(response: WireResponse) -> None:
    with pytest.raises(StudioError):
        parse_pricing(response, YUAN, NOW)
    assert prices({"model_name": ""}, {"model_price": "x"}).prices == {}
