"""The inspector's ring of exchanges."""

from app.storage.database import Database
from app.storage.exchanges import ExchangeStore
from app.wire.exchange import Exchange, ExchangeTimes
from tests.storage.talk import NOON


def exchange(name: str, profile: str = "p", body: str = "") -> Exchange:
    headers = (("content-type", "application/json"),)
    answer = (200, headers, "{}", ExchangeTimes(1.5, None, 20.0), "HTTP/2")
    return Exchange(name, profile, NOON, "POST", "https://x/v1", headers, body, *answer)


async def test_exchanges_come_back_newest_first(database: Database) -> None:
    store = ExchangeStore(database)
    store.add(exchange("first"))
    store.add(exchange("other", "q"))
    store.add(exchange("last", body="你好"))
    assert [found.id for found in await store.all()] == ["last", "other", "first"]
    assert await store.all("p") == (exchange("last", body="你好"), exchange("first"))


async def test_the_newest_five_hundred_are_kept(database: Database) -> None:
    store = ExchangeStore(database)
    for number in range(510):
        store.add(exchange(str(number)))
    kept = await store.all()
    assert (len(kept), kept[0].id, kept[-1].id) == (500, "509", "10")


async def test_large_exchanges_push_out_older_ones_but_never_themselves(database: Database) -> None:
    store = ExchangeStore(database, kept_bytes=10_000)
    for number in range(4):
        store.add(exchange(str(number), body="x" * 4000))
    assert [kept.id for kept in await store.all()] == ["3", "2"]
    store.add(exchange("huge", body="x" * 20_000))
    assert [kept.id for kept in await store.all()] == ["huge"]
