"""The studio without its window: in a real tray of Linux, on a screen and a bus of its own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROGRAMS = ("Xvfb", "dbus-run-session")
ENTRIES = ["Show the window", "1 running", "Pause the queue", "Quit"]


@pytest.fixture
def screen() -> Iterator[str]:
    """Name of an X display that nobody sees."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        yield f":{server.stdout.readline().strip()}"
        server.terminate()


@pytest.mark.skipif(
    sys.platform != "linux" or not all(map(shutil.which, PROGRAMS)), reason="needs " + " and ".join(PROGRAMS)
)
def test_jobs_go_on_in_the_tray_and_the_window_comes_back(screen: str, tmp_path: Path) -> None:
    places = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"), str(tmp_path))
    seen_on = {"DISPLAY": screen, "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": "xcb"}
    script = [sys.executable, "-m", "tests.stories.on_a_tray", str(tmp_path)]
    environment = {**os.environ, **places, **seen_on}
    ended = subprocess.run(
        ["dbus-run-session", "--", *script],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=150,
    )
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout.splitlines()[-1]) == {
        "asked": True,
        "told": ["It is done", "a fox in the snow", [108, 192]],
        "shown": True,
        "tip": "Relay Studio · 1 running",
        "entries": ENTRIES,
        "asked for on": True,
        "done while hidden": True,
        "can choose": True,
        "kept": "tray",
        "checked": True,
        "stays": True,
        "from now on": "tray",
        "quit": True,
    }
