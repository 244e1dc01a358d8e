"""Anthropic's path for chat: /v1/messages."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.demo.keys import check_funds, check_key
from app.demo.native.anthropic_answer import events, message_of, overloaded
from app.demo.native.anthropic_cache import PromptCache
from app.demo.native.anthropic_request import AnthropicCall, read_anthropic_call
from app.demo.native.call import model_offered
from app.demo.native.desk import NativeDesk, broken_success, object_of
from app.demo.native.reply import Ending, Reply
from app.demo.native.trouble import ChatTrouble


class AnthropicChat:
    """The answers of Claude."""

    def __init__(self, desk: NativeDesk) -> None:
        self._desk = desk
        self._cache = PromptCache()

    def routes(self) -> list[Route]:
        """Its path."""
        return [Route("/v1/messages", self.create, methods=["POST"])]

    async def create(self, request: Request) -> Response:
        """new-api looks at the key, the model and the account; then Anthropic looks at the rest."""
        key = check_key(request.headers.get("x-api-key") or request.headers.get("authorization", ""))
        body = await object_of(request)
        model = model_offered(body, self._desk.models, "anthropic")
        check_funds(key)
        call = read_anthropic_call(body, model)
        if call.call.has(ChatTrouble.BROKEN):
            return broken_success(request)
        reply = _ended(await self._desk.reply(call.call, request), call)
        message = message_of(call, reply, self._cache.use(body), next(self._desk.numbers))
        if call.call.chat.stream:
            return self._desk.stream(events(message, call, reply.ending), call.call)
        if reply.ending in (Ending.FAILED, Ending.CUT_OFF):
            raise overloaded()
        return await self._desk.whole(message, call.call, reply)


def _ended(reply: Reply, call: AnthropicCall) -> Reply:
    """The reply with the endings that only Claude has."""
    if call.call.has(ChatTrouble.REFUSED):
        return Reply(reasoning=reply.reasoning, ending=Ending.REFUSED)
    if call.call.has(ChatTrouble.PAUSED) and call.call.searches and not call.goes_on:
        return replace(reply, ending=Ending.PAUSED)
    return reply
