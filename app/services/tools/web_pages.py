"""Fetches a page of the open web as text."""

import re
from functools import partial

from app.domain.addresses import host_of
from app.domain.errors import ErrorKind, StudioError
from app.domain.ids import ConversationId
from app.services.conversation.conversations import Conversations
from app.services.off_loop import computed
from app.services.profiles import Profiles
from app.services.tools.output import ToolFailed, part_of
from app.services.tools.page_text import page_text
from app.transport.http import HttpTransport
from app.wire.response import WireResponse

LIMIT_BYTES = 5_000_000
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_REASONS = {
    ErrorKind.ADDRESS_PRIVATE: "the address lies on this computer or in its network, not in the open web",
    ErrorKind.ADDRESS_INVALID: "this is no web address",
    ErrorKind.ANSWER_TOO_LARGE: f"the page is larger than {LIMIT_BYTES:,} bytes",
}


class WebPages:
    """Reads pages without any key, by the way out of the conversation's provider, never from this network."""

    def __init__(self, transport: HttpTransport, profiles: Profiles, conversations: Conversations) -> None:
        self._transport = transport
        self._profiles = profiles
        self._conversations = conversations

    async def read(self, conversation_id: ConversationId, url: str, part: int) -> str:
        """A part of a page's text.

        Raises:
            ToolFailed: it cannot be had, or is no text.
        """
        if not url.startswith(("http://", "https://")):
            raise ToolFailed("Only addresses with http:// or https:// are fetched.")
        try:
            response = await self._fetch(conversation_id, url)
        except StudioError as error:
            raise ToolFailed(f"Not fetched: {_REASONS.get(error.kind, error.kind)}.") from error
        if response.status >= 400:
            raise ToolFailed(f"{host_of(url)} answered with status {response.status}.")
        text = await computed(partial(_text, response, url), 4 * len(response.body))
        return part_of(text, part, url)

    async def _fetch(self, conversation_id: ConversationId, url: str) -> WireResponse:
        conversation = self._conversations.get(conversation_id)
        chosen = conversation.settings.profile_id if conversation else None
        profile = (self._profiles.get(chosen) if chosen else None) or self._profiles.active
        if profile is None or profile.is_demo:
            return await self._transport.fetch(url, limit_bytes=LIMIT_BYTES)
        place = await self._profiles.destination(profile)
        return await self._transport.fetch(
            url, limit_bytes=LIMIT_BYTES, proxy=place.proxy, proxy_password=place.proxy_password
        )


def _text(response: WireResponse, url: str) -> str:
    kind = response.content_type
    if kind in ("", "text/html", "application/xhtml+xml"):
        return page_text(_decoded(response), url)
    if kind.startswith("text/") or kind.endswith(("json", "xml", "javascript")):
        return _decoded(response)
    raise ToolFailed(f"This is no page with text but {kind}, {len(response.body):,} bytes.")


def _decoded(response: WireResponse) -> str:
    named = _CHARSET.search(response.headers.get("content-type", "").encode("utf-8", "replace"))
    named = named or _CHARSET.search(response.body[:2048])
    charset = named[1].decode("ascii", "replace") if named else "utf-8"
    try:
        return response.body.decode(charset, "replace")
    except LookupError:
        return response.body.decode("utf-8", "replace")
