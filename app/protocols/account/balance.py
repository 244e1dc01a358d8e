"""What is left, in the spellings of gateways. Each probe is one way to ask; a profile knows which to try."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType

from app.domain.errors import StudioError
from app.domain.usage import Balance, CreditUnit
from app.protocols.account.site_status import SiteStatus
from app.protocols.failures import failure_in, unreadable
from app.protocols.read import as_list, as_object, at, decimal, first_text, json_or_none
from app.wire.request import WireRequest
from app.wire.response import WireResponse

_UNLIMITED_USD = Decimal(100_000_000)
_PLACEHOLDER_USD = Decimal(1_000_000)
_CURRENCIES = {"USD": (CreditUnit.USD, "$"), "CNY": (CreditUnit.CNY, "¥")}


@dataclass(frozen=True, slots=True)
class Probe:
    """One way to ask for a balance.

    ``requests`` are sent in order, all of them; they are a function of the date because some servers want a
    period. ``read`` takes their answers in the same order, and what the site said of its units, if that is
    known; it raises StudioError where the answers tell no balance.
    """

    name: str
    requests: Callable[[date], tuple[WireRequest, ...]]
    read: Callable[[Sequence[WireResponse], SiteStatus | None], Balance]


def _token_usage(responses: Sequence[WireResponse], site: SiteStatus | None) -> Balance:
    """new-api since 2025: the key's own quota. A key without a limit lives on the account, which it hides."""
    usage = _good(responses[0], "total_available", "unlimited_quota")
    site = site or SiteStatus()
    remaining, used = decimal(usage.get("total_available")), decimal(usage.get("total_used"))
    unlimited = usage.get("unlimited_quota") is True
    return Balance(
        remaining=None if unlimited or remaining is None else site.credit(remaining),
        used=None if used is None else site.credit(used),
        unit=site.unit,
        symbol=site.symbol,
        unlimited=unlimited,
        source="token-usage",
    )


def _billing(responses: Sequence[WireResponse], site: SiteStatus | None) -> Balance:
    """one-api, new-api and their forks: a lifetime limit less what was used, in the site's unit.

    ``total_usage`` counts hundredths of it. In account mode one-api leaves the used part out of the limit:
    a rest below zero means that, and the limit itself is the rest.
    """
    subscription = _good(responses[0], "hard_limit_usd", "balance")
    limit, rest = decimal(subscription.get("hard_limit_usd")), decimal(subscription.get("balance"))
    used = _used_hundredths(responses[1:])
    unit, symbol = (site.unit, site.symbol) if site else (CreditUnit.UNKNOWN, "")
    unlimited = rest is None and limit is not None and _is_placeholder(limit, unit)
    if rest is None and not unlimited:
        if limit is None or used is None:
            raise failure_in(responses[-1]) or _nothing_told(responses[-1])
        rest = limit - used
    account = rest is not None and rest < 0
    return Balance(
        remaining=limit if account else rest,
        used=used,
        unit=unit,
        symbol=symbol,
        unlimited=unlimited,
        scope="account" if account else "key",
        source="billing",
    )


def _used_hundredths(responses: Sequence[WireResponse]) -> Decimal | None:
    for response in responses:
        if failure_in(response) is None:
            total = decimal(at(json_or_none(response.body), "total_usage"))
            return None if total is None else total / 100
    return None


def _is_placeholder(limit: Decimal, unit: CreditUnit) -> bool:
    """Whether a limit stands for «none»; raw quota really counts in millions."""
    return limit == _UNLIMITED_USD or (unit is not CreditUnit.QUOTA and limit >= _PLACEHOLDER_USD)


def _sub2api(responses: Sequence[WireResponse], site: SiteStatus | None) -> Balance:
    """Sub2API: the account, in dollars; any field may be missing."""
    usage = _good(responses[0], "balance", "remaining")
    rest = decimal(usage.get("balance"))
    rest = decimal(usage.get("remaining")) if rest is None else rest
    if rest is None:
        raise _nothing_told(responses[0])
    used = decimal(at(usage, "usage", "total", "cost"))
    return Balance(rest, used, CreditUnit.USD, "$", scope="account", source="sub2api")


def _openrouter(responses: Sequence[WireResponse], site: SiteStatus | None) -> Balance:
    """OpenRouter: the key's own limit and the account's credits, of which the smaller counts."""
    key = _good(responses[0], "usage", "limit", "limit_remaining")
    of_key, used = decimal(key.get("limit_remaining")), decimal(key.get("usage"))
    of_account = _openrouter_credits(responses[1:])
    if of_account is not None and (of_key is None or of_account < of_key):
        return Balance(of_account, used, CreditUnit.USD, "$", scope="account", source="openrouter")
    return Balance(of_key, used, CreditUnit.USD, "$", unlimited=of_key is None, source="openrouter")


