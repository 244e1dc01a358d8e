"""The log and the report of a crash: everything that matters, and no key."""

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from urllib.parse import quote

import pytest

from app.domain.errors import ErrorKind, StorageError
from app.storage.logs import LogFile, start_crash_report, start_logging
from app.storage.redaction import Redactor

CANARY = 'canary "key" with\\odd/signs+0123456789'
redact = Redactor(lambda: (CANARY, "abc"))


@pytest.fixture
def written(tmp_path: Path) -> Iterator[LogFile]:
    level = logging.getLogger().level
    file = start_logging(tmp_path, redact)
    yield file
    file.close()
    logging.getLogger().setLevel(level)


@pytest.mark.parametrize(
    "text",
    [
        "Authorization: Bearer SECRET0123456789",
        "{'authorization': 'Bearer SECRET0123456789'}",
        '"x-api-key": "SECRET0123456789"',
        "('x-goog-api-key', 'SECRET0123456789')",
        "(b'x-api-key', b'SECRET0123456789')",
        "api_key=SECRET0123456789&model=x",
        "GET https://host/v1beta/models?key=SECRET0123456789 HTTP/1.1",
        "key sk-SECRET0123456789 refused",
        "sk-ant-api03-SECRET0123456789",
        "AIzaSECRET0123456789SECRET0123456789",
        "proxy http://user:SECRET0123456789@127.0.0.1:8080",
        "Proxy-Authorization: Basic SECRET0123456789=",
    ],
)
def test_what_looks_like_a_key_is_masked(text: str) -> None:
    assert "SECRET0123456789" not in redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "sk-",
        "the key is missing",
        "api_key",
        "max_tokens=4096",
        "https://host/v1/chat",
        "basic idea",
        "张三: 你好",
    ],
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert redact(text) == text


def test_a_secret_too_short_to_be_one_masks_nothing() -> None:
    assert redact("abc") == "abc"


def test_a_canary_key_reaches_the_log_in_no_way(written: LogFile) -> None:
    log = logging.getLogger("test")
    log.warning("message with %s", CANARY)
    log.warning("as a value %r, as JSON %s", {"key": CANARY}, json.dumps({"key": CANARY}))
    log.warning("in an address https://host/?q=%s", quote(CANARY, safe=""))
    try:
        raise ValueError(f"refused {CANARY}")
    except ValueError:
        log.exception("failed", stack_info=True)
    text = written.path.read_text(encoding="utf-8")
    assert text.count("can…6789") >= 5
    assert "0123456789" not in text
    assert "Traceback" in text
    assert "Stack (most recent call last)" in text


def test_a_closed_log_hears_no_more(tmp_path: Path) -> None:
    level = logging.getLogger().level
    file = start_logging(tmp_path, redact)
    file.close()
    logging.getLogger().setLevel(level)
    logging.getLogger("test").error("too late")
    assert file.path.read_text() == ""


def test_a_folder_that_refuses_is_said(tmp_path: Path) -> None:
    for start in (start_logging, start_crash_report):
        with pytest.raises(StorageError) as refused:
            start(tmp_path / "gone", redact)
        assert refused.value.kind is ErrorKind.NOT_WRITABLE


def run_studio(folder: Path, body: str) -> subprocess.CompletedProcess[str]:
    """A program that writes a crash report and then does something bad."""
    start = dedent(
        f"""
        import threading
        from pathlib import Path
        from app.storage.logs import start_crash_report
        from app.storage.redaction import Redactor
        report = start_crash_report(Path({str(folder)!r}), Redactor(lambda: ({CANARY!r},)))
        """
    )
    command = [sys.executable, "-c", start + dedent(body)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_an_exception_that_nobody_caught_is_written_down_without_the_key(tmp_path: Path) -> None:
    ended = run_studio(tmp_path, f"raise ValueError({CANARY!r})")
    for text in ((tmp_path / "crash.log").read_text(), ended.stderr):
        assert "ValueError: can…6789" in text
        assert "0123456789" not in text


def test_an_exception_in_a_thread_is_written_down(tmp_path: Path) -> None:
    run_studio(tmp_path, "t = threading.Thread(target=lambda: 1 // 0); t.start(); t.join()")
    assert "ZeroDivisionError" in (tmp_path / "crash.log").read_text()


def test_the_death_of_the_process_leaves_its_stacks_for_the_next_start(tmp_path: Path) -> None:
    died = run_studio(tmp_path, "import faulthandler; faulthandler._sigabrt()")
    assert died.returncode != 0
    hooks = sys.excepthook, threading.excepthook
    report = start_crash_report(tmp_path, redact)
    assert report.last is not None
    assert "Fatal Python error: Aborted" in report.last.read_text()
    report.close()
    assert (sys.excepthook, threading.excepthook) == hooks
    assert report.path.read_text() == ""
