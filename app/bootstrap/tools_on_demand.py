"""The tools for conversations that have some; nobody else loads them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.domain.conversation import ChatSettings
from app.domain.ids import ConversationId
from app.domain.tool import Tool, ToolCall, ToolResult

if TYPE_CHECKING:
    from app.services.tools.toolbox import Toolbox


class ToolsOnDemand:
    """A source of tools that is made when somebody first asks for more than none."""

    def __init__(self, begin: "Callable[[], Toolbox]") -> None:
        self._begin = begin
        self._toolbox: Toolbox | None = None

    def __call__(self) -> "Toolbox":
        """The tools themselves."""
        if self._toolbox is None:
            self._toolbox = self._begin()
        return self._toolbox

    async def offered(self, settings: ChatSettings) -> tuple[Tool, ...]:
        """As of ``ToolSource``."""
        if not (settings.tools or settings.functions.strip()):
            return ()
        return await self().offered(settings)

    async def run(self, conversation_id: ConversationId, call: ToolCall) -> ToolResult:
        """As of ``ToolSource``."""
        return await self().run(conversation_id, call)

    async def close(self) -> None:
        """End every server that was started."""
        if self._toolbox is not None:
            await self._toolbox.close()
