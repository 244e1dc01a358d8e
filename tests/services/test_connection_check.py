"""The live test of a profile, step by step over HTTP."""

import pytest

from app.demo.answer_faults import Page, Status
from app.domain.errors import ErrorKind
from app.domain.ids import KeyId, ProfileId
from app.domain.model import ModelGroup
from app.domain.profile import KeyReference, Profile
from app.services.connection_check import (
    BalanceShown,
    CheckStep,
    Failed,
    KeyAccepted,
    ModelsListed,
    Reached,
    Repair,
)
from app.services.studio import Studio
from tests.gateway import Gateway

MODELS = "/v1/models"


async def steps_of(studio: Studio, root: str, key: str = "") -> list[CheckStep]:
    """Test a profile that is not saved."""
    key_id = KeyId("typed")
    keys = (KeyReference(key_id, "sk-…"),) if key else ()
    profile = Profile(ProfileId("new"), "New", (root,), keys)
    return [step async for step in studio.connection_check.run(profile, {key_id: key} if key else {})]


async def test_a_good_connection_shows_every_step_in_order(studio: Studio, gateway: Gateway) -> None:
    reached, key, models, balance = await steps_of(studio, gateway.root, gateway.key)
    assert isinstance(reached, Reached)
    assert reached.name == "Relay Studio Demo"
    assert reached.latency_ms > 0
    assert key == KeyAccepted()
    assert isinstance(models, ModelsListed)
    assert models.counts[ModelGroup.CHAT] == len(models.models)
    assert isinstance(balance, BalanceShown)
    assert balance.balance is not None


async def test_only_free_calls_are_made_and_nothing_is_saved(studio: Studio, gateway: Gateway) -> None:
    before = studio.profiles.all
    await steps_of(studio, gateway.root, gateway.key)
    assert {request.method for request in gateway.requests} == {"GET"}
    assert studio.profiles.all == before


async def test_a_gateway_without_keys_needs_none(studio: Studio, gateway: Gateway) -> None:
    assert KeyAccepted(needed=False) in await steps_of(studio, gateway.root)


async def test_a_wrong_key_is_told_from_a_wrong_address(studio: Studio, gateway: Gateway) -> None:
    reached, failed = await steps_of(studio, gateway.root, "sk-bad")
    assert isinstance(reached, Reached)
    assert isinstance(failed, Failed)
    assert failed.error.kind is ErrorKind.KEY_REFUSED


async def test_a_missing_key_is_asked_for(studio: Studio, gateway: Gateway) -> None:
    gateway.faults.set(Status(401), MODELS)
    failed = (await steps_of(studio, gateway.root))[-1]
    assert isinstance(failed, Failed)
    assert failed.error.kind is ErrorKind.KEY_MISSING


async def test_the_address_of_the_web_console_is_repaired(studio: Studio, gateway: Gateway) -> None:
    failed = (await steps_of(studio, f"{gateway.root}/console", gateway.key))[-1]
    assert isinstance(failed, Failed)
    assert failed.repair == Repair(gateway.root, "/v1")


async def test_looking_for_a_repair_never_shows_the_key(studio: Studio, gateway: Gateway) -> None:
    await steps_of(studio, f"{gateway.root}/console", gateway.key)
    tried = gateway.asked(MODELS)
    assert tried
    assert all(not request.header("authorization") for request in tried)


async def test_a_web_page_is_called_a_web_page(studio: Studio, gateway: Gateway) -> None:
    gateway.faults.set(Page("Console"), MODELS, None)
    failed = (await steps_of(studio, gateway.root, gateway.key))[-1]
    assert isinstance(failed, Failed)
    assert failed.error.kind in {ErrorKind.WEB_PAGE, ErrorKind.SITE_PROTECTION}


@pytest.mark.parametrize(
    ("root", "kind"),
    [
        ("http://127.0.0.1:9", ErrorKind.CONNECTION_REFUSED),
        ("https://no-such-host.invalid", ErrorKind.DNS_FAILED),
    ],
)
async def test_an_address_that_does_not_answer_is_said_so(studio: Studio, root: str, kind: ErrorKind) -> None:
    (failed,) = await steps_of(studio, root, "sk-any")
    assert isinstance(failed, Failed)
    assert failed.error.kind is kind


async def test_https_at_a_plain_server_is_a_tls_fault(studio: Studio, gateway: Gateway) -> None:
    (failed,) = await steps_of(studio, gateway.root.replace("http://", "https://"), "sk-any")
    assert isinstance(failed, Failed)
    assert failed.error.kind is ErrorKind.TLS_FAILED


async def test_a_site_without_balance_passes_all_the_same(studio: Studio, gateway: Gateway) -> None:
    for path in ("/api/usage/token/", "/v1/dashboard/billing/subscription", "/v1/usage"):
        gateway.faults.set(Status(404), path, None)
    assert (await steps_of(studio, gateway.root, gateway.key))[-1] == BalanceShown(None)


async def test_the_demo_is_started_for_its_test(studio: Studio) -> None:
    demo = await studio.profiles.ensure_demo()
    steps = [step async for step in studio.connection_check.run(demo, {})]
    assert any(isinstance(step, ModelsListed) for step in steps)
