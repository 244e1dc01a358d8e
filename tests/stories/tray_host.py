"""A desktop's tray, as programs of Linux see it: it takes their icons, reads them, and presses on them."""

import asyncio
from typing import Any

from jeepney import DBusAddress, new_method_call  # type: ignore[import-untyped]
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]
from jeepney.wrappers import unwrap_msg  # type: ignore[import-untyped]

from tests.ui.bus_service import Answer, BusService

_WATCHER = "org.kde.StatusNotifierWatcher"
_ITEM = "org.kde.StatusNotifierItem"
_MENU = "com.canonical.dbusmenu"
_MESSAGES = "org.freedesktop.Notifications"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_SKILLS = f"""<node><interface name="{_WATCHER}">
<method name="RegisterStatusNotifierItem"><arg type="s" direction="in"/></method>
<property name="IsStatusNotifierHostRegistered" type="b" access="read"/>
<property name="ProtocolVersion" type="i" access="read"/>
</interface></node>"""


class MessageHost:
    """The desktop's service for messages; it shows nothing."""

    def __init__(self) -> None:
        self.shown: list[tuple[Any, ...]] = []
        """What ``Notify`` was called with."""
        self._service = BusService(_MESSAGES, self._answer)

    def press_last(self) -> None:
        """Press the newest message."""
        address = DBusAddress("/org/freedesktop/Notifications", interface=_MESSAGES)
        self._service.signal(address, "ActionInvoked", "us", (len(self.shown), "default"))

    def _answer(self, method: str, values: tuple[Any, ...]) -> Answer:
        if method == "GetCapabilities":
            return "as", (["body", "actions"],)
        if method == "Notify":
            self.shown.append(values)
            return "u", (len(self.shown),)
        return "", ()


class TrayHost:
    """Has to be there before the program that shows an icon."""

    def __init__(self) -> None:
        self.items: list[str] = []
        """Names on the bus of the programs whose icons are shown, the newest last."""
        self._service = BusService(_WATCHER, self._answer)
        self._line = open_dbus_connection("SESSION")

    async def press(self) -> None:
        """Press the newest icon."""
        await self._call("/StatusNotifierItem", _ITEM, "Activate", "ii", (0, 0))

    async def tool_tip(self) -> str:
        """What it says of itself."""
        values = await self._call("/StatusNotifierItem", _PROPERTIES, "Get", "ss", (_ITEM, "ToolTip"))
        return str(values[0][1][2])

    async def entries(self) -> dict[str, int]:
        """The texts of its menu with their numbers there."""
        wanted: list[str] = []
        _, layout = await self._call("/MenuBar", _MENU, "GetLayout", "iias", (0, -1, wanted))
        found = [one[1] for one in layout[2]]
        named = [(facts["label"][1], number) for number, facts, _ in found if "label" in facts]
        return {text.replace("_", ""): number for text, number in named}

    async def choose(self, text: str) -> None:
        """Choose from its menu."""
        number = (await self.entries())[text]
        await self._call("/MenuBar", _MENU, "Event", "isvu", (number, "clicked", ("s", ""), 0))

    def _answer(self, method: str, values: tuple[Any, ...]) -> Answer:
        match method:
            case "RegisterStatusNotifierItem":
                self.items.append(values[0])
                return "", ()
            case "Introspect":
                return "s", (_SKILLS,)
            case "Get":
                return "v", (("b", True),)
        return "a{sv}", ({"IsStatusNotifierHostRegistered": ("b", True), "ProtocolVersion": ("i", 0)},)

    async def _call(
        self, path: str, interface: str, method: str, signature: str, values: tuple[object, ...]
    ) -> tuple[Any, ...]:
        address = DBusAddress(path, self.items[-1], interface)
        call = new_method_call(address, method, signature, values)
        # The program that answers runs in this very loop.
        return tuple(unwrap_msg(await asyncio.to_thread(self._line.send_and_get_reply, call)))
