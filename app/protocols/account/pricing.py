"""The price list of a new-api site: ``GET /api/pricing``, without a key (reference: account, 5 and 6.2)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from app.domain.price import Charge, GatewayPrice, PriceList
from app.protocols.account.site_status import SiteStatus
from app.protocols.failures import failure_in, unreadable
from app.protocols.read import as_list, as_object, decimal, first_text, json_or_none
from app.wire.request import Auth, WireRequest
from app.wire.response import WireResponse

_BY_CALL = 1
_USUAL_GROUP = "default"
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
    ratios = as_object(answer.get("group_ratio"))
    prices = dict(_prices(as_list(answer["data"]), ratios, site))
    return PriceList(read_at, prices)


def _prices(
    rows: Sequence[object], ratios: Mapping[str, object], site: SiteStatus
) -> Iterator[tuple[str, GatewayPrice]]:
    for row in map(as_object, rows):
        name = first_text(row, "model_name")
        if name:
            yield name, _price(row, ratios, site)


def _price(row: Mapping[str, object], ratios: Mapping[str, object], site: SiteStatus) -> GatewayPrice:
    if first_text(row, "billing_mode") == "tiered_expr":
        return GatewayPrice(Charge.FORMULA)
    dollars = decimal(row.get("model_price"))
    if row.get("quota_type") != _BY_CALL or dollars is None:
        return GatewayPrice(Charge.TOKENS)
    quota = dollars * _group_ratio(row, ratios) * site.quota_per_unit
    return GatewayPrice(Charge.CALL, site.credit(quota), site.symbol)


def _group_ratio(row: Mapping[str, object], ratios: Mapping[str, object]) -> Decimal:
    """Which group a key belongs to is not told: the usual one is taken where it sells the model."""
    groups = [group for group in as_list(row.get("enable_groups")) if isinstance(group, str)]
    sells = not groups or "all" in groups or _USUAL_GROUP in groups
    group = _USUAL_GROUP if sells else groups[0]
    ratio = decimal(ratios.get(group))
    return _ONE if ratio is None else ratio
