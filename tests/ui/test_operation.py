"""A coroutine started from the window ends with its owner and reports to it."""

import asyncio
import logging

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.domain.errors import ErrorKind, NetworkError, Stopped, StudioError
from app.ui.operation import Operation, cancel_all


async def answer() -> int:
    await asyncio.sleep(0)
    return 42


async def fail(error: Exception) -> None:
    await asyncio.sleep(0)
    raise error


async def ended(operation: Operation[object]) -> None:
    """Wait until an operation and its callbacks are through."""
    while operation.running:  # noqa: ASYNC110  # it has no event of its own
        await asyncio.sleep(0)
    await asyncio.sleep(0)


async def test_the_result_arrives_and_the_control_works_again(qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    results: list[int] = []
    operation = Operation(button, answer(), done=results.append, control=button)
    assert not button.isEnabled()
    await ended(operation)  # type: ignore[arg-type]  # a result of any type will do
    assert results == [42]
    assert button.isEnabled()


async def test_an_error_arrives_with_its_kind(qtbot: QtBot) -> None:
    owner = QObject()
    errors: list[StudioError] = []
    await ended(Operation(owner, fail(NetworkError(ErrorKind.DNS_FAILED)), failed=errors.append))
    assert [error.kind for error in errors] == [ErrorKind.DNS_FAILED]


async def test_our_own_fault_is_logged_and_told_as_one(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    owner = QObject()
    errors: list[StudioError] = []
    await ended(Operation(owner, fail(KeyError("row")), failed=errors.append))
    assert [error.kind for error in errors] == [ErrorKind.INTERNAL]
    assert any(record.levelno == logging.ERROR for record in caplog.records)


async def test_a_persons_stop_is_no_error(qtbot: QtBot) -> None:
    owner = QObject()
    errors: list[StudioError] = []
    await ended(Operation(owner, fail(Stopped()), failed=errors.append))
    assert errors == []


async def test_an_owner_that_goes_takes_its_work_along(qtbot: QtBot) -> None:
    owner = QObject()
    closed = asyncio.Event()
    results: list[None] = []

    async def wait_for_ever() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            closed.set()

    operation = Operation(owner, wait_for_ever(), done=results.append)
    await asyncio.sleep(0)
    owner.deleteLater()
    await closed.wait()
    await ended(operation)  # type: ignore[arg-type]
    assert results == []


async def test_at_the_end_everything_is_cancelled(qtbot: QtBot) -> None:
    owner = QObject()
    operation = Operation(owner, asyncio.Event().wait())
    await asyncio.sleep(0)
    await cancel_all()
    assert not operation.running
