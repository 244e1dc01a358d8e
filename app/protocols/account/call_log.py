"""What a gateway noted of its calls: new-api's log of a key or an account (reference: account, 2.4, 4.1)."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from app.domain.account import LoggedCall, LogPage
from app.protocols.account.site_status import SiteStatus
from app.protocols.account.user_account import user_headers
from app.protocols.envelope import unwrap
from app.protocols.failures import failure_in, unreadable
from app.protocols.read import as_list, as_object, at, decimal, first_text, integer, json_or_none
from app.wire.request import WireRequest
from app.wire.response import WireResponse

PAGE_SIZE = 50
_USE, _REFUND = 2, 6
_LATEST = 4102444800
"""2100-01-01 in seconds; whatever is later is no time."""


def token_log_request() -> WireRequest:
    """The log of the key that is sent; never in the address, where it would end up in other logs."""
    return WireRequest("GET", "/api/log/token", repeatable=True)


def account_log_request(page: int, user_id: str) -> WireRequest:
    """One page of the log of an account, counted from 1, for whoever holds its access token."""
    query = (("p", str(page)), ("page_size", str(PAGE_SIZE)), ("type", str(_USE)))
    return WireRequest("GET", "/api/log/self", query=query, headers=user_headers(user_id), repeatable=True)


def parse_log(response: WireResponse, site: SiteStatus) -> LogPage:
    """The calls that were charged.

    Raises:
        StudioError: the key may not read it, or it is another kind of site.
    """
    error = failure_in(response)
    if error is not None:
        raise error
    data = unwrap(json_or_none(response.body))
    rows = data if isinstance(data, list) else at(data, "items")
    if not isinstance(rows, list) and at(data, "total") != 0:
        raise unreadable(response.body, status=response.status, request_id=response.request_id)
    return LogPage(_calls(as_list(rows), site), integer(at(data, "total")))


def _calls(rows: Sequence[object], site: SiteStatus) -> tuple[LoggedCall, ...]:
    return tuple(_call(row, site) for row in map(as_object, rows) if row.get("type") in (_USE, _REFUND))


def _call(row: Mapping[str, object], site: SiteStatus) -> LoggedCall:
    quota = decimal(row.get("quota")) or Decimal(0)
    sign = -1 if row.get("type") == _REFUND else 1
    return LoggedCall(
        at=_time(integer(row.get("created_at"))),
        model=first_text(row, "model_name"),
        amount=sign * site.credit(quota),
        symbol=site.symbol,
        prompt_tokens=integer(row.get("prompt_tokens")) or 0,
        completion_tokens=integer(row.get("completion_tokens")) or 0,
        request_id=first_text(row, "request_id"),
        group=first_text(row, "group"),
        key_name=first_text(row, "token_name"),
    )


def _time(seconds: int | None) -> datetime:
    """Unix seconds; an absurd time is the beginning of time."""
    known = seconds if seconds is not None and 0 <= seconds < _LATEST else 0
    return datetime.fromtimestamp(known, UTC)
