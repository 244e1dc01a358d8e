"""The thread that does blocking work."""

import asyncio
import threading

import pytest

from app.storage.worker import Worker


async def test_calls_run_in_order_on_one_other_thread() -> None:
    worker = Worker("test")
    seen: list[tuple[int, int]] = []
    calls = [worker.submit(lambda n=n: seen.append((n, threading.get_ident()))) for n in range(5)]  # type: ignore[misc]
    await asyncio.gather(*calls)
    await worker.close()
    assert [number for number, _ in seen] == [0, 1, 2, 3, 4]
    assert {thread for _, thread in seen}.isdisjoint({threading.get_ident()})


async def test_an_error_reaches_the_caller_and_the_worker_goes_on() -> None:
    worker = Worker("test")
    with pytest.raises(ZeroDivisionError):
        await worker.submit(lambda: 1 // 0)
    assert await worker.submit(lambda: "still here") == "still here"
    await worker.close()


async def test_a_cancelled_caller_stops_reads_but_never_writes() -> None:
    worker = Worker("test")
    gate = threading.Event()
    done: list[str] = []
    blocked = worker.submit(gate.wait)
    write = worker.submit(lambda: done.append("write"))
    read = worker.submit(lambda: done.append("read"), droppable=True)
    write.cancel()
    read.cancel()
    gate.set()
    await blocked
    await worker.close()
    assert done == ["write"]


async def test_a_closed_worker_takes_no_call() -> None:
    worker = Worker("test")
    await worker.close()
    with pytest.raises(RuntimeError):
        worker.submit(lambda: None)
