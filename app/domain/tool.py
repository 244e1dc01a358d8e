"""Tools that a model may call: what it is offered, what it asks for, what it gets back."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Tool:
    """One function as a model is told of it.

    ``name`` is what the wire carries: letters, digits, ``_`` and ``-``, at most 64, unique within a request.
    ``parameters`` is a JSON Schema of an object. ``source`` says who runs it: ``built_in``, ``typed`` (the
    person answers by hand) or the id of a server; ``title`` is its name for the person.
    """

    name: str
    description: str = ""
    parameters: dict[str, object] = field(default_factory=dict)
    source: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A model wants a tool run. ``arguments`` is JSON text as the model wrote it, which may be broken."""

    id: str
    name: str
    arguments: str = ""


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What a tool gave back to one call, in words that the model reads. A failure is told as one."""

    call_id: str
    name: str
    text: str
    failed: bool = False
    refused: bool = False
    """The person did not let it run; such a result has failed too."""
    seconds: float | None = None
