"""The ledger: each thing once, sums that are right at every edge, and what older data shows."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from app.domain.card import MediaFamily
from app.domain.conversation import Message, MessageState, Role
from app.domain.ids import ConversationId, MessageId, ProfileId
from app.domain.price import Cost
from app.domain.remote_task import TaskState
from app.domain.spending import DayRange, Spending, SpendingGroup, SpendingKind, SpendingSum
from app.domain.usage import TokenUsage
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.migrations import MIGRATIONS
from app.storage.remote_tasks import RemoteTaskStore
from app.storage.spending import SpendingStore
from app.storage.spending_shape import create_spending
from tests.storage.talk import CONVERSATION, NOON, said
from tests.storage.test_remote_tasks import task

BEFORE = MIGRATIONS.index(create_spending)
"""So many migrations an older version knew."""
DOLLAR = Cost(Decimal("0.25"), "$")


@pytest.fixture
def spending(database: Database) -> SpendingStore:
    return SpendingStore(database)


def entry(name: str, day: date, cost: Cost | None = DOLLAR, **fields: object) -> Spending:
    """Something that was paid at noon of a day, wherever the test runs."""
    at = datetime(day.year, day.month, day.day, 12).astimezone()
    usage = TokenUsage(100, 20, cached_tokens=10, reasoning_tokens=5)
    talk = ConversationId("talk")
    made = Spending(name, at, SpendingKind.MESSAGE, ProfileId("p"), "One", "m", talk, usage=usage, cost=cost)
    return replace(made, **fields)  # type: ignore[arg-type]


async def amounts(spending: SpendingStore, days: DayRange) -> dict[str, Decimal]:
    """What a range comes to, which is the same whatever it is added up by."""
    found = []
    for group in SpendingGroup:
        total = SpendingSum()
        for one in await spending.sums(group, days):
            total = total.plus(one)
        found.append(replace(total, key="", name=""))
    assert all(total == found[0] for total in found)
    return found[0].amounts


async def test_the_same_thing_is_noted_once_and_can_be_corrected(spending: SpendingStore) -> None:
    day = date(2026, 5, 1)
    await spending.enter(entry("a", day, None), entry("b", day))
    await spending.enter(entry("a", day, Cost(Decimal("0.5"), "$", is_told=True)))
    await spending.enter(entry("a", day, Cost(Decimal("0.5"), "$", is_told=True)))
    (total,) = await spending.sums(SpendingGroup.MODEL)
    assert (total.calls, total.unpriced, total.amounts) == (2, 0, {"$": Decimal("0.75")})
    assert (total.prompt_tokens, total.completion_tokens) == (200, 40)
    assert (total.cached_tokens, total.reasoning_tokens) == (20, 10)


async def test_every_day_is_in_its_range_and_in_no_other(spending: SpendingStore) -> None:
    """Whole months and single days are added up from different sums, which must meet without a gap."""
    first = date(2026, 1, 28)
    days = [first + timedelta(days=number) for number in range(70)]
    costs = [Cost(Decimal(number + 1), "$") for number in range(len(days))]
    await spending.enter(*(entry(f"{day}", day, cost) for day, cost in zip(days, costs, strict=True)))
    for begin in (0, 3, 4, 31, 32, 40):
        for end in (begin, begin + 1, 34, 60, 62, 63, 69):
            if end < begin:
                continue
            expected = sum((cost.amount for cost in costs[begin : end + 1]), Decimal(0))
            assert await amounts(spending, DayRange(days[begin], days[end])) == {"$": expected}
    everything = sum((cost.amount for cost in costs), Decimal(0))
    assert await amounts(spending, DayRange()) == {"$": everything}
    assert await amounts(spending, DayRange(first=days[10])) == {"$": everything - 55}
    assert await amounts(spending, DayRange(last=days[9])) == {"$": Decimal(55)}


async def test_a_day_is_told_by_its_hours(spending: SpendingStore) -> None:
    day = date(2026, 5, 1)
    noon = entry("a", day)
    await spending.enter(noon, entry("b", day), entry("c", day, at=noon.at + timedelta(hours=3)))
    await spending.enter(entry("d", date(2026, 5, 2)))
    hours = {one.key: one.amounts["$"] for one in await spending.hours(day)}
    assert hours == {"12": Decimal("0.5"), "15": Decimal("0.25")}


async def test_units_are_never_added_to_each_other(spending: SpendingStore) -> None:
    day = date(2026, 5, 1)
    yuan, quota = Cost(Decimal("1.2"), "¥"), Cost(Decimal(628), "")
    await spending.enter(
        entry("a", day), entry("b", day, yuan), entry("c", day, quota), entry("d", day, None)
    )
    (total,) = await spending.sums(SpendingGroup.PROFILE)
    assert total.amounts == {"$": Decimal("0.25"), "¥": Decimal("1.2"), "": Decimal(628)}
    assert (total.name, total.calls, total.unpriced) == ("One", 4, 1)


async def test_tiny_amounts_add_up_exactly(spending: SpendingStore) -> None:
    day, tiny = date(2026, 5, 1), Cost(Decimal("0.000000075"), "$")
    await spending.enter(*(entry(f"{number}", day, tiny) for number in range(1_000)))
    assert await amounts(spending, DayRange()) == {"$": Decimal("0.000075")}


async def test_an_answer_that_streamed_when_the_program_ended_is_noted_without_a_price(
    store: ConversationStore, spending: SpendingStore
) -> None:
    question = said("q")
    answer = said("a", parent="q", role=Role.ASSISTANT, state=MessageState.STREAMING)
    await store.save_messages(question, replace(answer, profile_id=ProfileId("p"), model="m"))
    assert await store.interrupt_streaming() == 1
    assert await store.interrupt_streaming() == 0
    (total,) = await spending.sums(SpendingGroup.MODEL)
    assert (total.key, total.calls, total.unpriced) == ("m", 1, 1)


async def test_a_task_is_noted_with_the_row_that_says_that_it_is_done(database: Database) -> None:
    def spent(done: object) -> Spending | None:
        noted = entry("t1", date(2026, 5, 1), kind=SpendingKind.VIDEO, conversation_id=None)
        return noted if getattr(done, "state", None) is TaskState.DONE else None

    tasks, spending = RemoteTaskStore(database, spent), SpendingStore(database)
    await tasks.save(task())
    assert not await spending.sums(SpendingGroup.KIND)
    await tasks.save(task(state=TaskState.DONE))
    await tasks.save(task(state=TaskState.DONE))
    (total,) = await spending.sums(SpendingGroup.KIND)
    assert (total.key, total.calls) == ("video", 1)
    await tasks.remove([task().id])
    assert len(await spending.sums(SpendingGroup.KIND)) == 1


async def test_older_data_is_entered_once(tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    path = tmp_path / "studio.db"
    old = await Database.open(path, tmp_path / "backups", MIGRATIONS[:BEFORE])
    talks = ConversationStore(old)
    await talks.save(CONVERSATION)
    answer = replace(
        said("a", parent="q", role=Role.ASSISTANT),
        profile_id=ProfileId("p"),
        profile_name="One",
        model="m",
        usage=TokenUsage(100, 20, 120),
    )
    await talks.save_messages(
        said("q"), answer, copied(answer), replace(answer, id=MessageId("third"), choice_index=1)
    )
    done = task(2, TaskState.DONE, cost="0.04 USD", page=MediaFamily.IMAGE)
    expected = task(3, TaskState.DONE, request='{"card_id":"card","cost":"¥0.32"}', page=MediaFamily.VIDEO)
    await RemoteTaskStore(old).save(done, expected, task(4, TaskState.FAILED, cost="0.04 USD"))
    await old.close()

    new = await Database.open(path, tmp_path / "backups")
    kinds = {one.key: one for one in await SpendingStore(new).sums(SpendingGroup.KIND)}
    assert {key: one.calls for key, one in kinds.items()} == {"message": 1, "image": 1, "video": 1}
    assert kinds["message"].unpriced == 1
    assert kinds["message"].prompt_tokens == 100
    assert kinds["image"].amounts == {"$": Decimal("0.04")}
    assert kinds["video"].amounts == {"¥": Decimal("0.32")}
    assert await amounts_by_profile(new) == {"One", "Gateway"}
    await new.close()
    again = await Database.open(path, tmp_path / "backups")
    assert len(await SpendingStore(again).sums(SpendingGroup.KIND)) == 3
    await again.close()


def copied(answer: Message) -> Message:
    """The same answer in a conversation that branched off."""
    return replace(answer, id=MessageId("copy"), conversation_id=ConversationId("branch"), created_at=NOON)


async def amounts_by_profile(database: Database) -> set[str]:
    """What the providers were called."""
    return {one.name for one in await SpendingStore(database).sums(SpendingGroup.PROFILE)}
