"""What leads to a server of tools, and what it says. Nothing here loads the protocol's package."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Program:
    """A server that is started here."""

    command: str
    arguments: tuple[str, ...] = ()
    folder: str = ""
    variables: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Added to the environment; often keys, so that nobody prints them."""


@dataclass(frozen=True, slots=True)
class Address:
    """A server that runs elsewhere and is reached over streamable HTTP."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


Target = Program | Address


@dataclass(frozen=True, slots=True)
class ServerTool:
    """A tool as its server describes it. ``parameters`` is a JSON Schema."""

    name: str
    title: str = ""
    description: str = ""
    parameters: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ServerAnswer:
    """What a call gave back, as text that a model reads."""

    text: str
    failed: bool = False
