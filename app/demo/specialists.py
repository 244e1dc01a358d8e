"""Models of chat completions that do one thing: translate, read pages, speak."""

import math
import struct
from collections.abc import Mapping
from typing import Any

from app.demo.answers import Library
from app.demo.chat import Answer
from app.demo.chat_request import ChatCall, mapping
from app.demo.failures import bad_parameter
from app.demo.vision import Eyes

SPEECH_RATE = 24_000
_CHARACTER_S = 0.06
_LONGEST_S = 20.0
_LOUDNESS = 6000
_TONES = {"alloy": 220.0, "echo": 165.0, "shimmer": 330.0}


SKILLS = ("translates", "reads", "speaks")


class Specialists:
    """Answers for the models that have one of the skills."""

    def __init__(self, library: Library, eyes: Eyes) -> None:
        self._library = library
        self._eyes = eyes

    def answer(self, call: ChatCall, language: str, host: str) -> Answer:
        """What such a model says. Blocks for up to a second on large pictures.

        Raises:
            Refusal: it is asked for something else than it does.
        """
        match call.model.skill:
            case "translates":
                return translated(call)
            case "reads":
                return page_read(call, self._eyes, language, host)
            case _:
                return spoken(call, self._library, language)


def translated(call: ChatCall) -> Answer:
    """The message marked as translated, terms replaced: the demo knows no languages.

    Raises:
        Refusal: as Qwen-MT refuses a history, a system text, and a request that names no language.
    """
    if len(call.messages) != 1 or call.question.role != "user":
        raise bad_parameter("<400> InternalError.Algo.InvalidParameter: only one user message is allowed")
    options = mapping(call.settings.get("translation_options"))
    if not options.get("target_lang"):
        raise bad_parameter("<400> InternalError.Algo.InvalidParameter: target_lang is required")
    text = call.question.text
    for term in options.get("terms") or ():
        text = text.replace(str(mapping(term).get("source")), str(mapping(term).get("target")))
    return Answer(f"[{options.get('source_lang', 'auto')} → {options['target_lang']}] {text}")


def page_read(call: ChatCall, eyes: Eyes, language: str, host: str) -> Answer:
    """What can be seen on each page, below a mark of where it stands, as DeepSeek-OCR writes it.

    Raises:
        Refusal: there is no picture, or no prompt.
    """
    if not call.question.pictures or not call.question.text.strip():
        raise bad_parameter("deepseek-ocr needs one picture and a prompt")
    lines = eyes.answer(call, language, host).content.splitlines()
    blocks = [line for line in lines if line.strip()]
    if "<|grounding|>" not in call.question.text:
        return Answer("\n\n".join(blocks[1:]))
    kinds = ["title", *["text"] * len(blocks)]
    marked = [
        f"<|ref|>{kind}<|/ref|><|det|>[[{40 * place}, 30, {40 * place + 400}, 66]]<|/det|>\n{block}"
        for place, (kind, block) in enumerate(zip(kinds, blocks[1:], strict=False))
    ]
    return Answer("\n\n".join(marked))


def spoken(call: ChatCall, library: Library, language: str) -> Answer:
    """A prepared answer that is said aloud, as tones.

    Raises:
        Refusal: sound was not asked for, or in another form than a stream can carry.
    """
    wanted = mapping(call.settings.get("audio"))
    if "audio" not in (call.settings.get("modalities") or ()) or not wanted.get("voice"):
        raise bad_parameter("This model requires that either input content or output modality contain audio.")
    if call.stream and wanted.get("format") != "pcm16":
        raise bad_parameter("audio.format does not support streaming; use 'pcm16'.", param="audio.format")
    answer = library.answer(call, language)
    return Answer(answer.content, sound=_tones(answer.content, wanted))


def _tones(text: str, wanted: Mapping[str, Any]) -> bytes:
    """Raw samples: 24 kHz, one channel, 16 bits, little-endian."""
    seconds = min(_LONGEST_S, max(0.5, _CHARACTER_S * len(text)))
    tone = _TONES.get(str(wanted.get("voice")), 262.0)
    count = int(seconds * SPEECH_RATE)
    step = math.tau * tone / SPEECH_RATE
    period = [round(_LOUDNESS * math.sin(step * place)) for place in range(round(SPEECH_RATE / tone))]
    samples = (period * (count // len(period) + 1))[:count]
    return struct.pack(f"<{count}h", *samples)
