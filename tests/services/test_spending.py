"""What answers and tasks have cost, noted once each, from real answers of the gateway."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from app.demo.answer_faults import Status
from app.domain.conversation import ChatSettings, Draft
from app.domain.ids import ProfileId
from app.domain.price import Cost, TokenPrice
from app.domain.remote_task import TaskState
from app.domain.spending import DayRange, ModelHabits, SpendingGroup, SpendingSum
from app.domain.usage import TokenUsage
from app.services.studio import Studio
from tests.gateway import Gateway
from tests.services.making import Orders
from tests.studio import PATIENCE_S, begin_talk

MILLION = Decimal(1_000_000)


async def priced(studio: Studio) -> None:
    """The gateway's prices are there before anything is said."""
    assert await studio.prices.refresh(studio.profiles.all[0])


def completion(usage: Mapping[str, object]) -> bytes:
    """A whole answer as OpenRouter gives it."""
    choice = {"index": 0, "message": {"role": "assistant", "content": "Hello"}, "finish_reason": "stop"}
    return json.dumps({"id": "x", "model": "demo-chat", "choices": [choice], "usage": usage}).encode()


async def total(studio: Studio, group: SpendingGroup = SpendingGroup.MODEL) -> SpendingSum:
    everything = SpendingSum()
    for one in await studio.spending.sums(group):
        everything = everything.plus(one)
    return everything


@pytest.mark.covers("account/model-prices")
async def test_an_answer_costs_what_the_gateways_log_says(studio: Studio, gateway: Gateway) -> None:
    await priced(studio)
    talk = await begin_talk(studio, "demo-thinking")
    answer = await talk.say("What can a relay do?")
    answer = await talk.say("And what else?")  # most of this prompt comes from a cache
    assert answer.usage is not None
    assert answer.cost is not None
    row = gateway.server.ledger.rows()[0]
    assert row.use.cached == answer.usage.cached_tokens
    assert abs(answer.cost.amount - Decimal(row.quota) / 500_000) < Decimal("0.000002")
    assert (answer.cost.symbol, answer.cost.is_told) == ("$", False)
    assert len(gateway.asked("/api/pricing")) == 1


async def test_prices_of_tokens_are_told_for_a_million_in_the_group_of_the_key(studio: Studio) -> None:
    await priced(studio)
    profile = studio.profiles.all[0]
    usual = studio.prices.of(profile.id, "demo-chat")
    assert usual is not None
    assert usual.tokens is not None
    assert usual.tokens == TokenPrice(Decimal(1), Decimal(4), Decimal("0.5"))
    await studio.profiles.save(replace(profile, price_group="vip"), {})
    cheaper = studio.prices.of(profile.id, "demo-chat")
    assert cheaper is not None
    assert cheaper.tokens is not None
    assert cheaper.tokens.input == Decimal("0.8")


async def test_a_first_answer_is_priced_as_soon_as_the_list_has_come(studio: Studio) -> None:
    talk = await begin_talk(studio)
    answer = await talk.say("hello")
    async with asyncio.timeout(PATIENCE_S):
        while answer.cost is None:
            answer = (await talk.branch())[-1]
    assert (await total(studio)).amounts == {"$": round(answer.cost.amount, 9)}


async def test_a_price_that_changes_leaves_old_costs_alone(studio: Studio) -> None:
    await priced(studio)
    talk = await begin_talk(studio)
    before = await talk.say("hello")
    await studio.profiles.save(replace(studio.profiles.all[0], price_group="vip"), {})
    after = await talk.say("hello")
    assert (await talk.branch())[1].cost == before.cost
    assert before.cost is not None
    assert after.cost is not None
    assert before.usage is not None
    assert after.usage is not None
    per_token = before.cost.amount / (before.usage.total_tokens or 1)
    assert after.cost.amount / (after.usage.total_tokens or 1) < per_token


