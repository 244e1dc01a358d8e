"""The live test of a profile, step by step over HTTP."""

import json
from pathlib import Path

import pytest

from app.demo.answer_faults import Page, Status
from app.demo.wire_faults import Redirect
from app.domain.errors import ErrorKind
from app.domain.ids import KeyId, ProfileId
from app.domain.model import ModelGroup
from app.domain.profile import KeyReference, Profile, ProxyChoice, ProxyMode, Timeouts
from app.services.connection_check import (
    PATIENCE,
    BalanceShown,
    CheckStep,
    ConnectionCheck,
    Failed,
    KeyAccepted,
    LineMeasured,
    ModelsListed,
    Reached,
    Repair,
)
from app.services.studio import Studio
from app.transport.http import HttpTransport
from tests.gateway import Gateway
from tests.transport.raw_gateway import Connection, Received, serving
from tests.transport.tls import make_certificate, server_tls

MODELS = "/v1/models"
HURRIED = Timeouts(connect_s=0.3, first_byte_s=0.3, idle_s=0.3)


async def silent(connection: Connection, _request: Received) -> None:
    """Take the request and say nothing."""
    await connection.closed_by_peer()


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
    talking = [model for model in models.models if model.traits.group is ModelGroup.CHAT]
    assert models.counts[ModelGroup.CHAT] == len(talking) > 0
    assert sum(models.counts.values()) == len(models.models)
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


async def failure_of(studio: Studio, profile: Profile) -> Failed:
    """The last step of a check that goes wrong, with little patience."""
    transport = HttpTransport(user_agent="relay-studio/test")
    check = ConnectionCheck(studio.profiles, transport, studio.catalog, HURRIED)
    failed = [step async for step in check.run(profile, {})][-1]
    await transport.close()
    assert isinstance(failed, Failed)
    return failed


async def test_a_certificate_that_nobody_trusts_is_a_tls_fault_with_its_reason(
    studio: Studio, tmp_path: Path
) -> None:
    async with serving(server_tls(make_certificate(tmp_path))) as raw:
        (failed,) = await steps_of(studio, raw.root, "sk-any")
    assert isinstance(failed, Failed)
    assert failed.error.kind is ErrorKind.TLS_FAILED
    assert "self-signed" in failed.error.values["reason"]


async def test_a_proxy_that_refuses_is_blamed(studio: Studio, gateway: Gateway) -> None:
    proxy = ProxyChoice(ProxyMode.HTTP, "127.0.0.1:9")
    profile = Profile(ProfileId("new"), "New", ("https://relay.invalid",), proxy=proxy)
    failed = await failure_of(studio, profile)
    assert failed.error.kind is ErrorKind.PROXY_FAILED
    assert "127.0.0.1:9" in failed.error.values["proxy"]


async def test_a_silent_site_is_asked_once_and_called_silent(studio: Studio) -> None:
    async with serving() as raw:
        raw.behave(silent)
        failed = await failure_of(studio, Profile(ProfileId("new"), "New", (raw.root,)))
        assert len(raw.requests) == 1
    assert failed.error.kind is ErrorKind.SITE_SILENT
    assert failed.error.values["host"]


def test_a_silent_host_is_given_up_after_eight_seconds() -> None:
    assert PATIENCE.connect_s + PATIENCE.first_byte_s <= 8


async def test_an_empty_account_is_told_from_a_wrong_key(studio: Studio, gateway: Gateway) -> None:
    body = {"error": {"message": "insufficient user quota", "code": "insufficient_user_quota"}}
    gateway.faults.set(Status(403, body=json.dumps(body).encode()), MODELS)
    failed = (await steps_of(studio, gateway.root, gateway.key))[-1]
    assert isinstance(failed, Failed)
    assert failed.error.kind is ErrorKind.BALANCE_EMPTY


async def test_a_status_page_elsewhere_does_not_fail_the_check(studio: Studio, gateway: Gateway) -> None:
    gateway.faults.set(Redirect("https://elsewhere.invalid/login"), "/api/status", None)
    steps = await steps_of(studio, gateway.root, gateway.key)
    assert KeyAccepted() in steps


async def test_further_addresses_are_measured_without_the_key(studio: Studio, gateway: Gateway) -> None:
    key_id, dead = KeyId("typed"), "http://127.0.0.1:9"
    localhost = gateway.root.replace("127.0.0.1", "localhost")
    keys = (KeyReference(key_id, "sk-…"),)
    profile = Profile(ProfileId("new"), "New", (gateway.root, localhost, dead), keys)
    steps = [step async for step in studio.connection_check.run(profile, {key_id: gateway.key})]
    near, far = (step for step in steps if isinstance(step, LineMeasured))
    assert near.root == localhost
    assert near.latency_ms
    assert far == LineMeasured(dead, None)
    assert not any(asked.header("authorization") for asked in gateway.asked("/api/status"))


async def test_the_addresses_that_a_site_lists_are_offered(studio: Studio, gateway: Gateway) -> None:
    status = {"system_name": "Shop", "api_info": [{"url": "https://hk.example.com/"}, {"url": gateway.root}]}
    gateway.faults.set(
        Status(200, body=json.dumps({"success": True, "data": status}).encode()), "/api/status"
    )
    reached = (await steps_of(studio, gateway.root, gateway.key))[0]
    assert isinstance(reached, Reached)
    assert (reached.name, reached.lines) == ("Shop", ("https://hk.example.com",))
