"""What is asked about an account: free calls that may be repeated, each as its gateways want it."""

from datetime import date

from app.domain.profile import GatewayTraits
from app.protocols.account.balance import PROBES
from app.protocols.account.models_list import models_request
from app.protocols.account.site_status import site_status_request
from app.services.conversation.chat_protocols import PROTOCOLS, chat_protocol
from app.wire.request import Auth

NEW_YEARS_EVE = date(2026, 12, 31)


def test_models_are_asked_for_below_the_gateways_prefix() -> None:
    assert models_request(GatewayTraits()).path == "/v1/models"
    assert models_request(GatewayTraits(api_prefix="/api/v3", models_path="/list")).path == "/api/v3/list"


def test_a_gateway_that_pages_its_list_is_asked_for_a_long_page() -> None:
    request = models_request(GatewayTraits(models_auth="x-api-key"))
    assert (request.auth, request.query) == (Auth.X_API_KEY, (("limit", "1000"),))


def test_a_site_tells_of_itself_without_seeing_a_key() -> None:
    assert site_status_request().auth is Auth.NONE


def test_every_probe_only_reads() -> None:
    for name, probe in PROBES.items():
        requests = probe.requests(NEW_YEARS_EVE)
        assert probe.name == name
        assert all(request.method == "GET" and request.repeatable for request in requests)


def test_billing_names_this_year_up_to_tomorrow() -> None:
    subscription, usage = PROBES["billing"].requests(NEW_YEARS_EVE)
    assert subscription.path == "/v1/dashboard/billing/subscription"
    assert usage.query == (("start_date", "2026-01-01"), ("end_date", "2027-01-01"))


def test_the_probes_that_a_profile_has_by_itself_exist() -> None:
    assert set(GatewayTraits().balance) <= PROBES.keys()


def test_every_name_of_a_chat_protocol_leads_to_one_of_its_own() -> None:
    assert "openai" in PROTOCOLS
    assert len({type(chat_protocol(name)) for name in PROTOCOLS}) == len(PROTOCOLS)
