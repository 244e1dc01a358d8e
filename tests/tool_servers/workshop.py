"""A server of tools with good and bad ones: ``python workshop.py [tools] [--port N]``."""

import argparse
import asyncio
import atexit
import base64
import os
import signal
import subprocess
import sys
import time

from mcp.server.mcpserver import Context, Image, MCPServer

server = MCPServer("Workshop")


@server.tool(title="Add two numbers")
def add(first: float, second: float) -> str:
    """The sum of two numbers."""
    return f"{first + second:g}"


@server.tool()
def environment(name: str) -> str:
    """The value of an environment variable, and whether there is one."""
    return os.environ.get(name, "(unset)")


@server.tool()
def header(name: str, context: Context) -> str:
    """A header of the request that this call came with."""
    headers = context.headers or {}
    return headers.get(name.lower(), "(unset)")


@server.tool()
def huge(characters: int) -> str:
    """A long text."""
    return "x" * characters


@server.tool()
def picture() -> Image:
    """A small picture."""
    dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    return Image(data=base64.b64decode(dot), format="png")


@server.tool()
def broken() -> str:
    """Fails every time."""
    raise ValueError("the drill is broken")


@server.tool()
async def hang() -> str:
    """Never answers."""
    await asyncio.Event().wait()
    return ""


@server.tool()
def die() -> str:
    """Ends the server at once."""
    sys.stderr.write("the lights went out\n")
    sys.stderr.flush()
    os._exit(3)


@server.tool()
async def learn(context: Context) -> str:
    """From now on there is one more tool."""
    server.add_tool(lambda: "well done", name="learned", description="Learned a moment ago.")
    await context.notify_tools_changed()  # to who listens, as newer clients do
    await context.session.send_tool_list_changed()
    return "learned"


def _stay() -> None:
    """End for nobody's asking, and have a child that does not either."""
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
    subprocess.Popen([sys.executable, "-c", deaf])
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    atexit.register(time.sleep, 600)


def main() -> None:
    """Serve over the standard streams, or over HTTP where a port is given."""
    words = argparse.ArgumentParser()
    words.add_argument("--more", type=int, default=0)
    words.add_argument("--port", type=int, default=0)
    words.add_argument("--stubborn", action="store_true")
    asked = words.parse_args()
    for number in range(asked.more):
        server.add_tool(lambda: "one of many", name=f"tool_{number}", description=f"Number {number} of many.")
    sys.stderr.write("the workshop is open\n")
    sys.stderr.flush()
    if asked.stubborn:
        _stay()
    if asked.port:
        server.run("streamable-http", port=asked.port)
    else:
        server.run("stdio")


if __name__ == "__main__":
    main()
