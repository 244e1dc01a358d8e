"""The account behind a key, for whoever holds its access token (reference: account, 4).

The token takes the place of the key at the destination; requests carry the number of its owner alone.
``GET /api/user/token`` is never called: it makes a new token and voids the one in use.
"""

from collections.abc import Mapping
from decimal import Decimal

from app.domain.account import AccountInfo, AccountKey, NewKey
from app.domain.usage import Balance
from app.protocols.account.site_status import SiteStatus
from app.protocols.envelope import unwrap
from app.protocols.failures import failure_in, unreadable
from app.protocols.read import as_list, as_object, at, decimal, first_text, integer, json_or_none
from app.wire.request import JsonBody, WireRequest
from app.wire.response import WireResponse

_USER_HEADERS = ("New-Api-User", "Veloera-User", "X-Api-User", "voapi-user", "Rix-Api-User", "neo-api-user")
"""Every fork has its own name for it; all at once do no harm."""
_KEYS_A_PAGE = 100
_NEVER = -1
_ENABLED = 1


def user_headers(user_id: str) -> tuple[tuple[str, str], ...]:
    """Whose token it is, where the site wants to know."""
    return tuple((name, user_id) for name in _USER_HEADERS) if user_id else ()


def info_request(user_id: str) -> WireRequest:
    """The account itself."""
    return _get("/api/user/self", user_id)


def parse_info(response: WireResponse, site: SiteStatus) -> AccountInfo:
    """The account; its answer may hold secrets, so that nothing else of it is kept.

    Raises:
        StudioError: the token is refused, or it is another kind of site.
    """
    user = as_object(_data(response))
    rest, used = decimal(user.get("quota")), decimal(user.get("used_quota"))
    if rest is None:
        raise unreadable(b"", status=response.status, request_id=response.request_id)
    balance = Balance(
        remaining=site.credit(rest),
        used=None if used is None else site.credit(used),
        unit=site.unit,
        symbol=site.symbol,
        scope="account",
        source="account",
    )
    name = first_text(user, "display_name", "username")
    return AccountInfo(name, first_text(user, "group"), balance, integer(user.get("request_count")) or 0)


def groups_request(user_id: str) -> WireRequest:
    """The groups that keys may belong to."""
    return _get("/api/user/self/groups", user_id)


def parse_groups(response: WireResponse) -> dict[str, str]:
    """Groups and how the site describes them.

    Raises:
        StudioError: as of ``parse_info``.
    """
    return {name: first_text(row, "desc") for name, row in as_object(_data(response)).items()}


def keys_request(user_id: str, page: int = 1) -> WireRequest:
    """One page of the keys."""
    size = str(_KEYS_A_PAGE)
    query = (("p", str(page)), ("size", size), ("page_size", size))
    return _get("/api/token/", user_id, query)


def parse_keys(response: WireResponse, site: SiteStatus) -> tuple[AccountKey, ...]:
    """The keys; a key that is told in full is masked at once.

    Raises:
        StudioError: as of ``parse_info``.
    """
    data = _data(response)
    rows = data if isinstance(data, list) else as_list(at(data, "items"))
    return tuple(_key(row, site) for row in map(as_object, rows) if integer(row.get("id")) is not None)


def create_key_request(user_id: str, key: NewKey) -> WireRequest:
    """Makes a key. It is not repeatable: twice sent makes two."""
    body = {
        "name": key.name,
        "expired_time": _NEVER,
        "remain_quota": key.limit_quota or 0,
        "unlimited_quota": key.limit_quota is None,
        "model_limits_enabled": False,
        "model_limits": "",
        "allow_ips": "",
        "group": key.group,
    }
    return WireRequest("POST", "/api/token/", body=JsonBody(body), headers=user_headers(user_id))


def parse_created(response: WireResponse) -> str:
    """The new key where the answer tells it, which most do not; else an empty text.

    Raises:
        StudioError: it was not made.
    """
    return _secret(as_object(_data(response, required=False)))


def reveal_key_request(user_id: str, key_id: int) -> WireRequest:
    """The whole of a key, which newer sites show on demand alone."""
    return WireRequest("POST", f"/api/token/{key_id}/key", headers=user_headers(user_id), repeatable=True)


def parse_revealed(response: WireResponse) -> str:
    """The key with its prefix.

    Raises:
        StudioError: the site does not tell it.
    """
    key = _secret(as_object(_data(response)))
    if not key:
        raise unreadable(b"", status=response.status, request_id=response.request_id)
    return key


def whole_key(response: WireResponse, key_id: int) -> str:
    """A key out of the list, where an older site lists it in full; else an empty text."""
    data = _data(response)
    rows = data if isinstance(data, list) else as_list(at(data, "items"))
    return next((_secret(row) for row in map(as_object, rows) if integer(row.get("id")) == key_id), "")


def _secret(row: Mapping[str, object]) -> str:
    """new-api leaves the prefix out; what holds an asterisk is no key."""
    key = first_text(row, "key")
    if not key or "*" in key:
        return ""
    return key if key.startswith("sk-") else f"sk-{key}"


def _key(row: Mapping[str, object], site: SiteStatus) -> AccountKey:
    rest, used = decimal(row.get("remain_quota")) or Decimal(0), decimal(row.get("used_quota")) or Decimal(0)
    key = first_text(row, "key").removeprefix("sk-")
    return AccountKey(
        id=integer(row.get("id")) or 0,
        name=first_text(row, "name"),
        hint=f"sk-…{key[-4:]}" if key else "",
        rest=None if row.get("unlimited_quota") is True else site.credit(rest),
        used=site.credit(used),
        symbol=site.symbol,
        group=first_text(row, "group"),
        is_enabled=row.get("status") in (None, _ENABLED),
    )


def _get(path: str, user_id: str, query: tuple[tuple[str, str], ...] = ()) -> WireRequest:
    return WireRequest("GET", path, query=query, headers=user_headers(user_id), repeatable=True)


def _data(response: WireResponse, *, required: bool = True) -> object:
    error = failure_in(response)
    if error is not None:
        raise error
    value = json_or_none(response.body)
    data = unwrap(value)
    if not isinstance(data, dict | list) or (required and data is value and "data" not in as_object(value)):
        raise unreadable(b"", status=response.status, request_id=response.request_id)
    return data
