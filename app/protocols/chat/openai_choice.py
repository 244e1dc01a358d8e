"""One answer of a chat completion: its deltas, or its whole message, into chat events."""

from collections.abc import Iterable, Iterator, Mapping

from app.domain.chat_event import (
    ChatEvent,
    Cited,
    Finished,
    MediaFound,
    ReasoningDelta,
    RefusalDelta,
    TextDelta,
    TextReplaced,
)
from app.domain.media import MediaBytes, MediaKind, MediaLink
from app.protocols.chat.cumulative import CumulativeText
from app.protocols.chat.data_urls import from_base64, media_at, take_pictures
from app.protocols.chat.grounding import GroundingMarks
from app.protocols.chat.spoken import Spoken
from app.protocols.chat.tool_calls import ToolCalls
from app.protocols.read import SurrogateJoiner, as_list, as_object, at, first_text, fragment, text
from app.protocols.think_tags import Split, ThinkTagSplitter

_PLAIN_FIELDS = {"role", "content"}
_REASONING_FIELDS = ("reasoning_content", "reasoning", "thinking")
_TEXT_PARTS = {"text", "output_text"}
_THOUGHT_PARTS = {"thinking", "reasoning"}


class OpenAIChoice:
    """Reads the chunks of one choice in their order and remembers what was said."""

    def __init__(self, index: int) -> None:
        self.index = index
        self.said = False
        """Whether anything came that a person can see or a program can use."""
        self.finished = False
        self.reason = ""
        self._content = SurrogateJoiner()
        self._cumulative = CumulativeText()
        self._tags = ThinkTagSplitter()
        self._marks = GroundingMarks()
        self._spoken = Spoken()
        self._thought = SurrogateJoiner()
        self._refusal = SurrogateJoiner()
        self._tools = ToolCalls(index)
        self._text_given = False
        self._media: set[int] = set()
        self._cited: set[str] = set()

    def read(self, choice: Mapping[str, object]) -> list[ChatEvent]:
        """What one chunk, or a whole answer, says of this choice."""
        delta = as_object(choice.get("delta"))
        if not delta and not self.said:
            delta = as_object(choice.get("message"))
        content = delta.get("content")
        if isinstance(content, str) and delta.keys() <= _PLAIN_FIELDS:
            events = list(self._said(content)) if content else []
        else:
            events = list(self._events(delta, fragment(choice.get("text"))))
        self.said = self.said or bool(events)
        reason = choice.get("finish_reason")
        if reason and not self.finished:
            events += self.end(text(reason).strip().lower())
        return events

    def end(self, reason: str) -> Iterator[ChatEvent]:
        """What was held back, and that the answer is complete."""
        yield from self.flush()
        self.finished, self.reason = True, reason
        yield Finished(self.index, reason)

    def flush(self) -> Iterator[ChatEvent]:
        """What was held back in the hope of a tag or of the other half of a character."""
        yield from self._reasoning(self._thought.finish())
        yield from self._split(self._tags.feed(self._content.finish()))
        yield from self._split(self._tags.finish())
        yield from self._given(self._marks.finish())
        yield from self._refused(self._refusal.finish())
        if sound := self._spoken.take():
            yield MediaFound(self.index, sound)

    def cite(self, url: str, title: str) -> Iterator[ChatEvent]:
        """A source, once."""
        if url.startswith(("http://", "https://")) and url not in self._cited:
            self._cited.add(url)
            yield Cited(self.index, url, title)

    def _events(self, delta: Mapping[str, object], legacy_text: str) -> Iterator[ChatEvent]:
        content = delta.get("content")
        thought = _thought_of(delta)
        said = content if isinstance(content, str) else legacy_text
        # Where a relay mirrors one into the other, the answer must not vanish among the thoughts.
        if thought != said:
            yield from self._reasoning(self._thought.feed(thought))
        transcript = self._spoken.feed(delta["audio"]) if "audio" in delta else ""
        yield from self._said(said or transcript)
        for part in as_list(content):
            yield from self._part(part)
        yield from self._refused(self._refusal.feed(fragment(delta.get("refusal"))))
        if "tool_calls" in delta or "function_call" in delta:
            yield from self._tools.read(delta)
        for item in _beside_content(delta):
            yield from self._medium(item)
        for note in as_list(delta.get("annotations")):
            source = as_object(at(note, "url_citation")) or note
            yield from self.cite(first_text(source, "url"), first_text(source, "title"))

    def _said(self, content: str) -> Iterator[ChatEvent]:
        if self._cumulative.possible and content:
            growth = self._cumulative.feed(content)
            content = growth.text
            if growth.replaces:
                yield from self._replaced(content)
                return
        content = self._content.feed(content)
        pictures: list[MediaBytes] = []
        if ";base64," in content:
            content, pictures = take_pictures(content)
        if self._text_given and content and self._tags.passes(content) and self._marks.passes(content):
            yield TextDelta(self.index, content)
        else:
            yield from self._split(self._tags.feed(content))
        yield from self._pictures(pictures)

    def _replaced(self, content: str) -> Iterator[ChatEvent]:
        self._content, self._tags = SurrogateJoiner(), ThinkTagSplitter()
        kept, pictures = take_pictures(self._content.feed(content))
        self._text_given = True
        yield TextReplaced(self.index, self._tags.feed(kept).text)
        yield from self._pictures(pictures)

    def _split(self, split: Split) -> Iterator[ChatEvent]:
        yield from self._reasoning(split.reasoning)
        if split.restart and self._text_given:
            yield TextReplaced(self.index, split.text)
        elif split.text:
            yield from self._given(self._marks.feed(split.text))

    def _given(self, words: str) -> Iterator[ChatEvent]:
        if words:
            self._text_given = True
            yield TextDelta(self.index, words)

    def _reasoning(self, thought: str) -> Iterator[ChatEvent]:
        if thought:
            yield ReasoningDelta(self.index, thought)

    def _refused(self, words: str) -> Iterator[ChatEvent]:
        if words:
            yield RefusalDelta(self.index, words)

    def _part(self, part: object) -> Iterator[ChatEvent]:
        """A typed part of a content list; a bare string counts as text."""
        kind = first_text(part, "type")
        if isinstance(part, str) or kind in _TEXT_PARTS:
            yield from self._said(fragment(part) or fragment(at(part, "text")))
        elif kind in _THOUGHT_PARTS:
            yield from self._reasoning(self._thought.feed(_thought_in_part(part)))
        elif kind == "refusal":
            yield from self._refused(self._refusal.feed(fragment(at(part, "refusal"))))
        else:
            yield from self._medium(part)

    def _medium(self, item: object) -> Iterator[ChatEvent]:
        media = _media_of(item)
        if media is not None:
            yield from self._pictures([media])

    def _pictures(self, found: Iterable[MediaLink | MediaBytes]) -> Iterator[ChatEvent]:
        for media in found:
            mark = hash(media)
            if mark not in self._media:
                self._media.add(mark)
                yield MediaFound(self.index, media)


