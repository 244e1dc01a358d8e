"""``--self-test`` and ``--doctor``: what the program says of itself."""

import json
import os
import subprocess
import sys
from pathlib import Path

from app.bootstrap.self_test_checks import CHECKS


def say(*words: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run the program without a screen."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(home)}
    command = [sys.executable, "-m", "app", *words]
    return subprocess.run(command, check=False, capture_output=True, text=True, env=environment)


def test_a_whole_copy_passes_its_own_test_and_touches_nothing(tmp_path: Path) -> None:
    ended = say("--self-test", home=tmp_path)
    report = json.loads(ended.stdout)
    assert {name for name, finding in report["checks"].items() if not finding["passed"]} == set()
    assert report["checks"].keys() == CHECKS.keys()
    assert (ended.returncode, report["passed"]) == (0, True)
    assert not list(tmp_path.iterdir())


def test_the_result_goes_into_a_file_where_one_is_named(tmp_path: Path) -> None:
    target = tmp_path / "result.json"
    assert say("--self-test", str(target), home=tmp_path).returncode == 0
    assert json.loads(target.read_text(encoding="utf-8"))["passed"]


def test_the_doctor_names_plug_ins_and_certificates(tmp_path: Path) -> None:
    told = say("--doctor", home=tmp_path).stdout
    for row in (
        "qt",
        "platform plugin",
        "input plug-ins",
        "keyring",
        "certificates",
        "data",
        "proxy variables",
    ):
        assert any(line.startswith(row) for line in told.splitlines()), row
