"""Errors are told by code, words and status; what is shown and kept of them holds no secret."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import ErrorKind, StudioError
from app.protocols.failures import error_from_json, error_from_response, failure_in
from app.wire.response import WireResponse

KEYS = [
    "sk-abcdefghijklmnopqrstuvwx",
    "sk-ant-api03-AbCdEf_123-456",
    "AIzaSyA-1234567890abcdefghij",
    "sk-proj-a1b2c3d4e5f6",
]


def answer(status: int, body: object, **headers: str) -> WireResponse:
    raw = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
    return WireResponse(status, headers, raw.encode())


@pytest.mark.parametrize("key", KEYS)
def test_no_key_survives_in_what_is_shown_or_kept(key: str) -> None:
    bodies: list[object] = [
        {"error": {"message": f"Incorrect API key provided: {key}.", "code": "invalid_api_key"}},
        {"detail": f"Authorization: Bearer {key}"},
        f"upstream said no to {key}",
        {"error": key},
    ]
    for body in bodies:
        error = error_from_response(answer(401, body))
        kept = repr((error.values, error.technical, str(error)))
        assert key not in kept
        assert key[4:-4] not in kept


def test_a_bearer_token_of_any_kind_is_masked() -> None:
    error = error_from_response(
        answer(400, {"message": "got header Authorization: Bearer 0123456789abcdef0123456789"})
    )
    assert "0123456789abcdef" not in repr((error.values, error.technical))


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after": "0"}, 0),
        ({"retry-after-ms": "1500", "retry-after": "2"}, 1.5),
        ({"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"}, None),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "nan"}, None),
        ({}, None),
    ],
)
def test_the_wait_that_a_gateway_asks_for_is_kept(headers: dict[str, str], seconds: float | None) -> None:
    assert error_from_response(WireResponse(429, headers, b"")).retry_after_s == seconds


@pytest.mark.parametrize(
    "message",
    [
        "无效的令牌 (request id: 2026010112345678)",
        "无效的令牌（request id: 2026010112345678）",
        "无效的令牌 (Request ID: 2026010112345678)",
        "无效的令牌, request_id: 2026010112345678",
    ],
)
def test_a_request_id_moves_from_the_message_to_the_details(message: str) -> None:
    error = error_from_response(answer(401, {"error": {"message": message}}))
    assert error.technical.request_id == "2026010112345678"
    assert error.values["reason"].rstrip(",") == "无效的令牌"


def test_the_model_that_was_asked_for_fills_the_sentence_where_the_answer_names_none() -> None:
    body = {"error": {"message": "no channel", "code": "model_not_found"}}
    assert error_from_response(answer(503, body), model="gpt-9").values["model"] == "gpt-9"


def test_the_code_counts_more_than_the_status() -> None:
    body = {"error": {"message": "x", "code": "insufficient_user_quota"}}
    for status in (200, 400, 401, 403, 429, 500, 503):
        assert error_from_response(answer(status, body)).kind is ErrorKind.BALANCE_EMPTY


def test_the_words_count_more_than_the_status() -> None:
    body = {"error": {"message": "当前分组上游负载已饱和，请稍后再试", "code": ""}}
    assert error_from_response(answer(500, body)).kind is ErrorKind.RATE_LIMITED


HEALTHY: list[object] = [
    {"choices": [], "error": None},
    {"success": True, "message": "", "data": {}},
    {"code": 0, "msg": "ok", "data": []},
    {"code": 200, "message": "success", "data": {"x": 1}},
    {"code": True, "message": "ok", "data": {}},
    {"error": {}, "data": []},
    {"error": ""},
    {"data": [], "message": "hello"},
    [],
    None,
    7,
    "text",
]


@pytest.mark.parametrize("body", HEALTHY)
def test_a_healthy_answer_is_no_failure(body: object) -> None:
    assert failure_in(answer(200, body)) is None
    assert error_from_json(body) is None


def test_markup_is_never_shown() -> None:
    page = "<!DOCTYPE html><html><head><title>a <b>b</b> &lt;i&gt;</title></head><body>x</body></html>"
    error = error_from_response(answer(502, page))
    assert error.values["reason"] == "a b <i>"
    assert error.technical.body == ""


def test_long_bodies_are_cut() -> None:
    error = error_from_response(answer(500, {"error": {"message": "x" * 100_000}}))
    assert len(error.values["reason"]) <= 400
    assert len(error.technical.body) <= 4096


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "error",
                    "message",
                    "code",
                    "msg",
                    "detail",
                    "type",
                    "success",
                    "status",
                    "data",
                    "base_resp",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON, st.integers(min_value=100, max_value=999))
def test_any_json_at_any_status_is_an_error_of_the_tree(body: object, status: int) -> None:
    assert isinstance(error_from_response(answer(status, body)), StudioError)
    failure_in(answer(status, body))
