"""One window for one data folder: a second start hands its link to the first and ends."""

import hashlib
import logging
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

LOCK_NAME = "window.lock"
TRIES = 10
LOCK_MS = 100
CONNECT_MS = 300
ANSWER_MS = 2_000
LONGEST_LINK = 64 * 1024


class SingleInstance(QObject):
    """A lock in the data folder says who is first; a local socket carries links to the first.

    The lock outlives no crash: it names its process, and one that is gone does not count.
    """

    called = Signal(str)
    """Another start happened; carries its link, or an empty text."""

    def __init__(self, data_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.socket_name = _socket_name(data_folder)
        self._lock = QLockFile(str(data_folder / LOCK_NAME))
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)

    def claim(self, link: str = "") -> bool:
        """Become the first and listen, or hand ``link`` to the one who is; True where we are the first.

        Blocks for a moment and is meant for the start, before anything is shown.
        """
        for _ in range(TRIES):
            if self._lock.tryLock(LOCK_MS):
                self._listen()
                return True
            if self._hand_over(link):
                return False
        return False

    def release(self) -> None:
        """Let another start be the first."""
        self._server.close()
        self._lock.unlock()

    def _listen(self) -> None:
        """Listen where a crash may have left its socket behind."""
        QLocalServer.removeServer(self.socket_name)
        if not self._server.listen(self.socket_name):
            log.warning("A second start cannot reach this window: %s", self._server.errorString())

    def _hand_over(self, link: str) -> bool:
        """Whether the first instance took the link."""
        socket = QLocalSocket()
        socket.connectToServer(self.socket_name)
        if not socket.waitForConnected(CONNECT_MS):
            return False
        socket.write(link.encode()[:LONGEST_LINK] + b"\n")
        socket.waitForReadyRead(ANSWER_MS)  # it may be busy, and reads what was sent when it is not
        return True

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


def _socket_name(data_folder: Path) -> str:
    """Socket names are short on every system, and folders are not."""
    digest = hashlib.sha256(str(data_folder.resolve()).encode()).hexdigest()
    return f"relay-studio-{digest[:20]}"
