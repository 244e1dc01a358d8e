"""The words around a message: who, when, how fast, what can be done."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QDateTime, QLocale

from app.catalog.advice import ErrorWords
from app.domain.conversation import BranchNode, Message, MessageState, Role
from app.domain.tool import ToolCall
from app.domain.tool_pairing import missing
from app.ui.spending.money_words import cost_words
from app.ui.transcript.phrases import Phrases
from app.ui.transcript.rows.strips import Foot, Notice
from app.ui.transcript.rows.tool_card import CallCard

_SEPARATOR = " · "


class Captions:
    """Puts phrases together for the rows around a text."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self.data_note: Callable[[Message], Notice] = lambda _message: Notice("")
        """What is said of an answer that was asked for in a form."""
        self.call_card: Callable[[Message, ToolCall], CallCard] = _bare_card
        """What the card of a call says."""
        self.retry = ("", 0.0)
        """The message that its gateway is asked for again, and after how many seconds."""

    def speaker(self, message: Message) -> str:
        """Who wrote a message."""
        return self.phrases.person() if message.role is Role.USER else self.head(message)[0]

    def head(self, message: Message) -> tuple[str, str]:
        """Who speaks, and what stands quietly beside it."""
        if message.role is Role.SYSTEM:
            return self.phrases.system(), ""
        name = message.answered_model or message.model or self.phrases.assistant()
        parts = (message.profile_name, moment(message.created_at))
        return name, _SEPARATOR.join(part for part in parts if part)

    def thought(self, message: Message, *, thinking: bool) -> str:
        """Title of the thought."""
        if thinking:
            return self.phrases.thinking()
        reasoning = message.reasoning
        title = self.phrases.thought(reasoning.seconds if reasoning else None)
        parts = (title, message.answered_model or message.model, moment(message.created_at))
        return _SEPARATOR.join(part for part in parts if part)

    def notice(self, message: Message) -> Notice:
        """The quiet line below a text."""
        phrases = self.phrases
        go_on = ("continue", phrases.label("continue"))
        if message.state is MessageState.STREAMING:
            awaited, seconds = self.retry
            if message.background_id:
                return Notice(phrases.researching())
            return Notice(phrases.retrying(seconds) if message.id == awaited else phrases.waiting())
        cut = message.state in (MessageState.STOPPED, MessageState.INTERRUPTED)
        if cut and message.finish_reason and missing(message.tool_calls, message.tool_results):
            rest = ("go_on", phrases.label("go_on"))
            return Notice(phrases.tools_cut(), "stop", rest)
        if message.state is MessageState.STOPPED:
            return Notice(phrases.stopped(), "stop", go_on)
        if message.state is MessageState.INTERRUPTED and message.background_id:
            return Notice(phrases.made_elsewhere(), "info", ("continue", phrases.label("fetch")))
        if message.state is MessageState.INTERRUPTED or message.finish_reason == "paused":
            return Notice(phrases.interrupted(), "info", go_on)
        if message.finish_reason == "content_filter":
            return Notice(phrases.filtered(), "info")
        return Notice(phrases.shortened(), "info", go_on)

    def error_buttons(self, words: ErrorWords) -> list[tuple[str, str]]:
        """What the card of an error offers."""
        names = [words.action] if words.action else []
        names += [name for name in ("retry", "details") if name not in names]
        return [(name, self.phrases.label(name)) for name in names]

    def foot(self, node: BranchNode, *, newest: bool) -> Foot:
        """What stands below a message."""
        message, siblings = node.message, node.siblings
        count = len(siblings.ids)
        own = message.role is Role.USER
        return Foot(
            buttons=tuple((name, self.phrases.label(name)) for name in self._buttons(node)),
            versions=self.phrases.siblings(siblings.index, count) if count > 1 else "",
            previous=self.phrases.label("previous") if siblings.index > 0 else "",
            next=self.phrases.label("next") if siblings.index + 1 < count else "",
            figures=moment(message.created_at) if own else self.figures(message),
            right=own,
            lasting=newest and not own,
        )

    def figures(self, message: Message) -> str:
        """Tokens and cost, time to the first token and speed, as far as they are known."""
        parts = []
        tokens = message.usage.completion_tokens if message.usage else None
        first, total = message.timing.first_token_ms, message.timing.total_ms
        if tokens is not None:
            parts.append(self.phrases.tokens(tokens))
        if message.cost is not None:
            parts.append(cost_words(message.cost))
        if first is not None:
            parts.append(self.phrases.first_token(first / 1000))
        if tokens and first is not None and total is not None and total > first:
            parts.append(self.phrases.speed(1000 * tokens / (total - first)))
        return _SEPARATOR.join(parts)

    def _buttons(self, node: BranchNode) -> tuple[str, ...]:
        message = node.message
        if message.role is Role.ASSISTANT:
            beside = ("compare",) if len(node.siblings.ids) > 1 else ()
            finished = message.state is not MessageState.STREAMING
            return ("copy", *beside, *(("regenerate", "edit", "more") if finished else ()))
        return ("copy", "edit", "more")


def _bare_card(message: Message, call: ToolCall) -> CallCard:
    return CallCard(call.id, call.name, "", "", arguments=call.arguments)


def moment(when: datetime) -> str:
    """The time of a message of today, the date and the time of any other."""
    local = QDateTime.fromSecsSinceEpoch(int(when.timestamp()))
    locale = QLocale()
    time = locale.toString(local.time(), QLocale.FormatType.ShortFormat)
    if local.date() == QDateTime.currentDateTime().date():
        return time
    return f"{locale.toString(local.date(), QLocale.FormatType.ShortFormat)} {time}"
