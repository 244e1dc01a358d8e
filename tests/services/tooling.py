"""A conversation that calls tools without a model: the calls are made by hand."""

import asyncio
import json
import sys
from pathlib import Path

from app.domain.conversation import ChatSettings
from app.domain.ids import ConversationId, ToolServerId
from app.domain.tool import Tool, ToolCall, ToolResult
from app.domain.tool_server import ToolServer
from app.services.events import ToolCallChanged, ToolCallState
from app.services.studio import Studio

WORKSHOP = Path(__file__).parent.parent / "tool_servers" / "workshop.py"


def workshop(*words: str, name: str = "Workshop", secrets: tuple[str, ...] = ()) -> ToolServer:
    """The server that tests have, as a program."""
    arguments = (str(WORKSHOP), *words)
    handle = name.lower()
    return ToolServer(
        ToolServerId(handle), name, handle, command=sys.executable, arguments=arguments, secrets=secrets
    )


class Caller:
    """Makes calls in one conversation, and notes what the studio tells of them."""

    def __init__(self, studio: Studio, conversation_id: ConversationId) -> None:
        self.id = conversation_id
        self.toolbox = studio.tools
        self.told: list[tuple[str, ToolCallState]] = []
        self._conversations = studio.conversations
        self._happened = asyncio.Event()
        studio.hub.listen(ToolCallChanged, self._note)

    async def offered(self) -> dict[str, Tool]:
        """What the model of the conversation would be told of, by name."""
        conversation = self._conversations.get(self.id)
        assert conversation is not None
        return {tool.name: tool for tool in await self.toolbox.offered(conversation.settings)}

    async def call(self, name: str, /, *, call_id: str = "call-1", **arguments: object) -> ToolResult:
        """Call a tool and wait for its result."""
        return await self.toolbox.run(self.id, ToolCall(call_id, name, json.dumps(arguments)))

    async def until_told(self, state: ToolCallState, call_id: str = "call-1") -> None:
        """Wait until a call has come so far."""
        async with asyncio.timeout(20):
            while (call_id, state) not in self.told:
                self._happened.clear()
                await self._happened.wait()

    def _note(self, event: ToolCallChanged) -> None:
        if event.conversation_id == self.id:
            self.told.append((event.call_id, event.state))
        self._happened.set()


async def begin_calling(studio: Studio, *tools: str, functions: str = "") -> Caller:
    """A conversation that may call these tools."""
    settings = ChatSettings(model="demo-chat", tools=tools, functions=functions)
    conversation = await studio.conversations.create(settings)
    return Caller(studio, conversation.id)
