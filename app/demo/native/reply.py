"""What a model says and does in one answer, before a format puts it on the wire."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from app.demo.native.call import NativeCall
from app.demo.native.tool_choice import ToolCall
from app.demo.native.trouble import ChatTrouble
from app.demo.tokens import tokens_of


class Ending(Enum):
    """Why it ends; every format has its own words for these."""

    DONE = auto()
    CALLS = auto()
    LENGTH = auto()
    STOP_WORD = auto()
    REFUSED = auto()
    WITHHELD = auto()
    PAUSED = auto()
    TOO_LONG = auto()
    FAILED = auto()
    CUT_OFF = auto()


@dataclass(frozen=True, slots=True)
class Source:
    """A page that an answer cites, with the sentence that stands there."""

    title: str
    url: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the answer, and where it comes from if it is cited."""

    text: str
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class CodeRun:
    """A program and what it printed."""

    code: str
    output: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer."""

    passages: tuple[Passage, ...] = ()
    reasoning: str = ""
    calls: tuple[ToolCall, ...] = ()
    query: str = ""
    """What was searched for; empty without a search."""
    run: CodeRun | None = None
    pages: tuple[tuple[str, bool], ...] = ()
    """Addresses that were to be read, and whether they could be."""
    ending: Ending = Ending.DONE
    stop_word: str = ""

    @property
    def text(self) -> str:
        """All words."""
        return "".join(passage.text for passage in self.passages)

    @property
    def sources(self) -> tuple[Source, ...]:
        """What is cited, each once."""
        return tuple(dict.fromkeys(passage.source for passage in self.passages if passage.source))

    @property
    def reasoning_tokens(self) -> int:
        """Tokens of the thoughts."""
        return len(tokens_of(self.reasoning))

    @property
    def tokens(self) -> int:
        """Tokens of everything."""
        spoken = (
            f"{self.text}{self.run.code if self.run else ''}{[call.arguments for call in self.calls] or ''}"
        )
        return self.reasoning_tokens + len(tokens_of(spoken))


_HALVED = {
    ChatTrouble.WITHHELD: Ending.WITHHELD,
    ChatTrouble.FAILING: Ending.FAILED,
    ChatTrouble.CUT_OFF: Ending.CUT_OFF,
    ChatTrouble.TOO_LONG: Ending.TOO_LONG,
}


def ended(reply: Reply, call: NativeCall) -> Reply:
    """The reply as far as stop words, the wanted length and the trouble of the question let it come."""
    if call.has(ChatTrouble.EMPTY):
        return Reply(reasoning=reply.reasoning)
    for trouble, ending in _HALVED.items():
        if call.has(trouble):
            length = len(tokens_of(reply.text)) // 2
            return replace(reply, passages=_first(reply.passages, length), calls=(), ending=ending)
    if reply.calls:
        reply = replace(reply, ending=Ending.CALLS)
    return _within(_stopped(reply, call.chat.stop), call.chat.most_tokens)


def _stopped(reply: Reply, stops: Sequence[str]) -> Reply:
    text = reply.text
    places = [(place, stop) for stop in stops if (place := text.find(stop)) >= 0]
    if not places:
        return reply
    place, stop = min(places)
    passages = _up_to(reply.passages, place)
    return replace(reply, passages=passages, calls=(), ending=Ending.STOP_WORD, stop_word=stop)


def _within(reply: Reply, most_tokens: int | None) -> Reply:
    if most_tokens is None or reply.tokens <= most_tokens:
        return reply
    reasoning = "".join(tokens_of(reply.reasoning)[:most_tokens])
    passages = _first(reply.passages, most_tokens - len(tokens_of(reasoning)))
    return replace(reply, reasoning=reasoning, passages=passages, calls=(), ending=Ending.LENGTH)


def _first(passages: Sequence[Passage], tokens: int) -> tuple[Passage, ...]:
    text = "".join(passage.text for passage in passages)
    return _up_to(passages, sum(map(len, tokens_of(text)[: max(0, tokens)])))


def _up_to(passages: Sequence[Passage], length: int) -> tuple[Passage, ...]:
    """The passages of the first so many characters."""
    kept = []
    for passage in passages:
        if length <= 0:
            break
        kept.append(replace(passage, text=passage.text[:length]))
        length -= len(passage.text)
    return tuple(kept)
