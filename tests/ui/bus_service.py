"""A small service at a real bus, for the tests that run inside dbus-run-session."""

import threading
from collections.abc import Callable
from typing import Any

from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import message_bus  # type: ignore[import-untyped]
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]

Answer = tuple[str, tuple[Any, ...]]


class BusService(threading.Thread):
    """Answers every call in a thread of its own.

    Args:
        answer: gives the signature and the values of the answer to a method with its arguments.
    """

    def __init__(self, name: str, answer: Callable[[str, tuple[Any, ...]], Answer]) -> None:
        super().__init__(daemon=True)
        self._answer = answer
        self._connection = open_dbus_connection("SESSION", enable_fds=True)
        self._connection.send_and_get_reply(message_bus.RequestName(name))
        self.start()

    def run(self) -> None:
        """Serve until the process ends."""
        while True:
            self._serve(self._connection.receive())

    def signal(self, address: DBusAddress, member: str, signature: str, values: tuple[Any, ...]) -> None:
        """Tell everybody."""
        self._connection.send(new_signal(address, member, signature, values))

    def _serve(self, message: Message) -> None:
        if message.header.message_type is MessageType.method_call:
            member = message.header.fields[HeaderFields.member]
            signature, values = self._answer(member, message.body)
            self._connection.send(new_method_return(message, signature or None, values))