def _thought_of(delta: Mapping[str, object]) -> str:
    """The thought in the first of its fields that holds one: relays send the same text in several."""
    for name in _REASONING_FIELDS:
        if thought := fragment(delta.get(name)):
            return thought
    details = as_list(delta.get("reasoning_details"))
    return "".join(fragment(at(item, "text")) or fragment(at(item, "summary")) for item in details)


def _thought_in_part(part: object) -> str:
    for name in ("thinking", "text", "reasoning"):
        value = at(part, name)
        if thought := fragment(value) or "".join(fragment(at(item, "text")) for item in as_list(value)):
            return thought
    return ""


def _beside_content(delta: Mapping[str, object]) -> Iterator[object]:
    """Where relays list media beside the text; one alone is an address or bare base64."""
    yield from as_list(delta.get("images"))
    yield from as_list(delta.get("output"))
    alone = delta.get("image")
    yield from (alone, {"b64_json": alone}, {"b64_json": delta.get("image_b64_json")})


def _media_of(item: object) -> MediaLink | MediaBytes | None:
    """Media from the shapes in which relays list it."""
    picture = at(item, "image_url") or at(item, "image") or item
    address = fragment(picture) or fragment(at(picture, "url"))
    if not address:
        names = ("b64_json", "data", "base64")
        encoded = next((said for name in names if (said := fragment(at(picture, name)))), "")
        return from_base64(encoded) if encoded else None
    media = media_at(address)
    if isinstance(media, MediaLink) and first_text(item, "type") == "video":
        return MediaLink(media.url, MediaKind.VIDEO)
    return media
