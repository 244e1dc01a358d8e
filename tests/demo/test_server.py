"""The demo server starts and stops cleanly, as often as wanted, and is cheap until then."""

import asyncio
import socket
import subprocess
import sys
import threading
from pathlib import Path

import httpx
import pytest

from app.demo.server import DemoServer
from tests.gateway import DEMO_RESOURCES, Gateway


def demo_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("demo-gateway")]


async def test_starts_again_after_it_was_stopped() -> None:
    before = demo_threads()
    server = DemoServer(DEMO_RESOURCES, full_speed=True)
    for _ in range(2):
        root = await server.start()
        async with httpx.AsyncClient(base_url=root) as client:
            assert (await client.get("/v1/models")).status_code == 200
        await server.stop()
        assert demo_threads() == before


async def test_starting_twice_is_starting_once() -> None:
    server = DemoServer(DEMO_RESOURCES)
    roots = await asyncio.gather(*(server.start() for _ in range(3)))
    assert len(set(roots)) == 1
    await server.stop()
    await server.stop()


async def test_stopped_in_the_middle_of_its_start_it_leaves_nothing() -> None:
    before = demo_threads()
    server = DemoServer(DEMO_RESOURCES)
    starting = asyncio.create_task(server.start())
    await asyncio.sleep(0)
    await server.stop()
    assert demo_threads() == before
    assert (await starting).startswith("http://127.0.0.1:")


async def test_whoever_gives_up_waiting_does_not_stop_the_start() -> None:
    server = DemoServer(DEMO_RESOURCES)
    impatient = asyncio.create_task(server.start())
    await asyncio.sleep(0)
    impatient.cancel()
    assert (await server.start()).startswith("http://127.0.0.1:")
    await server.stop()


async def test_stopping_cuts_a_running_stream() -> None:
    server = DemoServer(DEMO_RESOURCES)
    root = await server.start()
    question = {"model": "demo-slow", "stream": True, "messages": [{"role": "user", "content": "hello"}]}
    async with (
        httpx.AsyncClient(base_url=root) as client,
        client.stream("POST", "/v1/chat/completions", json=question) as answer,
    ):
        lines = answer.aiter_lines()
        assert (await anext(lines)).startswith("data: ")
        await server.stop()
        with pytest.raises(httpx.HTTPError):
            async for _ in lines:
                pass


async def test_a_client_that_leaves_ends_the_work(gateway: Gateway) -> None:
    gateway.server.pace.full_speed = False
    host, port = gateway.root.removeprefix("http://").split(":")
    body = b'{"model":"demo-slow","stream":true,"messages":[{"role":"user","content":"hello"}]}'
    head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: demo\r\nContent-Length: {len(body)}\r\n\r\n"
    for _ in range(3):
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(head.encode() + body)
        assert (await reader.readline()).startswith(b"HTTP/1.1 200")
        writer.close()
        await writer.wait_closed()
    async with httpx.AsyncClient(base_url=gateway.root, trust_env=False) as client:
        assert (await client.get("/v1/models")).status_code == 200


async def test_missing_answers_are_an_error_of_the_start(tmp_path: Path) -> None:
    server = DemoServer(tmp_path)
    with pytest.raises(FileNotFoundError):
        await server.start()
    await server.stop()


def test_importing_the_server_does_not_import_a_web_framework() -> None:
    code = "import sys, app.demo.server; print([m for m in ('starlette', 'uvicorn') if m in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_listens_on_loopback_alone(gateway: Gateway) -> None:
    host, port = gateway.root.removeprefix("http://").split(":")
    assert host == "127.0.0.1"
    with socket.create_connection((host, int(port))):
        pass
