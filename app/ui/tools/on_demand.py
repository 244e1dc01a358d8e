"""Brings the desk of called tools when a conversation first has some."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.conversation import Message
from app.domain.tool import ToolCall
from app.services.events import ToolCallChanged
from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.notices import Notices
from app.ui.theme.theme import Theme
from app.ui.transcript.rows.tool_card import CallCard
from app.ui.transcript.view import TranscriptView

if TYPE_CHECKING:
    from app.ui.tools.call_desk import CallDesk


class CallsOnDemand(QObject):
    """Stands in for the desk until there is a call: neither it nor the tools are part of a start."""

    conversation_wanted = Signal(str)
    waits = Signal(str, str)

    def __init__(
        self,
        studio: Studio,
        view: TranscriptView,
        bridge: Bridge,
        notices: Notices,
        theme: Theme,
    ) -> None:
        super().__init__(view)
        self._make: Callable[[], CallDesk] = lambda: _desk(studio, bridge, notices, theme, self)
        self._desk: CallDesk | None = None
        self._views: list[TranscriptView] = []
        self.serve(view)
        bridge.tool_call_changed.connect(self._call_changed)

    def serve(self, view: TranscriptView) -> None:
        """Have the cards of another transcript answered too, as long as it is there."""
        self._views.append(view)
        view.destroyed.connect(lambda: self._views.remove(view))
        view.show_calls(self._card)
        view.call_wanted.connect(lambda *wanted: self._needed().act(view, *wanted))

    def _card(self, message: Message, call: ToolCall) -> CallCard:
        return self._needed().card(message, call)

    def _call_changed(self, event: ToolCallChanged) -> None:
        self._needed().take(event, self._views)

    def _needed(self) -> "CallDesk":
        if self._desk is None:
            self._desk = self._make()
            self._desk.conversation_wanted.connect(self.conversation_wanted)
            self._desk.waits.connect(self.waits)
            self._desk.changed.connect(self._refresh)
        return self._desk

    def _refresh(self) -> None:
        for view in self._views:
            view.refresh_calls()


def _desk(
    studio: Studio, bridge: Bridge, notices: Notices, theme: Theme, parent: CallsOnDemand
) -> "CallDesk":
    from app.ui.tools.call_desk import CallDesk

    return CallDesk(studio, bridge, notices, theme, parent)
