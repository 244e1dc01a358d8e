"""What the card of a call says, in the language of the window."""

import json
import re
from dataclasses import replace
from math import floor

from PySide6.QtCore import QObject

from app.domain.conversation import Message
from app.domain.tool import ToolCall, ToolResult
from app.services.clock import stopwatch
from app.services.events import ToolCallState
from app.services.tools.built_in import BUILT_IN
from app.services.tools.functions import TYPED
from app.services.tools.offer import split_wire_name
from app.services.tools.progress import CallProgress
from app.services.tools.toolbox import Toolbox
from app.ui.tools.tool_words import built_in_title, source_title
from app.ui.transcript.rows.tool_card import CallCard

ALLOW, ALWAYS, REFUSE, ANSWER = "allow_call", "always_call", "refuse_call", "answer_call"
_SHORTEST_S = 0.1
_UNSEEN = re.compile(
    "[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
"""Letters that show nothing, or turn the order of others around: who is asked has to see them."""


class CallCards(QObject):
    """Finds the words for cards.

    Args:
        toolbox: knows who runs a tool, and how far its call has come.
    """

    def __init__(self, toolbox: Toolbox, parent: QObject) -> None:
        super().__init__(parent)
        self._toolbox = toolbox

    def card(self, message: Message, call: ToolCall) -> CallCard:
        """The card of one call of a message."""
        name, source = self.names(call.name)
        common = CallCard(
            call.id,
            in_plain_sight(name),
            in_plain_sight(source),
            "",
            arguments=in_plain_sight(_pretty(call.arguments)),
            fold_label=self.tr("Details"),
        )
        result = next((each for each in message.tool_results if each.call_id == call.id), None)
        if result is not None:
            return self._ended(common, result)
        progress = self._toolbox.progress.of(message.conversation_id, call.id)
        return self._under_way(common, progress)

    def names(self, wire_name: str) -> tuple[str, str]:
        """What a tool is called, and who runs it."""
        handle, _ = split_wire_name(wire_name)
        if handle:
            return self._toolbox.servers.title_of(wire_name), source_title(
                handle, self._toolbox.servers.name_of(handle)
            )
        built_in = wire_name in self._toolbox.built_ins.all
        return built_in_title(wire_name), source_title(BUILT_IN if built_in else TYPED)

    def _ended(self, card: CallCard, result: ToolResult) -> CallCard:
        seconds = result.seconds or 0.0
        time = f" · {self._time(seconds)}" if seconds >= _SHORTEST_S else ""
        if result.refused:
            status, icon, color = self.tr("Refused"), "stop", "text_muted"
        elif result.failed:
            status, icon, color = self.tr("Failed") + time, "error", "danger"
        else:
            status, icon, color = self.tr("Done") + time, "tool", "text_muted"
        return replace(
            card, status=status, icon=icon, color=color, result=result.text, copy_label=self.tr("Copy result")
        )

    def _under_way(self, card: CallCard, progress: CallProgress | None) -> CallCard:
        if progress is None:
            return replace(card, status=self.tr("Not run"), icon="tool")
        if progress.state is ToolCallState.WAITING_CONSENT:
            return replace(
                card,
                status=self.tr("Waits for your permission"),
                icon="lock",
                color="warning",
                open=True,
                note=self.tr("The model wants to use this tool. May it?"),
                buttons=(
                    (ALLOW, self.tr("Allow once")),
                    (ALWAYS, self.tr("Always allow")),
                    (REFUSE, self.tr("Refuse")),
                ),
            )
        if progress.state is ToolCallState.WAITING_ANSWER:
            return replace(
                card,
                status=self.tr("Waits for your result"),
                icon="edit",
                color="warning",
                open=True,
                note=self.tr("You play this function: what does it give back?"),
                buttons=((ANSWER, self.tr("Type the result…")),),
            )
        seconds = floor(stopwatch() - progress.since)
        return replace(
            card,
            status=self.tr("Running · {time}").format(time=self._time(seconds)),
            icon="clock",
            color="accent",
        )

    def _time(self, seconds: float) -> str:
        if seconds >= 60:
            minutes, rest = divmod(round(seconds), 60)
            return self.tr("{minutes} min {seconds} s").format(minutes=minutes, seconds=rest)
        return self.tr("{seconds} s").format(seconds=f"{seconds:.1f}" if seconds % 1 else f"{seconds:.0f}")


def in_plain_sight(text: str) -> str:
    """A text whose invisible letters are written out."""
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _pretty(arguments: str) -> str:
    """Arguments line by line; what is no JSON as the model wrote it."""
    try:
        value = json.loads(arguments)
    except (ValueError, RecursionError):
        return arguments
    return json.dumps(value, ensure_ascii=False, indent=2) if value else ""
