"""A file is shown in its folder: chosen there by the desktop's own file manager, where there is one."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SESSION = "dbus-run-session"

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which(SESSION) is None, reason=f"needs {SESSION}"
)


def show(desktop: str, path: Path) -> dict[str, list[str]]:
    """What happens on a desktop with a file manager, or without."""
    command = [SESSION, "--", sys.executable, "-m", "tests.ui.file_manager", desktop, str(path)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert ended.returncode == 0, ended.stderr
    found: dict[str, list[str]] = json.loads(ended.stdout)
    return found


def test_the_file_manager_chooses_the_file(tmp_path: Path) -> None:
    picture = tmp_path / "a red fox 红.png"
    picture.touch()
    assert show("with", picture) == {"shown": [picture.as_uri()], "opened": []}


def test_without_a_file_manager_the_folder_is_opened(tmp_path: Path) -> None:
    picture = tmp_path / "fox.png"
    picture.touch()
    assert show("without", picture) == {"shown": [], "opened": [str(tmp_path)]}
