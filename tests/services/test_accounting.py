"""Accounts, their keys and their logs, asked over HTTP."""

from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from app.bootstrap.services import OpenStudio
from app.demo.answer_faults import Status
from app.demo.user_account import ACCESS_TOKEN
from app.domain.errors import ErrorKind, StudioError
from app.domain.profile import Profile
from app.domain.usage import CreditUnit
from app.services.studio import Studio
from app.storage.secrets import Secrets
from tests.gateway import Gateway
from tests.storage.keyrings import MemoryKeyring
from tests.studio import add_gateway, begin_talk, open_at

LOG = "/api/log/token"
USER = "42"


@pytest.fixture
def keyring() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture
async def opened(tmp_path: Path, gateway: Gateway, keyring: MemoryKeyring) -> AsyncIterator[OpenStudio]:
    """A studio whose keys lie in a keyring."""
    opened = await open_at(tmp_path, secrets=Secrets(lambda: keyring))
    await add_gateway(opened.studio, gateway)
    yield opened
    await opened.close()


@pytest.fixture
def studio(opened: OpenStudio) -> Studio:
    return opened.studio


def profile_of(studio: Studio) -> Profile:
    return studio.profiles.all[0]


async def signed_in(studio: Studio) -> Profile:
    await studio.accounting().users.sign_in(profile_of(studio), ACCESS_TOKEN, USER)
    return profile_of(studio)


async def say_hello(studio: Studio) -> None:
    await studio.prices.refresh(profile_of(studio))
    await (await begin_talk(studio)).say("hello")


async def test_what_the_gateway_charged_stands_beside_what_was_reckoned(
    studio: Studio, gateway: Gateway
) -> None:
    await say_hello(studio)
    page = await studio.accounting().log.page(profile_of(studio))
    (call,) = page.calls
    assert (call.logged.model, call.logged.symbol, call.logged.group) == ("demo-chat", "$", "default")
    assert call.own is not None
    assert call.own.cost is not None
    assert call.own.prompt_tokens == call.logged.prompt_tokens
    assert call.difference is not None
    assert abs(call.difference) < Decimal("0.000002")
    (asked,) = gateway.asked(LOG)
    assert (asked.query, asked.header("authorization")) == ("", f"Bearer {gateway.key}")


async def test_the_log_tells_the_group_and_so_the_price(tmp_path: Path, gateway: Gateway) -> None:
    opened = await open_at(tmp_path / "vip")
    studio = opened.studio
    await add_gateway(studio, gateway, "sk-vip-1")
    await say_hello(studio)
    page = await studio.accounting().log.page(profile_of(studio))
    assert page.calls[0].difference is not None
    assert page.calls[0].difference < 0  # it was reckoned for the usual group
    assert studio.prices.group_of(profile_of(studio).id) == "vip"
    await opened.close()
    again = await open_at(tmp_path / "vip")
    await again.studio.prices.refresh(profile_of(again.studio))
    price = again.studio.prices.of(profile_of(again.studio).id, "demo-chat")
    assert price is not None
    assert price.tokens is not None
    assert price.tokens.input == Decimal("0.8")
    await again.close()


async def test_a_long_log_comes_in_pages_and_is_asked_for_once(studio: Studio, gateway: Gateway) -> None:
    from app.demo.ledger import Rate, Use

    for number in range(120):
        rate, use = Rate(0.5, 4), Use(number, 1)
        gateway.server.ledger.charge(
            gateway.key, "m", rate, use, request_id=f"r{number}", is_stream=False, seconds=1
        )
    log, profile = studio.accounting().log, profile_of(studio)
    pages = [await log.page(profile, number) for number in (1, 2, 3)]
    assert [len(page.calls) for page in pages] == [50, 50, 20]
    assert [page.has_more for page in pages] == [True, True, False]
    assert pages[0].calls[0].logged.prompt_tokens == 119
    assert all(call.own is None and call.difference is None for call in pages[0].calls)
    assert len(gateway.asked(LOG)) == 1


@pytest.mark.parametrize("status", [401, 403, 404])
async def test_a_key_that_may_not_read_the_log_is_told_so(
    studio: Studio, gateway: Gateway, status: int
) -> None:
    gateway.faults.set(Status(status), LOG)
    with pytest.raises(StudioError):
        await studio.accounting().log.page(profile_of(studio))


@pytest.mark.covers("account/account-info")
async def test_the_account_behind_a_key_is_seen_with_its_access_token(
    studio: Studio, gateway: Gateway, keyring: MemoryKeyring
) -> None:
    info = await studio.accounting().users.sign_in(profile_of(studio), f" {ACCESS_TOKEN} ", USER)
    assert (info.name, info.group) == ("Mei", "default")
    assert (info.balance.remaining, info.balance.unit) == (Decimal(100), CreditUnit.USD)
    asked = gateway.asked("/api/user/self")[0]
    assert asked.header("new-api-user") == USER
    assert not gateway.asked("/api/user/token")  # it would make another token and void this one
    assert ACCESS_TOKEN in keyring.entries.values()
    await studio.accounting().users.sign_out(profile_of(studio))
    assert ACCESS_TOKEN not in keyring.entries.values()


async def test_a_wrong_token_is_refused_and_kept_nowhere(studio: Studio, keyring: MemoryKeyring) -> None:
    with pytest.raises(StudioError) as refused:
        await studio.accounting().users.sign_in(profile_of(studio), "nonsense", USER)
    assert refused.value.kind is ErrorKind.KEY_REFUSED
    assert profile_of(studio).account is None
    assert "nonsense" not in keyring.entries.values()


@pytest.mark.covers("account/token-list")
async def test_the_keys_of_an_account_are_listed_masked(studio: Studio, gateway: Gateway) -> None:
    profile = await signed_in(studio)
    keys = await studio.accounting().users.keys(profile)
    named = next(key for key in keys if key.name == "demo")
    assert (named.rest, named.symbol, named.is_enabled) == (Decimal(20), "$", True)
    assert named.hint.startswith("sk-…")
    assert gateway.asked("/api/token/")[-1].query.startswith("p=1&size=100")


@pytest.mark.covers("account/token-create")
async def test_a_key_that_is_made_joins_the_profile_and_works(
    studio: Studio, gateway: Gateway, keyring: MemoryKeyring
) -> None:
    profile = await signed_in(studio)
    users = studio.accounting().users
    assert "vip" in await users.groups(profile)
    made = await users.create_key(profile, "From the studio", Decimal(1), "vip")
    assert made is not None
    sent = next(one for one in gateway.requests if (one.method, one.path) == ("POST", "/api/token/"))
    assert sent.json()["remain_quota"] == 500_000
    assert sent.json()["unlimited_quota"] is False
    assert [key.label for key in profile_of(studio).keys] == ["", "From the studio"]
    secret = await studio.secrets.get(made.id)
    assert secret is not None
    assert secret.startswith("sk-vipkey")
    assert secret in keyring.entries.values()
    await studio.profiles.save(replace(profile_of(studio), keys=(made,)), {})
    assert (await studio.models.refresh(profile_of(studio)))[0].id
    written = b"".join(path.read_bytes() for path in studio.places.data.rglob("*") if path.is_file())
    assert secret.encode() not in written
    assert ACCESS_TOKEN.encode() not in written
