"""What one desktop session does with the real keyring; run by test_secret_service inside dbus-run-session.

Prints one JSON object: what was found out.
"""

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable

import secretstorage

from app.domain.errors import ProfileError
from app.domain.ids import KeyId
from app.storage.secrets import Secrets

KEY = KeyId("一加 key")
SECRET = "sk-canary-in-the-keyring"
DAEMON = ["gnome-keyring-daemon", "--unlock", "--components=secrets", "--foreground"]
Found = dict[str, object]


def start_daemon() -> "subprocess.Popen[bytes]":
    """A keyring that is unlocked with a password of the test's."""
    pipe = subprocess.PIPE
    daemon = subprocess.Popen(DAEMON, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
    assert daemon.stdin is not None
    assert daemon.stdout is not None
    daemon.stdin.write(b"password of the test")
    daemon.stdin.close()
    daemon.stdout.readline()
    return daemon


async def refusal(asking: Awaitable[object]) -> str:
    """What kind of error came."""
    try:
        await asking
    except ProfileError as error:
        return error.kind.value
    return "no error"


async def keep(_: "subprocess.Popen[bytes]") -> Found:
    """Write, read in another session, remove."""
    first, second = Secrets(), Secrets()
    await first.set(KEY, SECRET)
    found: Found = {"name": await first.backend_name(), "read": await second.get(KEY)}
    await second.remove(KEY)
    found["removed"] = await Secrets().get(KEY)
    return found


async def lock(_: "subprocess.Popen[bytes]") -> Found:
    """A locked keyring and nobody to unlock it."""
    await Secrets().set(KEY, SECRET)
    with contextlib.closing(secretstorage.dbus_init()) as connection:
        secretstorage.get_default_collection(connection).lock()
    secrets = Secrets()
    return {"get": await refusal(secrets.get(KEY)), "set": await refusal(secrets.set(KEY, "other"))}


async def freeze(daemon: "subprocess.Popen[bytes]") -> Found:
    """A keyring that stops to answer, and later answers again."""
    await Secrets().set(KEY, SECRET)
    os.kill(daemon.pid, signal.SIGSTOP)
    frozen = await refusal(Secrets(answer_s=0.5).get(KEY))
    os.kill(daemon.pid, signal.SIGCONT)
    return {"frozen": frozen, "thawed": await Secrets().get(KEY)}


SCENES: dict[str, Callable[["subprocess.Popen[bytes]"], Awaitable[Found]]] = {
    "keep": keep,
    "lock": lock,
    "freeze": freeze,
}


async def play(scene: str) -> Found:
    """One scene, with a daemon that ends with it."""
    if scene == "missing":
        return {"get": await refusal(Secrets().get(KEY))}
    daemon = start_daemon()
    try:
        return await SCENES[scene](daemon)
    finally:
        daemon.send_signal(signal.SIGCONT)
        daemon.terminate()
        daemon.wait()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(play(sys.argv[1]))))
