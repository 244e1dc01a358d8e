"""How the program starts: quickly, with input methods, and with Qt's words in the log."""

import json
import logging
import subprocess
import sys

import pytest
from PySide6.QtCore import QMessageLogContext, QtMsgType

from app.domain.ids import ConversationId
from app.services.events import Hub, StreamingChanged
from app.ui.application import INPUT_METHODS, choose_input_methods, log_qt_message
from app.ui.bridge import Bridge

HEAVY = (
    "httpx",
    "keyring",
    "markdown_it",
    "pygments",
    "ziamath",
    "starlette",
    "uvicorn",
    "PySide6.QtMultimedia",
)
WHAT_A_WINDOW_IMPORTS = """
import json, sys
import app.ui.application, app.ui.window
print(json.dumps(sorted(sys.modules)))
"""
WHAT_THE_APPLICATION_IS = """
import json
from app.ui.application import make_application
application = make_application()
print(json.dumps({
    "arguments": application.arguments(),
    "desktop": application.desktopFileName(),
    "style": application.style().name(),
    "icon": not application.windowIcon().isNull(),
}))
"""


def run(code: str, *arguments: str) -> dict[str, object] | list[str]:
    """What a fresh interpreter prints as JSON."""
    command = [sys.executable, "-c", code, *arguments]
    answer: dict[str, object] | list[str] = json.loads(subprocess.check_output(command, text=True))
    return answer


def test_the_window_is_there_before_anything_heavy_is_loaded() -> None:
    loaded = set(run(WHAT_A_WINDOW_IMPORTS))
    assert loaded & set(HEAVY) == set()


def test_the_application_is_ours_and_sees_no_arguments() -> None:
    assert run(WHAT_THE_APPLICATION_IS, "-style", "windows") == {
        "arguments": ["relay-studio"],
        "desktop": "io.github.relaystudio.RelayStudio",
        "style": "fusion",
        "icon": True,
    }


def test_chinese_can_be_typed_on_linux_without_settings() -> None:
    environment = {"QT_IM_MODULE": "fcitx"}
    choose_input_methods(environment, "linux")
    assert environment["QT_IM_MODULES"] == INPUT_METHODS


def test_the_persons_own_choice_of_input_methods_stays() -> None:
    environment = {"QT_IM_MODULES": "compose"}
    choose_input_methods(environment, "linux")
    assert environment == {"QT_IM_MODULES": "compose"}


def test_other_systems_need_no_help_with_input_methods() -> None:
    environment: dict[str, str] = {}
    choose_input_methods(environment, "win32")
    assert environment == {}


def test_what_qt_says_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    log_qt_message(QtMsgType.QtWarningMsg, QMessageLogContext(), "a font is missing")
    assert [(record.levelno, record.getMessage()) for record in caplog.records] == [
        (logging.WARNING, "a font is missing")
    ]


def test_events_of_the_services_arrive_as_signals() -> None:
    hub = Hub()
    bridge = Bridge(hub)
    heard: list[object] = []
    bridge.streaming_changed.connect(heard.append)
    event = StreamingChanged(ConversationId("c1"), True)
    hub.publish(event)
    assert heard == [event]
