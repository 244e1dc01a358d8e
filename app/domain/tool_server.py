"""Servers that offer tools by the Model Context Protocol, as the person named them. No secret is here."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.ids import KeyId, ToolServerId

USUAL_LIMIT_S = 60.0


class ServerKind(StrEnum):
    """How a server is reached."""

    PROGRAM = "program"
    """Started here, spoken to over its standard input and output."""
    ADDRESS = "address"
    """Spoken to over streamable HTTP."""


@dataclass(frozen=True, slots=True)
class ToolServer:
    """One server.

    ``handle`` goes before the names of its tools on the wire and stays when the server is renamed.
    ``secrets`` names the environment variables of a program, or the headers for an address; their values lie
    in the keyring.
    """

    id: ToolServerId
    name: str
    handle: str
    kind: ServerKind = ServerKind.PROGRAM
    command: str = ""
    arguments: tuple[str, ...] = ()
    folder: str = ""
    url: str = ""
    secrets: tuple[str, ...] = ()
    limit_s: float = USUAL_LIMIT_S
    """How long one call may take, in seconds."""

    def key_of(self, name: str) -> KeyId:
        """Where the keyring holds the value of a variable or header."""
        return KeyId(f"tools.{self.id}.{name}")
