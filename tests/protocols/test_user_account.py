"""Logs and accounts in the shapes of new-api, one-api and their forks, good and broken."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from app.domain.account import NewKey
from app.domain.errors import StudioError
from app.domain.usage import CreditUnit
from app.protocols.account.call_log import account_log_request, parse_log, token_log_request
from app.protocols.account.site_status import SiteStatus
from app.protocols.account.user_account import (
    create_key_request,
    info_request,
    parse_created,
    parse_groups,
    parse_info,
    parse_keys,
    parse_revealed,
    whole_key,
)
from app.wire.request import JsonBody
from app.wire.response import WireResponse

YUAN = SiteStatus(unit=CreditUnit.CNY, symbol="¥", rate=Decimal("7.3"))
ROW = {
    "id": 9, "created_at": 1767000000, "type": 2, "token_name": "desktop", "model_name": "gpt-4o",
    "quota": 628, "prompt_tokens": 310, "completion_tokens": 48, "group": "default", "request_id": "2026",
}  # fmt: skip


def said(data: object, **fields: object) -> WireResponse:
    return WireResponse(
        200, {}, json.dumps({"success": True, "message": "", "data": data, **fields}).encode()
    )


def test_a_log_is_read_in_the_sites_unit() -> None:
    (call,) = parse_log(said([ROW]), YUAN).calls
    assert (call.amount, call.symbol) == (Decimal(628) / 500_000 * Decimal("7.3"), "¥")
    assert (call.model, call.prompt_tokens, call.completion_tokens) == ("gpt-4o", 310, 48)
    assert (call.request_id, call.group, call.key_name) == ("2026", "default", "desktop")
    assert call.at == datetime(2025, 12, 29, 9, 20, tzinfo=UTC)


def test_what_was_given_back_is_below_zero_and_other_rows_are_passed_over() -> None:
    rows = [{**ROW, "type": 6}, {**ROW, "type": 1}, {**ROW, "type": 5}, "odd", None]
    (call,) = parse_log(said(rows), SiteStatus()).calls
    assert call.amount < 0


def test_a_page_of_an_account_says_how_many_there_are() -> None:
    page = parse_log(said({"items": [ROW], "total": 120, "page": 1}), SiteStatus())
    assert (len(page.calls), page.total) == (1, 120)


def test_absurd_figures_do_no_harm() -> None:
    rows = [{**ROW, "created_at": 10**17, "quota": "1e400", "prompt_tokens": None, "model_name": None}]
    (call,) = parse_log(said(rows), SiteStatus()).calls
    assert call.amount == 0
    assert (call.prompt_tokens, call.model, call.at.year) == (0, "", 1970)


def test_a_key_is_never_put_into_an_address() -> None:
    assert token_log_request().query == ()
    assert dict(account_log_request(3, "42").query) == {"p": "3", "page_size": "50", "type": "2"}
    assert ("New-Api-User", "42") in info_request("42").headers
    assert info_request("").headers == ()


def test_an_account_is_read_without_its_secrets() -> None:
    user = {"id": 42, "username": "mei", "display_name": "", "group": "vip", "quota": 3750000,
            "used_quota": "1250000", "request_count": 391, "access_token": "secret"}  # fmt: skip
    info = parse_info(said(user), SiteStatus())
    assert (info.name, info.group, info.calls) == ("mei", "vip", 391)
    assert (info.balance.remaining, info.balance.used) == (Decimal("7.5"), Decimal("2.5"))
    assert "secret" not in repr(info)


def test_groups_may_have_words_for_numbers() -> None:
    groups = {"default": {"ratio": 1, "desc": "Standard"}, "auto": {"ratio": "自动", "desc": "自动"}}
    assert parse_groups(said(groups)) == {"default": "Standard", "auto": "自动"}


def test_keys_are_masked_however_they_are_listed() -> None:
    key = {"id": 7, "name": "a", "key": "abcd" + "x" * 40 + "wxyz", "status": 1, "remain_quota": 500000,
           "used_quota": 0, "unlimited_quota": False, "group": ""}  # fmt: skip
    used_up = {**key, "id": 8, "key": "abcd**********wxyz", "status": 4, "unlimited_quota": True}
    for data in ({"items": [key, used_up], "total": 2}, [key, used_up]):
        first, second = parse_keys(said(data), SiteStatus())
        assert (first.hint, first.rest, first.is_enabled) == ("sk-…wxyz", Decimal(1), True)
        assert (second.rest, second.is_enabled) == (None, False)
        assert whole_key(said(data), 7) == f"sk-{key['key']}"
        assert whole_key(said(data), 8) == ""


def test_a_key_is_made_with_a_limit_or_with_none() -> None:
    request = create_key_request("42", NewKey("a", 5_000_000, "vip"))
    assert (request.method, request.repeatable) == ("POST", False)
    assert isinstance(request.body, JsonBody)
    assert isinstance(request.body.value, dict)
    assert request.body.value["remain_quota"] == 5_000_000
    assert request.body.value["unlimited_quota"] is False
    free = create_key_request("", NewKey("a")).body
    assert isinstance(free, JsonBody)
    assert isinstance(free.value, dict)
    assert free.value["unlimited_quota"] is True


def test_a_new_key_is_told_by_some_sites_and_revealed_by_others() -> None:
    assert parse_created(WireResponse(200, {}, b'{"success":true,"message":""}')) == ""
    assert parse_created(said({"id": 1, "key": "abc"})) == "sk-abc"
    assert parse_created(said({"id": 1, "key": "ab**c"})) == ""
    assert parse_revealed(said({"key": "abc"})) == "sk-abc"
    with pytest.raises(StudioError):
        parse_revealed(said({"key": "ab**c"}))


@pytest.mark.parametrize(
    "response",
    [
        WireResponse(401, {}, '{"success":false,"message":"access token 无效"}'.encode()),
        WireResponse(200, {}, '{"success":false,"message":"无权进行此操作，未提供 New-Api-User"}'.encode()),
        WireResponse(401, {}, b'{"code":"AUTH_TOKEN_EXPIRED","message":"expired"}'),
        WireResponse(200, {"content-type": "text/html"}, b"<!doctype html><html></html>"),
        WireResponse(429, {}, b""),
        WireResponse(404, {}, b""),
        WireResponse(200, {}, b"[]"),
        WireResponse(200, {}, b'{"data":'),
    ],
)
def test_refusals_and_other_sites_are_errors(response: WireResponse) -> None:
    with pytest.raises(StudioError):
        parse_info(response, SiteStatus())
    if response.body != b"[]":
        with pytest.raises(StudioError):
            parse_log(response, SiteStatus())
