"""The chunks of Google's streamGenerateContent, and whole answers of generateContent.

Each chunk is a whole object whose parts are increments. There is no mark at the end but the end of the body.
Parts are kept as they came: a part with a signature is never joined with one that has none.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.domain.chat_event import ChatEvent, Cited, MediaFound, ReasoningDelta, TextDelta, ToolCallDelta
from app.domain.errors import ErrorKind
from app.protocols.chat.data_urls import from_base64
from app.protocols.chat.dialects import other_dialect
from app.protocols.chat.gemini_request import FORMAT
from app.protocols.chat.gemini_usage import gemini_usage_of
from app.protocols.chat.native_answer import NativeAnswer
from app.protocols.chat.shown_code import shown_code
from app.protocols.failures import error_from_json, failure
from app.protocols.read import as_list, as_object, at, first_text, fragment, json_or_none, well_formed
from app.wire.response import ServerEvent

_REASONS = {"stop": "stop", "max_tokens": "length"}
_REFUSALS = (
    "safety", "recitation", "blocklist", "prohibited_content", "spii", "language", "model_armor",
    "image_safety", "image_prohibited_content",
)  # fmt: skip

Part = dict[str, Any]


class GeminiDecoder:
    """Turns the chunks of one stream into chat events. It never raises."""

    def __init__(self) -> None:
        self._answer = NativeAnswer(FORMAT)
        self._parts: list[Part] = []
        self._calls = 0
        self._cited: set[str] = set()

    def feed(self, event: ServerEvent) -> Sequence[ChatEvent]:
        """What one server event says."""
        return [] if self._answer.over else self.feed_json(json_or_none(event.data))

    def feed_json(self, value: object) -> list[ChatEvent]:
        """What a chunk, a whole answer, or an array of chunks says."""
        chunks = as_list(value) or [value]
        return [event for chunk in chunks for event in self._chunk(as_object(chunk))]

    def finish(self) -> Sequence[ChatEvent]:
        """What the end of the body says."""
        needed = any(part.keys() - {"text"} for part in self._parts)
        return self._answer.end(self._parts if needed else [])

    def _chunk(self, chunk: Mapping[str, object]) -> list[ChatEvent]:
        if self._answer.over:
            return []
        if "error" in chunk and (error := error_from_json(chunk)) is not None:
            return self._answer.fail(error)
        if (other := other_dialect(chunk, FORMAT)) is not None:
            return self._answer.fail(other)
        events = self._answer.start(first_text(chunk, "modelVersion"), first_text(chunk, "responseId"))
        events += self._answer.count(gemini_usage_of(chunk.get("usageMetadata")))
        for candidate in as_list(chunk.get("candidates"))[:1]:
            events += self._candidate(as_object(candidate))
        blocked = first_text(chunk.get("promptFeedback"), "blockReason")
        if blocked and not self._answer.over:
            words = first_text(chunk.get("promptFeedback"), "blockReasonMessage") or blocked
            events += self._answer.fail(failure(ErrorKind.CONTENT_REFUSED, reason=words, code=blocked))
        return events

    def _candidate(self, candidate: Mapping[str, object]) -> list[ChatEvent]:
        events: list[ChatEvent] = []
        for part in as_list(at(candidate, "content", "parts")):
            events += self._part(dict(as_object(part)))
        for chunk in as_list(at(candidate, "groundingMetadata", "groundingChunks")):
            events += self._source(at(chunk, "web"))
        return [*events, *self._ended(candidate)]

    def _ended(self, candidate: Mapping[str, object]) -> list[ChatEvent]:
        reason = first_text(candidate, "finishReason").lower()
        if not reason:
            return []
        if reason in _REASONS:
            self._answer.reason = "tool_calls" if self._calls and reason == "stop" else _REASONS[reason]
            return []
        words = first_text(candidate, "finishMessage") or reason.upper()
        kind = ErrorKind.CONTENT_REFUSED if reason in _REFUSALS else ErrorKind.GATEWAY_FAILED
        return self._answer.fail(failure(kind, reason=words, code=reason.upper()))

    def _part(self, part: Part) -> list[ChatEvent]:
        self._keep(part)
        text = fragment(part.get("text"))
        if text:
            self._answer.said = True
            thought = part.get("thought") is True
            return [ReasoningDelta(0, well_formed(text)) if thought else TextDelta(0, well_formed(text))]
        if call := as_object(part.get("functionCall")):
            return self._called(call)
        if code := as_object(part.get("executableCode")):
            language = first_text(code, "language").lower() or "python"
            return self._shown(shown_code(fragment(code.get("code")), language))
        if result := as_object(part.get("codeExecutionResult")):
            return self._shown(shown_code(fragment(result.get("output")), "text"))
        return list(self._media(part))

    def _shown(self, text: str) -> list[ChatEvent]:
        self._answer.said = True
        return [TextDelta(0, text)]

    def _called(self, call: Mapping[str, object]) -> list[ChatEvent]:
        self._answer.said = True
        number, self._calls = self._calls, self._calls + 1
        try:
            arguments = json.dumps(call.get("args") or {}, ensure_ascii=False)
        except RecursionError:
            arguments = "{}"
        name, call_id = first_text(call, "name"), first_text(call, "id")
        return [ToolCallDelta(0, number, call_id, name, well_formed(arguments))]

    def _media(self, part: Part) -> Iterator[ChatEvent]:
        """A picture of the answer; what is drawn while it thinks is no result."""
        data = as_object(part.get("inlineData") or part.get("inline_data"))
        encoded = fragment(data.get("data"))
        media = from_base64(encoded, first_text(data, "mimeType", "mime_type")) if encoded else None
        if media is not None and part.get("thought") is not True:
            self._answer.said = True
            yield MediaFound(0, media)

    def _source(self, web: object) -> list[ChatEvent]:
        url = first_text(web, "uri")
        if not url.startswith(("http://", "https://")) or url in self._cited:
            return []
        self._cited.add(url)
        return [Cited(0, url, first_text(web, "title"))]

    def _keep(self, part: Part) -> None:
        """Words that follow words are one part; what is signed has to go back, pictures need not."""
        is_signed = "thoughtSignature" in part
        if not is_signed and (part.get("thought") is True or "inlineData" in part):
            return
        last = self._parts[-1] if self._parts else {}
        if part.keys() == {"text"} and last.keys() == {"text"}:
            last["text"] = fragment(last["text"]) + fragment(part["text"])
        elif part:
            self._parts.append(part)
