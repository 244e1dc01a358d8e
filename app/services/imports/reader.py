"""The process that reads a file of conversations: evil input can hang or swell it, and nothing else.

It writes each conversation as one line into a file, and tells of each on the standard output as it goes:
where its line lies and what a list shows of it. The last line says how it ended.
"""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import BinaryIO

from app.domain.errors import ErrorKind, StorageError, StudioError
from app.domain.imported import MOST_BYTES, ImportedConversation, ImportedFile, ImportSource
from app.protocols.imports import chatbox, chatgpt, cherry_studio, nextchat
from app.protocols.read import as_list, at, first_text
from app.services.imports.archive import TooLarge, texts
from app.storage.conversation_json import FORMAT, check_head, entry_text, read_entry

MOST_MEMORY = 6 * 1024 * 1024 * 1024
_FAULTS = (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)

Read = Callable[[], Iterator[ImportedConversation]]
"""Reads one entry of a file, which may hold several conversations or none."""


class NotUnderstood(Exception):
    """It is the file of no program that is known here."""


def main(words: Sequence[str]) -> int:
    """Read the file of a path, and write what is in it to another one."""
    source, target = (Path(word) for word in words)
    _limit_memory()
    with target.open("wb") as spool:
        _say(ending(source, spool))
    return 0


def ending(source: Path, spool: BinaryIO) -> dict[str, object]:
    """Read a file; how that ended."""
    count = 0
    try:
        for text in texts(source):
            for title, read in entries(text):
                count += _tell(title, read, spool)
    except (TooLarge, MemoryError):
        values = {"name": source.name, "limit": f"{MOST_BYTES // 1024 // 1024} MB"}
        return {"error": ErrorKind.IMPORT_TOO_LARGE, "values": values}
    except (NotUnderstood, OSError, *_FAULTS):
        return {"end": count, "cut": True} if count else _not_understood(source)
    except StudioError as error:
        return {"error": error.kind, "values": {"path": source.name}}
    return {"end": count} if count else _not_understood(source)


def _not_understood(source: Path) -> dict[str, object]:
    return {"error": ErrorKind.IMPORT_NOT_UNDERSTOOD, "values": {"name": source.name}}


def entries(text: str) -> Iterator[tuple[str, Read]]:
    """The entries of a text, each with its title and how it is read.

    Raises:
        NotUnderstood: it is none of the known files.
        ValueError: it is no JSON, or breaks off; what stood before that was given out.
        StorageError: a later version of the studio wrote it.
    """
    if text.lstrip()[:1] == "[":
        for value in _items(text):
            yield from _of_list(value)
        return
    value = json.loads(text)
    if not isinstance(value, dict):
        raise NotUnderstood
    if value.get("format") == FORMAT:
        yield from _own(value)
    elif cherry_studio.is_backup(value):
        yield from _cherry_studio(value)
    elif (found := nextchat.sessions(value)) is not None:
        for session in found:
            yield first_text(session, "topic"), _one(nextchat.read_session, session)
    elif (found := chatbox.sessions(value)) is not None:
        for session in found:
            yield first_text(session, "name"), partial(chatbox.read_session, session)
    else:
        yield from _of_list(value)


def _items(text: str) -> Iterator[object]:
    """The values of a JSON list, one by one, so that not all have to be held at once."""
    decoder, position = json.JSONDecoder(), text.index("[") + 1
    while True:
        while text[position : position + 1] in (" ", "\n", "\r", "\t", ","):
            position += 1
        if text[position : position + 1] == "]":
            return
        value, position = decoder.raw_decode(text, position)
        yield value


def _of_list(value: object) -> Iterator[tuple[str, Read]]:
    if not chatgpt.is_conversation(value):
        raise NotUnderstood
    yield first_text(value, "title"), _one(chatgpt.read_conversation, value)


def _cherry_studio(value: object) -> Iterator[tuple[str, Read]]:
    known = cherry_studio.library(value)
    for topic in cherry_studio.topics(value):
        name = first_text(known.topics.get(first_text(topic, "id"), (None,))[0], "name")
        yield name, _one(lambda one: cherry_studio.read_topic(one, known), topic)


def _own(value: dict[str, object]) -> Iterator[tuple[str, Read]]:
    check_head(value)
    for entry in as_list(value.get("conversations")):
        title = first_text(at(entry, "conversation"), "title")
        yield title, _one(_read_own, entry)


def _read_own(value: object) -> ImportedConversation:
    entry = read_entry(value)
    files = [
        ImportedFile(message.id, attachment.name, entry.files.get(attachment.id, ""), "", attachment.id)
        for message in entry.tree.messages
        for attachment in message.attachments
    ]
    return ImportedConversation(ImportSource.STUDIO, entry.tree.conversation.id, entry.tree, tuple(files))


def _one(read: Callable[[object], ImportedConversation | None], value: object) -> Read:
    def give() -> Iterator[ImportedConversation]:
        found = read(value)
        if found is not None:
            yield found

    return give


def _tell(title: str, read: Read, spool: BinaryIO) -> int:
    """Write the conversations of an entry and tell of them, or of the fault; how many there were."""
    count = 0
    try:
        for found in read():
            _keep(found, spool)
            count += 1
    except StorageError:
        raise
    except _FAULTS as error:
        _say({"faulty": title, "reason": f"{type(error).__name__}: {error}"[:200]})
        return count + 1
    return count


def _keep(found: ImportedConversation, spool: BinaryIO) -> None:
    entry = json.loads("".join(entry_text(found.tree, ())))
    files = [asdict(file) for file in found.files]
    line = json.dumps({"entry": entry, "files": files}, ensure_ascii=False, separators=(",", ":")) + "\n"
    offset = spool.tell()
    spool.write(line.encode("utf-8", "replace"))
    conversation = found.tree.conversation
    _say(
        {
            "offset": offset,
            "source": found.source,
            "source_id": found.source_id,
            "title": conversation.title or _first_words(found),
            "updated_at": conversation.updated_at.isoformat(),
            "messages": len(found.tree.messages),
            "files": len(found.files),
            "losses": found.losses,
        }
    )


def _first_words(found: ImportedConversation) -> str:
    said = next((message.text for message in found.tree.messages if message.text.strip()), "")
    return " ".join(said.split())[:60]


def _say(value: object) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def _limit_memory() -> None:
    """Where the system can do that; elsewhere the bound of the text has to do."""
    try:
        import resource
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    limit = MOST_MEMORY if most == resource.RLIM_INFINITY else min(most, MOST_MEMORY)
    resource.setrlimit(resource.RLIMIT_AS, (limit, most))
