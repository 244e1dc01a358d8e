"""The events of OpenAI's Responses (reference: openai SDK ``types/responses/response_stream_event.py``).

Dispatched by ``type`` inside the data. Deltas are told as they come; the finished response at the end fills
in what no delta told, and its items go back in the next turn.
"""

from collections.abc import Iterator, Mapping, Sequence

from app.domain.chat_event import (
    ChatEvent,
    Cited,
    InBackground,
    MediaFound,
    ReasoningDelta,
    RefusalDelta,
    TextDelta,
    ToolCallDelta,
)
from app.domain.errors import ErrorKind
from app.protocols.chat.data_urls import from_base64
from app.protocols.chat.dialects import other_dialect
from app.protocols.chat.native_answer import NativeAnswer
from app.protocols.chat.openai_usage import usage_of
from app.protocols.chat.responses_request import FORMAT
from app.protocols.chat.shown_code import shown_code
from app.protocols.failures import error_from_json, failure
from app.protocols.read import as_list, as_object, at, first_text, fragment, json_or_none, well_formed
from app.wire.response import ServerEvent

_FINAL = ("response.completed", "response.incomplete", "response.failed", "response.cancelled")
_TEXTS = ("response.output_text.delta",)
_THOUGHTS = (
    "response.reasoning_summary_text.delta",
    "response.reasoning_text.delta",
    "response.reasoning_summary.delta",
)
_REASONS = {"max_output_tokens": "length", "max_messages": "length", "content_filter": "content_filter"}
_NEEDED_AGAIN = ("reasoning", "function_call", "custom_tool_call", "web_search_call", "code_interpreter_call")


