"""What is left at a gateway, asked over HTTP."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from app.demo.answer_faults import Status
from app.domain.errors import NetworkError
from app.domain.profile import Profile
from app.domain.usage import CreditUnit
from app.services.accounts.account import ASK_EVERY_S, Account
from app.services.events import BalanceChanged
from app.services.studio import Studio
from app.storage.profiles import ProfileCache
from tests.gateway import Gateway
from tests.studio import add_gateway, open_at

TOKEN_USAGE = "/api/usage/token/"
SUBSCRIPTION = "/v1/dashboard/billing/subscription"


@pytest.fixture
def profile(studio: Studio) -> Profile:
    return studio.profiles.all[0]


@pytest.mark.covers("account/key-balance")
async def test_the_balance_of_a_key_is_told_in_the_sites_unit(
    studio: Studio, gateway: Gateway, profile: Profile
) -> None:
    told: list[BalanceChanged] = []
    studio.hub.listen(BalanceChanged, lambda event: told.append(event))
    balance = await studio.account.balance(profile)
    assert balance is not None
    assert balance.remaining == Decimal(16)
    assert (balance.unit, balance.scope, balance.source) == (CreditUnit.USD, "key", "token-usage")
    assert studio.account.cached(profile.id) == balance
    assert told == [BalanceChanged(profile.id)]
    assert studio.account.latency_ms(profile.id)


async def test_it_is_asked_at_most_once_a_minute(
    studio: Studio, gateway: Gateway, profile: Profile, tmp_path: Path
) -> None:
    seconds = [0.0]
    opened = await open_at(tmp_path / "other")
    cache = ProfileCache(opened.database)
    account = Account(studio.profiles, studio.calls, cache, studio.hub, clock=lambda: seconds[0])
    await account.balance(profile)
    await account.balance(profile)
    assert len(gateway.asked(TOKEN_USAGE)) == 1
    seconds[0] = ASK_EVERY_S
    await account.balance(profile)
    assert len(gateway.asked(TOKEN_USAGE)) == 2
    await opened.close()


async def test_a_profile_that_was_changed_is_asked_at_once(
    studio: Studio, gateway: Gateway, profile: Profile
) -> None:
    await studio.account.balance(profile)
    await studio.account.balance(replace(profile, lines=(f"{gateway.root}/",)))
    assert len(gateway.asked(TOKEN_USAGE)) == 2


@pytest.mark.covers("account/token-balance")
async def test_an_older_site_answers_another_probe_which_is_then_remembered(
    studio: Studio, gateway: Gateway, profile: Profile, tmp_path: Path
) -> None:
    gateway.faults.set(Status(404), TOKEN_USAGE, None)
    opened = await open_at(tmp_path / "other")
    cache = ProfileCache(opened.database)
    seconds = [0.0]
    account = Account(studio.profiles, studio.calls, cache, studio.hub, clock=lambda: seconds[0])
    balance = await account.balance(profile)
    assert balance is not None
    assert (balance.source, balance.remaining) == ("billing", Decimal(16))
    asked = len(gateway.asked(TOKEN_USAGE))
    seconds[0] = ASK_EVERY_S
    await account.balance(profile)
    assert len(gateway.asked(TOKEN_USAGE)) == asked
    await opened.close()


async def test_a_site_that_tells_nothing_has_no_balance(studio: Studio, profile: Profile) -> None:
    silent = await studio.profiles.save(replace(profile, traits=replace(profile.traits, balance=())), {})
    assert await studio.account.balance(silent) is None
    assert studio.account.cached(profile.id) is None


async def test_the_last_balance_is_there_at_the_next_start(tmp_path: Path, gateway: Gateway) -> None:
    opened = await open_at(tmp_path)
    profile = await add_gateway(opened.studio, gateway)
    balance = await opened.studio.account.balance(profile)
    await opened.close()
    again = await open_at(tmp_path)
    assert again.studio.account.cached(profile.id) == balance
    await again.close()


async def test_no_connection_is_an_error_and_not_an_empty_account(studio: Studio, profile: Profile) -> None:
    away = await studio.profiles.save(replace(profile, lines=("http://127.0.0.1:9",)), {})
    with pytest.raises(NetworkError):
        await studio.account.balance(away)
