"""The tools that need no server."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from app.domain.ids import ConversationId
from app.domain.tool import Tool
from app.services.clock import now
from app.services.tools.attached_files import AttachedFiles
from app.services.tools.calculator import NotCalculated, calculate
from app.services.tools.current_time import describe_time
from app.services.tools.output import Output, ToolFailed, number_argument, text_argument
from app.services.tools.web_pages import WebPages

BUILT_IN = "built_in"
"""What ``Tool.source`` says of them."""

Arguments = dict[str, object]

_PART = {"type": "integer", "minimum": 1, "description": "Which part of a long text, from 1."}


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """A tool of the studio's own. One that ``asks`` reaches beyond the conversation."""

    tool: Tool
    run: Callable[[ConversationId, Arguments], Awaitable[str]]
    asks: bool = False


class BuiltIns:
    """All of them, by name."""

    def __init__(self, files: AttachedFiles, pages: WebPages) -> None:
        self._files = files
        self._pages = pages
        self.all = {one.tool.name: one for one in self._make()}

    async def run(self, conversation_id: ConversationId, name: str, arguments: Arguments) -> Output:
        """What one gives."""
        try:
            return Output(await self.all[name].run(conversation_id, arguments))
        except ToolFailed as failure:
            return Output(str(failure), failed=True)

    def _make(self) -> tuple[BuiltIn, ...]:
        return (
            BuiltIn(
                _tool(
                    "current_time",
                    "The current date and time with its time zone.",
                    {
                        "zone": _text(
                            "IANA time zone, for example Asia/Shanghai; leave it out for the user's."
                        )
                    },
                ),
                self._time,
            ),
            BuiltIn(
                _tool(
                    "calculator",
                    "Calculates an arithmetic expression exactly: + - * / // % ^ !, brackets, sqrt, log, "
                    "sin, round, comb, gcd and others.",
                    {"expression": _text("For example (2 + 3) * sqrt(2)")},
                    "expression",
                ),
                self._calculate,
            ),
            BuiltIn(
                _tool(
                    "read_attached_file",
                    "Reads the text of a document that the user attached to this conversation.",
                    {"name": _text("The file's name; not needed when there is only one."), "part": _PART},
                ),
                self._read_file,
            ),
            BuiltIn(
                _tool(
                    "fetch_web_page",
                    "Fetches a page of the public web as text. The user is asked first.",
                    {"url": _text("Address with https:// or http://"), "part": _PART},
                    "url",
                ),
                self._fetch_page,
                asks=True,
            ),
        )

    async def _time(self, conversation_id: ConversationId, arguments: Arguments) -> str:
        return describe_time(now(), text_argument(arguments, "zone"))

    async def _calculate(self, conversation_id: ConversationId, arguments: Arguments) -> str:
        expression = text_argument(arguments, "expression")
        try:
            return f"{expression} = {calculate(expression)}"
        except NotCalculated as error:
            raise ToolFailed(f"Not calculated: {error}") from error

    async def _read_file(self, conversation_id: ConversationId, arguments: Arguments) -> str:
        name, part = text_argument(arguments, "name"), number_argument(arguments, "part", 1)
        return await self._files.read(conversation_id, name, part)

    async def _fetch_page(self, conversation_id: ConversationId, arguments: Arguments) -> str:
        url, part = text_argument(arguments, "url"), number_argument(arguments, "part", 1)
        return await self._pages.read(conversation_id, url, part)


def _tool(name: str, description: str, properties: dict[str, object], *required: str) -> Tool:
    parameters: dict[str, object] = {"type": "object", "properties": properties}
    if required:
        parameters["required"] = list(required)
    return Tool(name, description, parameters, BUILT_IN)


def _text(description: str) -> dict[str, object]:
    return {"type": "string", "description": description}
