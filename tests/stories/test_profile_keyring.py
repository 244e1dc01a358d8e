"""Product §1: the key goes into the system's own keyring, is there after a restart, and locks with it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.stories.test_profile_dialog import KEY, files_with

PROGRAMS = ("dbus-run-session", "gnome-keyring-daemon")


@pytest.mark.keyring
@pytest.mark.skipif(
    sys.platform != "linux" or not all(map(shutil.which, PROGRAMS)), reason="needs " + " and ".join(PROGRAMS)
)
def test_a_real_keyring_keeps_the_key_of_a_provider_over_restarts(tmp_path: Path) -> None:
    places = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"), str(tmp_path))
    no_screen = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": "offscreen"}
    command = [
        "dbus-run-session",
        "--",
        sys.executable,
        "-m",
        "tests.stories.on_a_session_bus",
        str(tmp_path),
    ]
    environment = {**os.environ, **places, **no_screen}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout) == {
        "the gateway took the key": True,
        "the key is there after a restart": True,
        "one can try again": True,
        "one can go on for this session": True,
        "nothing was saved": True,
    }
    assert not files_with(KEY, tmp_path)
