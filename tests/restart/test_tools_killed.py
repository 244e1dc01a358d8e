"""The program is killed while tools run: what they gave is there, and nothing runs again by itself."""

import subprocess
import sys
from pathlib import Path

from app.domain.conversation import MessageState, Role
from tests.gateway import Gateway
from tests.studio import Talk, open_at

CHAT = "/v1/chat/completions"


def call_and_kill(folder: Path, root: str) -> None:
    """A studio in a process of its own, killed when one of two tools has given its result."""
    command = [sys.executable, "-m", "tests.restart.caller", str(folder), root]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "waiting\n"
        finally:
            process.kill()


async def test_the_rest_runs_when_the_person_says_so(tmp_path: Path, gateway: Gateway) -> None:
    call_and_kill(tmp_path, gateway.root)

    opened = await open_at(tmp_path)
    studio = opened.studio
    (conversation,) = studio.conversations.all
    talk = Talk(studio, conversation.id)
    _, called, gave = await talk.branch()
    assert [call.name for call in called.tool_calls] == ["ask_me", "calculator"]
    assert (gave.role, gave.state) == (Role.TOOL, MessageState.INTERRUPTED)
    assert [result.text for result in gave.tool_results] == ["20+22 = 42"]
    assert len(gateway.asked(CHAT)) == 1

    await studio.chat.go_on(called)
    await talk.until(lambda: bool(studio.tools.consent.waiting))
    (waiting,) = studio.tools.consent.waiting
    studio.tools.consent.answer(conversation.id, waiting.call.id, "yes")
    answer = await talk.answer()
    await opened.close()
    assert answer.state is MessageState.COMPLETE
    sent = gateway.asked(CHAT)[-1].json()["messages"]
    assert [message["content"] for message in sent if message["role"] == "tool"] == ["yes", "20+22 = 42"]
