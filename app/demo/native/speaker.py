"""The demo model behind all formats: it answers from resources/demo and tells what it was sent."""

import re
import tomllib
from pathlib import Path

from app.demo.answers import Library
from app.demo.native.call import NativeCall, ToolResult
from app.demo.native.example import answer_in_form
from app.demo.native.media import Medium, pages_of, seconds_of
from app.demo.native.reply import CodeRun, Passage, Reply, Source, ended
from app.demo.native.tool_choice import wanted_calls
from app.demo.vision import Eyes

_ADDRESS = re.compile(r"https?://[^\s<>\"'）)\]]+")
_NUMBER = re.compile(r"\d+")
_LONGEST_LINE = 160
_MOST_PAGES = 20


class Speaker:
    """Makes the reply to every call."""

    def __init__(self, folder: Path, library: Library, eyes: Eyes) -> None:
        self._library = library
        self._eyes = eyes
        self._sources = tomllib.loads((folder / "sources.toml").read_text("utf-8"))["source"]

    def reply(self, call: NativeCall, language: str, host: str) -> Reply:
        """What is said, cut where it ends. Blocks for up to a second on large files.

        Args:
            host: the address of the gateway itself, the only one that it reaches.
        """
        answer = self._library.answer(call.chat, language)
        reply = Reply(
            self._passages(call, language, host, answer.content),
            answer.reasoning if call.thinks else "",
            wanted_calls(call),
            query=_one_line(call.question) if call.searches else "",
            run=_program(call.question) if call.runs_code else None,
            pages=_pages(call.question, host) if call.reads_pages else (),
        )
        return ended(reply, call)

    def _passages(self, call: NativeCall, language: str, host: str, prepared: str) -> tuple[Passage, ...]:
        if wanted_calls(call):
            return (Passage(self._say("tools-wanted", language)),)
        if call.schema is not None:
            return (Passage(answer_in_form(call.schema, call.question)),)
        if call.results:
            return (Passage(self._told_of_results(call.results, language)),)
        if call.searches:
            return self._found(language)
        seen = self._seen(call, language, host)
        return (Passage("\n\n".join([*seen, *self._done(call, language, host)]) or prepared),)

    def _seen(self, call: NativeCall, language: str, host: str) -> list[str]:
        """What can be told of pictures and files."""
        told = []
        if call.chat.question.pictures:
            told.append(self._eyes.answer(call.chat, language, host).content)
        if call.media:
            lines = [self._described(medium, language) for medium in call.media]
            rows = "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
            told.append(self._say("media", language, count=len(lines), rows=rows))
        return told

    def _done(self, call: NativeCall, language: str, host: str) -> list[str]:
        """What can be told of a program that ran and of pages that were read."""
        told = []
        if call.runs_code:
            told.append(self._say("code-ran", language, output=_program(call.question).output.strip()))
        if call.reads_pages:
            rows = [
                self._say("page-read" if is_read else "page-unread", language, address=address)
                for address, is_read in _pages(call.question, host)
            ]
            told.append("\n".join(rows))
        return [text for text in told if text]

    def _described(self, medium: Medium, language: str) -> str:
        length = seconds_of(medium)
        text = medium.data.decode("utf-8", "replace")
        return self._say(
            f"media-{medium.kind}", language,
            name=medium.name or medium.mime, mime=medium.mime, size=f"{len(medium.data):,}",
            address=medium.address, lines=len(text.splitlines()), begin=_one_line(text[:_LONGEST_LINE]),
            pages=pages_of(medium.data) if medium.kind == "pdf" else 0,
            length="" if length is None else self._say("media-length", language, seconds=f"{length:.1f}"),
        )  # fmt: skip

    def _found(self, language: str) -> tuple[Passage, ...]:
        cited = [
            Source(row[language]["title"], row["url"], row[language]["sentence"]) for row in self._sources
        ]
        intro = Passage(self._say("search", language) + "\n\n")
        return (intro, *(Passage(source.sentence + "\n", source) for source in cited))

    def _told_of_results(self, results: tuple[ToolResult, ...], language: str) -> str:
        rows = [
            self._say("tool-failed" if result.is_error else "tool-answered", language,
                      name=result.name, text=_one_line(result.text))
            for result in results
        ]  # fmt: skip
        return self._say("tools-used", language, count=len(rows), rows="\n".join(rows))

    def _say(self, name: str, language: str, /, **values: object) -> str:
        return self._library.text(name, language).format(**values)


def _program(question: str) -> CodeRun:
    """A sum of the numbers of the question; of the first hundred where it has none."""
    numbers = [int(number[:12]) for number in _NUMBER.findall(question)] or list(range(1, 101))
    shown = f"[{', '.join(map(str, numbers))}]" if len(numbers) < 100 else "range(1, 101)"
    return CodeRun(f"numbers = {shown}\nprint(sum(numbers))", f"{sum(numbers)}\n")


def _pages(question: str, host: str) -> tuple[tuple[str, bool], ...]:
    found = dict.fromkeys(_ADDRESS.findall(question))
    return tuple((address, address.split("/")[2] == host) for address in list(found)[:_MOST_PAGES])


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_LINE else f"{line[: _LONGEST_LINE - 1]}…"
