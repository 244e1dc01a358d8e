"""Keys: in the keyring, or in this session's memory."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import ErrorKind, ProfileError
from app.domain.ids import KeyId
from app.storage.keyring_backend import KeyringBackend
from app.storage.secrets import Secrets, SecretState
from tests.storage.keyrings import (
    ForgetfulKeyring,
    FrozenKeyring,
    LockedKeyring,
    MemoryKeyring,
    TalkativeKeyring,
)

KEY = KeyId("key-1")
SECRET = "sk-canary-0123456789"


@pytest.fixture
def keyring() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture
def secrets(keyring: MemoryKeyring) -> Iterator[Secrets]:
    opened = Secrets(lambda: keyring)
    yield opened
    opened.close()


async def refusal(secrets: Secrets) -> ErrorKind:
    with pytest.raises(ProfileError) as refused:
        await secrets.get(KEY)
    return refused.value.kind


async def test_a_key_lives_in_an_entry_of_its_own(secrets: Secrets, keyring: MemoryKeyring) -> None:
    await secrets.set(KEY, SECRET)
    assert keyring.entries == {("relay-studio", "key-1"): SECRET}
    assert await secrets.get(KEY) == SECRET
    assert secrets.state(KEY) is SecretState.KEYRING
    assert await secrets.backend_name() == "memory"
    await secrets.remove(KEY)
    assert keyring.entries == {}
    assert await secrets.get(KEY) is None
    assert secrets.state(KEY) is SecretState.MISSING


async def test_the_keyring_is_asked_once_for_a_key(secrets: Secrets, keyring: MemoryKeyring) -> None:
    keyring.entries["relay-studio", KEY] = SECRET
    for _ in range(3):
        assert await secrets.get(KEY) == SECRET
    assert keyring.asked == 1


async def test_removing_what_is_not_there_is_no_error(secrets: Secrets) -> None:
    await secrets.remove(KEY)


async def test_a_key_for_the_session_touches_no_keyring(secrets: Secrets, keyring: MemoryKeyring) -> None:
    secrets.keep_for_session(KEY, SECRET)
    assert await secrets.get(KEY) == SECRET
    assert secrets.state(KEY) is SecretState.SESSION
    await secrets.remove(KEY)
    assert keyring.asked == 0
    assert keyring.entries == {}


async def test_a_keyring_that_keeps_nothing_is_found_out() -> None:
    secrets = Secrets(ForgetfulKeyring)
    with pytest.raises(ProfileError) as refused:
        await secrets.set(KEY, SECRET)
    assert refused.value.kind is ErrorKind.KEYRING_FAILED
    secrets.close()


async def test_a_locked_keyring_is_said_and_asked_again() -> None:
    keyring = LockedKeyring()
    secrets = Secrets(lambda: keyring)
    assert await refusal(secrets) is ErrorKind.KEYRING_LOCKED
    assert secrets.state(KEY) is SecretState.LOCKED
    keyring.locked = False
    await secrets.set(KEY, SECRET)
    assert secrets.state(KEY) is SecretState.KEYRING
    secrets.close()


async def test_without_a_keyring_it_is_said_and_looked_for_again(keyring: MemoryKeyring) -> None:
    installed: list[KeyringBackend] = []

    def choose() -> KeyringBackend:
        if not installed:
            raise ProfileError(ErrorKind.KEYRING_MISSING)
        return installed[0]

    secrets = Secrets(choose)
    assert await refusal(secrets) is ErrorKind.KEYRING_MISSING
    assert secrets.state(KEY) is SecretState.FAILED
    installed.append(keyring)
    assert await secrets.get(KEY) is None
    secrets.close()


async def test_a_frozen_keyring_freezes_nothing_and_is_left_behind() -> None:
    frozen, good = FrozenKeyring(), MemoryKeyring()
    good.entries["relay-studio", KEY] = SECRET
    keyrings: Iterator[KeyringBackend] = iter((frozen, good))
    secrets = Secrets(lambda: next(keyrings), answer_s=0.5, prompt_s=0.5)
    asking = asyncio.get_running_loop().create_task(secrets.get(KEY))
    await asyncio.sleep(0)
    assert secrets.state(KEY) is SecretState.WAITING
    with pytest.raises(ProfileError) as refused:
        await asking
    assert refused.value.kind is ErrorKind.KEYRING_TIMEOUT
    assert await secrets.get(KEY) == SECRET
    frozen.thaw.set()
    secrets.close()


async def test_an_error_never_quotes_the_key() -> None:
    secrets = Secrets(TalkativeKeyring)
    with pytest.raises(ProfileError) as refused:
        await secrets.set(KEY, SECRET)
    assert SECRET not in str(refused.value)
    assert refused.value.technical.cause == "RuntimeError"
    assert refused.value.__suppress_context__
    secrets.close()


async def test_every_key_that_passed_through_is_known_for_masking(secrets: Secrets) -> None:
    secrets.keep_for_session(KeyId("a"), "one-secret")
    await secrets.set(KeyId("b"), "another-secret")
    await secrets.remove(KeyId("b"))
    assert set(secrets.known_secrets()) == {"one-secret", "another-secret"}


def test_the_keyring_library_is_not_loaded_before_it_is_needed() -> None:
    look = "import sys, app.storage.secrets; sys.exit('keyring' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", look], check=False).returncode == 0


async def test_nothing_is_written_to_a_file(secrets: Secrets, tmp_path: Path) -> None:
    secrets.keep_for_session(KEY, SECRET)
    await secrets.set(KeyId("other"), SECRET)
    assert [path for path in Path.home().rglob("*") if path.is_file() and SECRET in _content(path)] == []


def _content(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")
