"""Messages of the desktop, at a real session bus."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("on_a_portal.py")
ROOT = SCRIPT.parents[2]
PATIENCE_S = 60


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="needs dbus-run-session")
def test_the_portal_shows_the_message_and_a_press_comes_back() -> None:
    command = ["dbus-run-session", "--", sys.executable, "-m", "tests.ui.on_a_portal"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["asked"] == {"title": "2 done", "body": "a fox", "default-action": "open"}
    assert seen["pressed"]