async def test_every_answer_is_noted_once_and_outlives_its_conversation(
    studio: Studio, tmp_path: Path
) -> None:
    await priced(studio)
    talk = await begin_talk(studio)
    answer = await talk.say("hello")
    await studio.chat.regenerate(answer)
    await talk.answer()
    copy = await studio.conversations.branch_off((await talk.branch())[-1])
    assert (await studio.spending.of_conversation(copy.id)).calls == 0
    of_talk = await studio.spending.of_conversation(talk.id)
    assert of_talk.calls == 2
    await studio.conversations.delete([talk.id])
    assert await studio.spending.of_conversation(talk.id) == of_talk
    (named,) = await studio.spending.sums(SpendingGroup.CONVERSATION)
    assert (named.calls, named.name) == (2, "hello")


async def test_several_answers_of_one_request_share_its_cost(studio: Studio, gateway: Gateway) -> None:
    await priced(studio)
    talk = await begin_talk(studio, n=3)
    await talk.say("hello")
    node = (await studio.conversations.branch_end(talk.id, 1))[0]
    costs = [
        found.message.cost
        for one in node.siblings.ids
        if (found := await studio.conversations.node(one)) is not None
    ]
    assert len(costs) == 3
    assert len(set(costs)) == 1
    spent = await total(studio)
    assert spent.calls == 1
    quota = gateway.server.ledger.rows()[0].quota
    assert abs(spent.amounts["$"] - Decimal(quota) / 500_000) < Decimal("0.000002")
    assert costs[0] is not None
    assert abs(costs[0].amount * 3 - spent.amounts["$"]) < Decimal("0.00000001")


async def test_the_rest_of_a_cut_answer_is_paid_beside_it(studio: Studio) -> None:
    await priced(studio)
    talk = await begin_talk(studio, max_tokens=8)
    first = await talk.say("Tell me everything about relays")
    await studio.chat.resume(first)
    second = await talk.answer()
    assert second.id == first.id
    spent = await studio.spending.of_conversation(talk.id)
    assert spent.calls == 2
    assert first.cost is not None
    assert second.cost is not None
    assert second.cost.amount > first.cost.amount
    assert abs(spent.amounts["$"] - second.cost.amount) < Decimal("0.00000001")


async def test_what_fails_costs_nothing_and_what_has_no_price_counts_all_the_same(
    studio: Studio, gateway: Gateway
) -> None:
    await priced(studio)
    talk = await begin_talk(studio, "no-such-model")
    await talk.say("hello")
    assert (await total(studio)).calls == 0
    profile = studio.profiles.all[0]
    gateway.faults.set(Status(403), "/api/pricing", None)
    await studio.profiles.save(replace(profile, id=ProfileId("closed")), {})
    hidden = await begin_talk(studio, profile_id=ProfileId("closed"))
    assert (await hidden.say("hello")).cost is None
    spent = await total(studio)
    assert (spent.calls, spent.unpriced, spent.amounts) == (1, 1, {})
    assert spent.completion_tokens > 0


async def test_who_counts_no_tokens_is_paid_by_our_own_estimate(studio: Studio, gateway: Gateway) -> None:
    await priced(studio)
    answer = await (await begin_talk(studio, "demo-silent-usage")).say("What can a relay do for me?")
    assert answer.usage is None
    assert answer.cost is not None
    assert answer.cost.is_guess
    assert str(answer.cost).startswith("≈ $")
    charged = Decimal(gateway.server.ledger.rows()[0].quota) / 500_000
    assert charged / 3 < answer.cost.amount < charged * 3
    assert (await studio.spending.habits("demo-silent-usage")).calibration is None


async def test_an_answer_that_says_what_it_cost_is_believed(studio: Studio, gateway: Gateway) -> None:
    await priced(studio)
    usage = {"prompt_tokens": 10, "completion_tokens": 2, "total_tokens": 12, "cost": 0.0123}
    gateway.faults.set(Status(200, body=completion(usage)))
    answer = await (await begin_talk(studio, stream=False)).say("hello")
    assert answer.cost == Cost(Decimal("0.0123"), "$", is_told=True)
    assert (await total(studio)).amounts == {"$": Decimal("0.0123")}


