"""The older price lists: one-api's tables of ratios, and the list of one-hub and done-hub.

Reference: account, 6.3 and 6.4. Both count in ratios: 1 is one quota for a token.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from app.domain.price import Charge, GatewayPrice, PriceGroup, PriceList, TokenPrice
from app.protocols.account.pricing import price_by_call, price_of_ratios
from app.protocols.account.site_status import SiteStatus
from app.protocols.failures import failure_in, unreadable
from app.protocols.read import as_list, as_object, at, decimal, first_text, json_or_none
from app.wire.request import Auth, WireRequest
from app.wire.response import WireResponse

_MILLION = 1_000_000
_ONE = Decimal(1)
_RATIOS = (
    "model_ratio",
    "completion_ratio",
    "cache_ratio",
    "create_cache_ratio",
    "audio_ratio",
    "audio_completion_ratio",
)


def ratio_tables_request() -> WireRequest:
    """one-api's and new-api's tables; many sites keep them to themselves."""
    return WireRequest("GET", "/api/ratio_config", auth=Auth.NONE, repeatable=True)


def parse_ratio_tables(response: WireResponse, site: SiteStatus, read_at: datetime) -> PriceList:
    """One table for each ratio, by model name; what has a price by the call has no ratio.

    Raises:
        StudioError: it is another kind of site, or it hides its prices.
    """
    tables = _data(response, "model_ratio")
    by_call = as_object(tables.get("model_price"))
    prices: dict[str, GatewayPrice] = {}
    for name in as_object(tables.get("model_ratio")):
        prices[name] = price_of_ratios({key: at(tables, key, name) for key in _RATIOS}, site)
    for name, told in by_call.items():
        dollars = decimal(told)
        if dollars is not None:
            prices[name] = price_by_call(dollars, site)
    return PriceList(read_at, prices, symbol=site.symbol, quota_value=site.credit(_ONE))


def hub_prices_request() -> WireRequest:
    """The models of one-hub and done-hub with their prices."""
    return WireRequest("GET", "/api/available_model", auth=Auth.NONE, repeatable=True)


def hub_groups_request() -> WireRequest:
    """Their groups."""
    return WireRequest("GET", "/api/user_group_map", auth=Auth.NONE, repeatable=True)


def parse_hub_prices(
    response: WireResponse, groups: WireResponse, site: SiteStatus, read_at: datetime
) -> PriceList:
    """Both directions in ratios of their own. Groups that are not told leave every ratio at 1.

    Raises:
        StudioError: it is another kind of site, or it hides its prices.
    """
    rows = _data(response)
    prices = dict(_hub_prices(rows, site))
    if rows and not prices:
        raise unreadable(response.body, status=response.status, request_id=response.request_id)
    told = as_object(at(json_or_none(groups.body), "data")) if failure_in(groups) is None else {}
    return PriceList(read_at, prices, dict(_hub_groups(told)), site.symbol, site.credit(_ONE))


def _hub_prices(rows: Mapping[str, object], site: SiteStatus) -> Iterator[tuple[str, GatewayPrice]]:
    for name, row in rows.items():
        price = as_object(at(row, "price"))
        read, written = decimal(price.get("input")), decimal(price.get("output"))
        if read is None:
            continue
        groups = tuple(group for group in as_list(at(row, "groups")) if isinstance(group, str))
        found = _hub_price(price, read, read if written is None else written, site)
        yield name, replace(found, groups=groups)


def _hub_price(
    price: Mapping[str, object], read: Decimal, written: Decimal, site: SiteStatus
) -> GatewayPrice:
    if first_text(price, "type") == "times":
        return price_by_call(read / site.quota_per_unit * 1000, site)
    cached = decimal(at(price, "extra_ratios", "cached_tokens"))
    base = site.credit(read * _MILLION)
    tokens = TokenPrice(base, site.credit(written * _MILLION), None if cached is None else base * cached)
    return GatewayPrice(Charge.TOKENS, symbol=site.symbol, tokens=tokens)


def _hub_groups(groups: Mapping[str, object]) -> Iterator[tuple[str, PriceGroup]]:
    for group, row in groups.items():
        ratio = decimal(at(row, "ratio"))
        if ratio is not None and ratio >= 0:
            yield group, PriceGroup(ratio, first_text(as_object(row), "name"))


def _data(response: WireResponse, expected: str = "") -> Mapping[str, object]:
    error = failure_in(response)
    if error is not None:
        raise error
    data = at(json_or_none(response.body), "data")
    if not isinstance(data, dict) or (expected and expected not in data):
        raise unreadable(response.body, status=response.status, request_id=response.request_id)
    return data
