"""Where to call and as whom. A key itself never enters these values."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from app.domain.ids import KeyId, ProfileId
from app.domain.text import Bilingual

if TYPE_CHECKING:
    from app.domain.card import ModelCard

DEMO_GATEWAY = "demo"
AT_ONCE = 4
"""How many tasks of a profile are made at the same time, unless the person chooses otherwise."""
MOST_AT_ONCE = 20


class ProxyMode(StrEnum):
    """How a profile reaches its gateway."""

    SYSTEM = "system"
    NONE = "none"
    HTTP = "http"
    SOCKS5 = "socks5"


@dataclass(frozen=True, slots=True)
class ProxyChoice:
    """A proxy for one profile. ``address`` is ``host:port``; user and password belong to the keyring."""

    mode: ProxyMode = ProxyMode.SYSTEM
    address: str = ""
    username: str = ""
    password_key: KeyId | None = None


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Limits in seconds: for the connection, the first byte of an answer, and silence inside a stream."""

    connect_s: float = 15.0
    first_byte_s: float = 180.0
    idle_s: float = 120.0


@dataclass(frozen=True, slots=True)
class KeyReference:
    """Names a key in the keyring; ``hint`` is all that is ever shown of it, for example ``sk-…a1b2``."""

    id: KeyId
    hint: str
    label: str = ""
    paused: bool = False


@dataclass(frozen=True, slots=True)
class SecretHeader:
    """An extra header whose value lies in the keyring."""

    name: str
    key: KeyId


@dataclass(frozen=True, slots=True)
class AccountAccess:
    """The access token of the account behind the keys, in the keyring, and the number of its owner."""

    key: KeyId
    user_id: str = ""


@dataclass(frozen=True, slots=True)
class GatewayTraits:
    """What differs from gateway to gateway, from its preset, overridable per profile.

    ``api_prefix`` stands between ROOT and the path of an OpenAI-compatible call. ``balance`` names the probes
    to try, in order (see app.protocols.account.balance).
    """

    api_prefix: str = "/v1"
    auth: str = "bearer"
    models_auth: str = "bearer"
    models_path: str = "/models"
    balance: tuple[str, ...] = ("token-usage", "billing", "sub2api")
    headers: tuple[tuple[str, str], ...] = ()
    streams_calls: bool = True
    """Whether its models call tools also in a streamed answer of the usual format."""
    characters: str = ""
    """How characters are made: a ``CharacterDialect``; empty where nobody said."""


@dataclass(frozen=True, slots=True)
class AdapterChange:
    """A task adapter as one provider has it: those options of its card that differ there.

    ``models`` are the names of what is called by it there, or patterns with ``*``.
    """

    card_id: str
    options: tuple[tuple[str, str], ...] = ()
    models: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GatewayPreset:
    """A gateway that the studio knows by name, from resources/presets/gateways.toml."""

    id: str
    name: Bilingual
    root: str
    traits: GatewayTraits
    key_page: str = ""
    note: Bilingual | None = None
    color: str = "blue"


@dataclass(frozen=True, slots=True)
class Profile:
    """A provider profile. ``lines`` are ROOT addresses in order of preference: scheme, host, port, prefix."""

    id: ProfileId
    name: str
    lines: tuple[str, ...]
    keys: tuple[KeyReference, ...] = ()
    gateway: str = "new-api"
    traits: GatewayTraits = GatewayTraits()
    color: str = "blue"
    proxy: ProxyChoice = ProxyChoice()
    headers: tuple[tuple[str, str], ...] = ()
    """Extra headers that anybody may see; the others are ``secret_headers``."""
    secret_headers: tuple[SecretHeader, ...] = ()
    timeouts: Timeouts = Timeouts()
    default_model: str = ""
    hidden_models: frozenset[str] = frozenset()
    notes: str = ""
    adapters: tuple[AdapterChange, ...] = ()
    """What the person changed in the shipped task adapters."""
    account: AccountAccess | None = None
    price_group: str = ""
    """The group of keys whose prices hold, where the person chose it; else what the gateway tells."""
    at_once: int = AT_ONCE
    """How many tasks are made at the same time, 1 to ``MOST_AT_ONCE``."""

    @property
    def is_demo(self) -> bool:
        """Whether this is the embedded demo gateway, which needs neither address nor key."""
        return self.gateway == DEMO_GATEWAY

    def adapted(self, card: "ModelCard") -> "ModelCard":
        """A card as this provider has it."""
        changes = [change for change in self.adapters if change.card_id == card.id]
        options = dict(card.options)
        for change in changes:
            options |= dict(change.options)
        return replace(card, options=tuple(options.items())) if changes else card

    def adapters_of(self, model: str) -> tuple[str, ...]:
        """The cards of the adapters by which a model is called here, as the person wants it."""
        name = model.lower()
        return tuple(
            change.card_id
            for change in self.adapters
            if any(fnmatchcase(name, pattern.lower()) for pattern in change.models)
        )

    @property
    def active_keys(self) -> tuple[KeyReference, ...]:
        """Keys that may be used, in order."""
        return tuple(key for key in self.keys if not key.paused)

    @property
    def secret_ids(self) -> frozenset[KeyId]:
        """Everything of this profile that lies in the keyring."""
        password = self.proxy.password_key
        ids = (*(key.id for key in self.keys), *(header.key for header in self.secret_headers))
        if self.account is not None:
            ids = (*ids, self.account.key)
        return frozenset(ids if password is None else (*ids, password))


@dataclass(frozen=True, slots=True)
class ConnectionOffer:
    """What was understood of a pasted text or an import link. It holds keys: never log or store it."""

    root: str = ""
    keys: tuple[str, ...] = field(default=(), repr=False)
    name: str = ""
    gateway: str = ""
    """Preset id, where the text tells or the address is known."""
    model: str = ""
    source: str = ""
    """What kind of text it was: ``link``, ``json``, ``curl``, ``environment``, ``text``."""
