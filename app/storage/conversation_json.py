"""The studio's own file of conversations: everything that is known of them, but no key.

The file is one JSON object: ``format``, ``version``, ``program``, ``exported_at``, and ``conversations``, a
list whose entries hold ``conversation``, ``folder``, ``messages`` (parents before their children) and
``files``, base64 by the id of an attachment. It is written and read entry by entry.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.domain.conversation import ChatSettings, Conversation, Message
from app.domain.conversation_tree import ConversationTree
from app.domain.errors import ErrorKind, StorageError, Technical
from app.domain.ids import AttachmentId
from app.domain.keys import is_secret_name
from app.storage.parts import parts_from_json, parts_to_json
from app.storage.records import from_json, storable, to_json

FORMAT = "relay-studio-conversations"
VERSION = 1

Files = Mapping[AttachmentId, str]
"""Contents of attachments as base64."""


@dataclass(frozen=True, slots=True)
class ConversationEntry:
    """One conversation of a file, with the contents that lie in it."""

    tree: ConversationTree
    files: Files


def file_text(entries: Iterable[Iterator[str]], program: str, exported_at: datetime) -> Iterator[str]:
    """The text of a file, piece by piece, from the texts of its entries."""
    head = {"format": FORMAT, "version": VERSION, "program": program, "exported_at": exported_at.isoformat()}
    yield f'{json.dumps(head)[:-1]}, "conversations": ['
    for number, entry in enumerate(entries):
        yield ",\n" if number else "\n"
        yield from entry
    yield "\n]}\n"


def entry_text(tree: ConversationTree, files: Iterable[tuple[AttachmentId, str]]) -> Iterator[str]:
    """The text of one conversation, a piece for each message and each content."""
    conversation = replace(tree.conversation, settings=_without_keys(tree.conversation.settings))
    yield f'{{"conversation": {_dumps(to_json(conversation))}, "folder": {_dumps(tree.folder)}, "messages": ['
    for number, message in enumerate(tree.messages):
        yield ",\n" if number else "\n"
        yield _dumps(_message_to_json(message))
    yield '], "files": {'
    for number, (attachment, content) in enumerate(files):
        yield ",\n" if number else "\n"
        yield f"{_dumps(attachment)}: {_dumps(content)}"
    yield "}}"


def check_head(value: Mapping[str, Any]) -> None:
    """Refuse what a later version wrote.

    Raises:
        StorageError: DATA_NEWER.
    """
    version = value.get("version")
    if isinstance(version, int) and version > VERSION:
        cause = f"a file of version {version}, this program knows {VERSION}"
        raise StorageError(ErrorKind.DATA_NEWER, technical=Technical(cause=cause))


def read_entry(value: Any) -> ConversationEntry:
    """One entry of ``conversations``.

    Raises:
        ValueError: it is no entry, or lacks what it needs.
    """
    if not isinstance(value, dict) or not isinstance(value.get("messages"), list):
        raise ValueError("no conversation")
    conversation = from_json(Conversation, value.get("conversation"))
    settings = _without_keys(conversation.settings)
    tree = ConversationTree(
        replace(conversation, settings=settings),
        tuple(_message_from_json(row) for row in value["messages"]),
        str(value.get("folder") or ""),
    )
    files = value.get("files")
    known = files.items() if isinstance(files, dict) else ()
    return ConversationEntry(
        tree, {AttachmentId(name): text for name, text in known if isinstance(text, str)}
    )


def _message_to_json(message: Message) -> Any:
    return {**to_json(replace(message, parts=())), "parts": parts_to_json(message.parts)}


def _message_from_json(value: Any) -> Message:
    if not isinstance(value, dict) or not isinstance(value.get("parts"), list):
        raise ValueError("no message")
    rows = [row for row in value["parts"] if isinstance(row, dict)]
    return replace(from_json(Message, {**value, "parts": []}), parts=parts_from_json(rows))


def _without_keys(settings: ChatSettings) -> ChatSettings:
    """Settings whose extra JSON has lost what is called like a secret."""
    if not settings.extra_json:
        return settings
    try:
        extra = json.loads(settings.extra_json)
    except (ValueError, RecursionError):
        return replace(settings, extra_json="")
    kept = _without_secrets(extra)
    return settings if kept == extra else replace(settings, extra_json=_dumps(kept))


def _without_secrets(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_secrets(item) for name, item in value.items() if not is_secret_name(name)}
    return [_without_secrets(item) for item in value] if isinstance(value, list) else value


def _dumps(value: Any) -> str:
    return storable(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
