"""A desktop's service for messages; run by test_desktop_notices inside dbus-run-session.

It has the first message pressed, and sees the second one taken away. Prints one JSON object of what it saw.
"""

import asyncio
import json
import sys
from collections.abc import Callable
from typing import Any

import qasync
from jeepney import DBusAddress  # type: ignore[import-untyped]
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QIcon, QImage
from PySide6.QtWidgets import QApplication

from app.domain.ids import TaskId
from app.ui.desktop_notices import DesktopNotice, DesktopNotices
from app.ui.operation import cancel_all
from tests.ui.bus_service import Answer, BusService

NAME = "org.freedesktop.Notifications"
ADDRESS = DBusAddress("/org/freedesktop/Notifications", interface=NAME)
PATIENCE_S = 20.0
FIRST_NUMBER = 4_000_000_007


class Desktop:
    """Shows nothing, and remembers everything."""

    def __init__(self) -> None:
        self.shown: list[tuple[Any, ...]] = []
        self.closed: list[int] = []
        self._service = BusService(NAME, self._answer)

    def press(self, number: int) -> None:
        """Press a message."""
        self._service.signal(ADDRESS, "ActionInvoked", "us", (number, "default"))

    def _answer(self, method: str, values: tuple[Any, ...]) -> Answer:
        if method == "GetCapabilities":
            return "as", (["body", "body-markup", "actions"],)
        if method == "Notify":
            self.shown.append(values)
            return "u", (FIRST_NUMBER + len(self.shown) - 1,)
        self.closed.append(values[0])
        return "", ()


async def look_at(desktop: Desktop, in_tray: list[str]) -> dict[str, object]:
    """Show two messages; press one, and look at the window for the other."""
    pressed: list[str] = []
    owner = QObject()
    notices = DesktopNotices(QIcon(), lambda title, _text, _picture: in_tray.append(title), owner)
    notices.pressed.connect(pressed.append)
    picture = QImage(33, 20, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    notices.show(DesktopNotice("It is done", "foxes <b> & ducks", TaskId("fox"), picture))
    await until(lambda: bool(notices._shown))
    desktop.press(1)
    desktop.press(FIRST_NUMBER)
    await until(lambda: bool(pressed))
    notices.show(DesktopNotice("2 done", "ducks", TaskId("duck")))
    await until(lambda: bool(notices._shown))
    notices.withdraw()
    await until(lambda: bool(desktop.closed))
    program, replaced, _icon, title, body, actions, hints, _expires = desktop.shown[0]
    width, height, line, alpha, bits, channels, pixels = hints["image-data"][1]
    return {
        "program": program,
        "replaced": replaced,
        "said": [title, body],
        "actions": actions,
        "desktop": hints["desktop-entry"][1],
        "picture": [width, height, line, alpha, bits, channels, list(pixels[:4]), len(pixels)],
        "pressed": pressed,
        "second_has_picture": "image-data" in desktop.shown[1][6],
        "closed": [number - FIRST_NUMBER for number in desktop.closed],
        "in_tray": in_tray,
    }


async def until(condition: Callable[[], bool]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(PATIENCE_S):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def run_to_the_end(desktop: Desktop) -> dict[str, object]:
    try:
        return await look_at(desktop, [])
    finally:
        await cancel_all()


def main() -> None:
    application = QApplication(sys.argv)
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application)) as runner:
        sys.stdout.write(json.dumps(runner.run(run_to_the_end(Desktop()))))


main()
