"""What the demo models say: chosen by key words from resources/demo, in the language of the question."""

import base64
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.demo.chat import Answer
from app.demo.chat_request import ChatCall, ChatMessage
from app.demo.drawing.pictures import draw
from app.demo.native.example import answer_in_form

LANGUAGES = ("zh", "en")

_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_PLACE = re.compile(r"\{\{([a-z-]+)\}\}")
_LONGEST_QUOTE = 400
_IMPROVING = "improve prompts"
"""In the words by which a prompt for a picture is to be made better."""
_FINER = {
    "zh": "，柔和的晨光，细节丰富，构图安静",
    "en": ", soft morning light, rich in detail, a calm composition",
}
_EFFORTS = {"low": 1, "medium": 2}
"""How many paragraphs of thought an effort is good for; otherwise all."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One prepared answer: the file of this name, given when its key words stand in the question."""

    name: str
    keywords: Mapping[str, tuple[str, ...]]

    def score(self, question: str, language: str) -> int:
        """How well it fits: longer key words say more than short ones."""
        return sum(len(word) for word in self.keywords[language] if _mentions(question, word))


class Library:
    """All prepared answers, read once."""

    def __init__(self, folder: Path) -> None:
        topics = tomllib.loads((folder / "answers.toml").read_text("utf-8"))["topic"]
        self._topics = tuple(
            Topic(row["name"], {language: tuple(row[language]) for language in LANGUAGES}) for row in topics
        )
        self._texts = {
            (language, file.stem): file.read_text("utf-8").strip()
            for language in LANGUAGES
            for file in (folder / language).glob("*.md")
        }

    def answer(self, call: ChatCall, language: str) -> Answer:
        """The answer of a model without eyes."""
        if _IMPROVING in _system(call):
            return Answer(f"{call.question.text}{_FINER[language]}", "")
        name = call.model.answer or self._topic(call.question, language)
        content = self._filled(name, call, language)
        return Answer(_in_format(call, content), self._reasoning(name, call, language))

    def text(self, name: str, language: str) -> str:
        """A prepared text as it is."""
        return self._texts[language, name]

    def _topic(self, question: ChatMessage, language: str) -> str:
        if question.pictures:
            return "no-eyes"
        lowered = f"{question.text.lower()} "
        best = max(self._topics, key=lambda topic: topic.score(lowered, language))
        return best.name if best.score(lowered, language) else "default"

    def _reasoning(self, name: str, call: ChatCall, language: str) -> str:
        own = f"{name}.reasoning"
        thoughts = self._filled(own if (language, own) in self._texts else "reasoning", call, language)
        paragraphs = thoughts.split("\n\n")
        return "\n\n".join(paragraphs[: _EFFORTS.get(call.effort, len(paragraphs))])

    def _filled(self, name: str, call: ChatCall, language: str) -> str:
        """A text with its ``{{places}}`` filled: by a value of this call, or by another text."""
        values = {
            "question": lambda: _quoted(call.question.text),
            "earlier": lambda: self._earlier(call, language),
            "received": lambda: self._received(call, language),
            "model": lambda: call.model.id,
            "picture": _picture,
        }

        def fill(place: re.Match[str]) -> str:
            value = values.get(place[1])
            return value() if value else self._filled(place[1], call, language)

        return _PLACE.sub(fill, self._texts[language, name])

    def _earlier(self, call: ChatCall, language: str) -> str:
        asked = [message for message in call.messages if message.role == "user"][:-1]
        if not asked:
            return self.text("nothing-earlier", language)
        return "\n".join(f"{number}. {_one_line(message.text)}" for number, message in enumerate(asked, 1))

    def _received(self, call: ChatCall, language: str) -> str:
        """What came with the question, as rows of a table."""
        system = _system(call)
        rows = {"model": call.model.id, "messages": str(len(call.messages))}
        if system:
            rows["system"] = _one_line(system)
        rows |= {
            name: _one_line(json.dumps(value, ensure_ascii=False)) for name, value in call.settings.items()
        }
        return "\n".join(f"| `{name}` | {value} |" for name, value in rows.items())


def _system(call: ChatCall) -> str:
    return " ".join(message.text for message in call.messages if message.role in {"system", "developer"})


def language_of(call: ChatCall, accepted: str) -> str:
    """``zh`` or ``en``: what the person writes in, newest message first; else what the client accepts."""
    for message in reversed(call.messages):
        if message.role == "user" and _CHINESE.search(message.text):
            return "zh"
        if message.role == "user" and _LATIN.search(message.text):
            return "en"
    return "zh" if accepted.lower().startswith("zh") else "en"


def _mentions(question: str, word: str) -> bool:
    """English words match at their beginning: «key» is in «keys» but not in «monkey»."""
    return bool(re.search(rf"(?<![a-z]){re.escape(word)}", question))


def _in_format(call: ChatCall, content: str) -> str:
    if call.format == "text":
        return content
    if call.schema is not None:
        return answer_in_form(call.schema, call.question.text)
    value = {"question": call.question.text, "answer": content, "model": call.model.id}
    return json.dumps(value, ensure_ascii=False, indent=2)


def _picture() -> str:
    return "data:image/png;base64," + base64.b64encode(draw("tiles")).decode()


def _quoted(text: str) -> str:
    text = text.strip()
    cut = text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"
    return "\n".join(f"> {line}" for line in cut.splitlines() or [""])


def _one_line(text: str) -> str:
    line = " ".join(text.split()).replace("|", "\\|")
    return line if len(line) <= 120 else f"{line[:119]}…"
