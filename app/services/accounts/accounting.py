"""Accounts and logs, put together when somebody first wants to see them."""

from dataclasses import dataclass

from app.services.accounts.account import Account
from app.services.accounts.gateway_log import GatewayLog
from app.services.accounts.prices import Prices
from app.services.accounts.user_accounts import UserAccounts
from app.services.gateway_calls import GatewayCalls
from app.services.profiles import Profiles
from app.storage.secrets import Secrets
from app.storage.spending import SpendingStore
from app.transport.http import HttpTransport


@dataclass(frozen=True, slots=True)
class Accounting:
    """What no start and no message needs."""

    users: UserAccounts
    log: GatewayLog


def make_accounting(
    *,
    profiles: Profiles,
    secrets: Secrets,
    account: Account,
    calls: GatewayCalls,
    prices: Prices,
    spending: SpendingStore,
    private: HttpTransport,
) -> Accounting:
    """The services on the parts that the studio has; ``private`` keeps no record of what it carries."""
    users = UserAccounts(profiles, secrets, private, account.site)
    return Accounting(users, GatewayLog(calls, users, prices, spending, account.site))
