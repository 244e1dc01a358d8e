"""A reading of a document in a process of its own, which can be stopped."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import app

WORD = "--read-document"
"""What the command line of such a process begins with; ``app.__main__`` looks for it."""
NO_CONSOLE = getattr(subprocess, "CREATE_NO_WINDOW", 0)


class SeparateReading:
    """One document, read once.

    Args:
        path: of the document.
        mime: its media type.
    """

    def __init__(self, path: Path, mime: str) -> None:
        self._words = [*program(), WORD, str(path), mime]
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False
        self._lock = threading.Lock()

    def run(self, limit_s: float) -> bytes | None:
        """What the process wrote; None where it was stopped, failed, or took longer than the limit.

        Blocks; to be called in a thread.
        """
        process = self._start()
        if process is None:
            return None
        try:
            written, _ = process.communicate(timeout=limit_s)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return None
        return written if process.returncode == 0 else None

    def stop(self) -> None:
        """End it; ``run`` returns."""
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.kill()

    def _start(self) -> subprocess.Popen[bytes] | None:
        silent = subprocess.DEVNULL
        with self._lock:
            if not self._stopped:
                self._process = subprocess.Popen(
                    self._words,
                    stdin=silent,
                    stdout=subprocess.PIPE,
                    stderr=silent,
                    env=environment(),
                    creationflags=NO_CONSOLE,
                )
            return self._process


def program() -> list[str]:
    """This program, as a bundle or as a package of the interpreter."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "app"]


def environment() -> dict[str, str]:
    """The process finds the package wherever it is started."""
    root = str(Path(app.__file__).parent.parent)
    path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH", ""))))
    return os.environ | {"PYTHONPATH": path}
