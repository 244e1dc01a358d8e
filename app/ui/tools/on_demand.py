"""Brings the desk of called tools when a conversation first has some."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.conversation import Message
from app.domain.tool import ToolCall
from app.services.events import ToolCallChanged
from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.chat.branch_feed import BranchFeed
from app.ui.notices import Notices
from app.ui.theme.theme import Theme
from app.ui.transcript.rows.tool_card import CallCard
from app.ui.transcript.view import TranscriptView

if TYPE_CHECKING:
    from app.ui.tools.call_desk import CallDesk


class CallsOnDemand(QObject):
    """Stands in for the desk until there is a call: neither it nor the tools are part of a start."""

    conversation_wanted = Signal(str)

    def __init__(
        self,
        studio: Studio,
        view: TranscriptView,
        feed: BranchFeed,
        bridge: Bridge,
        notices: Notices,
        theme: Theme,
    ) -> None:
        super().__init__(view)
        self._make: Callable[[], CallDesk] = lambda: _desk(studio, view, feed, bridge, notices, theme)
        self._desk: CallDesk | None = None
        view.show_calls(self._card)
        bridge.tool_call_changed.connect(self._call_changed)

    def _card(self, message: Message, call: ToolCall) -> CallCard:
        return self._needed().card(message, call)

    def _call_changed(self, event: ToolCallChanged) -> None:
        self._needed().take(event)

    def _needed(self) -> "CallDesk":
        if self._desk is None:
            self._desk = self._make()
            self._desk.conversation_wanted.connect(self.conversation_wanted)
        return self._desk


def _desk(
    studio: Studio,
    view: TranscriptView,
    feed: BranchFeed,
    bridge: Bridge,
    notices: Notices,
    theme: Theme,
) -> "CallDesk":
    from app.ui.tools.call_desk import CallDesk

    return CallDesk(studio, view, feed, bridge, notices, theme)
