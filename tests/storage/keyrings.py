"""Keyrings as they are met: good, locked, forgetful, frozen, talkative."""

import threading

from keyring.errors import KeyringLocked


class MemoryKeyring:
    """A good keyring."""

    name = "memory"

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], str] = {}
        self.asked = 0

    def get_password(self, service: str, username: str) -> str | None:
        self.asked += 1
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.entries[service, username]


class ForgetfulKeyring(MemoryKeyring):
    """Takes everything, keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Do nothing, like the null back end."""


class LockedKeyring(MemoryKeyring):
    """Locked until somebody unlocks it."""

    locked = True

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked("locked")
        return super().get_password(service, username)


class TalkativeKeyring(MemoryKeyring):
    """Quotes what it was given in its error."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError(f"cannot store {password}")


class FrozenKeyring(MemoryKeyring):
    """Does not answer until it is thawed."""

    def __init__(self) -> None:
        super().__init__()
        self.thaw = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.thaw.wait()
        return super().get_password(service, username)
