"""The paths beside the conversation, and how wrong requests and keys are refused."""

import httpx
import pytest

from tests.gateway import Gateway

HELLO = [{"role": "user", "content": "hello"}]


def get(gateway: Gateway, path: str, key: str = "") -> httpx.Response:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return httpx.get(f"{gateway.root}{path}", headers=headers, trust_env=False)


def post(gateway: Gateway, body: object, key: str = "") -> httpx.Response:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    url = f"{gateway.root}/v1/chat/completions"
    return httpx.post(url, json=body, headers=headers, trust_env=False)


def test_models_tell_what_they_are_for(gateway: Gateway) -> None:
    rows = get(gateway, "/v1/models").json()["data"]
    told = {row["id"]: row["supported_endpoint_types"] for row in rows}
    assert told["demo-chat"] == ["openai"]
    assert told["gpt-image-1.5-demo"] == ["image-generation"]


def test_the_balance_is_the_same_in_both_spellings(gateway: Gateway) -> None:
    usage = get(gateway, "/api/usage/token/", "sk-demo").json()["data"]
    status = get(gateway, "/api/status").json()["data"]
    limit = get(gateway, "/v1/dashboard/billing/subscription", "sk-demo").json()["hard_limit_usd"]
    used = get(gateway, "/v1/dashboard/billing/usage", "sk-demo").json()["total_usage"] / 100
    assert usage["total_available"] / status["quota_per_unit"] == limit - used == 16


def test_an_empty_key_shows_an_empty_balance(gateway: Gateway) -> None:
    assert get(gateway, "/api/usage/token/", "sk-empty").json()["data"]["total_available"] == 0


def test_every_model_has_a_price(gateway: Gateway) -> None:
    priced = [row["model_name"] for row in get(gateway, "/api/pricing").json()["data"]]
    listed = [row["id"] for row in get(gateway, "/v1/models").json()["data"]]
    assert priced == listed


def test_unknown_paths_are_an_error_below_v1_and_a_web_page_elsewhere(gateway: Gateway) -> None:
    missing = get(gateway, "/v1/nothing")
    assert missing.status_code == 404
    assert missing.json()["error"]["message"].startswith("Invalid URL (GET /v1/nothing)")
    assert get(gateway, "/chat").text.startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("key", "status", "code"),
    [
        ("sk-bad-one", 401, ""),
        ("sk-demo-bad", 401, ""),
        ("sk-expired", 401, ""),
        ("sk-empty", 403, "insufficient_user_quota"),
        ("sk-limit", 403, "pre_consume_token_quota_failed"),
        ("sk-denied", 403, "access_denied"),
        ("sk-busy", 429, ""),
    ],
)
def test_special_keys_are_refused(gateway: Gateway, key: str, status: int, code: str) -> None:
    answer = post(gateway, {"model": "demo-fast", "messages": HELLO}, key)
    assert answer.status_code == status
    assert answer.json()["error"]["code"] == code
    assert answer.headers["x-oneapi-request-id"] in answer.json()["error"]["message"]


def test_any_other_key_will_do_and_none_as_well(gateway: Gateway) -> None:
    for key in ("", "sk-demo", "anything"):
        assert post(gateway, {"model": "demo-fast", "messages": HELLO}, key).status_code == 200


def test_an_unused_up_key_may_still_list_models(gateway: Gateway) -> None:
    assert get(gateway, "/v1/models", "sk-empty").status_code == 200
    assert get(gateway, "/v1/models", "sk-bad").status_code == 401


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"model": "gpt-9", "messages": HELLO}, 503, "model_not_found"),
        ({"model": "demo-chat", "messages": []}, 500, "invalid_request"),
        ({"model": "demo-chat"}, 500, "invalid_request"),
        ({"messages": HELLO}, 500, "invalid_request"),
        ({"model": "demo-chat", "messages": ["hello"]}, 500, "invalid_request"),
        ([], 500, "invalid_request"),
        ({"model": "demo-chat", "messages": HELLO, "temperature": 3}, 400, "invalid_value"),
        ({"model": "demo-chat", "messages": HELLO, "n": 99}, 400, "invalid_value"),
        ({"model": "demo-chat", "messages": HELLO, "top_p": "much"}, 400, "invalid_type"),
    ],
)
def test_wrong_requests_are_refused_as_new_api_does(
    gateway: Gateway, body: object, status: int, code: str
) -> None:
    answer = post(gateway, body)
    assert answer.status_code == status
    assert answer.json()["error"]["code"] == code


def test_a_broken_body_is_refused(gateway: Gateway) -> None:
    url = f"{gateway.root}/v1/chat/completions"
    answer = httpx.post(url, content=b'{"model":', trust_env=False)
    assert answer.json()["error"]["code"] == "invalid_request"


def test_half_a_character_does_no_harm(gateway: Gateway) -> None:
    body = b'{"model": "demo-chat", "messages": [{"role": "user", "content": "blue \\ud83d moon"}]}'
    answer = httpx.post(f"{gateway.root}/v1/chat/completions", content=body, trust_env=False)
    assert "> blue ? moon" in answer.json()["choices"][0]["message"]["content"]


def test_the_test_sees_what_was_sent(gateway: Gateway) -> None:
    post(gateway, {"model": "demo-fast", "messages": HELLO}, "sk-demo")
    (request,) = gateway.requests
    assert (request.method, request.path) == ("POST", "/v1/chat/completions")
    assert request.header("Authorization") == "Bearer sk-demo"
    assert request.json()["messages"] == HELLO


def test_switched_to_full_speed_in_the_middle_even_a_slow_model_ends_soon(gateway: Gateway) -> None:
    gateway.server.pace.full_speed = False
    url = f"{gateway.root}/v1/chat/completions"
    body = {"model": "demo-slow", "messages": HELLO, "stream": True}
    with httpx.stream("POST", url, json=body, trust_env=False) as answer:
        lines = answer.iter_lines()
        assert next(lines).startswith("data: ")
        gateway.server.pace.full_speed = True
        assert [line for line in lines if line][-1] == "data: [DONE]"