async def test_our_estimate_learns_from_what_the_gateway_counts(studio: Studio) -> None:
    await priced(studio)
    assert await studio.spending.habits("demo-chat") == ModelHabits()
    talk = await begin_talk(studio)
    answer = await talk.say("How many tokens are these words, and 这些字呢?")
    assert answer.usage is not None
    learned = await studio.spending.habits("demo-chat")
    assert learned.calibration is not None
    assert Decimal("0.3") < learned.calibration < 3
    assert learned.answer_tokens == answer.usage.completion_tokens


async def test_sums_keep_to_their_days_and_units(studio: Studio) -> None:
    await priced(studio)
    await (await begin_talk(studio)).say("hello")
    await (await begin_talk(studio, "demo-thinking")).say("hello")
    today = datetime.now().astimezone().date()
    days = await studio.spending.sums(SpendingGroup.DAY, DayRange.newest(7, today))
    assert [day.key for day in days] == [today.isoformat()]
    assert days[0].calls == 2
    models = await studio.spending.sums(SpendingGroup.MODEL, DayRange.month(today))
    assert {model.key for model in models} == {"demo-chat", "demo-thinking"}
    (profile,) = await studio.spending.sums(SpendingGroup.PROFILE)
    assert (profile.name, profile.calls) == ("Gateway", 2)
    (kind,) = await studio.spending.sums(SpendingGroup.KIND)
    assert kind.key == "message"
    assert not await studio.spending.sums(SpendingGroup.MODEL, DayRange(last=date(2020, 1, 1)))
    assert Cost(Decimal(1), "$").plus(Cost(Decimal(2), "¥")) == Cost(Decimal(2), "¥")


async def test_whoever_stops_waiting_for_prices_has_not_asked_for_them(
    studio: Studio, gateway: Gateway
) -> None:
    profile = studio.profiles.all[0]
    asking = asyncio.ensure_future(studio.prices.refresh(profile))
    await asyncio.sleep(0)
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    assert await studio.prices.refresh(profile) is not None


async def test_a_picture_is_noted_once_with_the_price_of_its_call(studio: Studio) -> None:
    await priced(studio)
    task = await Orders(studio).make("openai.dall-e-3", "A paper boat")
    assert task.state is TaskState.DONE
    (kind,) = await studio.spending.sums(SpendingGroup.KIND)
    assert (kind.key, kind.calls, kind.amounts) == ("image", 1, {"$": Decimal("0.04")})


async def test_what_comes_is_foreseen(studio: Studio, gateway: Gateway) -> None:
    await priced(studio)
    profile, talk = studio.profiles.all[0], await begin_talk(studio)
    settings = ChatSettings(model="demo-chat")
    first = await studio.forecast.next_message(profile, settings, (), Draft("hello"))
    assert first is not None
    assert first.answer_tokens == 0  # nobody knows yet how much this model says
    answer = await talk.say("hello")
    said = await talk.branch()
    second = await studio.forecast.next_message(profile, settings, said, Draft("Tell me more, please"))
    assert second is not None
    assert answer.usage is not None
    assert second.answer_tokens == answer.usage.completion_tokens
    assert second.prompt_tokens > (answer.usage.total_tokens or 0)
    assert second.cost.amount > first.cost.amount
    assert not second.has_long_history
    long = replace(answer, usage=TokenUsage(40_000, 100))
    third = await studio.forecast.next_message(profile, settings, (said[0], long), Draft("And now?"))
    assert third is not None
    assert third.has_long_history
    unknown = ChatSettings(model="no-such-model")
    assert await studio.forecast.next_message(profile, unknown, (), Draft("hello")) is None
