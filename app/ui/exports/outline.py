"""What a document shows of a conversation, in order, whatever kind of file it becomes."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.conversation import (
    AttachmentPart,
    LinkPart,
    Message,
    MessageState,
    NativePart,
    Part,
    ReasoningPart,
    RefusalPart,
    Role,
    TextPart,
    ToolCallPart,
    ToolResultPart,
)
from app.domain.conversation_tree import ConversationTree, Passage
from app.domain.export import ExportOptions
from app.domain.media import Attachment
from app.ui.exports.words import ExportWords

EXCERPT = 60


class ItemKind(StrEnum):
    """What stands in a message."""

    TEXT = "text"
    """Markdown."""
    FOLDED = "folded"
    """Markdown with a title, out of sight where the file can do that."""
    FOLDED_CODE = "folded_code"
    """The same as plain text."""
    FILE = "file"
    LINK = "link"
    """A picture that lies on the web; it is named, not shown."""
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of a message."""

    kind: ItemKind
    text: str = ""
    title: str = ""
    attachment: Attachment | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A message with its heading."""

    role: Role
    speaker: str
    facts: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """Where another branch begins."""

    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole document."""

    title: str
    facts: str
    rows: tuple[Entry | Heading, ...]


def outline(tree: ConversationTree, options: ExportOptions, words: ExportWords, now: datetime) -> Outline:
    """The rows of a document: results of tools stand under the answer that called them."""
    passages = tree.passages if options.whole_tree else (Passage(tree.branch),)
    rows: list[Entry | Heading] = []
    if options.details and tree.conversation.settings.system_prompt.strip():
        prompt = Item(ItemKind.TEXT, tree.conversation.settings.system_prompt)
        rows.append(Entry(Role.SYSTEM, words.system_prompt, "", (prompt,)))
    for number, passage in enumerate(passages, start=1):
        if number > 1:
            rows.append(_heading(passage, number, words))
        rows += _entries(passage.messages, options, words)
    title = tree.conversation.title or words.untitled
    facts = words.exported.format(date=_day(now)) if options.details else ""
    return Outline(title, facts, tuple(rows))


def moment(when: datetime) -> str:
    """A time as the person's clock had it."""
    return f"{when.astimezone():%Y-%m-%d %H:%M}"


def _day(when: datetime) -> str:
    return f"{when.astimezone():%Y-%m-%d}"


def _heading(passage: Passage, number: int, words: ExportWords) -> Heading:
    title = words.other_branch.format(number=number)
    if passage.after is None:
        return Heading(title, words.other_beginning)
    line = " ".join(passage.after.text.split())
    excerpt = line if len(line) <= EXCERPT else f"{line[:EXCERPT].rstrip()}…"
    return Heading(title, words.goes_on_from.format(excerpt=excerpt))


def _entries(messages: Sequence[Message], options: ExportOptions, words: ExportWords) -> Iterator[Entry]:
    """A message of results joins the answer above it; one without anything to show has no entry."""
    pending: Entry | None = None
    for message in messages:
        items = tuple(_items(message, options, words))
        if message.role is Role.TOOL and pending is not None:
            pending = Entry(pending.role, pending.speaker, pending.facts, (*pending.items, *items))
            continue
        if pending is not None:
            yield pending
        pending = None
        if items:
            facts = _facts(message, words) if options.details else ""
            pending = Entry(message.role, _speaker(message, words), facts, items)
    if pending is not None:
        yield pending


def _speaker(message: Message, words: ExportWords) -> str:
    match message.role:
        case Role.USER:
            return words.person
        case Role.SYSTEM:
            return words.system
        case _:
            return message.answered_model or message.model or words.assistant


def _facts(message: Message, words: ExportWords) -> str:
    facts = [moment(message.created_at)]
    if message.role is Role.ASSISTANT:
        facts.append(message.profile_name)
        count = message.usage.completion_tokens if message.usage else None
        facts.append(words.tokens.format(count=count) if count else "")
    return " · ".join(filter(None, facts))


def _items(message: Message, options: ExportOptions, words: ExportWords) -> Iterator[Item]:
    for part in message.parts:
        yield from _item(part, options, words)
    if note := _note(message.state, words):
        yield Item(ItemKind.NOTE, note)


def _item(part: Part, options: ExportOptions, words: ExportWords) -> Iterator[Item]:
    match part:
        case TextPart(text) | RefusalPart(text) if text.strip():
            yield Item(ItemKind.TEXT, text)
        case ReasoningPart(text, seconds) if options.reasoning and text.strip():
            title = words.thought if seconds is None else words.thought_for.format(seconds=round(seconds))
            yield Item(ItemKind.FOLDED, text, title)
        case AttachmentPart(attachment) if options.attachments:
            yield Item(ItemKind.FILE, attachment.name, attachment=attachment)
        case AttachmentPart(attachment):
            yield Item(ItemKind.NOTE, attachment.name)
        case LinkPart(url):
            yield Item(ItemKind.LINK, url, words.remote_picture.format(link=url))
        case ToolCallPart(call) if options.tools:
            title = words.tool_call.format(name=call.name)
            yield Item(ItemKind.FOLDED_CODE, _indented(call.arguments), title)
        case ToolResultPart(result) if options.tools:
            title = words.tool_failed if result.failed else words.tool_result
            yield Item(ItemKind.FOLDED_CODE, result.text, title.format(name=result.name))
        case NativePart() | _:
            return


def _note(state: MessageState, words: ExportWords) -> str:
    return {
        MessageState.STOPPED: words.stopped,
        MessageState.INTERRUPTED: words.interrupted,
        MessageState.FAILED: words.failed,
    }.get(state, "")


def _indented(arguments: str) -> str:
    """Arguments as a person reads them; what is no JSON stays as the model wrote it."""
    try:
        return json.dumps(json.loads(arguments), ensure_ascii=False, indent=2)
    except (ValueError, RecursionError):
        return arguments
