"""One window for one data folder: a second start hands its link to the first and ends."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal

from app.domain.errors import ErrorKind, StorageError

if TYPE_CHECKING:
    from app.ui.instance_socket import InstanceSocket

LOCK_NAME = "window.lock"
TRIES = 50
LOCK_MS = 100


class SingleInstance(QObject):
    """A lock in the data folder says who is first; a local socket carries links to the first.

    The lock outlives no crash: it names its process, and one that is gone does not count.
    """

    called = Signal(str)
    """Another start happened; carries its link, or an empty text."""

    def __init__(self, data_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = data_folder
        self._lock = QLockFile(str(data_folder / LOCK_NAME))
        self._lock.setStaleLockTime(0)
        self._socket: InstanceSocket | None = None

    def claim(self, link: str = "") -> bool:
        """Become the first, or hand ``link`` to the one who is; True where we are the first.

        Blocks for a moment and is meant for the start, before anything is shown.

        Raises:
            StorageError: the folder cannot be written to.
        """
        for _ in range(TRIES):
            if self._lock.tryLock(LOCK_MS):
                return True
            if self._lock.error() is not QLockFile.LockError.LockFailedError:
                raise StorageError(ErrorKind.NOT_WRITABLE, {"path": str(self._folder)})
            if self._hand_over(link):
                return False
        return False

    def listen(self) -> None:
        """Hear later starts; they try again until somebody listens, so that this can wait for the window."""
        from app.ui.instance_socket import InstanceSocket, socket_name  # Qt's network is slow to load

        self._socket = InstanceSocket(socket_name(self._folder), self)
        self._socket.called.connect(self.called)
        self._socket.listen()

    def release(self) -> None:
        """Let another start be the first."""
        if self._socket is not None:
            self._socket.close()
        self._lock.unlock()

    def _hand_over(self, link: str) -> bool:
        from app.ui.instance_socket import hand_over, socket_name

        return hand_over(socket_name(self._folder), link)
