"""The log and the report of a crash, both without secrets."""

import faulthandler
import logging
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from app.storage.failures import storage_errors

log = logging.getLogger(__name__)
Redact = Callable[[str], str]

_FORMAT = "%(asctime)s %(levelname)s %(name)s [%(threadName)s] %(message)s"
_FILE_BYTES = 1024 * 1024
_KEPT_FILES = 4
_CHATTY = ("httpx", "httpcore", "hpack", "asyncio", "keyring", "uvicorn")
_LOG = "studio.log"
_CRASH = "crash.log"
_LAST_CRASH = "crash-last.log"


class _RedactingFormatter(logging.Formatter):
    """Redacts the finished lines: message, arguments, exception and stack in one."""

    def __init__(self, redact: Redact) -> None:
        super().__init__(_FORMAT)
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        return self._redact(super().format(record))


class LogFile:
    """The rotating log that hears every logger, until it is closed."""

    def __init__(self, folder: Path, redact: Redact) -> None:
        self.path = folder / _LOG
        self._handler = RotatingFileHandler(
            self.path, maxBytes=_FILE_BYTES, backupCount=_KEPT_FILES, encoding="utf-8", errors="replace"
        )
        self._handler.setFormatter(_RedactingFormatter(redact))
        logging.getLogger().addHandler(self._handler)

    def close(self) -> None:
        """Hear no more, and close the file."""
        logging.getLogger().removeHandler(self._handler)
        self._handler.close()


def start_logging(folder: Path, redact: Redact) -> LogFile:
    """Write the log into ``folder`` from now on: five files of one megabyte at most.

    Raises:
        StorageError: the folder cannot be written to.
    """
    with storage_errors():
        file = LogFile(folder, redact)
    logging.getLogger().setLevel(logging.INFO)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    return file


class CrashReport:
    """Writes down what nobody caught: exceptions of any thread, and the stacks when the process itself dies.

    Args:
        folder: where the report lies. One that an earlier run left there is kept as ``last``.
        redact: takes secrets out of exception texts; a stack of a dying process holds none.
    """

    def __init__(self, folder: Path, redact: Redact) -> None:
        self.path = folder / _CRASH
        self.last: Path | None = None
        """The report of an earlier run that crashed."""
        self._redact = redact
        if self.path.exists() and self.path.stat().st_size:
            self.last = self.path.replace(folder / _LAST_CRASH)
        self._file = self.path.open("w", encoding="utf-8", errors="replace")
        self._hooks = sys.excepthook, threading.excepthook
        faulthandler.enable(self._file)
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread

    def write(self, error: BaseException) -> None:
        """Write down an exception, here and for whoever watches a terminal, without secrets."""
        text = self._redact("".join(traceback.format_exception(error)))
        if sys.stderr is not None:
            sys.stderr.write(text)
        self._file.write(f"{datetime.now().astimezone().isoformat(timespec='seconds')}\n{text}\n")
        self._file.flush()
        log.critical("Nobody caught this:\n%s", text)

    def close(self) -> None:
        """Give the hooks back and close the file."""
        sys.excepthook, threading.excepthook = self._hooks
        faulthandler.disable()
        self._file.close()

    def _uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            self.write(error.with_traceback(trace))

    def _uncaught_in_thread(self, hooked: threading.ExceptHookArgs) -> None:
        if hooked.exc_value is not None and not issubclass(hooked.exc_type, SystemExit):
            self.write(hooked.exc_value)


def start_crash_report(folder: Path, redact: Redact) -> CrashReport:
    """Write what nobody catches into ``folder`` from now on.

    Raises:
        StorageError: the folder cannot be written to.
    """
    with storage_errors():
        return CrashReport(folder, redact)
