"""Messages by the desktop's own service (freedesktop.org, Desktop Notifications), where Linux has one.

Qt's own D-Bus can neither write the unsigned number nor the picture that ``Notify`` takes.
"""

import asyncio
import html
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.ui.operation import Operation

if TYPE_CHECKING:
    from jeepney import Message  # type: ignore[import-untyped]

log = logging.getLogger(__name__)

_SERVICE = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"
_PROGRAM, _DESKTOP_FILE = "Relay Studio", "io.github.relaystudio.RelayStudio"
_PRESS = "default"
_LIMIT_S = 5.0
_BY_THE_SERVICE = -1
"""It decides itself for how long a message stands."""


class NoService(Exception):
    """The desktop shows no messages by this way."""


@dataclass(frozen=True, slots=True)
class _Line:
    """An open connection, jeepney's ``DBusRouter``, and whether the service reads markup in texts."""

    router: Any
    reads_markup: bool


class NotificationBus(QObject):
    """Opened with the first message, and open until the program ends: presses come over the same line."""

    pressed = Signal(object)
    """The number of a message, up to 32 bits, which Qt's own ``int`` does not hold."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._listening: Operation[None] | None = None
        self._opened: asyncio.Future[_Line] | None = None

    async def show(self, title: str, text: str, action: str, picture: QImage | None) -> int:
        """Show a message; its number.

        Args:
            action: what a press on it does, in words.

        Raises:
            NoService: there is no such service, or it does not answer.
        """
        try:
            async with asyncio.timeout(_LIMIT_S):
                line = await self._open_line()
                body = html.escape(text, quote=False) if line.reads_markup else text
                hints = {"desktop-entry": ("s", _DESKTOP_FILE), **_picture_hint(picture)}
                values = (_PROGRAM, 0, _DESKTOP_FILE, title, body, [_PRESS, action], hints, _BY_THE_SERVICE)
                (number,) = await _asked(line.router, "Notify", "susssasa{sv}i", values)
                return int(number)
        except (TimeoutError, NoService, OSError) as error:
            self._hang_up()
            raise NoService(str(error)) from error

    async def close(self, number: int) -> None:
        """Take a message away.

        Raises:
            NoService: as of ``show``.
        """
        if self._opened is not None and self._opened.done():
            line = await self._opened
            await _asked(line.router, "CloseNotification", "u", (number,))

    async def _open_line(self) -> _Line:
        if self._opened is None:
            self._opened = asyncio.get_running_loop().create_future()
            self._listening = Operation(self, self._listen(self._opened))
        return await asyncio.shield(self._opened)

    def _hang_up(self) -> None:
        """The next message tries it anew."""
        if self._listening is not None:
            self._listening.cancel()
        self._listening = self._opened = None

    async def _listen(self, opened: "asyncio.Future[_Line]") -> None:
        from jeepney import MatchRule
        from jeepney.bus_messages import message_bus  # type: ignore[import-untyped]
        from jeepney.io.asyncio import open_dbus_router  # type: ignore[import-untyped]

        presses = MatchRule(type="signal", interface=_SERVICE, member="ActionInvoked", path=_PATH)
        queue: asyncio.Queue[Message] = asyncio.Queue()
        try:
            async with open_dbus_router("SESSION") as router:
                await router.send_and_get_reply(message_bus.AddMatch(presses))
                (skills,) = await _asked(router, "GetCapabilities", "", ())
                with router.filter(presses, queue=queue):
                    opened.set_result(_Line(router, "body-markup" in skills))
                    while True:
                        number, _action = (await queue.get()).body
                        self.pressed.emit(number)
        # What a bus that is not there, or none, is told by: jeepney has no class of its own for it.
        except (OSError, EOFError, KeyError, ValueError, RuntimeError, NoService) as error:
            log.info("The desktop's service for messages is not there: %r", error)
            if not opened.done():
                opened.set_exception(NoService(repr(error)))
                opened.exception()  # whoever waits for it may have given up


async def _asked(router: Any, method: str, signature: str, values: tuple[object, ...]) -> tuple[Any, ...]:
    """What the service answers.

    Raises:
        NoService: an error, or nothing any more.
    """
    from jeepney import DBusAddress, DBusErrorResponse, new_method_call
    from jeepney.io.common import RouterClosed  # type: ignore[import-untyped]
    from jeepney.wrappers import unwrap_msg  # type: ignore[import-untyped]

    address = DBusAddress(_PATH, _SERVICE, _SERVICE)
    try:
        reply = await router.send_and_get_reply(new_method_call(address, method, signature, values))
        return tuple(unwrap_msg(reply))
    except (DBusErrorResponse, RouterClosed) as error:
        raise NoService(str(error)) from error


def _picture_hint(picture: QImage | None) -> dict[str, tuple[str, object]]:
    """The picture as the service takes it: width, height, bytes of a line, alpha, bits, channels, pixels."""
    if picture is None or picture.isNull():
        return {}
    image = picture.convertToFormat(QImage.Format.Format_RGBA8888)
    size, line = (image.width(), image.height()), image.bytesPerLine()
    pixels = bytes(image.constBits())
    return {"image-data": ("(iiibiiay)", (*size, line, True, 8, 4, pixels))}
