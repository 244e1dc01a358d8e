"""What a person is told of prices."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from app.domain.form import GenerationForm
from app.domain.ids import ProfileId, TaskId
from app.domain.price import Charge, Estimate, GatewayPrice
from app.domain.remote_task import RemoteTask, TaskState
from app.storage.records import to_text
from app.ui.ordering.price_words import cost_words, price_note, priced

FORM = GenerationForm("card", "m", {"prompt": "a fox"}, cost="$0.04")
TASK = RemoteTask(
    TaskId("t"), ProfileId("p"), "", "card", "", "", "m", "a fox", to_text(FORM), "", TaskState.DONE,
    datetime.now(UTC), cost="$0.04",
)  # fmt: skip


@pytest.mark.parametrize(
    ("price", "text"),
    [
        (Estimate(Decimal("0.32"), "¥"), "Generate · about ¥0.32"),
        (Estimate(Decimal("0.6"), "$", is_most=True), "Generate · up to $0.60"),
        (Estimate(Decimal(20000), ""), "Generate · about 20,000 quota"),
        (None, "Generate"),
    ],
)
def test_a_button_says_what_it_will_cost(price: Estimate | None, text: str) -> None:
    assert priced("Generate", price) == text


def test_what_is_not_known_is_said_and_why() -> None:
    assert price_note(None, None) == "Price unknown"
    assert "by tokens" in price_note(None, GatewayPrice(Charge.TOKENS))
    assert "list price" in price_note(Estimate(Decimal(1), "$", is_list_price=True), None)
    assert price_note(Estimate(Decimal(1), "$"), None) == ""


@pytest.mark.parametrize(
    ("cost", "text"),
    [
        ("$0.04", "about $0.04"),
        ("0.0352 USD", "$0.035 charged, $0.04 expected"),
        ("20000 quota", "20,000 quota charged, $0.04 expected"),
    ],
)
def test_what_was_charged_stands_beside_what_was_expected(cost: str, text: str) -> None:
    assert cost_words(replace(TASK, cost=cost)) == text


def test_a_task_that_was_begun_elsewhere_only_has_what_was_charged() -> None:
    assert cost_words(replace(TASK, request="", cost="0.5 USD")) == "$0.50 charged"
    assert cost_words(replace(TASK, request="", cost="")) == ""