class ResponsesDecoder:
    """Turns the events of one stream, or a whole response, into chat events. It never raises."""

    def __init__(self) -> None:
        self._answer = NativeAnswer(FORMAT)
        self._items: list[object] = []
        self._calls: dict[str, int] = {}
        self._told_arguments: set[str] = set()
        self._cited: set[str] = set()
        self._has_text = self._has_thought = self._has_refusal = False
        self._summary = 0
        self._is_background = False

    def feed(self, event: ServerEvent) -> Sequence[ChatEvent]:
        """What one server event says."""
        return [] if self._answer.over else self._take(as_object(json_or_none(event.data)))

    def finish(self) -> Sequence[ChatEvent]:
        """What the end of the body says."""
        kinds = [first_text(item, "type") for item in self._items]
        return self._answer.end(self._items if any(kind in _NEEDED_AGAIN for kind in kinds) else [])

    def whole(self, response: Mapping[str, object]) -> Sequence[ChatEvent]:
        """What a response in one piece says."""
        events = self._end(response)
        return events if self._is_background and not self._is_over else [*events, *self.finish()]

    @property
    def _is_over(self) -> bool:
        return self._answer.over or bool(self._answer.reason)

    def _take(self, said: Mapping[str, object]) -> list[ChatEvent]:
        kind = first_text(said, "type")
        if kind in _FINAL:
            return self._end(as_object(said.get("response")))
        if kind in _TEXTS:
            return self._text(fragment(said.get("delta")))
        if kind in _THOUGHTS:
            return self._thought(fragment(said.get("delta")))
        match kind:
            case "response.created" | "response.in_progress" | "response.queued":
                return self._begin(as_object(said.get("response")))
            case "response.reasoning_summary_part.added":
                return self._next_summary()
            case "response.refusal.delta":
                return self._refused(fragment(said.get("delta")))
            case "response.output_text.annotation.added":
                return self._cite(said.get("annotation"))
            case "response.output_item.added":
                return self._opened(as_object(said.get("item")))
            case "response.function_call_arguments.delta" | "response.custom_tool_call_input.delta":
                return self._argued(first_text(said, "item_id"), fragment(said.get("delta")))
            case "response.output_item.done":
                return self._closed(as_object(said.get("item")))
            case "error" | "response.error":
                error = error_from_json({"error": said.get("error") or said})
                return self._answer.fail(error or failure(ErrorKind.GATEWAY_FAILED))
            case _:
                error = error_from_json(said) if not kind and "error" in said else other_dialect(said, FORMAT)
                return self._answer.fail(error) if error else []

    def _begin(self, response: Mapping[str, object]) -> list[ChatEvent]:
        name = first_text(response, "id")
        events = self._answer.start(first_text(response, "model"), name)
        if response.get("background") is True and name and not self._is_background:
            self._is_background = True
            events.append(InBackground(name))
        return events

    def _next_summary(self) -> list[ChatEvent]:
        """Every part after the first begins a paragraph of its own."""
        self._summary += 1
        return self._thought("\n\n") if self._summary > 1 and self._has_thought else []

    def _opened(self, item: Mapping[str, object]) -> list[ChatEvent]:
        if first_text(item, "type") not in ("function_call", "custom_tool_call"):
            return []
        self._answer.said = True
        key = first_text(item, "id", "call_id")
        number = self._calls.setdefault(key, len(self._calls))
        return [ToolCallDelta(0, number, first_text(item, "call_id", "id"), first_text(item, "name"), "")]

    def _argued(self, item_id: str, piece: str) -> list[ChatEvent]:
        number = self._calls.setdefault(item_id, len(self._calls))
        self._told_arguments.add(item_id)
        return [ToolCallDelta(0, number, "", "", well_formed(piece))] if piece else []

    def _closed(self, item: Mapping[str, object]) -> list[ChatEvent]:
        """An item is whole: it is kept, and told as far as its deltas did not."""
        self._items.append(item)
        match first_text(item, "type"):
            case "message":
                return [event for part in as_list(item.get("content")) for event in self._part(part)]
            case "reasoning" if not self._has_thought:
                parts = (*as_list(item.get("summary")), *as_list(item.get("content")))
                return self._thought("\n\n".join(fragment(at(part, "text")) for part in parts))
            case "function_call" | "custom_tool_call":
                return self._call(item)
            case "image_generation_call":
                return self._picture(fragment(item.get("result")))
            case "code_interpreter_call":
                return self._ran(item)
            case _:
                return []

    def _part(self, part: object) -> list[ChatEvent]:
        events: list[ChatEvent] = []
        if first_text(part, "type") == "refusal" and not self._has_refusal:
            events += self._refused(fragment(at(part, "refusal")))
        elif not self._has_text:
            events += self._text(fragment(at(part, "text")))
        for annotation in as_list(at(part, "annotations")):
            events += self._cite(annotation)
        return events

    def _call(self, item: Mapping[str, object]) -> list[ChatEvent]:
        key = first_text(item, "id", "call_id")
        events = [] if key in self._calls else self._opened(item)
        arguments = fragment(item.get("arguments")) or fragment(item.get("input"))
        return [*events, *(self._argued(key, arguments) if key not in self._told_arguments else ())]

    def _picture(self, encoded: str) -> list[ChatEvent]:
        media = from_base64(encoded) if encoded else None
        if media is None:
            return []
        self._answer.said = True
        return [MediaFound(0, media)]

    def _ran(self, item: Mapping[str, object]) -> list[ChatEvent]:
        """Code and its output, once both are there; the answer's own words are told apart from them."""
        printed = [fragment(at(output, "logs")) for output in as_list(item.get("outputs"))]
        blocks = [(fragment(item.get("code")), "python"), *((text, "text") for text in printed)]
        shown = "".join(shown_code(text, language) for text, language in blocks if text.strip())
        if not shown:
            return []
        self._answer.said = True
        return [TextDelta(0, f"{shown}\n")]

    def _end(self, response: Mapping[str, object]) -> list[ChatEvent]:
        events = self._begin(response)
        known = len(self._items)
        for item in as_list(response.get("output"))[known:] if known else as_list(response.get("output")):
            events += self._closed(as_object(item))
        events += self._answer.count(usage_of(response.get("usage")))
        status = first_text(response, "status").lower()
        if status in ("failed", "cancelled"):
            error = error_from_json({"error": response.get("error")}) or failure(ErrorKind.GATEWAY_FAILED)
            return [*events, *self._answer.fail(error)]
        if status in ("queued", "in_progress"):
            return events
        why = first_text(response.get("incomplete_details"), "reason")
        usual = "tool_calls" if self._calls and not self._has_text else "stop"
        self._answer.reason = _REASONS.get(why, why) if status == "incomplete" and why else usual
        return events

    def _text(self, text: str) -> list[ChatEvent]:
        if not text:
            return []
        self._has_text = self._answer.said = True
        return [TextDelta(0, well_formed(text))]

    def _thought(self, text: str) -> list[ChatEvent]:
        if not text:
            return []
        self._has_thought = self._answer.said = True
        return [ReasoningDelta(0, well_formed(text))]

    def _refused(self, text: str) -> list[ChatEvent]:
        if not text:
            return []
        self._has_refusal = self._answer.said = True
        return [RefusalDelta(0, well_formed(text))]

    def _cite(self, annotation: object) -> list[ChatEvent]:
        return list(self._source(annotation))

    def _source(self, annotation: object) -> Iterator[ChatEvent]:
        url = first_text(annotation, "url")
        if url.startswith(("http://", "https://")) and url not in self._cited:
            self._cited.add(url)
            yield Cited(0, url, first_text(annotation, "title"))
