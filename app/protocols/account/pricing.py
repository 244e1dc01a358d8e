"""The price list of a new-api site: ``GET /api/pricing``, without a key (reference: account, 5 and 6.2)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from app.domain.price import Charge, GatewayPrice, PriceGroup, PriceList, TokenPrice
from app.protocols.account.site_status import SiteStatus
from app.protocols.failures import failure_in, unreadable
from app.protocols.read import as_list, as_object, decimal, first_text, json_or_none
from app.wire.request import Auth, WireRequest
from app.wire.response import WireResponse

BY_CALL = 1
_TOKENS_OF_A_RATIO = 1_000_000
"""A model ratio of 1 is one quota for a token; prices are told for a million."""
_ONE = Decimal(1)


def pricing_request() -> WireRequest:
    """The request; it never carries a key."""
    return WireRequest("GET", "/api/pricing", auth=Auth.NONE, repeatable=True)


def parse_pricing(response: WireResponse, site: SiteStatus, read_at: datetime) -> PriceList:
    """The prices in the unit in which the site shows its credit.

    Raises:
        StudioError: it is another kind of site, or it hides its prices.
    """
    error = failure_in(response)
    if error is not None:
        raise error
    answer = as_object(json_or_none(response.body))
    if not isinstance(answer.get("data"), list):
        raise unreadable(response.body, status=response.status, request_id=response.request_id)
    prices = dict(_prices(answer["data"], site))
    return PriceList(read_at, prices, dict(_groups(answer)), site.symbol, site.credit(_ONE))


def price_of_ratios(row: Mapping[str, object], site: SiteStatus) -> GatewayPrice:
    """What the ratios of a model come to, in the words of new-api's price list."""
    ratio = decimal(row.get("model_ratio"))
    if ratio is None:
        return GatewayPrice(Charge.TOKENS, symbol=site.symbol)
    completion = decimal(row.get("completion_ratio"))
    audio, spoken = decimal(row.get("audio_ratio")), decimal(row.get("audio_completion_ratio"))

    def price(*factors: Decimal | None) -> Decimal | None:
        """Nothing where a factor is not told: that kind has no price of its own."""
        quota = ratio * _TOKENS_OF_A_RATIO
        for factor in factors:
            if factor is None:
                return None
            quota *= factor
        return site.credit(quota)

    base = site.credit(ratio * _TOKENS_OF_A_RATIO)
    tokens = TokenPrice(
        input=base,
        output=base * (_ONE if completion is None else completion),
        cached=price(decimal(row.get("cache_ratio"))),
        cache_write=price(decimal(row.get("create_cache_ratio"))),
        audio_input=price(audio),
        audio_output=price(audio, _ONE if spoken is None else spoken),
    )
    return GatewayPrice(Charge.TOKENS, symbol=site.symbol, tokens=tokens)


def price_by_call(dollars: Decimal, site: SiteStatus) -> GatewayPrice:
    """A fixed price for each call."""
    return GatewayPrice(Charge.CALL, site.credit(dollars * site.quota_per_unit), site.symbol)


def _prices(rows: object, site: SiteStatus) -> Iterator[tuple[str, GatewayPrice]]:
    for row in map(as_object, as_list(rows)):
        name = first_text(row, "model_name")
        if name:
            yield name, _price(row, site)


def _price(row: Mapping[str, object], site: SiteStatus) -> GatewayPrice:
    groups = tuple(group for group in as_list(row.get("enable_groups")) if isinstance(group, str))
    return replace(_of_kind(row, site), groups=groups)


def _of_kind(row: Mapping[str, object], site: SiteStatus) -> GatewayPrice:
    if first_text(row, "billing_mode") == "tiered_expr":
        return GatewayPrice(Charge.FORMULA, symbol=site.symbol, formula=first_text(row, "billing_expr"))
    dollars = decimal(row.get("model_price"))
    if row.get("quota_type") == BY_CALL and dollars is not None:
        return price_by_call(dollars, site)
    return price_of_ratios(row, site)


def _groups(answer: Mapping[str, object]) -> Iterator[tuple[str, PriceGroup]]:
    """The groups with a ratio, and how the site calls them; V-API names them elsewhere."""
    names = as_object(answer.get("usable_group")) or as_object(answer.get("group_names"))
    for group, told in as_object(answer.get("group_ratio")).items():
        ratio = decimal(told)
        if ratio is not None and ratio >= 0:
            yield group, PriceGroup(ratio, first_text(names, group))
