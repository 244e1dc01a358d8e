"""The local socket over which a later start reaches the first one."""

import hashlib
import logging
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

CONNECT_MS = 300
ANSWER_MS = 2_000
LONGEST_LINK = 64 * 1024


class InstanceSocket(QObject):
    """Hears later starts; ``called`` carries their link, or an empty text."""

    called = Signal(str)

    def __init__(self, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self._name = name
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)

    def listen(self) -> None:
        """Listen where a crash may have left its socket behind."""
        QLocalServer.removeServer(self._name)
        if not self._server.listen(self._name):
            log.warning("A second start cannot reach this window: %s", self._server.errorString())

    def close(self) -> None:
        """Hear nobody any more."""
        self._server.close()

    def _greet(self) -> None:
        connection = self._server.nextPendingConnection()
        connection.readyRead.connect(self._read)
        connection.disconnected.connect(connection.deleteLater)

    def _read(self) -> None:
        connection = self.sender()
        assert isinstance(connection, QLocalSocket)
        if connection.canReadLine():
            link = bytes(connection.readLine(LONGEST_LINK + 2).data()).decode(errors="replace").strip()
            connection.write(b"\n")
            connection.flush()
            connection.disconnectFromServer()
            self.called.emit(link)
        elif connection.bytesAvailable() > LONGEST_LINK:
            connection.abort()


def hand_over(name: str, link: str) -> bool:
    """Whether the first instance took the link."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(CONNECT_MS):
        return False
    socket.write(link.encode()[:LONGEST_LINK] + b"\n")
    socket.waitForReadyRead(ANSWER_MS)  # it may be busy, and reads what was sent when it is not
    return True


def socket_name(data_folder: Path) -> str:
    """Socket names are short on every system, and folders are not."""
    digest = hashlib.sha256(str(data_folder.resolve()).encode()).hexdigest()
    return f"relay-studio-{digest[:20]}"
