"""One window for one data folder, whatever happened before."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from app.ui.instance_socket import LONGEST_LINK, socket_name
from app.ui.single_instance import LOCK_NAME, SingleInstance

LINK = "relaystudio://import?config=5Lit5paH"
SECOND_START = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from app.ui.single_instance import SingleInstance
application = QCoreApplication([])
print(SingleInstance(Path(sys.argv[1])).claim(sys.argv[2]))
"""
CRASH = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from app.ui.single_instance import SingleInstance
application = QCoreApplication([])
instance = SingleInstance(Path(sys.argv[1]))
assert instance.claim()
os._exit(9)
"""


@pytest.fixture
def first(qtbot: QtBot, tmp_path: Path) -> Iterator[SingleInstance]:
    instance = SingleInstance(tmp_path)
    assert instance.claim()
    instance.listen()
    yield instance
    instance.release()


def start(code: str, folder: Path, link: str = "") -> subprocess.Popen[str]:
    """Another process on the same data folder."""
    command = [sys.executable, "-c", code, str(folder), link]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_a_second_start_hands_over_its_link_and_ends(
    first: SingleInstance, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(first.called, timeout=20_000) as called:
        second = start(SECOND_START, tmp_path, LINK)
    assert called.args == [LINK]
    assert second.communicate()[0].strip() == "False"


def test_a_second_start_without_a_link_raises_the_window(
    first: SingleInstance, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(first.called, timeout=20_000) as called:
        second = start(SECOND_START, tmp_path)
    assert called.args == [""]
    second.communicate()


def test_another_data_folder_is_another_studio(first: SingleInstance, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    other = SingleInstance(folder)
    assert other.claim()
    other.release()


def test_a_crash_leaves_nothing_in_the_way(qtbot: QtBot, tmp_path: Path) -> None:
    crashed = start(CRASH, tmp_path)
    crashed.communicate()
    assert (tmp_path / LOCK_NAME).exists()
    instance = SingleInstance(tmp_path)
    assert instance.claim()
    instance.release()


def test_after_the_first_has_gone_the_next_one_is_first(qtbot: QtBot, tmp_path: Path) -> None:
    for _ in range(2):
        instance = SingleInstance(tmp_path)
        assert instance.claim()
        instance.release()


def test_a_caller_that_says_too_much_is_cut_off(first: SingleInstance, tmp_path: Path, qtbot: QtBot) -> None:
    socket = QLocalSocket()
    socket.connectToServer(socket_name(tmp_path))
    with qtbot.assertNotEmitted(first.called):
        socket.write(b"x" * (LONGEST_LINK * 4))
        qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState)
