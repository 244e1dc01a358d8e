"""Price lists of new-api sites, as they answer."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from app.domain.errors import StudioError
from app.domain.price import Charge, PriceGroup, PriceList, TokenPrice
from app.domain.usage import CreditUnit, TokenUsage
from app.protocols.account.price_tables import parse_hub_prices, parse_ratio_tables
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


def test_the_worked_example_of_the_reference_is_reckoned_to_the_quota() -> None:
    told = prices(
        row("gpt-4o", quota_type=0, model_ratio=1.25, completion_ratio=4),
        site=QUOTA,
        group_ratio={"default": 0.8},
    )
    found = told.of("gpt-4o")
    assert found is not None
    assert found.tokens is not None
    assert found.tokens.of(TokenUsage(310, 48)) == Decimal(502)


def test_every_kind_of_token_has_its_price() -> None:
    told = prices(
        row(
            quota_type=0,
            model_ratio=1,
            completion_ratio=4,
            cache_ratio=0.5,
            create_cache_ratio=1.25,
            audio_ratio=8,
            audio_completion_ratio=2,
        ),
        site=SiteStatus(),
    )
    found = told.of("m")
    assert found is not None
    assert found.tokens == TokenPrice(
        Decimal(2), Decimal(8), Decimal(1), Decimal("2.5"), Decimal(16), Decimal(32)
    )
    usage = TokenUsage(
        1_000, 100, cached_tokens=400, cache_write_tokens=200, audio_input_tokens=100, audio_output_tokens=50
    )
    million = 300 * 2 + 400 * 1 + 200 * Decimal("2.5") + 100 * 16 + 50 * 8 + 50 * 32
    assert found.tokens.of(usage) == million / 1_000_000


def test_more_cached_tokens_than_tokens_are_no_gift() -> None:
    price = TokenPrice(Decimal(2), Decimal(8), Decimal(1))
    assert price.of(TokenUsage(100, 0, cached_tokens=900)) == Decimal(100) / 1_000_000


def test_a_formula_is_kept_as_it_is_told() -> None:
    found = prices(row(billing_mode="tiered_expr", billing_expr="tokens > 200000 ? 2 : 1")).of("m")
    assert found is not None
    assert found.formula == "tokens > 200000 ? 2 : 1"


def test_groups_are_named_and_texts_for_numbers_passed_over() -> None:
    told = prices(
        row(),
        group_ratio={"default": 1, "vip": "0.8", "auto": "自动"},
        usable_group={"vip": "VIP"},
    )
    assert told.groups == {"default": PriceGroup(), "vip": PriceGroup(Decimal("0.8"), "VIP")}


def test_the_tables_of_ratios_are_a_price_list_too() -> None:
    tables = {
        "model_ratio": {"m": 1, "drawn": 1},
        "completion_ratio": {"m": 3},
        "cache_ratio": {"m": "0.1"},
        "model_price": {"drawn": 0.04, "odd": "x"},
    }
    body = json.dumps({"success": True, "data": tables}).encode()
    told = parse_ratio_tables(WireResponse(200, {}, body), SiteStatus(), NOW)
    words, drawn = told.of("m"), told.of("drawn")
    assert words is not None
    assert words.tokens is not None
    assert words.tokens == TokenPrice(Decimal(2), Decimal(6), Decimal("0.2"))
    assert drawn is not None
    assert (drawn.charge, drawn.amount) == (Charge.CALL, Decimal("0.04"))
    assert told.of("odd") is None


def test_one_hub_counts_both_directions_in_ratios() -> None:
    models = {
        "m": {"groups": ["vip"], "price": {"type": "tokens", "input": 1.25, "output": 5,
              "extra_ratios": {"cached_tokens": 0.5}}},
        "drawn": {"groups": [], "price": {"type": "times", "input": 20, "output": 0}},
        "odd": {"price": None},
    }  # fmt: skip
    prices_said = WireResponse(200, {}, json.dumps({"success": True, "data": models}).encode())
    groups = WireResponse(200, {}, b'{"success":true,"data":{"vip":{"name":"VIP","ratio":0.8}}}')
    told = parse_hub_prices(prices_said, groups, SiteStatus(), NOW)
    words, drawn = told.of("m", group="vip"), told.of("drawn")
    assert words is not None
    assert words.tokens is not None
    assert words.tokens == TokenPrice(Decimal(2), Decimal(8), Decimal(1))
    assert drawn is not None
    assert (drawn.charge, drawn.amount) == (Charge.CALL, Decimal("0.04"))
    closed = parse_hub_prices(prices_said, WireResponse(404, {}, b""), SiteStatus(), NOW)
    assert closed.of("m") is not None


@pytest.mark.parametrize(
    "body", [b"", b"[]", b'{"data":null}', b'{"success":false,"message":"no"}', b"<html>"]
)
def test_other_sites_have_no_tables(body: bytes) -> None:
    with pytest.raises(StudioError):
        parse_ratio_tables(WireResponse(200, {}, body), SiteStatus(), NOW)
    with pytest.raises(StudioError):
        parse_hub_prices(WireResponse(200, {}, body), WireResponse(200, {}, body), SiteStatus(), NOW)


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
