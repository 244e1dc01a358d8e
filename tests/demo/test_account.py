"""What the demo gateway charges, logs and knows of accounts agrees with what it answers."""

from decimal import Decimal
from typing import Any

import httpx
import pytest

from app.demo.user_account import ACCESS_TOKEN
from tests.gateway import Gateway

OPENAI = ("/v1/chat/completions", {"messages": [{"role": "user", "content": "hello"}]})
CLAUDE = ("/v1/messages", {"messages": [{"role": "user", "content": "hello"}], "max_tokens": 500})
RESPONSES = ("/v1/responses", {"input": "hello"})
GEMINI = (
    "/v1beta/models/gemini-2.5-flash-demo:generateContent",
    {"contents": [{"role": "user", "parts": [{"text": "hello"}]}]},
)


def post(gateway: Gateway, path: str, body: dict[str, Any], key: str = "sk-demo") -> httpx.Response:
    headers = {"authorization": f"Bearer {key}", "x-goog-api-key": key, "anthropic-version": "2023-06-01"}
    return httpx.post(gateway.root + path, json=body, headers=headers, trust_env=False)


def get(gateway: Gateway, path: str, key: str = "sk-demo", **headers: str) -> Any:
    said = {"authorization": f"Bearer {key}", **headers}
    return httpx.get(gateway.root + path, headers=said, trust_env=False).json()


@pytest.mark.parametrize(
    ("model", "call"),
    [
        ("demo-chat", OPENAI),
        ("claude-sonnet-4-5-demo", CLAUDE),
        ("gpt-5-codex-demo", RESPONSES),
        ("gemini-2.5-flash-demo", GEMINI),
    ],
)
def test_every_format_is_charged_by_the_use_that_it_tells(
    gateway: Gateway, model: str, call: tuple[str, dict[str, Any]]
) -> None:
    path, body = call
    answer = post(gateway, path, body if model in path else {**body, "model": model})
    assert answer.status_code == 200
    (row,) = get(gateway, "/api/log/token")["data"]
    told = answer.json()
    usage = told.get("usage") or told["usageMetadata"]
    written = usage.get("completion_tokens") or usage.get("output_tokens") or usage["candidatesTokenCount"]
    assert row["model_name"] == model
    assert row["request_id"] == answer.headers["x-oneapi-request-id"]
    assert row["completion_tokens"] == written + usage.get("thoughtsTokenCount", 0)
    assert row["prompt_tokens"] > 0
    assert row["quota"] > 0


def test_what_was_used_is_what_was_logged(gateway: Gateway) -> None:
    before = get(gateway, "/v1/dashboard/billing/usage")["total_usage"]
    for _ in range(3):
        post(gateway, OPENAI[0], {**OPENAI[1], "model": "demo-thinking"})
    after = get(gateway, "/v1/dashboard/billing/usage")["total_usage"]
    logged = sum(row["quota"] for row in get(gateway, "/api/log/token")["data"])
    assert Decimal(str(after)) - Decimal(str(before)) == Decimal(logged) / 5_000
    assert get(gateway, "/api/usage/token/")["data"]["total_used"] == 4 * 500_000 + logged


def test_a_vip_pays_less_and_sees_its_own_log_alone(gateway: Gateway) -> None:
    for key in ("sk-demo", "sk-vip-1"):
        post(gateway, OPENAI[0], {**OPENAI[1], "model": "demo-chat"}, key)
    (usual,) = get(gateway, "/api/log/token")["data"]
    (vip,) = get(gateway, "/api/log/token", "sk-vip-1")["data"]
    assert (usual["group"], vip["group"]) == ("default", "vip")
    assert vip["quota"] == pytest.approx(usual["quota"] * 0.8, abs=1)


def test_what_fails_is_not_charged(gateway: Gateway) -> None:
    post(gateway, OPENAI[0], {**OPENAI[1], "model": "no-such-model"})
    post(gateway, OPENAI[0], {**OPENAI[1], "model": "demo-chat"}, "sk-empty")
    assert get(gateway, "/api/log/token")["data"] == []


def test_an_account_opens_to_its_token_and_number_alone(gateway: Gateway) -> None:
    assert get(gateway, "/api/user/self", ACCESS_TOKEN, **{"new-api-user": "42"})["data"]["username"] == "mei"
    assert get(gateway, "/api/user/self", ACCESS_TOKEN)["success"] is False
    assert get(gateway, "/api/user/self", "sk-demo", **{"new-api-user": "42"})["success"] is False
