"""Where the tools that an answer calls come from, and who runs them."""

from typing import Protocol

from app.domain.conversation import ChatSettings
from app.domain.ids import ConversationId
from app.domain.tool import Tool, ToolCall, ToolResult


class ToolSource(Protocol):
    """What conversations may call, and the one place that runs it."""

    async def offered(self, settings: ChatSettings) -> tuple[Tool, ...]:
        """What a conversation with these settings offers its model.

        Raises:
            StudioError: the settings name what cannot be offered, for example functions that are no JSON.
        """
        ...

    async def run(self, conversation_id: ConversationId, call: ToolCall) -> ToolResult:
        """Run one call and wait for its result, however long the person takes to allow or to answer it.

        A tool that fails, takes too long or is not allowed gives a failed result; nothing is raised for it.
        """
        ...
