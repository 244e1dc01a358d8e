"""What answers say of the price, in each place where gateways say it."""

import json

import pytest

from app.domain.usage import TokenUsage
from app.protocols.charges import charges_in, usage_facts
from app.wire.response import WireResponse


@pytest.mark.parametrize(
    ("said", "facts"),
    [
        ({"usage": {"cost": 0.0390}}, {"cost": "0.039 USD"}),
        ({"code": "success", "data": {"task_id": "t", "quota": 25000}}, {"cost": "25000 quota"}),
        ({"id": "p", "metrics": {"predict_time": 4.25}}, {"seconds": "4.25"}),
        ({"data": {"metrics": {"predict_time": 3}}}, {"seconds": "3"}),
        ({"usage": {"cost": "free"}, "quota": 0}, {}),
        ({"quota": -1, "metrics": {"predict_time": True}}, {}),
        ([1, 2], {}),
        ("words", {}),
    ],
)
def test_a_price_is_read_wherever_it_stands(said: object, facts: dict[str, str]) -> None:
    assert charges_in(WireResponse(200, {}, json.dumps(said).encode())) == facts


def test_headers_tell_the_request_and_its_price() -> None:
    headers = {"x-oneapi-request-id": "r1", "x-litellm-response-cost": "0.0421000"}
    assert charges_in(WireResponse(200, headers)) == {"request_id": "r1", "cost": "0.0421 USD"}
    assert charges_in(WireResponse(200, {"x-litellm-response-cost": "NaN"}, b"<html>")) == {}


def test_a_body_of_pictures_is_not_searched() -> None:
    body = json.dumps({"data": [{"b64_json": "A" * 300_000}], "usage": {"cost": 1}}).encode()
    assert charges_in(WireResponse(200, {}, body)) == {}


def test_tokens_are_told_where_they_were_counted() -> None:
    assert usage_facts(TokenUsage(265, 1210)) == {"input_tokens": "265", "output_tokens": "1210"}
    assert usage_facts(TokenUsage(completion_tokens=0)) == usage_facts(None) == {}
