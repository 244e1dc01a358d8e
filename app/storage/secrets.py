"""Keys: in the system's keyring or in this session's memory, and nowhere else."""

import asyncio
from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from app.domain.errors import ErrorKind, ProfileError
from app.domain.ids import KeyId
from app.storage.keyring_backend import KeyringBackend, as_profile_error, choose_backend, may_ask_person
from app.storage.worker import Worker

Result = TypeVar("Result")

_SERVICE = "relay-studio"
_ANSWER_S = 8.0
_PROMPT_S = 60.0


class SecretState(StrEnum):
    """Where a key is, as far as the studio knows."""

    UNKNOWN = "unknown"
    """Nobody asked for it yet."""
    WAITING = "waiting"
    """The keyring was asked and has not answered."""
    KEYRING = "keyring"
    SESSION = "session"
    """In memory only; gone when the program ends."""
    LOCKED = "locked"
    """The keyring is locked, and nobody unlocked it."""
    MISSING = "missing"
    """The keyring answered and has no such entry."""
    FAILED = "failed"
    """There is no keyring, or it failed or did not answer in time."""


class Secrets:
    """Reads and writes one keyring entry per key, off the event loop, each within a time limit.

    A keyring that hangs is left behind with its thread; the next call starts afresh.

    Args:
        choose: finds the keyring; called in the worker's thread.
        answer_s: how long the keyring may take, in seconds.
        prompt_s: how long a person may take to unlock it, in seconds.
    """

    def __init__(
        self,
        choose: Callable[[], KeyringBackend] = choose_backend,
        *,
        answer_s: float = _ANSWER_S,
        prompt_s: float = _PROMPT_S,
    ) -> None:
        self._choose = choose
        self._answer_s = answer_s
        self._prompt_s = prompt_s
        self._worker: Worker | None = None
        self._backend: KeyringBackend | None = None
        self._read: dict[KeyId, str] = {}
        self._session: dict[KeyId, str] = {}
        self._states: dict[KeyId, SecretState] = {}
        self._seen: set[str] = set()

    async def get(self, key_id: KeyId) -> str | None:
        """A key; None when there is no such entry. Asks the keyring at most once for each.

        Raises:
            ProfileError: the keyring is missing, locked, silent or failed.
        """
        kept = self._session.get(key_id) or self._read.get(key_id)
        if kept is not None:
            return kept
        secret = await self._ask(key_id, lambda backend: backend.get_password(_SERVICE, key_id))
        if secret is None:
            self._states[key_id] = SecretState.MISSING
        else:
            self._remember(key_id, secret)
        return secret

    async def set(self, key_id: KeyId, secret: str) -> None:
        """Write a key to the keyring and read it back.

        Raises:
            ProfileError: the keyring is missing, locked, silent, or did not keep it.
        """
        self._seen.add(secret)
        await self._ask(key_id, lambda backend: _write(backend, key_id, secret))
        self._session.pop(key_id, None)
        self._remember(key_id, secret)

    async def remove(self, key_id: KeyId) -> None:
        """Forget a key here and in the keyring; a key that only this session held touches no keyring.

        Raises:
            ProfileError: the keyring is missing, locked, silent or failed.
        """
        only_here = self._session.pop(key_id, None) is not None
        self._read.pop(key_id, None)
        if not only_here:
            await self._ask(key_id, lambda backend: _delete(backend, key_id))
        self._states.pop(key_id, None)

    def keep_for_session(self, key_id: KeyId, secret: str) -> None:
        """Keep a key in memory until the program ends."""
        self._seen.add(secret)
        self._session[key_id] = secret
        self._states[key_id] = SecretState.SESSION

    def state(self, key_id: KeyId) -> SecretState:
        """Where a key is."""
        return self._states.get(key_id, SecretState.UNKNOWN)

    async def backend_name(self) -> str:
        """What the system's keyring calls itself.

        Raises:
            ProfileError: there is none, or it is silent.
        """
        return await self._within(self._answer_s, lambda: self._chosen().name)

    def known_secrets(self) -> tuple[str, ...]:
        """Every key that passed through here, for masking. May be called from any thread."""
        return tuple(self._seen)

    def close(self) -> None:
        """End the worker and forget every key."""
        if self._worker is not None:
            self._worker.abandon()
            self._worker = None
        self._read.clear()
        self._session.clear()

    def _remember(self, key_id: KeyId, secret: str) -> None:
        self._seen.add(secret)
        self._read[key_id] = secret
        self._states[key_id] = SecretState.KEYRING

    async def _ask(self, key_id: KeyId, work: Callable[[KeyringBackend], Result]) -> Result:
        before = self.state(key_id)
        self._states[key_id] = SecretState.WAITING
        try:
            patient = await self._within(self._answer_s, lambda: may_ask_person(self._chosen()))
            limit = self._prompt_s if patient else self._answer_s
            return await self._within(limit, lambda: work(self._chosen()))
        except ProfileError as error:
            before = _state_after(error)
            raise
        finally:
            self._states[key_id] = before

    async def _within(self, limit_s: float, work: Callable[[], Result]) -> Result:
        """Run a call in the worker; a worker whose keyring hangs is left behind."""
        worker = self._worker = self._worker or Worker("keyring", daemon=True)
        try:
            return await asyncio.wait_for(worker.submit(lambda: _translated(work)), limit_s)
        except TimeoutError as error:
            self._leave(worker)
            raise ProfileError(ErrorKind.KEYRING_TIMEOUT) from error

    def _leave(self, worker: Worker) -> None:
        worker.abandon()
        if self._worker is worker:
            self._worker = None
            self._backend = None

    def _chosen(self) -> KeyringBackend:
        """The keyring, looked for again until there is one. Runs in the worker."""
        if self._backend is None:
            self._backend = self._choose()
        return self._backend


def _translated(work: Callable[[], Result]) -> Result:
    try:
        return work()
    except Exception as error:  # noqa: BLE001  # back ends raise whatever their system raises
        raise as_profile_error(error) from None


def _write(backend: KeyringBackend, key_id: KeyId, secret: str) -> None:
    """Some keyrings take everything and keep nothing."""
    backend.set_password(_SERVICE, key_id, secret)
    if backend.get_password(_SERVICE, key_id) != secret:
        raise ProfileError(ErrorKind.KEYRING_FAILED)


def _delete(backend: KeyringBackend, key_id: KeyId) -> None:
    if backend.get_password(_SERVICE, key_id) is not None:
        backend.delete_password(_SERVICE, key_id)


def _state_after(error: ProfileError) -> SecretState:
    return SecretState.LOCKED if error.kind is ErrorKind.KEYRING_LOCKED else SecretState.FAILED
