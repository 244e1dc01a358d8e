"""Which of the system's keyrings may be trusted with a key. Everything here may block.

``keyring`` itself would also pick back ends that write plain text or nothing at all; only these are used.
"""

import sys
from importlib import import_module
from typing import Protocol

from app.domain.errors import ErrorKind, ProfileError, Technical

_LINUX = (
    ("keyring.backends.SecretService", "Keyring"),
    ("keyring.backends.kwallet", "DBusKeyring"),
    ("keyring.backends.libsecret", "Keyring"),
)
_ALLOWED = {
    "darwin": (("keyring.backends.macOS", "Keyring"),),
    "win32": (("keyring.backends.Windows", "WinVaultKeyring"),),
}
_DEFAULT_COLLECTION = "/org/freedesktop/secrets/aliases/default"


class KeyringBackend(Protocol):
    """The part of a keyring that the studio uses."""

    @property
    def name(self) -> str:
        """What the keyring calls itself."""
        ...

    def get_password(self, service: str, username: str) -> str | None:
        """A secret, or None."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret."""
        ...

    def delete_password(self, service: str, username: str) -> None:
        """Forget a secret."""
        ...


def choose_backend() -> KeyringBackend:
    """The system's keyring.

    Raises:
        ProfileError: there is none.
    """
    for module, name in _ALLOWED.get(sys.platform, _LINUX):
        backend = getattr(import_module(module), name)
        if backend.viable:
            chosen: KeyringBackend = backend()
            return chosen
    raise ProfileError(ErrorKind.KEYRING_MISSING)


def may_ask_person(backend: KeyringBackend) -> bool:
    """Whether the next call may wait for a person to unlock the keyring."""
    if type(backend).__module__ != "keyring.backends.SecretService":
        return True
    secretstorage = import_module("secretstorage")
    connection = secretstorage.dbus_init()
    try:
        return bool(secretstorage.Collection(connection, _DEFAULT_COLLECTION).is_locked())
    except secretstorage.exceptions.ItemNotFoundException:
        return True
    finally:
        connection.close()


def as_profile_error(error: Exception) -> ProfileError:
    """What a keyring's refusal means. Its text stays out: a back end may have quoted what it was given."""
    from keyring.errors import InitError, KeyringLocked, NoKeyringError

    technical = Technical(cause=type(error).__name__)
    if isinstance(error, ProfileError):
        return error
    if isinstance(error, NoKeyringError | ImportError):
        return ProfileError(ErrorKind.KEYRING_MISSING, technical=technical)
    if isinstance(error, KeyringLocked | InitError):
        return ProfileError(ErrorKind.KEYRING_LOCKED, technical=technical)
    return ProfileError(ErrorKind.KEYRING_FAILED, technical=technical)
