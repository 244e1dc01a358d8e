"""Messages of the desktop, at a real session bus, and what stands in for it where there is none."""

import asyncio
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from app.domain.ids import TaskId
from app.ui.desktop_notices import DesktopNotice, DesktopNotices
from app.ui.operation import cancel_all

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 60
on_linux = pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="needs dbus-run-session")


async def until(condition: Callable[[], object]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(PATIENCE_S):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


@on_linux
def test_the_desktop_shows_a_message_with_its_picture_and_a_press_comes_back() -> None:
    command = ["dbus-run-session", "--", sys.executable, "-m", "tests.ui.on_notifications"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "program": "Relay Studio",
        "replaced": 0,
        "said": ["It is done", "foxes &lt;b&gt; &amp; ducks"],
        "actions": ["default", "Show"],
        "desktop": "io.github.relaystudio.RelayStudio",
        "picture": [33, 20, 132, True, 8, 4, [255, 0, 0, 255], 2640],
        "pressed": ["fox"],
        "second_has_picture": False,
        "closed": [1],
        "in_tray": [],
    }


@pytest.mark.parametrize("address", ["", "unix:path=/nowhere/at/all", "no address"])
async def test_without_a_bus_the_tray_tells_and_every_message_tries_anew(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    told: list[tuple[str, str]] = []
    owner = QObject()
    notices = DesktopNotices(QIcon(), lambda title, text, _picture: told.append((title, text)), owner)
    pressed: list[str] = []
    notices.pressed.connect(pressed.append)
    notices.press_last()
    assert pressed == []
    for number in (1, 2):
        notices.show(DesktopNotice(f"{number} done", "a fox", TaskId(f"fox-{number}")))
        await until(lambda number=number: len(told) == number)  # type: ignore[misc]
    assert told == [("1 done", "a fox"), ("2 done", "a fox")]
    notices.press_last()
    assert pressed == ["fox-2"]
    notices.withdraw()
    await cancel_all()
