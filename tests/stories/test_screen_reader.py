"""Decisions «Automation and access»: over AT-SPI a screen reader finds every control, reads, and talks."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROGRAMS = ("Xvfb", "dbus-run-session")
PYTHON = "/usr/bin/python3"
"""The distribution's own, for which it packs pyatspi."""
LISTENING = Path(__file__).with_name("listening.py")
WORDS = "Hello 你好"
CONTROLS = {"check box", "push button", "text", "list", "list item", "link"}
ROLES = {
    "rail.conversations": "check box",
    "rail.settings": "check box",
    "topbar.palette": "push button",
    "topbar.profile": "push button",
    "transcript": "list",
    "composer.input": "text",
    "composer.attach": "push button",
    "composer.parameters": "push button",
    "composer.model": "push button",
    "composer.send": "push button",
    "conversations.new": "push button",
    "conversations.search": "text",
    "conversations.list": "list",
}
NAMES = {
    "en": [
        "Conversations",
        "Settings",
        "Jump to anything",
        "Provider: Built-in demo",
        "Conversation",
        "Message",
        "Attach files",
        "Parameters",
        "Model: demo-chat",
        "Send",
        "New conversation",
        "Search all conversations",
        "Conversations",
    ],
    "zh": [
        "对话",
        "设置",
        "快速跳转",
        "服务商：内置演示",
        "对话",
        "消息",
        "添加文件",
        "参数",
        "模型：demo-chat",
        "发送",
        "新对话",
        "搜索全部对话",
        "对话",
    ],
}
WINDOW = {"en": "Conversations — Relay Studio", "zh": "对话 — 中转工坊"}
QUESTION = {"en": f"You: {WORDS}", "zh": f"你: {WORDS}"}
BUTTONS = {"en": ["Copy", "Edit", "More"], "zh": ["复制", "编辑", "更多"]}
TODAY = {"en": "Today", "zh": "今天"}
Node = dict[str, str]


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    """Name of an X display that nobody sees."""
    missing = [program for program in PROGRAMS if not shutil.which(program)]
    asked = [PYTHON, "-c", "import pyatspi"]
    if missing or subprocess.run(asked, capture_output=True, check=False).returncode:
        pytest.skip("needs " + ", ".join((*PROGRAMS, "pyatspi")))
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        yield f":{server.stdout.readline().strip()}"
        server.terminate()


@pytest.mark.skipif(sys.platform != "linux", reason="AT-SPI is there on Linux only")
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_screen_reader_finds_every_control_reads_and_talks(
    screen: str, tmp_path: Path, language: str
) -> None:
    heard = listen(screen, tmp_path, language)
    greeting, talk = heard["greeting"], heard["talk"]
    assert (greeting[0]["role"], greeting[0]["name"]) == ("frame", WINDOW[language])
    assert [node for node in (*greeting, *talk) if node["role"] in CONTROLS and not node["name"]] == []
    controls = [control(talk, name) for name in ROLES]
    assert [node["role"] for node in controls] == list(ROLES.values())
    assert [node["name"] for node in controls] == NAMES[language]
    question, answer = (node for node in talk if node["id"] == "transcript.message")
    assert {question["of"], answer["of"]} == {control(talk, "transcript")["path"]}
    assert question["name"] == QUESTION[language]
    assert answer["name"].startswith("demo-chat: 你好")
    assert [node["name"] for node in inside(talk, question)] == BUTTONS[language]
    assert [node["name"] for node in inside(talk, control(talk, "conversations.list"))] == [
        TODAY[language],
        WORDS,
    ]


def listen(screen: str, folder: Path, language: str) -> dict[str, list[Node]]:
    """What the screen reader heard from a studio that starts with nothing."""
    places = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"), str(folder))
    awake = {"DISPLAY": screen, "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    studio = [
        sys.executable,
        "-m",
        "app",
        "--demo",
        "--data-dir",
        str(folder / "data"),
        "--language",
        language,
    ]
    command = ["dbus-run-session", "--", PYTHON, str(LISTENING), WORDS, *studio]
    environment = {**os.environ, **places, **awake}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=100)
    assert ended.returncode == 0, ended.stderr
    heard: dict[str, list[Node]] = json.loads(ended.stdout.splitlines()[-1])
    return heard


def control(nodes: list[Node], name: str) -> Node:
    """The node of the widget with this object name."""
    return next(node for node in nodes if node["id"].endswith(f".{name}"))


def inside(nodes: list[Node], above: Node) -> list[Node]:
    """The children of a node, in the order in which they are read."""
    return [node for node in nodes if node["of"] == above["path"]]
