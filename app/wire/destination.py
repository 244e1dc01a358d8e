"""Where a request goes and as whom. It holds the key: transport uses it, nobody logs or stores it."""

from dataclasses import dataclass, field

from app.domain.profile import ProxyChoice, Timeouts


@dataclass(frozen=True, slots=True)
class Destination:
    """A line of a profile with a key, ready for transport.

    ``root`` is scheme, host, port and prefix. An empty ``key`` sends no authorisation.
    """

    root: str
    key: str = field(default="", repr=False)
    profile_id: str = ""
    proxy: ProxyChoice = ProxyChoice()
    proxy_password: str = field(default="", repr=False)
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    timeouts: Timeouts = Timeouts()
