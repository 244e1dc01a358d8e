"""``--doctor``: what the studio finds on this system, as text for a support chat. No secrets."""

import asyncio
import os
import platform
import sqlite3
import ssl
import sys
from pathlib import Path

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QLibraryInfo, qVersion
from PySide6.QtGui import QGuiApplication

from app import __version__
from app.bootstrap.command_line import Arguments
from app.domain.errors import StudioError
from app.storage.places import find_places, resources_folder
from app.storage.secrets import Secrets

_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


def print_report(arguments: Arguments) -> int:
    """Print the report; the exit code."""
    rows = {**_program(), **_desktop(), **_folders(arguments), "keyring": asyncio.run(_keyring())}
    width = max(map(len, rows))
    sys.stdout.write("".join(f"{name:<{width}}  {value}\n" for name, value in rows.items()))
    return 0


def _program() -> dict[str, str]:
    return {
        "relay studio": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "qt": f"{qVersion()} (PySide6 {pyside_version})",
        "sqlite": sqlite3.sqlite_version,
    }


def _desktop() -> dict[str, str]:
    application = QGuiApplication.instance() or QGuiApplication([])
    assert isinstance(application, QGuiApplication)
    proxies = [name for name in _PROXIES if name in os.environ or name.upper() in os.environ]
    return {
        "platform plugin": application.platformName(),
        "screens": ", ".join(
            f"{screen.size().width()}×{screen.size().height()} at {screen.devicePixelRatio():g}"
            for screen in application.screens()
        ),
        "input methods": os.environ.get("QT_IM_MODULES") or os.environ.get("QT_IM_MODULE") or "Qt's choice",
        "input plug-ins": ", ".join(_plugins("platforminputcontexts")) or "none",
        "proxy variables": ", ".join(proxies) or "none",
        "certificates": _certificates(),
    }


def _plugins(kind: str) -> list[str]:
    """The plug-ins of a kind that this copy holds."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath), kind)
    names = (path.stem.removeprefix("lib") for path in folder.glob("*"))
    return sorted(name.removesuffix("platforminputcontextplugin") for name in names)


def _certificates() -> str:
    """Where the certificates of trusted authorities come from."""
    if not sys.platform.startswith("linux"):
        return "the system's own"
    known = ssl.get_default_verify_paths()
    return str(known.cafile or known.capath or "a distribution's bundle")


def _folders(arguments: Arguments) -> dict[str, str]:
    places = find_places(arguments.data_dir, arguments.media_dir)
    return {
        "data": str(places.data),
        "logs": str(places.logs),
        "pictures": str(places.pictures),
        "resources": str(resources_folder()),
    }


async def _keyring() -> str:
    secrets = Secrets()
    try:
        return await secrets.backend_name()
    except StudioError as error:
        return f"none ({error})"
    finally:
        secrets.close()
