"""What the picture models answer: OpenAI's data and events, links, and Ark's sets."""

import base64
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.demo.chat import DONE
from app.demo.failures import Refusal
from app.demo.image.making import Made, make, preview, shape_of
from app.demo.image.request import ImageCall
from app.demo.tokens import tokens_of

_CREATED = 1767225600
_TOKENS_PER_PICTURE = 323
_PIXELS_PER_TOKEN = 993
"""1024x1024 at medium quality counts 1056 tokens."""
_WITHHELD = "The request failed because the output image may contain sensitive information."

Link = Callable[[Made], str]
"""Puts something where it can be fetched, and gives its address."""


def safety_refusal() -> Refusal:
    """OpenAI's word that the request, or what came of it, may not be."""
    message = "Your request was rejected by the safety system. safety_violations=[violence]."
    return Refusal(400, message, "moderation_blocked", kind="image_generation_user_error")


@dataclass(frozen=True, slots=True)
class ImageAnswer:
    """The answer to one call. ``withheld`` is the number of the picture that may not leave; -1 for none."""

    call: ImageCall
    link: Link
    withheld: int = -1

    def whole(self) -> dict[str, Any]:
        """As one JSON value.

        Raises:
            Refusal: the only picture is withheld by a model that answers with nothing else then.
        """
        if self.call.model.format == "ark":
            return self._set()
        if self.call.model.format == "link":
            return {"created": _CREATED, "data": [self._linked(index) for index in range(self.call.count)]}
        return {"created": _CREATED, **self._echoes(), "data": list(self._data()), "usage": self._usage()}

    def events(self) -> Iterator[bytes]:
        """As a stream, one event at a time."""
        if self.call.model.format == "ark":
            yield from self._set_events()
        else:
            for index in range(self.call.count):
                yield from self._picture_events(index)

    def _data(self) -> Iterator[dict[str, Any]]:
        for index in range(self.call.count):
            if index == self.withheld:
                raise safety_refusal()
            yield {"b64_json": encoded(make(self.call, index).data)}

    def _picture_events(self, index: int) -> Iterator[bytes]:
        kind = "image_edit" if self.call.is_edit else "image_generation"
        shared = {"created_at": _CREATED, **self._echoes()}
        for step in range(self.call.previews):
            data = encoded(preview(self.call, index, step))
            yield _event(f"{kind}.partial_image", b64_json=data, partial_image_index=step, **shared)
        if index == self.withheld:
            yield _event("error", error=safety_refusal().body("demo-stream")["error"])
            return
        data = encoded(make(self.call, index).data)
        yield _event(f"{kind}.completed", b64_json=data, usage=self._usage(), **shared)

    def _linked(self, index: int) -> dict[str, Any]:
        if index == self.withheld:
            return {"url": None, "b64_json": None, "respect_moderation": False}
        made = make(self.call, index)
        place = {"b64_json": encoded(made.data)} if self.call.as_data else {"url": self.link(made)}
        revised = {"revised_prompt": f"{self.call.prompt} (revised)"} if self.call.model.revises else {}
        return place | revised

    def _set(self) -> dict[str, Any]:
        items = [self._of_set(index) for index in range(self.call.count)]
        return {
            "model": self.call.name, "created": _CREATED, "data": items, "usage": self._set_usage(items),
        }  # fmt: skip

    def _set_events(self) -> Iterator[bytes]:
        items = []
        for index in range(self.call.count):
            items.append(item := self._of_set(index))
            ending = "failed" if "error" in item else "succeeded"
            yield _event(
                f"image_generation.partial_{ending}", model=self.call.name, created=_CREATED,
                image_index=index, **item,
            )  # fmt: skip
        usage = self._set_usage(items)
        yield _event("image_generation.completed", model=self.call.name, created=_CREATED, usage=usage)
        yield DONE

    def _of_set(self, index: int) -> dict[str, Any]:
        if index == self.withheld:
            return {"error": {"code": "OutputImageSensitiveContentDetected", "message": _WITHHELD}}
        made = make(self.call, index)
        place = {"b64_json": encoded(made.data)} if self.call.as_data else {"url": self.link(made)}
        return place | {"size": f"{made.width}x{made.height}"}

    def _set_usage(self, items: Sequence[dict[str, Any]]) -> dict[str, int]:
        good = sum("error" not in item for item in items)
        tokens = good * (self.call.width * self.call.height // 256)
        return {"generated_images": good, "output_tokens": tokens, "total_tokens": tokens}

    def _echoes(self) -> dict[str, str]:
        """What ``auto`` became."""
        width, height = shape_of(self.call)
        return {
            "background": "transparent" if self.call.transparent else "opaque",
            "output_format": "png",
            "quality": self.call.quality if self.call.quality not in ("", "auto") else "medium",
            "size": f"{width}x{height}",
        }

    def _usage(self) -> dict[str, Any]:
        words = len(tokens_of(self.call.prompt))
        seen = _TOKENS_PER_PICTURE * len(self.call.pictures)
        drawn = self.call.count * (self.call.width * self.call.height // _PIXELS_PER_TOKEN)
        return {
            "input_tokens": words + seen,
            "input_tokens_details": {"text_tokens": words, "image_tokens": seen},
            "output_tokens": drawn,
            "output_tokens_details": {"image_tokens": drawn, "text_tokens": 0},
            "total_tokens": words + seen + drawn,
        }


def encoded(data: bytes) -> str:
    """Bytes as base64."""
    return base64.b64encode(data).decode("ascii")


def _event(kind: str, **fields: Any) -> bytes:
    text = json.dumps({"type": kind, **fields}, ensure_ascii=False, separators=(",", ":"))
    return f"event: {kind}\ndata: {text}\n\n".encode()
