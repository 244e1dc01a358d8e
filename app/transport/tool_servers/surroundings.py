"""What a program that is started here gets of the studio's own environment, and where its complaints go."""

import os
import re
import threading
from collections import deque
from collections.abc import Mapping

_HANDED_ON = re.compile(
    r"HOME|PATH|SHELL|TERM|USER|LOGNAME|LANG|LANGUAGE|LC_\w+|TZ|TMPDIR|TMP|TEMP|SSH_AUTH_SOCK"
    r"|DISPLAY|WAYLAND_DISPLAY|DBUS_SESSION_BUS_ADDRESS|XDG_(?:CACHE|CONFIG|DATA)_HOME|XDG_RUNTIME_DIR"
    r"|(?:ALL|HTTP|HTTPS|NO)_PROXY|SSL_CERT_(?:DIR|FILE)|NODE_EXTRA_CA_CERTS"
    r"|(?:LOCAL)?APPDATA|COMSPEC|HOMEDRIVE|HOMEPATH|PATHEXT|PROCESSOR_ARCHITECTURE|PROGRAM(?:DATA|FILES)"
    r"|SYSTEM(?:DRIVE|ROOT)|USERNAME|USERPROFILE",
    re.IGNORECASE,
)
"""Neither keys that other programs keep there nor what the studio's own package has set for itself."""
_KEPT_LINES = 200
_LONGEST_LINE = 2000


def handed_on(environment: Mapping[str, str]) -> dict[str, str]:
    """The part of an environment that a server of tools may see."""
    return {name: value for name, value in environment.items() if _HANDED_ON.fullmatch(name)}


class Complaints:
    """The last lines that a program wrote to its standard error."""

    def __init__(self) -> None:
        self._lines: deque[str] = deque(maxlen=_KEPT_LINES)
        reading, self._writing = os.pipe()
        self.stream = os.fdopen(self._writing, "w")
        """To be handed to the program, and closed when it has ended."""
        threading.Thread(target=self._read, args=(reading,), name="tool server says", daemon=True).start()

    @property
    def text(self) -> str:
        """What was written, oldest line first."""
        return "\n".join(self._lines)

    def _read(self, reading: int) -> None:
        with os.fdopen(reading, "rb") as pipe:
            for line in iter(lambda: pipe.readline(_LONGEST_LINE), b""):
                self._lines.append(line.decode("utf-8", "replace").rstrip())