def _openrouter_credits(responses: Sequence[WireResponse]) -> Decimal | None:
    for response in responses:
        credits = at(json_or_none(response.body), "data") if failure_in(response) is None else None
        total, used = decimal(at(credits, "total_credits")), decimal(at(credits, "total_usage"))
        if total is not None and used is not None:
            return total - used
    return None


def _deepseek(responses: Sequence[WireResponse], site: SiteStatus | None) -> Balance:
    """DeepSeek: one row a currency; the first that holds something, else the first."""
    found = _good(responses[0], "balance_infos")
    rows = [row for row in as_list(found.get("balance_infos")) if _total(row) is not None]
    row = next((row for row in rows if _total(row)), rows[0] if rows else None)
    if row is None:
        raise _nothing_told(responses[0])
    unit, symbol = _CURRENCIES.get(first_text(row, "currency").upper(), (CreditUnit.UNKNOWN, ""))
    return Balance(_total(row), None, unit, symbol, scope="account", source="deepseek")


def _total(row: object) -> Decimal | None:
    return decimal(at(row, "total_balance"))


def _siliconflow(responses: Sequence[WireResponse], site: SiteStatus | None) -> Balance:
    """SiliconFlow: gifts and payments together, in yuan."""
    user = _good(responses[0], "totalBalance", "balance")
    rest = decimal(user.get("totalBalance"))
    rest = decimal(user.get("balance")) if rest is None else rest
    if rest is None:
        raise _nothing_told(responses[0])
    return Balance(rest, None, CreditUnit.CNY, "¥", scope="account", source="siliconflow")


def _apimart(responses: Sequence[WireResponse], site: SiteStatus | None) -> Balance:
    """apimart: −1 stands for a key without a limit. Its documents name no unit."""
    found = _good(responses[0], "remain_balance")
    rest, used = decimal(found.get("remain_balance")), decimal(found.get("used_balance"))
    unlimited = found.get("unlimited_quota") is True or rest == -1
    if rest is None and not unlimited:
        raise _nothing_told(responses[0])
    return Balance(None if unlimited else rest, used, unlimited=unlimited, source="apimart")


def _credits(responses: Sequence[WireResponse], site: SiteStatus | None) -> Balance:
    """The SolveaCX fork of new-api: the account's rest, without a unit."""
    found = _good(responses[0], "remaining")
    rest = decimal(found.get("remaining"))
    if rest is None:
        raise _nothing_told(responses[0])
    return Balance(rest, decimal(found.get("used")), scope="account", source="credits")


def _good(response: WireResponse, *expected: str) -> Mapping[str, object]:
    """The answer's object, with at least one of the expected fields.

    Raises:
        StudioError: an error, a web page, or something else.
    """
    error = failure_in(response)
    if error is not None:
        raise error
    value = json_or_none(response.body)
    for found in (as_object(value), as_object(at(value, "data"))):
        if found.keys() & set(expected):
            return found
    raise _nothing_told(response)


def _nothing_told(response: WireResponse) -> StudioError:
    return unreadable(response.body, status=response.status, request_id=response.request_id)


def _get(*paths: str) -> Callable[[date], tuple[WireRequest, ...]]:
    requests = tuple(WireRequest("GET", path, repeatable=True) for path in paths)
    return lambda today: requests


def _billing_requests(today: date) -> tuple[WireRequest, ...]:
    """new-api and one-api ignore the period, other servers insist on it."""
    period = (("start_date", f"{today.year}-01-01"), ("end_date", (today + timedelta(days=1)).isoformat()))
    base = "/v1/dashboard/billing"
    return (
        WireRequest("GET", f"{base}/subscription", repeatable=True),
        WireRequest("GET", f"{base}/usage", query=period, repeatable=True),
    )


PROBES: Mapping[str, Probe] = MappingProxyType(
    {
        probe.name: probe
        for probe in (
            # Without its final slash new-api redirects.
            Probe("token-usage", _get("/api/usage/token/"), _token_usage),
            Probe("billing", _billing_requests, _billing),
            Probe("sub2api", _get("/v1/usage"), _sub2api),
            Probe("openrouter", _get("/v1/key", "/v1/credits"), _openrouter),
            Probe("deepseek", _get("/user/balance"), _deepseek),
            Probe("siliconflow", _get("/v1/user/info"), _siliconflow),
            Probe("apimart", _get("/v1/balance"), _apimart),
            Probe("credits", _get("/v1/credits"), _credits),
        )
    }
)
