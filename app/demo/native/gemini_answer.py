"""generateContent of chat models: the parts of an answer, whole or in chunks."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.demo.google import GoogleRefusal
from app.demo.native.call import NativeCall
from app.demo.native.reply import Ending, Reply
from app.demo.native.sealing import seal
from app.demo.native.tool_choice import ToolCall
from app.demo.native.trouble import ChatTrouble
from app.demo.tokens import tokens_of

_FINISH_REASONS = {Ending.LENGTH: "MAX_TOKENS", Ending.WITHHELD: "SAFETY"}
_RATING = {"category": "HARM_CATEGORY_DANGEROUS_CONTENT", "probability": "HIGH", "blocked": True}
_ENTRY = '<div class="container"><a href="{url}">{title}</a></div>'

Part = dict[str, Any]
Chunk = dict[str, Any]


@dataclass(frozen=True, slots=True)
class GeminiChatAnswer:
    """The answer to one call."""

    call: NativeCall
    reply: Reply
    response_id: str

    def whole(self) -> Chunk:
        """As one JSON value.

        Raises:
            GoogleRefusal: it fails.
        """
        if self.reply.ending in (Ending.FAILED, Ending.CUT_OFF):
            raise _unavailable()
        if self.call.has(ChatTrouble.REFUSED):
            return self._blocked()
        parts = list(self._parts())
        candidate = {"content": {"role": "model", "parts": parts}, **self._end(), "index": 0}
        return {"candidates": [candidate], **self._tail(self.reply.tokens)}

    def chunks(self) -> Iterator[Chunk]:
        """As a stream: every chunk brings what is new, the last one says why it ended."""
        if self.call.has(ChatTrouble.REFUSED):
            yield self._blocked()
            return
        for said, part in enumerate(self._pieces(), 1):
            content = {"role": "model", "parts": [part]}
            yield {"candidates": [{"content": content, "index": 0}], **self._tail(said)}
        if self.reply.ending is Ending.FAILED:
            yield _unavailable().body("")
        elif self.reply.ending is not Ending.CUT_OFF:
            last: Chunk = {"content": {"role": "model", "parts": [self._last()]}, **self._end(), "index": 0}
            yield {"candidates": [last], **self._tail(self.reply.tokens)}

    def _parts(self) -> Iterator[Part]:
        reply = self.reply
        if reply.reasoning and self.call.shows_thoughts:
            yield {"text": reply.reasoning, "thought": True}
        if reply.run is not None:
            yield {"executableCode": {"language": "PYTHON", "code": reply.run.code}}
            yield {"codeExecutionResult": {"outcome": "OUTCOME_OK", "output": reply.run.output}}
        if self.call.has(ChatTrouble.BAD_CALL) and reply.calls:
            return
        if reply.text:
            yield {"text": reply.text} | ({} if reply.calls else self._signature())
        for place, wanted in enumerate(reply.calls):
            yield self._called(wanted) | (self._signature() if place == 0 else {})

    def _pieces(self) -> Iterator[Part]:
        """The parts cut into tokens. A signature never stands on words that go on: it comes at the end."""
        for part in self._parts():
            if "text" not in part:
                yield part
                continue
            thought = {"thought": True} if part.get("thought") else {}
            for piece in tokens_of(part["text"]):
                yield {"text": piece, **thought}

    def _last(self) -> Part:
        return {"text": ""} | ({} if self.reply.calls else self._signature())

    def _called(self, wanted: ToolCall) -> Part:
        """A call. Only the newest models give calls an id."""
        call = {"name": wanted.name, "args": wanted.arguments}
        if self.call.chat.model.signs_calls:
            call["id"] = f"{self.response_id}-{wanted.number}"
        return {"functionCall": call}

    def _signature(self) -> Part:
        return {"thoughtSignature": seal(self.reply.reasoning)} if self.reply.reasoning else {}

    def _end(self) -> dict[str, Any]:
        end: dict[str, Any] = {"finishReason": _FINISH_REASONS.get(self.reply.ending, "STOP")}
        if self.call.has(ChatTrouble.BAD_CALL) and self.reply.calls:
            name = self.reply.calls[0].name
            end = {
                "finishReason": "MALFORMED_FUNCTION_CALL",
                "finishMessage": f"Malformed function call: {name}(",
            }
        if self.reply.ending is Ending.WITHHELD:
            end["safetyRatings"] = [_RATING]
        if self.reply.query:
            end["groundingMetadata"] = self._grounding()
        if self.reply.pages:
            end["urlContextMetadata"] = {"urlMetadata": [_page(*page) for page in self.reply.pages]}
        return end

    def _grounding(self) -> dict[str, Any]:
        sources = self.reply.sources
        return {
            "webSearchQueries": [self.reply.query],
            "groundingChunks": [{"web": {"uri": source.url, "title": source.title}} for source in sources],
            "groundingSupports": list(self._supports()),
            "searchEntryPoint": {
                "renderedContent": "".join(_ENTRY.format(url=one.url, title=one.title) for one in sources)
            },
        }

    def _supports(self) -> Iterator[dict[str, Any]]:
        """Places are counted in bytes of UTF-8."""
        place, sources = 0, self.reply.sources
        for passage in self.reply.passages:
            text = passage.text.rstrip()
            segment = {"startIndex": place, "endIndex": place + len(text.encode()), "text": text}
            if passage.source is not None:
                yield {"segment": segment, "groundingChunkIndices": [sources.index(passage.source)]}
            place += len(passage.text.encode())

    def _blocked(self) -> Chunk:
        feedback = {"blockReason": "PROHIBITED_CONTENT", "safetyRatings": []}
        return {"promptFeedback": feedback, **self._tail(0)}

    def _tail(self, said: int) -> Chunk:
        asked, thought = self.call.tokens, min(said, self.reply.reasoning_tokens)
        usage = {
            "promptTokenCount": asked, "candidatesTokenCount": said - thought, "thoughtsTokenCount": thought,
            "totalTokenCount": asked + said,
            "promptTokensDetails": [{"modality": "TEXT", "tokenCount": asked}],
        }  # fmt: skip
        return {
            "usageMetadata": usage, "modelVersion": self.call.chat.model.id, "responseId": self.response_id,
        }  # fmt: skip


def events(answer: GeminiChatAnswer) -> Iterator[bytes]:
    """The chunks on the wire."""
    for chunk in answer.chunks():
        text = json.dumps(chunk, ensure_ascii=False, separators=(",", ":"))
        yield f"data: {text}\r\n\r\n".encode()


def _page(address: str, is_read: bool) -> dict[str, str]:
    state = "SUCCESS" if is_read else "ERROR"
    return {"retrievedUrl": address, "urlRetrievalStatus": f"URL_RETRIEVAL_STATUS_{state}"}


def _unavailable() -> GoogleRefusal:
    return GoogleRefusal("The model is overloaded. Please try again later.", "UNAVAILABLE", 503)
