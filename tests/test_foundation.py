"""The ground that all tests stand on is what they take it for."""

import asyncio
import os

import pytest
import qasync
from pytestqt.qtbot import QtBot

from tests.coverage import COVERED, LIST, known_entries, table


async def test_async_tests_with_qt_run_on_its_event_loop(qtbot: QtBot) -> None:
    assert isinstance(asyncio.get_running_loop(), qasync.QEventLoop)


async def test_async_tests_without_qt_run_on_asyncios_own_loop() -> None:
    assert type(asyncio.get_running_loop()).__module__.startswith("asyncio")


def test_no_test_sees_the_persons_home_or_proxy() -> None:
    assert "relay-studio-tests-" in os.environ["HOME"]
    assert "HTTPS_PROXY" not in os.environ


def test_every_covered_entry_is_known(request: pytest.FixtureRequest) -> None:
    if not LIST.exists():
        pytest.skip("the list of entries is not here")
    known = frozenset[str]().union(*known_entries().values())
    assert request.config.stash[COVERED] - known == frozenset()


def test_the_coverage_table_counts_per_family_and_in_all() -> None:
    known = {"chat": frozenset({"chat/stream", "chat/basic"}), "text": frozenset({"text/models"})}
    assert table(known, frozenset({"chat/stream"})) == [
        f"{'chat':20}   1/2",
        f"{'text':20}   0/1",
        f"{'all':20}   1/3",
    ]
