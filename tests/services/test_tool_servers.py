"""Servers of tools as real programs and over HTTP: good ones, dying ones, silent ones, enormous ones."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from app.domain.errors import ErrorKind, StudioError
from app.domain.ids import ToolServerId
from app.domain.tool_server import ServerKind, ToolServer
from app.domain.tool_text import MOST_CHARACTERS
from app.services.events import ToolCallState, ToolServersChanged
from app.services.studio import Studio
from app.services.tools.server_link import LinkState
from tests.gateway import Gateway
from tests.services.tooling import WORKSHOP, Caller, begin_calling, workshop
from tests.studio import open_at

SECRET = "s3cret-of-the-workshop"


async def test_a_servers_tools_are_offered_and_run_under_names_that_every_format_takes(
    studio: Studio,
) -> None:
    caller = await _with_workshop(studio, "workshop/add", "workshop/broken")
    offered = await caller.offered()
    assert list(offered) == ["workshop__add", "workshop__broken"]
    assert offered["workshop__add"].title == "Add two numbers"
    assert offered["workshop__add"].description == "The sum of two numbers."
    result = await caller.call("workshop__add", first=40, second=2)
    assert (result.text, result.failed) == ("42", False)
    broken = await caller.call("workshop__broken")
    assert broken.failed
    assert "broken" in broken.text


async def test_several_calls_run_at_the_same_time(studio: Studio) -> None:
    caller = await _with_workshop(studio, "workshop/*")
    calls = [caller.call("workshop__add", call_id=str(n), first=n, second=n) for n in range(20)]
    assert [result.text for result in await asyncio.gather(*calls)] == [str(2 * n) for n in range(20)]


async def test_each_call_asks_first(studio: Studio) -> None:
    await studio.tools.servers.save(workshop(), {})
    caller = await begin_calling(studio, "workshop/add")
    running = asyncio.ensure_future(caller.call("workshop__add", first=1, second=1))
    await caller.until_told(ToolCallState.WAITING_CONSENT)
    (waiting,) = caller.toolbox.consent.waiting
    assert waiting.offer.key == "workshop/add"
    await caller.toolbox.consent.decide(caller.id, "call-1", allow=False)
    assert (await running).refused


async def test_secrets_reach_the_server_and_no_file(studio: Studio, tmp_path: Path) -> None:
    await studio.tools.servers.save(
        workshop(secrets=("WORKSHOP_KEY",)), {"WORKSHOP_KEY": SECRET}, session_only=True
    )
    caller = await _calling(studio, "workshop/environment")
    assert (await caller.call("workshop__environment", name="WORKSHOP_KEY")).text == SECRET
    program = next(each for each in psutil.Process().children() if str(WORKSHOP) in each.cmdline())
    assert SECRET not in " ".join(program.cmdline())
    assert _files_with(tmp_path, b"Workshop")
    assert not _files_with(tmp_path, SECRET.encode())


async def test_a_server_sees_nothing_of_the_packages_own_environment(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LD_LIBRARY_PATH", "OPENAI_API_KEY", "PYTHONPATH"):
        monkeypatch.setenv(name, "/of/the/studio")
    caller = await _with_workshop(studio, "workshop/environment")
    for name in ("LD_LIBRARY_PATH", "OPENAI_API_KEY", "PYTHONPATH"):
        assert (await caller.call("workshop__environment", name=name)).text == "(unset)"
    assert (await caller.call("workshop__environment", name="PATH")).text != "(unset)"


async def test_a_server_that_dies_is_started_again_at_the_next_use(studio: Studio) -> None:
    caller = await _with_workshop(studio, "workshop/*")
    died = await caller.call("workshop__die")
    assert died.failed
    assert "has ended" in died.text
    link = studio.tools.servers.get("workshop")
    assert link is not None
    assert link.state == LinkState.RESTING
    assert "the lights went out" in link.said
    assert (await caller.call("workshop__add", call_id="call-2", first=1, second=2)).text == "3"
    assert link.state.value == "ready"


async def test_a_server_that_dies_while_nobody_asks_is_started_again_unnoticed(studio: Studio) -> None:
    caller = await _with_workshop(studio, "workshop/*")
    assert (await caller.call("workshop__add", first=1, second=2)).text == "3"
    link = studio.tools.servers.get("workshop")
    assert link is not None
    _program().kill()
    await _until(studio, lambda: link.state is LinkState.RESTING)
    assert (await caller.call("workshop__add", call_id="call-2", first=2, second=2)).text == "4"


async def test_a_tool_that_hangs_fails_in_time_and_the_next_call_has_a_fresh_server(studio: Studio) -> None:
    server = replace(workshop(), limit_s=0.5)
    await studio.tools.servers.save(server, {})
    caller = await _calling(studio, "workshop/*")
    hung = await caller.call("workshop__hang")
    assert hung.failed
    assert "0.5 seconds" in hung.text
    assert (await caller.call("workshop__add", call_id="call-2", first=1, second=1)).text == "2"


async def test_a_person_who_stops_the_answer_stops_the_call(studio: Studio) -> None:
    caller = await _with_workshop(studio, "workshop/*")
    running = asyncio.ensure_future(caller.call("workshop__hang"))
    await caller.until_told(ToolCallState.RUNNING)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert (await caller.call("workshop__add", call_id="call-2", first=1, second=1)).text == "2"


async def test_a_huge_result_is_cut_and_says_so(studio: Studio) -> None:
    caller = await _with_workshop(studio, "workshop/*")
    result = await caller.call("workshop__huge", characters=3_000_000)
    assert not result.failed
    assert len(result.text) < MOST_CHARACTERS + 100
    assert result.text.endswith("[cut: the first 100,000 of 3,000,000 characters]")
    assert (await caller.call("workshop__picture")).text == "[picture: image/png, 70 bytes]"


async def test_thousands_of_tools_are_listed(studio: Studio) -> None:
    await studio.tools.servers.save(workshop("--more", "3000"), {})
    caller = await begin_calling(studio, "workshop/*")
    offered = await caller.offered()
    assert len(offered) > 3000
    assert all(len(name) <= 64 for name in offered)


async def test_tools_that_a_server_learns_later_are_offered_then(studio: Studio) -> None:
    caller = await _with_workshop(studio, "workshop/*")
    assert "workshop__learned" not in await caller.offered()
    link = studio.tools.servers.get("workshop")
    assert link is not None
    await caller.call("workshop__learn")
    await _until(studio, lambda: "learned" in [tool.name for tool in link.known_tools or ()])
    assert "workshop__learned" in await caller.offered()
    assert (await caller.call("workshop__learned", call_id="call-2")).text == "well done"


@pytest.mark.parametrize(
    ("command", "arguments", "kind", "reason"),
    [
        ("no-such-command", (), ErrorKind.TOOL_SERVER_FAILED, "no-such-command"),
        (
            sys.executable,
            ("-c", "import sys; sys.exit('the key is missing')"),
            ErrorKind.TOOL_SERVER_FAILED,
            "the key is missing",
        ),
        (sys.executable, ("-c", "print('hello')"), ErrorKind.TOOL_SERVER_FAILED, "closed"),
    ],
)
async def test_a_server_that_does_not_start_is_told_with_its_last_words(
    studio: Studio, command: str, arguments: tuple[str, ...], kind: ErrorKind, reason: str
) -> None:
    server = replace(workshop(), command=command, arguments=arguments)
    await studio.tools.servers.save(server, {})
    caller = await begin_calling(studio, "workshop/*")
    with pytest.raises(StudioError) as failed:
        await caller.offered()
    assert failed.value.kind is kind
    assert failed.value.values["name"] == "Workshop"
    assert reason in failed.value.values["reason"]
    link = studio.tools.servers.get("workshop")
    assert link is not None
    assert link.state is LinkState.FAILED


async def test_a_server_over_http_gets_its_headers(studio: Studio) -> None:
    async with _over_http() as url:
        server = ToolServer(
            ToolServerId("far"), "Far", "far", ServerKind.ADDRESS, url=url, secrets=("X-Workshop",)
        )
        await studio.tools.servers.save(server, {"X-Workshop": SECRET}, session_only=True)
        for tool in ("far/add", "far/header"):
            await _allow(studio, tool)
        caller = await begin_calling(studio, "far/*")
        assert (await caller.call("far__add", first=20, second=3)).text == "23"
        assert (await caller.call("far__header", name="X-Workshop")).text == SECRET
    gone = await caller.call("far__add", call_id="call-2", first=1, second=1)
    assert gone.failed


async def test_an_address_that_refuses_is_told_with_its_status(studio: Studio, gateway: Gateway) -> None:
    server = ToolServer(
        ToolServerId("far"), "Far", "far", ServerKind.ADDRESS, url=f"{gateway.root}/v1/models"
    )
    with pytest.raises(StudioError) as failed:
        await studio.tools.servers.try_out(server, {})
    assert failed.value.kind is ErrorKind.TOOL_SERVER_FAILED
    assert failed.value.values["reason"].startswith("HTTP 4")


async def test_trying_a_server_out_lists_its_tools_and_ends_it(studio: Studio) -> None:
    tools = await studio.tools.servers.try_out(workshop(), {})
    assert "add" in [tool.name for tool in tools]
    assert studio.tools.servers.all == ()
    assert not [each for each in psutil.Process().children() if str(WORKSHOP) in each.cmdline()]


async def test_servers_and_permissions_are_there_after_a_restart(tmp_path: Path) -> None:
    opened = await open_at(tmp_path)
    await opened.studio.tools.servers.save(workshop(), {})
    await _allow(opened.studio, "workshop/add")
    await opened.close()
    again = await open_at(tmp_path)
    caller = await begin_calling(again.studio, "workshop/add")
    assert (await caller.call("workshop__add", first=1, second=1)).text == "2"
    await again.studio.tools.servers.remove(ToolServerId("workshop"))
    assert await again.studio.tools.consent._store.allowed() == frozenset()
    await again.close()
    assert not psutil.Process().children()


async def _until(studio: Studio, condition: Callable[[], bool]) -> None:
    """Wait for something that a server's state or list brings about."""
    told = asyncio.Event()
    studio.hub.listen(ToolServersChanged, lambda _event: told.set())
    async with asyncio.timeout(20):
        while not condition():
            told.clear()
            await told.wait()


