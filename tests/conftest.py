"""What every test stands on: no screen, no home of the person's, no proxy, one Qt application, no leaks."""

import asyncio
import gc
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_HOME = tempfile.TemporaryDirectory(prefix="relay-studio-tests-")


def _leave_the_persons_home(environment: os._Environ[str], home: Path) -> None:
    """Point HOME and the XDG folders at an empty place and forget proxies, input methods and data folders.

    No file manager of the person's desktop is asked for anything either.
    """
    environment["HOME"] = environment["USERPROFILE"] = str(home)
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        environment[f"XDG_{name}_HOME"] = str(home / name.lower())
    environment["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nowhere"
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        environment.pop(name, None)
        environment.pop(name.upper(), None)
    for name in ("RELAY_STUDIO_DATA_DIR", "QT_IM_MODULES", "QT_SCALE_FACTOR", "PYTHON_KEYRING_BACKEND"):
        environment.pop(name, None)


_leave_the_persons_home(os.environ, Path(_HOME.name))

import hypothesis  # noqa: E402  # with the others
import pytest  # noqa: E402  # after the environment, since plugins import Qt
from PySide6.QtCore import QThread  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from tests.leaks import LeakWatch  # noqa: E402

pytest_plugins = ["tests.coverage", "tests.gateway", "tests.studio"]

# A busy machine is slow, and that is no fault of what is tested.
hypothesis.settings.register_profile(
    "patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("patient")

ROOT = Path(__file__).resolve().parent.parent
QThread.currentThread()  # so that Qt takes this for its main thread, whichever test comes first


def pytest_configure(config: pytest.Config) -> None:
    """Compile the Chinese texts once for all processes; pass over what a platform without a screen says."""
    config.addinivalue_line("qt_log_ignore", "This plugin does not support (propagateSizeHints|raise)")
    if not hasattr(config, "workerinput"):
        command = [sys.executable, "packaging/translations.py", "--build"]
        subprocess.run(command, check=True, cwd=ROOT)


@pytest.hookimpl
def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Async tests that use Qt run on its event loop, all others on asyncio's own."""
    names = getattr(item, "fixturenames", ())
    if "qapp" in names or "qtbot" in names:
        return {"qt": _qt_loop}
    return {"plain": asyncio.new_event_loop}


def _qt_loop() -> asyncio.AbstractEventLoop:
    from tests.qt_loop import QtLoop

    return QtLoop(QApplication.instance())


@pytest.fixture(autouse=True)
def garbage_of_this_test() -> Iterator[None]:
    """Collect after the test, in its thread: a worker's thread would take Qt objects apart, and crash."""
    gc.disable()
    yield
    is_full_due = gc.get_count()[2] > gc.get_threshold()[2]
    gc.collect(2 if is_full_due else 1)


@pytest.fixture(autouse=True)
def no_leaks() -> Iterator[None]:
    """Fail where a test leaves a window or a thread behind."""
    watch = LeakWatch()
    yield
    problems = watch.problems()
    assert not problems, "left behind: " + ", ".join(problems)
