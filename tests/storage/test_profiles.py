"""Profiles and what their gateways said last."""

import logging
from decimal import Decimal

import pytest

from app.domain.ids import KeyId, ProfileId
from app.domain.model import GatewayModel
from app.domain.profile import GatewayTraits, KeyReference, Profile, ProxyChoice, ProxyMode, Timeouts
from app.domain.usage import Balance, CreditUnit
from app.storage.database import Database
from app.storage.profiles import ProfileCache, ProfileStore

FULL = Profile(
    ProfileId("full"),
    "一加API",
    ("https://api.yijiarj.cn", "https://line2.example"),
    (KeyReference(KeyId("k1"), "sk-…a1b2", "主"), KeyReference(KeyId("k2"), "…", paused=True)),
    gateway="yijia",
    traits=GatewayTraits(api_prefix="", balance=("billing",), headers=(("X-A", "1"),)),
    color="green",
    proxy=ProxyChoice(ProxyMode.SOCKS5, "127.0.0.1:1080", "me", KeyId("proxy")),
    headers=(("X-Title", "Studio"),),
    timeouts=Timeouts(1.0, 2.0, 3.0),
    default_model="gpt-4o",
    hidden_models=frozenset({"dall-e-2", "tts-1"}),
    notes="买于五月",
)
PLAIN = Profile(ProfileId("plain"), "Plain", ("https://example.org",))


async def test_profiles_come_back_as_they_were_in_the_persons_order(database: Database) -> None:
    store = ProfileStore(database)
    await store.save(FULL)
    await store.save(PLAIN)
    assert await store.all() == (FULL, PLAIN)
    await store.save_order([PLAIN.id, FULL.id])
    await store.save(FULL)
    assert await store.all() == (PLAIN, FULL)


async def test_a_removed_profile_is_no_longer_in_use_and_leaves_nothing(database: Database) -> None:
    store, cache = ProfileStore(database), ProfileCache(database)
    assert await store.active_id() is None
    await store.save(FULL)
    await store.set_active(FULL.id)
    await cache.save_models(FULL.id, [GatewayModel("gpt-4o")])
    assert await store.active_id() == FULL.id
    await store.remove(FULL.id)
    assert await store.active_id() is None
    assert await store.all() == ()
    assert await cache.models(FULL.id) is None


async def test_what_a_gateway_said_is_remembered(database: Database) -> None:
    cache = ProfileCache(database)
    models = (GatewayModel("gpt-4o", "openai", ("openai", "anthropic")), GatewayModel("晴-1"))
    balance = Balance(Decimal("12.30"), None, CreditUnit.USD, "$", scope="account", source="billing")
    await cache.save_models(FULL.id, models)
    await cache.save_balance(FULL.id, balance)
    assert await cache.models(FULL.id) == models
    assert await cache.balance(FULL.id) == balance
    assert await cache.balance(PLAIN.id) is None


async def test_a_profile_that_cannot_be_read_hides_no_other(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    store = ProfileStore(database)
    await store.save(FULL)
    await store.save(PLAIN)
    await database.transaction(lambda it: it.execute("UPDATE profiles SET body = '{' WHERE id = 'full'"))
    with caplog.at_level(logging.ERROR):
        assert await store.all() == (PLAIN,)
    assert "cannot be read" in caplog.text
    caplog.clear()
