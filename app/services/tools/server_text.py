"""Servers of tools as text: command lines, secrets line by line, and the JSON that other programs use."""

import json
import os
import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import NoReturn
from urllib.parse import urlsplit

from app.domain.errors import ErrorKind, InputError
from app.domain.ids import ToolServerId
from app.domain.tool_server import ServerKind, ToolServer
from app.services.clock import new_id

HIDDEN = "••••••"
"""Stands for a value that is kept: it never comes back to the screen."""

_NAMES = {
    ServerKind.PROGRAM: re.compile(r"[^\s=]+"),
    ServerKind.ADDRESS: re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+"),
}
_SIGNS = {ServerKind.PROGRAM: "=", ServerKind.ADDRESS: ":"}
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class DescribedServer:
    """A server as it was written down, with the values of its secrets, which are kept elsewhere."""

    server: ToolServer
    values: Mapping[str, str]


def split_command(line: str) -> tuple[str, ...]:
    """Command and arguments of a line, with quotes as a shell reads them.

    Raises:
        ValueError: a quote is not closed.
    """
    if os.name != "nt":
        return tuple(shlex.split(line))
    return tuple(word.strip('"') for word in shlex.split(line, posix=False))


def join_command(words: Sequence[str]) -> str:
    """The line of a command and its arguments."""
    if os.name != "nt":
        return shlex.join(words)
    return " ".join(f'"{word}"' if " " in word else word for word in words)


def secret_lines(server: ToolServer) -> str:
    """The variables or headers of a server, one a line, their values hidden."""
    sign = "=" if server.kind is ServerKind.PROGRAM else ": "
    return "\n".join(f"{name}{sign}{HIDDEN}" for name in server.secrets)


def read_secret_lines(text: str, kind: ServerKind) -> dict[str, str]:
    """Names and values; one that stayed hidden has the value ``HIDDEN``.

    Raises:
        InputError: HEADER_INVALID with the number of the ``line``.
    """
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        name, sign, value = line.partition(_SIGNS[kind])
        if not sign or not _NAMES[kind].fullmatch(name.strip()):
            raise InputError(ErrorKind.HEADER_INVALID, {"line": str(number)}, field="secrets")
        found[name.strip()] = value.strip()
    return found


def read_servers(text: str) -> tuple[DescribedServer, ...]:
    """The servers of ``{"mcpServers": {…}}``, as Claude Desktop, Cursor, VS Code and others write them.

    A single server's object, and the bare table of names, are read too.

    Raises:
        InputError: TOOL_SERVERS_INVALID with the ``reason``.
    """
    try:
        value = json.loads(text)
    except ValueError as error:
        _refuse(str(error))
    if not isinstance(value, Mapping):
        _refuse("{…}")
    table = next((value[key] for key in ("mcpServers", "servers", "mcp_servers") if key in value), value)
    if isinstance(table, Mapping) and ({"command", "url"} & table.keys()):
        table = {str(table.get("name") or ""): table}
    if not isinstance(table, Mapping) or not table:
        _refuse("“mcpServers”")
    return tuple(_described(str(name), entry) for name, entry in table.items())


def usual_name(server: ToolServer) -> str:
    """What a server is called whose name nobody wrote: after its host, its package or its program."""
    if server.kind is ServerKind.ADDRESS:
        return (urlsplit(server.url).hostname or server.url)[:_LONGEST_NAME]
    package = next((word for word in server.arguments if not word.startswith("-")), "")
    return (PurePath(package or server.command).name or server.command)[:_LONGEST_NAME]


def _described(name: str, entry: object) -> DescribedServer:
    if not isinstance(entry, Mapping):
        _refuse(f"“{name}”: {{…}}")
    server = ToolServer(ToolServerId(new_id()), name.strip()[:_LONGEST_NAME], "")
    command, url = entry.get("command"), entry.get("url") or entry.get("serverUrl") or entry.get("httpUrl")
    if isinstance(command, str) and command.strip():
        arguments = tuple(map(str, _list(entry.get("args"))))
        values = _texts(entry.get("env"))
        server = replace(server, command=command, arguments=arguments, folder=str(entry.get("cwd") or ""))
    elif isinstance(url, str) and url.startswith(("http://", "https://")):
        values = _texts(entry.get("headers"))
        server = replace(server, kind=ServerKind.ADDRESS, url=url)
    else:
        _refuse(f"“{name}”: command, url")
    server = replace(server, secrets=tuple(values), name=server.name or usual_name(server))
    return DescribedServer(server, values)


def _texts(value: object) -> dict[str, str]:
    return {str(name): str(each) for name, each in value.items()} if isinstance(value, Mapping) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _refuse(reason: str) -> NoReturn:
    raise InputError(ErrorKind.TOOL_SERVERS_INVALID, {"reason": reason}, field="servers")
