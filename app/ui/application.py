"""The one QApplication: input methods, identity and messages, settled before anything is shown."""

import logging
import os
import sys
from collections.abc import MutableMapping

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from app.storage.places import resources_folder

log = logging.getLogger("qt")

COMMAND = "relay-studio"
DESKTOP_ID = "io.github.relaystudio.RelayStudio"
INPUT_METHODS = "wayland;fcitx;ibus"
"""Qt's wheels hold no fcitx plugin; its ibus front end answers in its place, but only if it is tried."""

FATAL_WARNINGS = "DBUS_FATAL_WARNINGS"
"""Where a system has no machine id, as in a bare container, libdbus would end the program with a warning."""

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def make_application() -> QApplication:
    """The application object. It never sees the command line, where Qt would find options of its own."""
    choose_input_methods(os.environ, sys.platform)
    os.environ.setdefault(FATAL_WARNINGS, "0")
    qInstallMessageHandler(log_qt_message)
    QGuiApplication.setDesktopFileName(DESKTOP_ID)
    application = QApplication([COMMAND])
    application.setApplicationName(COMMAND)
    application.setStyle("Fusion")
    application.setWindowIcon(QIcon(str(resources_folder() / "relay-studio.svg")))
    application.setQuitOnLastWindowClosed(False)
    return application


def choose_input_methods(environment: MutableMapping[str, str], platform: str) -> None:
    """Let Qt try every input method of a Linux desktop, unless the person chose for themselves."""
    if platform.startswith("linux"):
        environment.setdefault("QT_IM_MODULES", INPUT_METHODS)


def log_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Put what Qt has to say into the log."""
    log.log(_LEVELS[kind], "%s", text)
