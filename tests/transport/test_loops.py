"""Where transport runs: on the window's own loop too, and without loading anything before it is needed."""

import asyncio
import subprocess
import sys

import pytest
import qasync
from PySide6.QtWidgets import QApplication

from app.transport.http import HttpTransport
from app.wire.destination import Destination
from tests.transport.calls import CHAT, texts
from tests.transport.raw_gateway import Connection, RawGateway, Received
from tests.transport.test_stream import good_stream


@pytest.mark.usefixtures("qapp")
async def test_streams_run_on_the_windows_loop(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    assert isinstance(asyncio.get_running_loop(), qasync.QEventLoop)
    gateway.behave(good_stream)
    results = await asyncio.gather(*(texts(transport, destination) for _ in range(3)))
    assert results == [['{"a":1}', "[DONE]"]] * 3


async def test_leaving_and_cancelling_are_quiet_on_the_windows_loop(
    gateway: RawGateway, transport: HttpTransport, destination: Destination, qapp: QApplication
) -> None:
    began = asyncio.Event()

    async def generate(connection: Connection, _request: Received) -> None:
        await connection.begin_stream()
        await connection.chunk(b"data: a\n\n")
        began.set()
        await connection.closed_by_peer()

    gateway.behave(generate)
    async with transport.stream(CHAT, destination) as answer:
        async for _ in answer.events():
            break
    began.clear()
    reading = asyncio.create_task(texts(transport, destination))
    await began.wait()
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading


def test_nothing_heavy_is_loaded_before_the_first_request() -> None:
    heavy = "{'httpx', 'httpx_sse', 'truststore', 'h2', 'anyio'}"
    code = f"import sys, app.transport.http; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
