"""What Gemini's picture models answer: parts of words, drafts and signed pictures, whole or in chunks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.demo.image.answers import encoded
from app.demo.image.gemini_request import GeminiCall, tokens_of_pictures
from app.demo.image.gemini_signatures import signature_of
from app.demo.image.making import make, preview
from app.demo.image.sayings import in_language_of
from app.demo.image.trouble import Trouble
from app.demo.tokens import tokens_of

_TOKENS_PER_PICTURE = 258
_TOKENS_OF_THOUGHT = 180
_FIRST_DRAFT = 1

Parts = Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class GeminiAnswer:
    """The answer to one call."""

    call: GeminiCall
    response_id: str

    def whole(self) -> dict[str, Any]:
        """As one JSON value."""
        prompt = self.call.image.prompt
        if Trouble.REFUSED.is_in(prompt):
            feedback = {"blockReason": "PROHIBITED_CONTENT", "safetyRatings": []}
            return {"promptFeedback": feedback, **self._tail(drawn=False)}
        if Trouble.WITHHELD.is_in(prompt):
            return self._without_picture("IMAGE_SAFETY", "The generated image may violate our policies.")
        if Trouble.EMPTY.is_in(prompt):
            return self._without_picture("NO_IMAGE", "The model did not generate an image.")
        parts = [part for step in self._steps() for part in step]
        return {"candidates": [_candidate(parts, "STOP")], **self._tail()}

    def chunks(self) -> Iterator[dict[str, Any]]:
        """As a stream: every chunk is an answer of its own, the last one says why it ended."""
        prompt = self.call.image.prompt
        if any(trouble.is_in(prompt) for trouble in (Trouble.REFUSED, Trouble.WITHHELD, Trouble.EMPTY)):
            yield self.whole()
            return
        for parts in self._steps():
            yield {"candidates": [_candidate(parts)], **self._names()}
        yield {"candidates": [_candidate([{"text": ""}], "STOP")], **self._tail()}

    def _steps(self) -> Iterator[Parts]:
        call = self.call.image
        if self.call.shows_thoughts:
            thought = in_language_of(
                call.prompt, "先想好构图和光线。", "First the composition and the light."
            )
            yield [{"text": thought, "thought": True}]
            yield [_picture(preview(call, 0, _FIRST_DRAFT)) | {"thought": True}]
        if self.call.speaks:
            yield [{"text": self._words()}]
        for index in range(call.count if self.call.draws else 0):
            made = make(call, index)
            signed = {"thoughtSignature": signature_of(made.data)} if call.model.thinks else {}
            yield [_picture(made.data, made.mime) | signed]

    def _words(self) -> str:
        prompt = self.call.image.prompt
        if self.call.image.pictures:
            return in_language_of(prompt, "已按你的要求改好。", "Here is the changed picture.")
        return in_language_of(prompt, "这是按你的描述画的。", "Here is the picture you described.")

    def _without_picture(self, reason: str, message: str) -> dict[str, Any]:
        candidate = {"finishReason": reason, "finishMessage": message, "index": 0}
        return {"candidates": [candidate], **self._tail(drawn=False)}

    def _tail(self, *, drawn: bool = True) -> dict[str, Any]:
        call = self.call.image
        asked = len(tokens_of(call.prompt)) + _TOKENS_PER_PICTURE * len(call.pictures)
        thought = _TOKENS_OF_THOUGHT if call.model.thinks else 0
        pictures = tokens_of_pictures(call) if drawn and self.call.draws else 0
        usage = {
            "promptTokenCount": asked, "candidatesTokenCount": pictures, "thoughtsTokenCount": thought,
            "totalTokenCount": asked + pictures + thought,
            "candidatesTokensDetails": [{"modality": "IMAGE", "tokenCount": pictures}],
        }  # fmt: skip
        return {"usageMetadata": usage, **self._names()}

    def _names(self) -> dict[str, str]:
        return {"modelVersion": self.call.image.name, "responseId": self.response_id}


def _candidate(parts: Parts, reason: str = "") -> dict[str, Any]:
    ending = {"finishReason": reason} if reason else {}
    return {"content": {"parts": list(parts), "role": "model"}, "index": 0, **ending}


def _picture(data: bytes, mime: str = "image/png") -> dict[str, Any]:
    return {"inlineData": {"mimeType": mime, "data": encoded(data)}}
