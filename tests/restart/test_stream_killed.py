"""The program is killed in the middle of an answer, and loses at most the last second of it."""

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from app.demo.wire_faults import Trickle
from app.domain.conversation import MessageState
from app.domain.ids import ProfileId
from app.domain.profile import Profile
from tests.gateway import Gateway
from tests.studio import open_at

PROMISED_S = 1.0
SLACK_S = 0.5
"""A saving takes a moment of its own on a busy machine."""


async def prepare(folder: Path, gateway: Gateway) -> None:
    """A studio with one provider that asks for no key."""
    opened = await open_at(folder)
    profile = Profile(ProfileId("gateway"), "Gateway", (gateway.root,))
    await opened.studio.profiles.save(profile, {})
    await opened.studio.models.refresh(profile)
    await opened.close()


def talk_and_kill(folder: Path, after_s: float) -> list[tuple[float, int]]:
    """When how many characters were to be seen, until the kill."""
    with talking(folder) as process:
        try:
            return watched(process, after_s)
        finally:
            process.kill()


def talking(folder: Path) -> subprocess.Popen[str]:
    """A studio in a process of its own, asking."""
    command = [sys.executable, "-m", "tests.restart.talker", str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def watched(process: subprocess.Popen[str], after_s: float) -> list[tuple[float, int]]:
    """When how many characters were to be seen, for so long after the first."""
    seen: list[tuple[float, int]] = []
    assert process.stdout is not None
    for line in process.stdout:
        moment, characters = line.split()
        seen += [(float(moment), int(characters))] if int(characters) else []
        if seen and seen[-1][0] - seen[0][0] >= after_s:
            break
    return seen


@pytest.mark.parametrize("after_s", [0.0, 1.4, 2.3])
async def test_a_kill_loses_at_most_a_second(tmp_path: Path, gateway: Gateway, after_s: float) -> None:
    await prepare(tmp_path, gateway)
    gateway.faults.set(Trickle(delay_s=0.01, size=40), times=None)

    seen = talk_and_kill(tmp_path, after_s)

    with closing(sqlite3.connect(tmp_path / "data" / "studio.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    opened = await open_at(tmp_path)
    assert opened.database.opening.set_aside is None
    (conversation,) = opened.studio.conversations.all
    question, answer = (
        node.message for node in await opened.studio.conversations.branch_end(conversation.id, 9)
    )
    spent = await opened.studio.spending.of_conversation(conversation.id)
    await opened.close()
    assert question.text == "Hello"
    assert answer.state is MessageState.INTERRUPTED
    assert (spent.calls, spent.unpriced) == (1, 1)
    killed_at = seen[-1][0]
    old = [characters for moment, characters in seen if moment <= killed_at - PROMISED_S - SLACK_S]
    assert len(answer.text) >= max(old, default=0)
    assert len(answer.text) <= seen[-1][1] + 4000


@pytest.mark.skipif(sys.platform == "win32", reason="Windows closes the windows instead")
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
async def test_a_log_out_ends_it_in_order_and_loses_nothing(
    tmp_path: Path, gateway: Gateway, sign: signal.Signals
) -> None:
    await prepare(tmp_path, gateway)
    gateway.faults.set(Trickle(delay_s=0.01, size=40), times=None)

    with talking(tmp_path) as process:
        seen = watched(process, 0.2)
        process.send_signal(sign)
        _, complaints = process.communicate()

    assert (process.returncode, complaints) == (0, "")
    opened = await open_at(tmp_path)
    (conversation,) = opened.studio.conversations.all
    question, answer = (
        node.message for node in await opened.studio.conversations.branch_end(conversation.id, 9)
    )
    await opened.close()
    assert question.text == "Hello"
    assert answer.state is MessageState.INTERRUPTED
    assert len(answer.text) >= seen[-1][1]
