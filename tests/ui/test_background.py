"""What the studio does while nobody looks: it asks less, and keeps the computer awake if one wants it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.bootstrap.command_line import Arguments
from app.domain.remote_task import TaskState
from app.ui.background.background import Background
from app.ui.bridge import Bridge
from tests.gateway import Gateway
from tests.services.making import Board
from tests.stories.conftest import started
from tests.studio import add_gateway

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 60


class Awake:
    """Notes whether it is held."""

    held: bool = False

    def hold(self, reason: str) -> None:
        assert reason
        self.held = True

    def release(self) -> None:
        self.held = False


async def test_nobody_looking_halves_the_questions(qapp: QApplication, tmp_path: Path) -> None:
    async with started(qapp, tmp_path, Arguments()) as person:
        studio, window = person.session.studio, person.window
        bridge = Bridge(studio.hub)
        Background(window, studio.tasks, studio.settings, bridge, Awake())
        poller = studio.tasks._poller
        assert not poller.relaxed
        window.showMinimized()
        await person.until(lambda: poller.relaxed)
        window.showNormal()
        await person.until(lambda: not poller.relaxed)
        window.hide()
        await person.until(lambda: poller.relaxed)
        window.show()
        await person.until(lambda: not poller.relaxed)


async def test_the_computer_stays_awake_only_while_something_is_made_and_only_if_one_wants_it(
    qapp: QApplication, tmp_path: Path, gateway: Gateway
) -> None:
    async with started(qapp, tmp_path, Arguments()) as person:
        studio, awake = person.session.studio, Awake()
        await add_gateway(studio, gateway)
        bridge = Bridge(studio.hub)
        background = Background(person.window, studio.tasks, studio.settings, bridge, awake)
        gateway.server.pace.full_speed = False
        board = Board(studio)
        task = await board.order("sora-2", "sora-2", values={"prompt": "a fox", "seconds": "4"})
        await board.until_seen(TaskState.QUEUED, task)
        background.refresh()
        assert not awake.held
        studio.settings.change(keep_awake=True)
        background.refresh()
        await person.until(lambda: awake.held)
        await studio.tasks.stop_watching(task.id)
        await person.until(lambda: not awake.held)


def seen_on(module: str) -> object:
    """What a script saw at a bus of its own."""
    command = ["dbus-run-session", "--", sys.executable, "-m", f"tests.ui.{module}"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="needs dbus-run-session")
def test_the_screen_saver_is_asked_once_and_told_by_the_end_of_the_line() -> None:
    assert seen_on("on_a_screen_saver") == {
        "wish": ["Inhibit", "Relay Studio", "a film is being made"],
        "left": True,
    }


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="needs dbus-run-session")
def test_without_a_screen_saver_the_login_manager_is_asked_until_its_descriptor_is_closed() -> None:
    assert seen_on("on_a_login_manager") == {
        "wish": ["Inhibit", "idle", "Relay Studio", "a film is being made", "block"],
        "seen": ["held", "gone"],
    }
