"""Keys in a real keyring, on a session bus of the test's own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.storage import on_a_session_bus

PROGRAMS = ("dbus-run-session", "gnome-keyring-daemon")

pytestmark = [
    pytest.mark.keyring,
    pytest.mark.skipif(
        sys.platform != "linux" or not all(map(shutil.which, PROGRAMS)),
        reason="needs " + " and ".join(PROGRAMS),
    ),
]


def play(scene: str, home: Path, *session: str) -> dict[str, object]:
    """What a desktop session with an empty home found out."""
    places = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"), str(home))
    no_screen = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
    environment = {**os.environ, **places, **no_screen}
    command = [*session, sys.executable, "-m", "tests.storage.on_a_session_bus", scene]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert ended.returncode == 0, ended.stderr
    found: dict[str, object] = json.loads(ended.stdout)
    return found


def test_a_key_is_kept_read_back_and_removed(tmp_path: Path) -> None:
    found = play("keep", tmp_path, "dbus-run-session", "--")
    assert found == {
        "name": "SecretService Keyring",
        "read": on_a_session_bus.SECRET,
        "removed": None,
    }


def test_the_key_lies_in_no_file_in_the_clear(tmp_path: Path) -> None:
    play("keep", tmp_path, "dbus-run-session", "--")
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert written
    assert not [path for path in written if on_a_session_bus.SECRET.encode() in path.read_bytes()]


def test_a_locked_keyring_is_told_from_a_missing_one(tmp_path: Path) -> None:
    locked = play("lock", tmp_path, "dbus-run-session", "--")
    assert locked == {"get": "keyring_locked", "set": "keyring_locked"}
    assert play("missing", tmp_path) == {"get": "keyring_missing"}


@pytest.mark.parametrize("backend", ["keyring.backends.null.Keyring", "keyring.backends.fail.Keyring"])
def test_a_keyring_that_keeps_nothing_is_never_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, backend: str
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", backend)
    assert play("missing", tmp_path) == {"get": "keyring_missing"}


def test_a_frozen_keyring_is_given_up_and_works_once_it_is_thawed(tmp_path: Path) -> None:
    found = play("freeze", tmp_path, "dbus-run-session", "--")
    assert found == {"frozen": "keyring_timeout", "thawed": on_a_session_bus.SECRET}