async def _with_workshop(studio: Studio, *tools: str) -> Caller:
    await studio.tools.servers.save(workshop(), {})
    return await _calling(studio, *tools)


async def _calling(studio: Studio, *tools: str) -> Caller:
    """A conversation whose tools were all allowed before."""
    caller = await begin_calling(studio, *tools)
    for tool in await caller.offered():
        await _allow(studio, f"workshop/{tool.removeprefix('workshop__')}")
    await _allow(studio, "workshop/learned")
    return caller


async def _allow(studio: Studio, tool: str) -> None:
    await studio.tools.consent._store.allow(tool)


def _program() -> psutil.Process:
    """The workshop that runs now."""
    return next(each for each in psutil.Process().children() if str(WORKSHOP) in each.cmdline())


def _files_with(folder: Path, words: bytes) -> list[Path]:
    """Files below a folder that hold some words."""
    return [file for file in folder.rglob("*") if file.is_file() and words in file.read_bytes()]


@asynccontextmanager
async def _over_http() -> AsyncIterator[str]:
    """The workshop as a server of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = await asyncio.create_subprocess_exec(sys.executable, str(WORKSHOP), "--port", str(port))
    try:
        await _until_open(port)
        yield f"http://127.0.0.1:{port}/mcp"
    finally:
        program.kill()
        await program.wait()


async def _until_open(port: int) -> None:
    async with asyncio.timeout(30):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.02)
                continue
            writer.close()
            await writer.wait_closed()
            return


async def test_nothing_is_left_of_a_server_that_was_still_starting_at_the_end(tmp_path: Path) -> None:
    opened = await open_at(tmp_path)
    servers = opened.studio.tools.servers
    silent = replace(workshop(), command=sys.executable, arguments=("-c", "input(); input(); input()"))
    await servers.save(silent, {})
    caller = await begin_calling(opened.studio, "workshop/*")
    offering = asyncio.ensure_future(caller.offered())
    link = servers.get("workshop")
    assert link is not None
    await _until(opened.studio, lambda: link.state is LinkState.STARTING)
    offering.cancel()
    await asyncio.gather(offering, return_exceptions=True)
    await opened.close()
    assert not psutil.Process().children()


async def test_a_server_that_will_not_end_is_killed_with_what_it_started(tmp_path: Path) -> None:
    opened = await open_at(tmp_path)
    await opened.studio.tools.servers.save(workshop("--stubborn"), {})
    caller = await begin_calling(opened.studio, "workshop/*")
    await caller.offered()
    program = _program()
    family = [program, *program.children(recursive=True)]
    assert len(family) > 1
    await opened.close()
    assert not [each for each in family if each.is_running() and each.status() != psutil.STATUS_ZOMBIE]
