"""What every window about profiles works with."""

from collections.abc import Callable
from dataclasses import dataclass

from app.catalog.advice import ErrorWords
from app.domain.errors import StudioError
from app.domain.ids import ProfileId
from app.domain.text import Language
from app.services.accounts.account import Account
from app.services.accounts.prices import Prices
from app.services.card_catalog import CardCatalog
from app.services.connection_check import ConnectionCheck
from app.services.models import Models
from app.services.offers import Offers
from app.services.profiles import Profiles
from app.services.supervisor import Supervisor
from app.ui.theme.theme import Theme


@dataclass(frozen=True, slots=True)
class ProfileTools:
    """Services and surroundings.

    ``say`` finds the words of an error and ``report`` shows them in the window; ``language`` is the window's;
    ``conversations_of`` counts what refers to a profile.
    """

    theme: Theme
    profiles: Profiles
    models: Models
    account: Account
    prices: Prices
    check: ConnectionCheck
    cards: CardCatalog
    offers: Offers
    supervisor: Supervisor
    say: Callable[[StudioError], ErrorWords]
    report: Callable[[StudioError], None]
    language: Callable[[], Language]
    conversations_of: Callable[[ProfileId], int]
