"""A piece of work in a process of its own, whose lines are read as they come and which can be stopped."""

import asyncio
import subprocess
import threading
from collections.abc import Callable

from app.services.documents.separate import NO_CONSOLE, environment, program


class OwnProcess:
    """Runs this program with other words, once.

    Args:
        words: of its command line, the first of which ``app.__main__`` looks for.
        told: is called with each line, in the event loop.
    """

    def __init__(self, words: tuple[str, ...], told: Callable[[str], None]) -> None:
        self._words = [*program(), *words]
        self._told = told
        self._process: subprocess.Popen[str] | None = None
        self._stopped = False
        self._lock = threading.Lock()

    async def run(self, order: str = "") -> int:
        """Hand over an order and wait for the end; the exit code. Who gives up waiting ends the process."""
        loop = asyncio.get_running_loop()

        def tell(line: str) -> None:
            loop.call_soon_threadsafe(self._told, line)

        work = loop.run_in_executor(None, self._run, order, tell)
        try:
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            self._stop()
            await asyncio.wait({work})
            raise

    def _run(self, order: str, tell: Callable[[str], None]) -> int:
        process = self._start()
        if process is None:
            return -1
        assert process.stdin is not None
        assert process.stdout is not None
        with process:
            try:
                process.stdin.write(order)
                process.stdin.close()
            except OSError:
                process.kill()
            for line in process.stdout:
                tell(line.rstrip("\n"))
        return process.returncode

    def _start(self) -> "subprocess.Popen[str] | None":
        with self._lock:
            if not self._stopped:
                self._process = subprocess.Popen(
                    self._words,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env=environment(),
                    creationflags=NO_CONSOLE,
                    encoding="utf-8",
                )
            return self._process

    def _stop(self) -> None:
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.kill()
