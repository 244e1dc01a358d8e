"""The one place that says what a conversation may call, and runs what it calls."""

import asyncio
import json
import logging
from collections.abc import Callable
from functools import lru_cache

from app.domain.conversation import ChatSettings
from app.domain.errors import StudioError
from app.domain.ids import ConversationId
from app.domain.tool import Tool, ToolCall, ToolResult
from app.domain.tool_text import shortened
from app.services.clock import elapsed_ms, stopwatch
from app.services.events import ToolCallState
from app.services.tools.built_in import BUILT_IN, Arguments, BuiltIns
from app.services.tools.consent import Consent
from app.services.tools.functions import TYPED, read_functions
from app.services.tools.offer import EVERY, Offer, once_each, wire_name
from app.services.tools.output import Output, ToolFailed
from app.services.tools.progress import Progress
from app.services.tools.server_link import ServerLink
from app.services.tools.servers import ToolServers

log = logging.getLogger(__name__)

REFUSED = "The user did not allow this call."

_functions = lru_cache(maxsize=16)(read_functions)


class Toolbox:
    """Implements ``app.services.conversation.tool_rounds.ToolSource``.

    Args:
        settings_of: what a conversation chose; None when it is gone.
    """

    def __init__(
        self,
        built_ins: BuiltIns,
        servers: ToolServers,
        consent: Consent,
        progress: Progress,
        settings_of: Callable[[ConversationId], ChatSettings | None],
    ) -> None:
        self.built_ins = built_ins
        self.servers = servers
        self.consent = consent
        self.progress = progress
        self._settings_of = settings_of

    async def offered(self, settings: ChatSettings) -> tuple[Tool, ...]:
        """What a conversation with these settings offers its model.

        Raises:
            StudioError: functions that are none, or a server that does not start.
        """
        return tuple(offer.tool for offer in await self._offers(settings))

    async def run(self, conversation_id: ConversationId, call: ToolCall) -> ToolResult:
        """Run one call and wait for its result, however long the person takes to allow or to answer it."""
        try:
            return await self._called(conversation_id, call)
        finally:
            self.progress.forget(conversation_id, call.id)

    def count(self, settings: ChatSettings) -> int:
        """How many tools are chosen; a server whose tools nobody has listed counts as one."""
        count = 0
        for source, names in _by_source(settings.tools).items():
            if source == BUILT_IN:
                every = len(self.built_ins.all)
            elif (link := self.servers.get(source)) is not None:
                every = 1 if link.known_tools is None else len(link.known_tools)
            else:
                continue  # removed, or not read yet
            count += every if EVERY in names else len(names)
        return count

    async def close(self) -> None:
        """End every server."""
        await self.servers.close()

    async def _called(self, conversation_id: ConversationId, call: ToolCall) -> ToolResult:
        try:
            offer = await self._offer(conversation_id, call)
            arguments = _arguments(call)
        except ToolFailed as failure:
            return ToolResult(call.id, call.name, str(failure), failed=True)
        except StudioError as error:
            reason = error.values.get("reason") or error.kind
            return ToolResult(call.id, call.name, f"The tool cannot be used: {reason}", failed=True)
        if offer.tool.source == TYPED:
            output = await self.consent.result_of(conversation_id, call, offer)
            return ToolResult(call.id, call.name, shortened(output.text), output.failed)
        if self._asks(offer) and not await self.consent.may_run(conversation_id, call, offer):
            return ToolResult(call.id, call.name, REFUSED, failed=True, refused=True)
        return await self._run(conversation_id, call, offer, arguments)

    async def _run(
        self, conversation_id: ConversationId, call: ToolCall, offer: Offer, arguments: Arguments
    ) -> ToolResult:
        self.progress.tell(conversation_id, call.id, ToolCallState.RUNNING)
        began = stopwatch()
        try:
            output = await self._output(conversation_id, offer, arguments)
        except Exception:
            log.exception("The tool %s failed through our own fault", offer.key)
            output = Output("The tool failed.", failed=True)
        seconds = round(elapsed_ms(began) / 1000, 3)
        return ToolResult(call.id, call.name, output.text, output.failed, seconds=seconds)

    async def _output(self, conversation_id: ConversationId, offer: Offer, arguments: Arguments) -> Output:
        if offer.tool.source == BUILT_IN:
            return await self.built_ins.run(conversation_id, offer.own_name, arguments)
        link = self.servers.get(offer.tool.source)
        if link is None:
            return Output("The server of this tool was removed.", failed=True)
        return await link.call(offer.own_name, arguments)

    def _asks(self, offer: Offer) -> bool:
        """Whether a tool needs the person's word; what stays within the conversation does not."""
        return offer.tool.source != BUILT_IN or self.built_ins.all[offer.own_name].asks

    async def _offer(self, conversation_id: ConversationId, call: ToolCall) -> Offer:
        settings = self._settings_of(conversation_id)
        offers = await self._offers(settings) if settings is not None else ()
        for offer in offers:
            if offer.tool.name == call.name:
                return offer
        raise ToolFailed(f"There is no tool {call.name!r} in this conversation.")

    async def _offers(self, settings: ChatSettings) -> tuple[Offer, ...]:
        """Functions first, which keep the names that the person gave them."""
        functions = await asyncio.to_thread(_functions, settings.functions) if settings.functions else ()
        typed = [Offer(tool, tool.name) for tool in functions]
        chosen = _by_source(settings.tools)
        own = chosen.pop(BUILT_IN, frozenset())
        built_in = [Offer(one.tool, name) for name, one in self.built_ins.all.items() if own & {name, EVERY}]
        if chosen:
            await self.servers.load()
        links = [link for link in self.servers.all if link.server.id in chosen]
        lists = await asyncio.gather(*(_of_server(link, chosen[link.server.id]) for link in links))
        return once_each([*typed, *built_in, *(offer for each in lists for offer in each)])


async def _of_server(link: ServerLink, names: frozenset[str]) -> list[Offer]:
    server = link.server
    return [
        Offer(
            Tool(
                wire_name(server.handle, tool.name),
                tool.description,
                {"type": "object", **tool.parameters},
                server.id,
                tool.title or tool.name,
            ),
            tool.name,
        )
        for tool in await link.tools()
        if names & {tool.name, EVERY}
    ]


def _by_source(tools: tuple[str, ...]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for entry in tools:
        source, _, name = entry.partition("/")
        found[source] = found.get(source, frozenset()) | {name}
    return found


def _arguments(call: ToolCall) -> Arguments:
    """What a model wrote, as an object.

    Raises:
        ToolFailed: it is none.
    """
    if not call.arguments.strip():
        return {}
    try:
        value = json.loads(call.arguments)
    except ValueError as error:
        raise ToolFailed(f"The arguments are no JSON: {error}") from error
    if not isinstance(value, dict):
        raise ToolFailed("The arguments have to be a JSON object.")
    return value
