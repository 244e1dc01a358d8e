"""What a new-api or one-api site tells everybody of itself: ``GET /api/status``, without a key."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.domain.usage import CreditUnit
from app.protocols.envelope import unwrap
from app.protocols.failures import failure_in, unreadable
from app.protocols.read import as_list, as_object, decimal, first_text, json_or_none
from app.wire.request import Auth, WireRequest
from app.wire.response import WireResponse

QUOTA_PER_UNIT = Decimal(500_000)
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class SiteLine:
    """One of the addresses under which a site can be called, as its owner lists them."""

    url: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class SiteStatus:
    """A site in its own words. ``unit`` is how it shows credit; ``rate`` turns its dollars into that unit."""

    name: str = ""
    software: str = ""
    """``new-api``, ``one-api`` or another name that the site gives itself."""
    version: str = ""
    quota_per_unit: Decimal = QUOTA_PER_UNIT
    unit: CreditUnit = CreditUnit.USD
    symbol: str = "$"
    rate: Decimal = _ONE
    server_address: str = ""
    top_up_link: str = ""
    docs_link: str = ""
    lines: tuple[SiteLine, ...] = ()

    def credit(self, quota: Decimal) -> Decimal:
        """An amount of quota in the site's own unit."""
        return quota if self.unit is CreditUnit.QUOTA else quota / self.quota_per_unit * self.rate


def site_status_request() -> WireRequest:
    """The request; it never carries a key."""
    return WireRequest("GET", "/api/status", auth=Auth.NONE, repeatable=True)


def parse_status(response: WireResponse) -> SiteStatus:
    """What the site says.

    Raises:
        StudioError: it is another kind of site, or answers with an error or a web page.
    """
    error = failure_in(response)
    if error is not None:
        raise error
    status = as_object(unwrap(json_or_none(response.body)))
    if not status.keys() & {"_qn", "quota_per_unit", "system_name"}:
        raise unreadable(response.body, status=response.status, request_id=response.request_id)
    quota_per_unit = decimal(status.get("quota_per_unit"))
    unit, symbol, rate = _unit(status)
    return SiteStatus(
        name=first_text(status, "system_name"),
        software=first_text(status, "_qn") or ("one-api" if quota_per_unit else ""),
        version=first_text(status, "version"),
        quota_per_unit=quota_per_unit if quota_per_unit and quota_per_unit > 0 else QUOTA_PER_UNIT,
        unit=unit,
        symbol=symbol,
        rate=rate,
        server_address=_web_address(status, "server_address"),
        top_up_link=_web_address(status, "top_up_link"),
        docs_link=_web_address(status, "docs_link"),
        lines=tuple(_lines(status)),
    )


def _unit(status: Mapping[str, object]) -> tuple[CreditUnit, str, Decimal]:
    """Unit, symbol and rate of the site's display type; old sites only say whether they show money at all."""
    kind = first_text(status, "quota_display_type").upper()
    if kind == "CNY":
        return CreditUnit.CNY, "¥", _rate(status, "usd_exchange_rate")
    if kind == "TOKENS" or (not kind and status.get("display_in_currency") is False):
        return CreditUnit.QUOTA, "", _ONE
    if kind == "CUSTOM":
        symbol = first_text(status, "custom_currency_symbol")
        return CreditUnit.CUSTOM, symbol[:8], _rate(status, "custom_currency_exchange_rate")
    return CreditUnit.USD, "$", _ONE


def _rate(status: Mapping[str, object], name: str) -> Decimal:
    rate = decimal(status.get(name))
    return rate if rate and rate > 0 else _ONE


def _lines(status: Mapping[str, object]) -> Iterator[SiteLine]:
    for line in as_list(status.get("api_info")):
        url = _web_address(as_object(line), "url")
        if url:
            yield SiteLine(url.rstrip("/"), first_text(line, "description", "route"))


def _web_address(found: Mapping[str, object], name: str) -> str:
    """An http(s) address; anything else is not worth a button."""
    address = first_text(found, name)
    return address if address.startswith(("https://", "http://")) and address.isprintable() else ""
